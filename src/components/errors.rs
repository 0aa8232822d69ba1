//! What is wrong, in one list, each entry a way to its field.

use web_sys::Event;
use yew::Callback;

use crate::element::{Element, el};
use crate::place::Place;

/// One entry: the words, and the way to its control: the `id` of that, and what a press does.
pub struct Entry {
    pub words: String,
    pub way: Option<(String, Callback<Event>)>,
}

/// The list, under a heading; nothing where nothing is wrong.
pub fn summary(id: &'static str, title: &str, entries: Vec<Entry>, class: &'static str) -> Option<Element> {
    if entries.is_empty() {
        return None;
    }
    let list = entries.into_iter().map(|entry| match entry.way {
        Some((control, go)) => {
            let link = el("a").attr("href", &format!("#{control}")).on_click(go);
            el("li").child(link.child(entry.words))
        }
        None => el("li").child(entry.words),
    });
    Some(
        el("div.summary")
            .class(class)
            .attr("id", id)
            .attr("tabindex", "-1")
            .child(el("h2").child(title))
            .child(el("ul").children(list)),
    )
}

/// A link that moves to an element of the page.
pub fn link(place: &Place, control: String) -> Element {
    el("a").attr("href", &format!("#{control}")).on_click(to(place, control))
}

/// Moves to an element of the page.
pub fn to(place: &Place, control: String) -> Callback<Event> {
    let place = place.clone();
    Callback::from(move |event: Event| {
        // The address stays: a fragment is a screen here.
        event.prevent_default();
        place.focus(&control);
    })
}
