//! From base to premium as a picture: one bar for each step that changed the amount. Two rectangles a row: a chart
//! library would weigh more than the rest of the widget.

use rating::Quote;
use rating::quote::Bar;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use yew::prelude::*;

use super::mark;
use crate::state::typed::grouped;
use crate::words::{self as w, Lang};

/// Units of a bar's drawing: a thousand are the largest amount.
const WIDTH: u32 = 1000;

/// A bar for each step that changed the amount.
pub fn waterfall(quote: &Quote, lang: Lang) -> Html {
    let bars: Vec<&Bar> = quote.waterfall.iter().filter(|bar| bar.before != bar.after).collect();
    let most = bars.iter().map(|bar| bar.before.max(bar.after).yuan()).max().unwrap_or_default();
    if most <= Decimal::ZERO {
        return Html::default();
    }
    html! {
        <section aria-labelledby="picture" class="panel">
            <h2 id="picture">{ lang.say(w::PICTURE) }</h2>
            <ol class="waterfall" aria-label={lang.say(w::PICTURE_HELP)}>{ for bars.iter().map(|bar| row(bar, most, lang)) }</ol>
        </section>
    }
}

fn row(bar: &Bar, most: Decimal, lang: Lang) -> Html {
    let (_, _, mark) = mark::words(bar.mark);
    let rises = bar.after >= bar.before;
    let (before, after) = (share(bar.before.yuan(), most), share(bar.after.yuan(), most));
    let change = bar.after.yuan().checked_sub(bar.before.yuan()).unwrap_or_default();
    let change = format!("{}{}", if rises { "+" } else { "" }, grouped(&format!("{change:.2}")));
    html! {
        <li class={classes!(if rises { "up" } else { "down" }, mark)}>
            <span>{ lang.text(&bar.label) }</span>
            <span class="sum"><span class="change">{ change }</span>{ " = " }{ grouped(&bar.after.to_string()) }</span>
            <svg viewBox={format!("0 0 {WIDTH} 10")} preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" x="0" y="0" width={WIDTH.to_string()} height="10" />
                <rect class="value" x={before.min(after).to_string()} y="0"
                    width={before.abs_diff(after).max(4).to_string()} height="10" />
            </svg>
        </li>
    }
}

/// How far an amount reaches on the drawing.
fn share(amount: Decimal, most: Decimal) -> u32 {
    let share = amount.checked_div(most).and_then(|share| share.checked_mul(Decimal::from(WIDTH)));
    share.and_then(|x| x.to_u32()).unwrap_or_default()
}
