//! What is wrong, in one list, each entry a way to its field.

use yew::prelude::*;

use crate::page;

/// One entry: the words, and the `id` of the control to go to.
pub struct Entry {
    pub words: String,
    pub control: Option<String>,
}

/// The list, under a heading; nothing where nothing is wrong.
pub fn summary(id: &'static str, title: &str, entries: Vec<Entry>, class: &'static str) -> Html {
    if entries.is_empty() {
        return Html::default();
    }
    html! {
        <div class={classes!("summary", class)} {id} tabindex="-1">
            <h2>{ title }</h2>
            <ul>
                { for entries.into_iter().map(|entry| match entry.control {
                    Some(control) => html! { <li><a href={format!("#{control}")} onclick={to(control)}>{ entry.words }</a></li> },
                    None => html! { <li>{ entry.words }</li> },
                }) }
            </ul>
        </div>
    }
}

fn to(control: String) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        // The address stays: a fragment is a screen here.
        event.prevent_default();
        page::focus(&control);
    })
}
