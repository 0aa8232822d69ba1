//! A field of the proposal form.

use web_sys::Event;
use yew::Callback;

use crate::app::Here;
use crate::element::{Element, el, group};
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

fn label(here: &Here, field: &Field, id: &str) -> Element {
    let lang = here.lang();
    let label = el("label").attr("for", id).child(lang.say(field.label));
    label.child(if field.required {
        el("span").attr("aria-hidden", "true").child(" *")
    } else {
        el("span.chip").child(lang.say(w::OPTIONAL))
    })
}

fn notes(here: &Here, field: &Field, id: &str, error: Option<&str>) -> Element {
    let help = |help| el("p.help").attr("id", &format!("{id}-help")).child(here.lang().say(help));
    let error = error.map(|error| el("p.error").attr("id", &format!("{id}-error")).child(error));
    group().child(field.help.map(help)).child(error)
}

fn described_by(field: &Field, id: &str, error: Option<&str>) -> Option<String> {
    let help = field.help.map(|_| format!("{id}-help"));
    let ids: Vec<String> = help.into_iter().chain(error.map(|_| format!("{id}-error"))).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The field around its control.
fn around(here: &Here, field: &Field, control: Element, error: Option<&str>) -> Element {
    let id = control_id(field.pointer);
    let control = control
        .attr("id", &id)
        .flag("required", field.required)
        .maybe("aria-invalid", error.map(|_| "true"))
        .maybe("aria-describedby", described_by(field, &id, error).as_deref());
    el("div.field")
        .wrong_if(error.is_some())
        .child(label(here, field, &id))
        .child(notes(here, field, &id, error))
        .child(control)
}

/// Fills the field in with what was typed or chosen.
fn fill(here: &Here, field: &Field, read: fn(&Event) -> String) -> Callback<Event> {
    let (store, pointer) = (here.store.dispatcher(), field.pointer);
    Callback::from(move |event: Event| {
        store.dispatch(Action::Fill { pointer: pointer.to_owned(), text: read(&event) });
    })
}

/// A line of text.
pub fn line(here: &Here, field: &Field, error: Option<&str>) -> Element {
    let control = el("input")
        .attr("type", field.kind)
        .attr("autocomplete", field.autocomplete)
        .value(here.state().form.text(field.pointer))
        .on_input(fill(here, field, typed_in));
    around(here, field, control, error)
}

/// A list of choices: key and words.
pub fn list(here: &Here, field: &Field, choices: &[(&str, &str)], error: Option<&str>) -> Element {
    let value = here.state().form.text(field.pointer);
    let option =
        |key: &str, words: &str| el("option").attr("value", key).flag("selected", key == value).child(words);
    let control = el("select")
        .on_change(fill(here, field, chosen_in))
        .child(option("", here.lang().say(w::CHOOSE)))
        .children(choices.iter().map(|(key, words)| option(key, words)));
    around(here, field, control, error)
}
