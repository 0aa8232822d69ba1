//! What would lower the premium: each a button that tries itself.

use rating::WhatIf;
use yew::prelude::*;

use crate::app::{Here, use_here};
use crate::state::Action;
use crate::state::typed::grouped;
use crate::words::{self as w};

/// Shown at once; the rest on demand.
const AT_FIRST: usize = 4;

#[component]
pub fn WhatIfs() -> Html {
    let here = use_here();
    let all = use_state(|| false);
    let lang = here.lang();
    let Some(rated) = here.current().filter(|rated| rated.quote().is_some()) else { return Html::default() };
    let shown = if *all { rated.what_ifs.len() } else { AT_FIRST };
    let rest = rated.what_ifs.len().saturating_sub(shown);
    let show_all = {
        let all = all.clone();
        Callback::from(move |_: MouseEvent| all.set(true))
    };
    html! {
        <section aria-labelledby="lower-it" class="panel">
            <h2 id="lower-it">{ lang.say(w::LOWER_IT) }</h2>
            if rated.what_ifs.is_empty() {
                <p class="help">{ lang.say(w::NOTHING_LOWER) }</p>
            } else {
                <p class="help">{ lang.say(w::LOWER_IT_HELP) }</p>
                <ul class="what-ifs">
                    { for rated.what_ifs.iter().take(shown).map(|what_if| html! { <li>{ one(&here, what_if) }</li> }) }
                </ul>
                if rest > 0 {
                    <button type="button" class="link" onclick={show_all}>
                        { lang.fill(w::MORE, &[("n", &rest.to_string())]) }
                    </button>
                }
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
#[component]
pub fn Undo() -> Html {
    let here = use_here();
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
