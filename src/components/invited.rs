//! Says that a link filled something in, for as long as nobody looked at it.

use application::campaign::VERSION;

use crate::app::Here;
use crate::element::{Element, button, el};
use crate::state::Action;
use crate::words::{self as w};

/// The notice, and a way to say that all is right.
pub fn invited(here: &Here) -> Option<Element> {
    let (lang, state) = (here.lang(), here.state());
    // A campaign that the platform knows is named above.
    let is_word = !state.campaign.is_empty() && !state.campaign.starts_with(VERSION);
    let of = is_word.then(|| el("span.chip").child(state.campaign.as_str()));
    let notice = || {
        el("p.invited").child(lang.say(w::PREFILLED_NOTICE)).child(of).child(" ").child(button(
            "button.link",
            lang.say(w::ALL_RIGHT),
            here.on(Action::Confirm),
        ))
    };
    (!state.prefilled.is_empty()).then(notice)
}

/// The mark of one field.
pub fn chip(here: &Here, mark: &str) -> Option<Element> {
    let filled = here.state().prefilled.iter().any(|prefilled| prefilled == mark);
    filled.then(|| el("span.chip.invited").child(here.lang().say(w::PREFILLED)))
}
