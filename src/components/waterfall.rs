//! From base to premium as a picture: one bar for each step that changed the amount.

use application::shown::grouped;
use rating::Quote;
use rating::money;
use rating::quote::Bar;
use rust_decimal::Decimal;

use crate::components::chart::{picture, share};
use crate::element::{Element, el, group};
use crate::words::{self as w, Lang, quote as said};

/// A bar for each step that changed the amount.
pub fn waterfall(quote: &Quote, lang: Lang) -> Element {
    let bars: Vec<&Bar> = quote.waterfall.iter().filter(|bar| bar.before != bar.after).collect();
    let most = bars.iter().map(|bar| bar.before.max(bar.after).yuan()).max().unwrap_or_default();
    if most <= Decimal::ZERO {
        return group();
    }
    el("section.panel")
        .attr("aria-labelledby", "picture")
        .child(el("h2").attr("id", "picture").child(lang.say(w::PICTURE)))
        .child(
            el("ol.waterfall")
                .attr("aria-label", lang.say(w::PICTURE_HELP))
                .children(bars.iter().map(|bar| row(bar, most, lang))),
        )
}

fn row(bar: &Bar, most: Decimal, lang: Lang) -> Element {
    let mark = said::mark(bar.mark).1;
    let rises = bar.after >= bar.before;
    let (before, after) = (share(bar.before.yuan(), most), share(bar.after.yuan(), most));
    let change = money::minus(bar.after.yuan(), bar.before.yuan()).unwrap_or_default();
    let change = format!("{}{}", if rises { "+" } else { "" }, grouped(&format!("{change:.2}")));
    let picture = picture(before.min(after), before.abs_diff(after));
    let sum = el("span.sum")
        .child(el("span.change").child(change))
        .child(" = ")
        .child(grouped(&bar.after.to_string()));
    el(if rises { "li.up" } else { "li.down" })
        .class(mark)
        .child(el("span").child(lang.text(&bar.label)))
        .child(sum)
        .child(picture)
}
