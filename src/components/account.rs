//! Every step of the calculation, each with where its figure comes from.

use rating::quote::StepTrace;
use rating::{Quote, Tariff};
use yew::prelude::*;

use super::mark;
use crate::state::account::sum;
use crate::words::{self as w, Lang};

/// The steps that made the premium, then those that did not.
pub fn account(tariff: &Tariff, quote: &Quote, lang: Lang) -> Html {
    let (counts, others): (Vec<&StepTrace>, Vec<&StepTrace>) =
        quote.steps.iter().partition(|step| step.counts);
    let several = quote.steps.iter().any(|step| step.unit.is_some_and(|unit| unit > 0));
    html! {
        <section aria-labelledby="account" class="panel">
            <h2 id="account">{ lang.say(w::ACCOUNT) }</h2>
            <p class="help">{ lang.say(w::ACCOUNT_HELP) }</p>
            <ol class="account">{ for counts.iter().map(|step| one(tariff, step, several, lang)) }</ol>
            if !others.is_empty() {
                <details>
                    <summary>{ lang.say(w::ALSO) }</summary>
                    <ol class="account">{ for others.iter().map(|step| one(tariff, step, several, lang)) }</ol>
                </details>
            }
        </section>
    }
}

fn one(tariff: &Tariff, step: &StepTrace, several: bool, lang: Lang) -> Html {
    let unit =
        step.unit.filter(|_| several).map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]));
    html! {
        <li>
            <details>
                <summary>
                    <span class="step">
                        if let Some(unit) = unit { <span class="chip">{ unit }</span> }
                        { lang.text(&step.label) }
                    </span>
                    <span class="sum">{ sum(tariff, step, lang) }</span>
                    { mark::badge(step.mark, lang) }
                </summary>
                { mark::source(tariff, step.source, "", step.row.as_ref(), lang) }
            </details>
        </li>
    }
}
