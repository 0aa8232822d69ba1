//! What is covered, and up to how much.

use rating::quote::{CoverLimit, Limit, Per};
use rating::{Quote, Tariff};

use super::mark;
use super::premium::yuan;
use crate::element::{Element, el, group};
use crate::words::{self as w, Lang};

/// The list of covers.
pub fn covers(tariff: &Tariff, quote: &Quote, lang: Lang) -> Element {
    el("section.panel")
        .attr("aria-labelledby", "covers")
        .child(el("h2").attr("id", "covers").child(lang.say(w::COVERS)))
        .child(el("ul.covers").children(quote.covers.iter().map(|cover| one(tariff, cover, lang))))
}

fn one(tariff: &Tariff, cover: &CoverLimit, lang: Lang) -> Element {
    let summary = el("summary")
        .child(
            el("span.step")
                .child(lang.text(&cover.label))
                .child(cover.extension.is_some().then(|| el("span.chip").child(lang.say(w::EXTENSION_OF)))),
        )
        .child(el("span.sum").child(limits(cover, lang)))
        .child(mark::badge(cover.mark, lang));
    let of_others = cover.limits.iter().filter(|limit| limit.source != cover.source).map(|limit| {
        group().child(el("p").child(limit_words(limit, lang))).child(mark::source(
            tariff,
            limit.source,
            "",
            None,
            lang,
        ))
    });
    let details = el("details")
        .child(summary)
        .child(el("p").child(lang.text(&cover.help)))
        .child(mark::source(tariff, cover.source, &cover.article, None, lang))
        .children(of_others);
    el("li").child(details)
}

/// All limits of a cover in one line.
pub fn limits(cover: &CoverLimit, lang: Lang) -> String {
    let mut all: Vec<String> = cover.limits.iter().map(|limit| limit_words(limit, lang)).collect();
    all.extend(cover.deductible.map(|amount| lang.fill(w::DEDUCTIBLE, &[("amount", &amount.to_string())])));
    if all.is_empty() {
        return lang.say(w::NO_LIMIT).to_owned();
    }
    all.join(lang.say(w::LIST_COMMA))
}

fn limit_words(limit: &Limit, lang: Lang) -> String {
    let per = match limit.per {
        Per::Person => w::PER_PERSON_LIMIT,
        Per::Accident => w::PER_ACCIDENT_LIMIT,
        Per::Aggregate => w::AGGREGATE_LIMIT,
    };
    let amount = limit.amount.to_string();
    // Limits are whole yuan as good as always.
    format!("{} {}", lang.say(per), yuan(amount.strip_suffix(".00").unwrap_or(&amount), lang))
}
