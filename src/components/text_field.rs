//! A field of the proposal form.

use web_sys::Event;
use yew::Callback;

use super::invited::chip;
use crate::app::Here;
use crate::element::{Element, el, group};
use crate::page::{chosen_in, typed_in, written_in};
use crate::state::Action;
use crate::words as w;
use crate::words::form::Field;

/// The `id` of the control for a pointer.
pub fn control_id(pointer: &str) -> String {
    format!("f{}", pointer.replace('/', "-"))
}

fn label(here: &Here, field: &Field<'_>, id: &str) -> Element {
    let lang = here.lang();
    let label = el("label").attr("for", id).child(lang.say(field.label));
    let label = label.child(if field.required {
        el("span").attr("aria-hidden", "true").child(" *")
    } else {
        el("span.chip").child(lang.say(w::OPTIONAL))
    });
    label.child(chip(here, field.pointer))
}

fn notes(here: &Here, field: &Field<'_>, id: &str, error: Option<&str>) -> Element {
    let help = |help| el("p.help").attr("id", &format!("{id}-help")).child(here.lang().say(help));
    let error = error.map(|error| el("p.error").attr("id", &format!("{id}-error")).child(error));
    group().child(field.help.map(help)).child(error)
}

fn described_by(field: &Field<'_>, id: &str, error: Option<&str>) -> Option<String> {
    let help = field.help.map(|_| format!("{id}-help"));
    let ids: Vec<String> = help.into_iter().chain(error.map(|_| format!("{id}-error"))).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The field around its control.
fn around(here: &Here, field: &Field<'_>, control: Element, error: Option<&str>) -> Element {
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
fn fill(here: &Here, field: &Field<'_>, read: fn(&Event) -> String) -> Callback<Event> {
    let (store, pointer) = (here.store.dispatcher(), field.pointer.to_owned());
    Callback::from(move |event: Event| {
        store.dispatch(Action::Fill { pointer: pointer.clone(), text: read(&event) });
    })
}

/// A line of text.
pub fn line(here: &Here, field: &Field<'_>, error: Option<&str>) -> Element {
    around(here, field, input(here, field), error)
}

fn input(here: &Here, field: &Field<'_>) -> Element {
    el("input")
        .attr("type", field.kind)
        .attr("autocomplete", field.autocomplete)
        .value(&here.state().form.text(field.pointer))
        .on_input(fill(here, field, typed_in))
        // Some browsers that fill in by themselves tell only this.
        .on_change(fill(here, field, typed_in))
}

/// Several lines of text.
pub fn area(here: &Here, field: &Field<'_>, error: Option<&str>) -> Element {
    let control = el("textarea")
        .attr("rows", "3")
        .attr("autocomplete", field.autocomplete)
        .value(&here.state().form.text(field.pointer))
        .on_input(fill(here, field, written_in));
    around(here, field, control, error)
}

/// A list of choices: key and words.
pub fn list(here: &Here, field: &Field<'_>, choices: &[(&str, &str)], error: Option<&str>) -> Element {
    let value = here.state().form.text(field.pointer);
    let option = |key: &str, words: &str| el("option").attr("value", key).selected(key == value).child(words);
    let control = el("select")
        .on_change(fill(here, field, chosen_in))
        .child(option("", here.lang().say(w::CHOOSE)))
        .children(choices.iter().map(|(key, words)| option(key, words)));
    around(here, field, control, error)
}
