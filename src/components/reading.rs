//! A file that is chosen or dropped, and what is said while it is read.

use wasm_bindgen::JsCast;
use web_sys::{Blob, DragEvent, Event, File, HtmlInputElement};
use yew::Callback;

use crate::element::{Element, button, el};
use crate::words::{self as w, Lang, Words};

/// What a file dialogue offers first.
const KINDS: &str = ".xlsx,.csv,.txt,text/csv";

/// A file's name and content.
pub type Found = Option<(String, Blob)>;

/// A place to drop a file on, with the button that chooses one; `begin` makes a callback of how it is found.
pub fn drop(
    id: &str,
    words: &str,
    described_by: &str,
    begin: impl Fn(fn(&Event) -> Found) -> Callback<Event>,
) -> Element {
    let input = el("input")
        .attr("type", "file")
        .attr("id", id)
        .attr("accept", KINDS)
        .attr("aria-describedby", described_by)
        .on_change(begin(chosen));
    el("div.drop")
        .on_drag_over(Callback::from(|event: Event| event.prevent_default()))
        .on_drop(begin(dropped))
        .child(el("label").attr("for", id).child(words))
        .child(input)
}

fn chosen(event: &Event) -> Found {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    let file = input.files()?.get(0)?;
    // So that the same file, corrected, can be chosen again.
    input.set_value("");
    named(file)
}

fn dropped(event: &Event) -> Found {
    event.prevent_default();
    named(event.dyn_ref::<DragEvent>()?.data_transfer()?.files()?.get(0)?)
}

fn named(file: File) -> Found {
    Some((file.name(), file.into()))
}

/// How far it is, and a way to give it up.
pub fn under_way(lang: Lang, words: Words, (done, of): (u32, u32), cancel: Callback<Event>) -> Element {
    let known = (of > 0).then(|| of.to_string());
    let bar = el("progress")
        .attr("aria-label", lang.say(words))
        .maybe("max", known.as_deref())
        .maybe("value", known.is_some().then(|| done.to_string()).as_deref());
    // For eyes: a screen reader would say every one of them.
    let rows = (done > 0).then(|| {
        el("span").attr("aria-hidden", "true").child(lang.fill(w::ROSTER_ROWS, &[("n", &done.to_string())]))
    });
    el("div.under-way").child(el("span").child(lang.say(words))).child(bar).child(rows).child(button(
        "button.quiet",
        lang.say(w::ROSTER_CANCEL),
        cancel,
    ))
}
