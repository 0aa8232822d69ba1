//! The receipts that were given to this device.

use crate::app::Here;
use crate::components::mark;
use crate::element::{Element, button, el, group, title};
use crate::state::receipts::Given;
use crate::state::{Action, Screen};
use crate::words as w;
use crate::words::quote::yuan;

/// The screen.
pub fn mine(here: &Here) -> Element {
    let lang = here.lang();
    let none = here.state().receipts.is_empty().then(|| el("p").child(lang.say(w::MINE_NONE)));
    el("div.receipt").child(title(lang.say(w::MINE))).child(none).child(list(here)).child(button(
        "button.quiet",
        lang.say(w::NEW_ESTIMATE),
        here.on(Action::Go(Screen::Estimate)),
    ))
}

/// All of them, the last one first; nothing where there are none.
pub fn list(here: &Here) -> Option<Element> {
    let lang = here.lang();
    let receipts = &here.state().receipts;
    let rows = receipts.iter().map(|given| row(here, given));
    (!receipts.is_empty()).then(|| {
        group().child(el("p.help").child(lang.say(w::MINE_HELP))).child(el("ul.mine").children(rows))
    })
}

fn row(here: &Here, given: &Given) -> Element {
    let lang = here.lang();
    let forget =
        button("button.link", lang.say(w::FORGET), here.on(Action::ForgetReceipt(given.receipt.clone())))
            .attr("aria-label", &format!("{} {}", lang.say(w::FORGET), given.receipt));
    let premium = given.mark.map(|mark| {
        group().child(format!(" · {} ", yuan(&given.premium, lang))).child(mark::badge(mark, lang))
    });
    el("li.panel")
        .child(here.place.way(&given.link).child(given.receipt.as_str()))
        .child(el("span").child(given.on.to_string()).child(premium))
        .child(forget)
}
