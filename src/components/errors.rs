//! What is wrong, in one list, each entry a way to its field.

use web_sys::Event;
use yew::Callback;

use crate::element::{Element, el};
use crate::place::Place;

/// One entry: the words, and the `id` of the control to go to.
pub struct Entry {
    pub words: String,
    pub control: Option<String>,
}

/// The list, under a heading; nothing where nothing is wrong.
pub fn summary(
    place: &Place,
    id: &'static str,
    title: &str,
    entries: Vec<Entry>,
    class: &'static str,
) -> Option<Element> {
    if entries.is_empty() {
        return None;
    }
    let list = entries.into_iter().map(|entry| match entry.control {
        Some(control) => {
            let link = el("a").attr("href", &format!("#{control}")).on_click(to(place, control));
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

/// Moves to an element of the page.
pub fn to(place: &Place, control: String) -> Callback<Event> {
    let place = place.clone();
    Callback::from(move |event: Event| {
        // The address stays: a fragment is a screen here.
        event.prevent_default();
        place.focus(&control);
    })
}
