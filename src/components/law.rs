//! What the law says: who pays, what the prevention fund is, what is bounded.

use application::shown::grouped;
use rating::quote::{LegalBound, PreventionFund};
use rating::tariff::FigureUnit;
use rating::{Quote, Tariff};

use super::mark;
use crate::element::{Element, el, group};
use crate::state::account::figure;
use crate::words::{self as w, Lang};

/// The rule that answers "can I charge it to staff?", where a tariff states it.
const WHO_PAYS: &str = "who-pays";

/// The prevention fund and what it may be spent on.
pub fn fund(tariff: &Tariff, quote: &Quote, lang: Lang) -> Element {
    let Some(fund) = &quote.prevention_fund else { return group() };
    el("section.panel")
        .attr("aria-labelledby", "fund")
        .child(
            el("h2")
                .attr("id", "fund")
                .child(lang.say(w::FUND))
                .child(" ")
                .child(mark::badge(fund.mark, lang)),
        )
        .child(el("p").child(fund_words(fund, lang)))
        .child(el("ul.uses").children(fund.uses.iter().map(|r#use| el("li").child(lang.text(r#use)))))
        .child(mark::source(tariff, fund.source, "", None, lang))
}

fn fund_words(fund: &PreventionFund, lang: Lang) -> String {
    let share = figure(&fund.least_share, FigureUnit::Percent);
    let amount = grouped(&fund.least.to_string());
    match (&fund.most_share, fund.most) {
        (Some(most_share), Some(most)) => {
            let (most_share, most) = (figure(most_share, FigureUnit::Percent), grouped(&most.to_string()));
            lang.fill(
                w::FUND_WINDOW,
                &[("share", &share), ("most_share", &most_share), ("amount", &amount), ("most", &most)],
            )
        }
        _ => lang.fill(w::FUND_LEAST, &[("share", &share), ("amount", &amount)]),
    }
}

/// "Can I charge it to staff?" and the rest of the law in force.
pub fn law(tariff: &Tariff, quote: &Quote, lang: Lang) -> Element {
    let staff = quote.legal.iter().find(|rule| rule.key == WHO_PAYS);
    let staff = staff.map(|rule| {
        let answer = el("strong").child(lang.say(w::STAFF)).child(" ").child(lang.say(w::NO));
        el("div.staff")
            .child(el("p").child(answer).child(" ").child(lang.text(&rule.label)))
            .child(mark::source(tariff, rule.source, &rule.article, None, lang))
    });
    let others = quote.legal.iter().filter(|rule| rule.key != WHO_PAYS);
    el("section.panel")
        .attr("aria-labelledby", "law")
        .child(el("h2").attr("id", "law").child(lang.say(w::LAW)))
        .child(staff)
        .child(el("ul.laws").children(others.map(|rule| one(tariff, rule, lang))))
}

fn one(tariff: &Tariff, rule: &LegalBound, lang: Lang) -> Element {
    let summary = el("summary").child(lang.text(&rule.label)).child(" ").child(mark::badge(rule.mark, lang));
    let source = mark::source(tariff, rule.source, &rule.article, None, lang);
    el("li").child(el("details").child(summary).child(source))
}

/// The article of a rule with its document: `应急〔2025〕27号 第十五条`.
pub fn under(tariff: &Tariff, rule: &LegalBound, lang: Lang) -> String {
    let source = tariff.sources().get(rule.source);
    let name = source.map(|source| source.number.as_deref().unwrap_or_else(|| lang.text(&source.title)));
    format!("{} {}", name.unwrap_or_default(), rule.article).trim().to_owned()
}
