//! A field of the proposal form.

use yew::prelude::*;

use crate::app::Here;
use crate::page::{chosen_in, typed_in};
use crate::state::Action;
use crate::words::{self as w, Words};

/// What a field is.
pub struct Field {
    pub pointer: &'static str,
    pub label: Words,
    pub help: Option<Words>,
    pub required: bool,
    /// For the browser's own filling in.
    pub autocomplete: &'static str,
    pub kind: &'static str,
}

/// The `id` of the control for a pointer.
pub fn control_id(pointer: &str) -> String {
    format!("f{}", pointer.replace('/', "-"))
}

fn label(here: &Here, field: &Field, id: &str) -> Html {
    let lang = here.lang();
    html! {
        <label for={id.to_owned()}>
            { lang.say(field.label) }
            if field.required { <span aria-hidden="true">{ " *" }</span> } else { <span class="chip">{ lang.say(w::OPTIONAL) }</span> }
        </label>
    }
}

fn notes(here: &Here, field: &Field, id: &str, error: Option<&str>) -> Html {
    html! {
        <>
            if let Some(help) = field.help {
                <p class="help" id={format!("{id}-help")}>{ here.lang().say(help) }</p>
            }
            if let Some(error) = error {
                <p class="error" id={format!("{id}-error")}>{ error.to_owned() }</p>
            }
        </>
    }
}

fn described_by(field: &Field, id: &str, error: Option<&str>) -> Option<String> {
    let help = field.help.map(|_| format!("{id}-help"));
    let ids: Vec<String> = help.into_iter().chain(error.map(|_| format!("{id}-error"))).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// A line of text.
pub fn line(here: &Here, field: &Field, error: Option<&str>) -> Html {
    let id = control_id(field.pointer);
    let store = here.store.dispatcher();
    let pointer = field.pointer;
    let oninput = Callback::from(move |event: InputEvent| {
        store.dispatch(Action::Fill { pointer: pointer.to_owned(), text: typed_in(&event) });
    });
    html! {
        <div class={classes!("field", error.map(|_| "wrong"))}>
            { label(here, field, &id) }
            { notes(here, field, &id, error) }
            <input id={id.clone()} type={field.kind} autocomplete={field.autocomplete} required={field.required}
                value={here.state().form.text(field.pointer).to_owned()} {oninput}
                aria-invalid={error.map(|_| "true")} aria-describedby={described_by(field, &id, error)} />
        </div>
    }
}

/// A list of choices: key and words.
pub fn list(here: &Here, field: &Field, choices: &[(&str, &str)], error: Option<&str>) -> Html {
    let id = control_id(field.pointer);
    let store = here.store.dispatcher();
    let pointer = field.pointer;
    let value = here.state().form.text(field.pointer).to_owned();
    let onchange = Callback::from(move |event: Event| {
        store.dispatch(Action::Fill { pointer: pointer.to_owned(), text: chosen_in(&event) });
    });
    html! {
        <div class={classes!("field", error.map(|_| "wrong"))}>
            { label(here, field, &id) }
            { notes(here, field, &id, error) }
            <select id={id.clone()} {onchange} required={field.required}
                aria-invalid={error.map(|_| "true")} aria-describedby={described_by(field, &id, error)}>
                <option value="" selected={value.is_empty()}>{ here.lang().say(w::CHOOSE) }</option>
                { for choices.iter().map(|(key, words)| html! {
                    <option value={(*key).to_owned()} selected={*key == value}>{ *words }</option>
                }) }
            </select>
        </div>
    }
}
