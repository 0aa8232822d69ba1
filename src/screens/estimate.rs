//! Questions on the left, the result live on the right; on a phone the result below, the premium always in view.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::Here;
use crate::components::errors::{Entry, summary};
use crate::components::field::control_id;
use crate::components::questions::questions;
use crate::components::share::share;
use crate::components::what_ifs::{undo, what_ifs};
use crate::components::{account, covers, law, premium, waterfall};
use crate::page;
use crate::state::rated::Rated;
use crate::state::scenario::place;
use crate::state::{Action, MOST_SCENARIOS, Screen};
use crate::words::{self as w};

/// The screen.
pub fn estimate(here: &Here) -> Html {
    let lang = here.lang();
    let Some(rated) = here.current() else { return Html::default() };
    html! {
        <>
            <h1 id="title" tabindex="-1">{ lang.say(w::ESTIMATE) }{ scenario_name(here) }</h1>
            <div class="estimate">
                { questions(here, rated) }
                <div class="result" id="result" tabindex="-1" role="region" aria-label={lang.say(w::RESULT)}>
                    <section class="panel headline" aria-label={lang.say(w::PREMIUM)}>
                        { premium::obligations(rated, lang) }
                        <h2 class="premium-title">{ lang.say(w::PREMIUM) }</h2>
                        <div role="status" class="hidden">{ premium::announcement(rated, lang) }</div>
                        { premium::premium(rated, lang) }
                        { needed(here, rated) }
                        { actions(here, rated) }
                        { undo(here) }
                    </section>
                    { what_ifs(here, rated) }
                    { details(here, rated) }
                </div>
            </div>
            { bar(here, rated) }
        </>
    }
}

/// Which of several scenarios this is.
fn scenario_name(here: &Here) -> Html {
    if here.state().scenarios.len() < 2 {
        return Html::default();
    }
    let number = (here.state().current + 1).to_string();
    html! { <span class="chip">{ here.lang().fill(w::SCENARIO, &[("n", &number)]) }</span> }
}

/// What is still open, and what is wrong: each a way to its field.
fn needed(here: &Here, rated: &Rc<Rated>) -> Html {
    let lang = here.lang();
    let scenario = here.state().current;
    let entry = |fault: &rating::Fault, words: String| {
        let control = place(&fault.pointer).map(|_| control_id(scenario, &fault.pointer));
        Entry { words, control }
    };
    let label = |fault: &rating::Fault| {
        let (_, key) = place(&fault.pointer)?;
        let attribute = rated.tariff()?.attributes().iter().find(|attribute| attribute.key == key)?;
        Some(lang.text(&attribute.label).to_owned())
    };
    let missing = rated.missing().map(|fault| {
        let words = label(fault).unwrap_or_else(|| lang.text(&fault.message).to_owned());
        entry(fault, words)
    });
    let wrong = rated.wrong().map(|fault| {
        let message = lang.text(&fault.message);
        entry(fault, label(fault).map_or_else(|| message.to_owned(), |label| format!("{label}: {message}")))
    });
    html! {
        <>
            { summary("wrong", lang.say(w::TO_CORRECT), wrong.collect(), "errors") }
            if !rated.obligations.is_empty() || here.state().point_at_missing {
                { summary("missing", lang.say(w::STILL_NEEDED), missing.collect(), "missing") }
            }
        </>
    }
}

fn actions(here: &Here, rated: &Rc<Rated>) -> Html {
    let lang = here.lang();
    let scenario = here.state().scenario();
    let full = here.state().scenarios.len() >= MOST_SCENARIOS;
    let store = here.store.dispatcher();
    let compare = Callback::from(move |_: MouseEvent| {
        if !full {
            store.dispatch(Action::Add(scenario.clone()));
        }
        store.dispatch(Action::Go(Screen::Compare));
    });
    html! {
        <div class="actions">
            <button type="button" class="primary" onclick={apply(here, rated)}>{ lang.say(w::TO_APPLY) }</button>
            if rated.result.is_ok() {
                <button type="button" class="quiet" onclick={compare}>{ lang.say(w::TO_COMPARE) }</button>
            }
            { share(here) }
        </div>
    }
}

/// On to the application, or to what is still open.
fn apply(here: &Here, rated: &Rc<Rated>) -> Callback<MouseEvent> {
    let store = here.store.dispatcher();
    let ready = rated.quote().is_some();
    let target = if rated.wrong().next().is_some() { "wrong" } else { "missing" };
    Callback::from(move |_| {
        if ready {
            store.dispatch(Action::Go(Screen::Apply));
        } else {
            store.dispatch(Action::PointAtMissing);
            page::focus_soon(target);
        }
    })
}

/// Everything that explains a quote.
fn details(here: &Here, rated: &Rc<Rated>) -> Html {
    let lang = here.lang();
    let (Some(tariff), Some(quote)) = (rated.tariff(), rated.quote()) else { return Html::default() };
    html! {
        <>
            { waterfall::waterfall(quote, lang) }
            { account::account(tariff, quote, lang) }
            { covers::covers(tariff, quote, lang) }
            { law::fund(tariff, quote, lang) }
            { law::law(tariff, quote, lang) }
        </>
    }
}

/// The premium in view, on a phone.
fn bar(here: &Here, rated: &Rc<Rated>) -> Html {
    let lang = here.lang();
    let Some(amount) = premium::short(rated, lang) else { return Html::default() };
    html! {
        // The live region above says it already.
        <div class="bar">
            <a href="#result" onclick={to_result()}>{ amount }<span class="hint">{ lang.say(w::SHOW_RESULT) }</span></a>
            <button type="button" class="primary" onclick={apply(here, rated)}>{ lang.say(w::TO_APPLY) }</button>
        </div>
    }
}

fn to_result() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        page::focus("result");
    })
}
