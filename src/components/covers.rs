//! What is covered, and up to how much.

use rating::quote::CoverLimit;
use rating::{Quote, Tariff};

use super::mark;
use crate::element::{Element, el, group};
use crate::words::quote::{limit, limits};
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
    let of_others = cover.limits.iter().filter(|one| one.source != cover.source).map(|one| {
        group().child(el("p").child(limit(one, lang))).child(mark::source(tariff, one.source, "", None, lang))
    });
    let details = el("details")
        .child(summary)
        .child(el("p").child(lang.text(&cover.help)))
        .child(mark::source(tariff, cover.source, &cover.article, None, lang))
        .children(of_others);
    el("li").child(details)
}
