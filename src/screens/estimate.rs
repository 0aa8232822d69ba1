//! Questions on the left, the result live on the right; on a phone the result below, the premium always in view.

use std::rc::Rc;

use web_sys::Event;
use yew::Callback;

use crate::app::Here;
use crate::components::errors::{Entry, link, summary, to};
use crate::components::field::control_id;
use crate::components::invited::invited;
use crate::components::premium;
use crate::components::questions::questions;
use crate::components::share::share;
use crate::components::what_ifs::undo;
use crate::element::{Element, button, el, group, title};
use crate::state::rated::Rated;
use crate::state::scenario;
use crate::state::{Action, MOST_SCENARIOS, Screen};
use crate::words::quote::short;
use crate::words::{self as w};

/// The screen; below the premium the `details` of it, or what stands there until they are fetched. That stands in place of the
/// premium where a range cannot be reckoned before.
pub fn estimate(here: &Here, details: Element) -> Element {
    let lang = here.lang();
    let Some(rated) = here.current() else { return group() };
    let (amount, details) = match rated.quote() {
        None if rated.is_open() => (details, None),
        quote => (premium::premium(here, rated), quote.map(|_| details)),
    };
    let headline = el("section.panel.headline")
        .attr("aria-label", lang.say(w::PREMIUM))
        .child(premium::obligations(rated, lang))
        .child(el("h2.premium-title").child(lang.say(w::PREMIUM)))
        .child(el("div.hidden").attr("role", "status").child(premium::announcement(rated, lang)))
        .child(amount)
        .child(needed(here, rated))
        .child(actions(here, rated))
        .child(undo(here));
    let result = el("div.result")
        .attr("id", "result")
        .attr("tabindex", "-1")
        .attr("role", "region")
        .attr("aria-label", lang.say(w::RESULT))
        .child(headline)
        .child(details);
    group()
        .child(title(lang.say(w::ESTIMATE)).child(scenario_name(here)))
        .child(invited(here))
        .child(el("div.estimate").child(questions(here, rated)).child(result))
        .child(bar(here, rated))
}

/// Which of several scenarios this is.
fn scenario_name(here: &Here) -> Option<Element> {
    if here.state().scenarios.len() < 2 {
        return None;
    }
    let number = (here.state().current + 1).to_string();
    Some(el("span.chip").child(here.lang().fill(w::SCENARIO, &[("n", &number)])))
}

/// What is still open, and what is wrong: each a way to its field.
fn needed(here: &Here, rated: &Rc<Rated>) -> Element {
    let lang = here.lang();
    let current = here.state().current;
    let entry = |fault: &rating::Fault, words: String| {
        let control = scenario::place(&fault.pointer).map(|_| control_id(current, &fault.pointer));
        Entry { words, way: control.map(|control| (control.clone(), to(&here.place, control))) }
    };
    let missing = rated.missing().map(|fault| entry(fault, rated.asked(fault, lang).to_owned()));
    let wrong = rated.wrong().map(|fault| entry(fault, rated.told(fault, lang)));
    let told = !rated.obligations.is_empty() || here.state().point_at_missing;
    let missing = told.then(|| summary("missing", lang.say(w::STILL_NEEDED), missing.collect(), "missing"));
    group()
        .child(summary("wrong", lang.say(w::TO_CORRECT), wrong.collect(), "errors"))
        .child(missing.flatten())
}

fn actions(here: &Here, rated: &Rc<Rated>) -> Element {
    let lang = here.lang();
    let scenario = here.state().scenario();
    let full = here.state().scenarios.len() >= MOST_SCENARIOS;
    let store = here.store.dispatcher();
    let compare = Callback::from(move |_: Event| {
        if !full {
            store.dispatch(Action::Add(scenario.clone()));
        }
        store.dispatch(Action::Go(Screen::Compare));
    });
    let to_compare = || button("button.quiet", lang.say(w::TO_COMPARE), compare);
    el("div.actions")
        .child(button("button.primary", lang.say(w::TO_APPLY), apply(here, rated)))
        .child(rated.result.is_ok().then(to_compare))
        .child(share(here))
}

/// On to the application, or to what is still open.
fn apply(here: &Here, rated: &Rc<Rated>) -> Callback<Event> {
    let (store, place) = (here.store.dispatcher(), here.place.clone());
    let ready = rated.quote().is_some();
    let target = if rated.wrong().next().is_some() { "wrong" } else { "missing" };
    Callback::from(move |_| {
        if ready {
            store.dispatch(Action::Go(Screen::Apply));
        } else {
            store.dispatch(Action::PointAtMissing);
            place.focus_soon(target);
        }
    })
}

/// The premium in view, on a phone.
fn bar(here: &Here, rated: &Rc<Rated>) -> Option<Element> {
    let lang = here.lang();
    let amount = short(rated, lang)?;
    let link = link(&here.place, "result".to_owned()).child(amount);
    let hint = el("span.hint").child(lang.say(w::SHOW_RESULT));
    // The live region above says it already.
    let bar = el("div.bar").child(link.child(hint));
    Some(bar.child(button("button.primary", lang.say(w::TO_APPLY), apply(here, rated))))
}
