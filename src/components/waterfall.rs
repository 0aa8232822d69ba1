//! From base to premium as a picture: one bar for each step that changed the amount. Two rectangles a row: a chart
//! library would weigh more than the rest of the widget.

use application::shown::grouped;
use rating::Quote;
use rating::money;
use rating::quote::Bar;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::element::{Element, el, group};
use crate::words::{self as w, Lang, quote as said};

/// Units of a bar's drawing: a thousand are the largest amount.
const WIDTH: u32 = 1000;

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
    let (left, width) = (before.min(after), before.abs_diff(after).max(4));
    let sum = el("span.sum")
        .child(el("span.change").child(change))
        .child(" = ")
        .child(grouped(&bar.after.to_string()));
    let picture = el("svg")
        .attr("viewBox", &format!("0 0 {WIDTH} 10"))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(rectangle("rect.ground", 0, WIDTH))
        .child(rectangle("rect.value", left, width));
    el(if rises { "li.up" } else { "li.down" })
        .class(mark)
        .child(el("span").child(lang.text(&bar.label)))
        .child(sum)
        .child(picture)
}

fn rectangle(selector: &'static str, left: u32, width: u32) -> Element {
    el(selector)
        .attr("x", &left.to_string())
        .attr("y", "0")
        .attr("width", &width.to_string())
        .attr("height", "10")
}

/// How far an amount reaches on the drawing.
fn share(amount: Decimal, most: Decimal) -> u32 {
    let share = money::quotient(amount, most).and_then(|share| money::product(share, Decimal::from(WIDTH)));
    share.and_then(|x| x.to_u32()).unwrap_or_default()
}
