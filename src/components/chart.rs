//! Bars beside their figures. Two rectangles each: a chart library would weigh more than the rest of the widget. The figures
//! stand beside them as text, so the pictures are for eyes alone.

use rating::money;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::element::{Element, el};

/// Units of a bar's drawing: a thousand are the largest amount.
const WIDTH: u32 = 1000;

/// A bar that is to be seen, however small.
const LEAST: u32 = 4;

/// A bar from one unit on, so wide.
pub fn picture(left: u32, width: u32) -> Element {
    el("svg")
        .attr("viewBox", &format!("0 0 {WIDTH} 10"))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(rectangle("rect.ground", 0, WIDTH))
        .child(rectangle("rect.value", left, width.max(LEAST)))
}

fn rectangle(selector: &'static str, left: u32, width: u32) -> Element {
    el(selector)
        .attr("x", &left.to_string())
        .attr("y", "0")
        .attr("width", &width.to_string())
        .attr("height", "10")
}

/// How far an amount reaches on the drawing.
pub fn share(amount: Decimal, most: Decimal) -> u32 {
    let share = money::quotient(amount, most).and_then(|share| money::product(share, Decimal::from(WIDTH)));
    share.and_then(|x| x.to_u32()).unwrap_or_default()
}

/// One bar: its label, its figure in words, and how long it is.
pub struct Bar {
    pub label: String,
    pub figure: String,
    pub amount: Decimal,
}

/// Bars from the left, the greatest as wide as there is room.
pub fn chart(name: &str, bars: Vec<Bar>) -> Element {
    let most = bars.iter().map(|bar| bar.amount).max().unwrap_or_default();
    let rows = bars.iter().map(|bar| {
        let width = share(bar.amount, most);
        el("li.bar-row")
            .child(el("span").child(bar.label.as_str()))
            .child(el("span.sum").child(bar.figure.as_str()))
            .child((bar.amount > Decimal::ZERO).then(|| picture(0, width)))
    });
    el("ol.waterfall.chart").attr("aria-label", name).children(rows)
}
