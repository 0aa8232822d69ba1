//! What would lower the premium: each a button that tries itself.

use rating::WhatIf;

use crate::app::Here;
use crate::element::{Element, button, el, group};
use crate::state::Action;
use crate::state::rated::Rated;
use crate::words::quote::saving;
use crate::words::{self as w};

/// Shown at once; the rest on demand.
const AT_FIRST: usize = 4;

/// The list; nothing until there is a quote.
pub fn what_ifs(here: &Here, rated: &Rated) -> Element {
    let lang = here.lang();
    if rated.quote().is_none() {
        return group();
    }
    let all = rated.what_ifs();
    let (first, rest) = all.split_at(all.len().min(AT_FIRST));
    let list = |of: &[WhatIf]| {
        el("ul.what-ifs").children(of.iter().map(|what_if| el("li").child(one(here, what_if))))
    };
    let more = || {
        let words = lang.fill(w::MORE, &[("n", &rest.len().to_string())]);
        el("details").child(el("summary").child(words)).child(list(rest))
    };
    el("section.panel")
        .attr("aria-labelledby", "lower-it")
        .child(el("h2").attr("id", "lower-it").child(lang.say(w::LOWER_IT)))
        .child(if first.is_empty() {
            el("p.help").child(lang.say(w::NOTHING_LOWER))
        } else {
            el("p.help.on-screen").child(lang.say(w::LOWER_IT_HELP))
        })
        .child(list(first))
        .child((!rest.is_empty()).then(more))
}

fn one(here: &Here, what_if: &WhatIf) -> Element {
    let lang = here.lang();
    let changes = what_if.changes.clone();
    let papers: Vec<&str> = what_if.changes.iter().map(|change| lang.text(&change.paper)).collect();
    let what = what_if.changes.iter().map(|change| {
        let (label, to) = (lang.text(&change.label), lang.text(&change.to_words));
        el("span.change").child(format!("{label} → {to}"))
    });
    el("button.what-if")
        .attr("type", "button")
        .on_click(here.on(Action::Try(changes)))
        .child(el("span.changes").children(what))
        .child(el("span.saving").child(saving(what_if, lang)))
        .child(el("span.papers").child(lang.fill(w::PAPER, &[("paper", &papers.join(" + "))])))
}

/// Says that something was changed, with a way back.
pub fn undo(here: &Here) -> Element {
    let lang = here.lang();
    let state = here.state();
    // The region is there before it is filled, so that it is read out.
    let region = el("div.undo").attr("role", "status");
    match &state.undo {
        Some(undo) if undo.scenario == state.current && undo.before != state.scenario() => {
            let same = undo.before.units.len() == state.scenario().units.len();
            region.child(lang.say(if same { w::TRIED } else { w::REMOVED })).child(" ").child(button(
                "button.link",
                lang.say(w::UNDO),
                here.on(Action::Undo),
            ))
        }
        _ => region,
    }
}
