//! What the law says: who pays, what the prevention fund is, what is bounded.

use rating::quote::LegalBound;
use rating::{Quote, Tariff};

use super::mark;
use crate::element::{Element, el, group};
use crate::words::{self as w, Lang, quote as said};

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
        .child(el("p").child(said::fund(fund, lang)))
        .child(el("ul.uses").children(fund.uses.iter().map(|r#use| el("li").child(lang.text(r#use)))))
        .child(mark::source(tariff, fund.source, "", None, lang))
}

/// "Can I charge it to staff?" and the rest of the law in force.
pub fn law(tariff: &Tariff, quote: &Quote, lang: Lang) -> Element {
    let staff = quote.legal.iter().find(|rule| rule.key == said::WHO_PAYS);
    let staff = staff.map(|rule| {
        let answer = el("strong").child(lang.say(w::STAFF)).child(" ").child(lang.say(w::NO));
        el("div.staff")
            .child(el("p").child(answer).child(" ").child(lang.text(&rule.label)))
            .child(mark::source(tariff, rule.source, &rule.article, None, lang))
    });
    let others = quote.legal.iter().filter(|rule| rule.key != said::WHO_PAYS);
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
