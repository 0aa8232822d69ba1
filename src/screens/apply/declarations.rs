//! What the applicant declares, and what becomes of personal information.

use super::fields::Asking;
use crate::components::text_field::control_id;
use crate::element::{Element, el, group};
use crate::state::Action;
use crate::words::form::{DECLARATIONS, PRIVACY};
use crate::words::{self as w, Lang, Words};

/// The ticks, and the note beside the one that it is about.
pub fn declarations(asking: &Asking<'_>) -> Option<Element> {
    let ticks = DECLARATIONS.iter().map(|(pointer, words)| declare(asking, pointer, *words));
    Some(group().children(ticks).child(privacy(asking.here.lang())))
}

fn declare(asking: &Asking<'_>, pointer: &'static str, words: Words) -> Element {
    let here = asking.here;
    let agreed = here.state().form.declared(pointer);
    let id = control_id(pointer);
    let error = (asking.error)(pointer);
    let toggle = here.on(Action::Declare { pointer: pointer.to_owned(), agreed: !agreed });
    let error_id = format!("{id}-error");
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("id", &id)
        .checked(agreed)
        .flag("required", true)
        .maybe("aria-invalid", error.as_ref().map(|_| "true"))
        .maybe("aria-describedby", error.as_ref().map(|_| error_id.as_str()))
        .on_change(toggle);
    el("div.declaration")
        .wrong_if(error.is_some())
        .child(error.map(|error| el("p.error").attr("id", &error_id).child(error)))
        .child(el("label.tick").child(tick).child(el("span").child(here.lang().say(words))))
}

/// In plain words, before anything is sent.
fn privacy(lang: Lang) -> Element {
    let answers = PRIVACY.iter().map(|(question, answer)| {
        group().child(el("dt").child(lang.say(*question))).child(el("dd").child(lang.say(*answer)))
    });
    el("details.privacy")
        .child(el("summary").child(lang.say(w::PRIVACY_NOTE)))
        .child(el("dl").children(answers))
}
