//! What would lower the premium: each a button that tries itself.

use rating::WhatIf;
use yew::prelude::*;

use crate::app::Here;
use crate::state::Action;
use crate::state::rated::Rated;
use crate::state::typed::grouped;
use crate::words::{self as w};

/// Shown at once; the rest on demand.
const AT_FIRST: usize = 4;

/// The list; nothing until there is a quote.
pub fn what_ifs(here: &Here, rated: &Rated) -> Html {
    let lang = here.lang();
    if rated.quote().is_none() {
        return Html::default();
    }
    let (first, rest) = rated.what_ifs.split_at(rated.what_ifs.len().min(AT_FIRST));
    let list = |of: &[WhatIf]| {
        html! { <ul class="what-ifs">{ for of.iter().map(|what_if| html! { <li>{ one(here, what_if) }</li> }) }</ul> }
    };
    html! {
        <section aria-labelledby="lower-it" class="panel">
            <h2 id="lower-it">{ lang.say(w::LOWER_IT) }</h2>
            <p class="help">{ lang.say(if first.is_empty() { w::NOTHING_LOWER } else { w::LOWER_IT_HELP }) }</p>
            { list(first) }
            if !rest.is_empty() {
                <details>
                    <summary>{ lang.fill(w::MORE, &[("n", &rest.len().to_string())]) }</summary>
                    { list(rest) }
                </details>
            }
        </section>
    }
}

fn one(here: &Here, what_if: &WhatIf) -> Html {
    let lang = here.lang();
    let changes = what_if.changes.clone();
    let papers: Vec<&str> = what_if.changes.iter().map(|change| lang.text(&change.paper)).collect();
    let what = what_if.changes.iter().map(|change| {
        let (label, to) = (lang.text(&change.label), lang.text(&change.to_words));
        html! { <span class="change">{ format!("{label} → {to}") }</span> }
    });
    html! {
        <button type="button" class="what-if" onclick={here.on(move || Action::Try(changes.clone()))}>
            <span class="changes">{ for what }</span>
            <span class="saving">
                { lang.fill(w::SAVES, &[("amount", &grouped(&what_if.saving_a_year.to_string()))]) }
                { lang.say(w::LIST_COMMA) }
                { lang.fill(w::THEN, &[("premium", &grouped(&what_if.premium.to_string()))]) }
            </span>
            <span class="paper">{ lang.fill(w::PAPER, &[("paper", &papers.join(" + "))]) }</span>
        </button>
    }
}

/// Says that something was changed, with a way back.
pub fn undo(here: &Here) -> Html {
    let lang = here.lang();
    let state = here.state();
    // The region is there before it is filled, so that it is read out.
    html! {
        <div role="status" class="undo">
            if let Some((index, before)) = &state.undo {
                if *index == state.current && *before != state.scenario() {
                    { lang.say(if before.units.len() == state.scenario().units.len() { w::TRIED } else { w::REMOVED }) }{ " " }
                    <button type="button" class="link" onclick={here.on(|| Action::Undo)}>{ lang.say(w::UNDO) }</button>
                }
            }
        </div>
    }
}
