//! Every step of the calculation, each with where its figure comes from.

use rating::quote::StepTrace;
use rating::{Quote, Tariff};

use super::mark;
use crate::element::{Element, el};
use crate::state::account::sum;
use crate::words::{self as w, Lang};

/// The steps that made the premium, then those that did not.
pub fn account(tariff: &Tariff, quote: &Quote, lang: Lang) -> Element {
    let (counts, others): (Vec<&StepTrace>, Vec<&StepTrace>) =
        quote.steps.iter().partition(|step| step.counts);
    let several = quote.steps.iter().any(|step| step.unit.is_some_and(|unit| unit > 0));
    let list = |steps: &[&StepTrace]| {
        el("ol.account").children(steps.iter().map(|step| one(tariff, step, several, lang)))
    };
    el("section.panel")
        .attr("aria-labelledby", "account")
        .child(el("h2").attr("id", "account").child(lang.say(w::ACCOUNT)))
        .child(el("p.help.on-screen").child(lang.say(w::ACCOUNT_HELP)))
        .child(list(&counts))
        .child(
            (!others.is_empty())
                .then(|| el("details").child(el("summary").child(lang.say(w::ALSO))).child(list(&others))),
        )
}

fn one(tariff: &Tariff, step: &StepTrace, several: bool, lang: Lang) -> Element {
    let unit =
        step.unit.filter(|_| several).map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]));
    let summary = el("summary")
        .child(
            el("span.step").child(unit.map(|unit| el("span.chip").child(unit))).child(lang.text(&step.label)),
        )
        .child(el("span.sum").child(sum(tariff, step, lang)))
        .child(mark::badge(step.mark, lang));
    let source = mark::source(tariff, step.source, "", step.row.as_ref(), lang);
    el("li").child(el("details").child(summary).child(source))
}
