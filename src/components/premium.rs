//! The premium and whether one must buy: what people came for.

use rating::quote::{Obligation, Status};
use rating::{Outcome, Quote, Range, Tariff};
use yew::prelude::*;

use super::mark;
use crate::state::rated::Rated;
use crate::state::typed::grouped;
use crate::words::{self as w, Lang};

/// Must they buy, under which article, and who oversees it.
pub fn obligations(rated: &Rated, lang: Lang) -> Html {
    let Some(tariff) = rated.tariff() else { return Html::default() };
    html! { { for rated.obligations.iter().map(|obligation| one(tariff, obligation, lang)) } }
}

fn one(tariff: &Tariff, obligation: &Obligation, lang: Lang) -> Html {
    let (word, help, class) = match obligation.status {
        Status::Compulsory => (w::COMPULSORY, w::COMPULSORY_HELP, "compulsory"),
        Status::Promoted => (w::PROMOTED, w::PROMOTED_HELP, "promoted"),
        Status::Encouraged => (w::ENCOURAGED, w::ENCOURAGED_HELP, "encouraged"),
    };
    html! {
        <div class={classes!("obligation", class)}>
            <p><strong>{ lang.say(word) }</strong>{ " " }{ lang.fill(help, &[("sector", lang.text(&obligation.label))]) }</p>
            <details>
                <summary>{ lang.fill(w::DEPARTMENT, &[("department", lang.text(&obligation.department))]) }{ " " }
                    { mark::badge(obligation.department_mark, lang) }</summary>
                { mark::source(tariff, obligation.source, &obligation.article, None, lang) }
            </details>
        </div>
    }
}

/// The figure, however far the answers go.
pub fn premium(rated: &Rated, lang: Lang) -> Html {
    match &rated.result {
        Ok(Outcome::Quote(quote)) => exact(rated, quote, lang),
        Ok(Outcome::Range(range)) => between(range, lang),
        Err(_) if rated.tariff().is_none() => html! { <p class="error">{ lang.say(w::NO_TARIFF) }</p> },
        Err(_) if rated.obligations.is_empty() => {
            html! { <p class="first">{ lang.say(w::FIRST_CHOOSE) }</p> }
        }
        Err(_) => Html::default(),
    }
}

/// The figure alone, for the bar on a phone and the comparison.
pub fn short(rated: &Rated, lang: Lang) -> Option<String> {
    match rated.result.as_ref().ok()? {
        Outcome::Quote(quote) => Some(yuan(&quote.premium.to_string(), lang)),
        Outcome::Range(range) => {
            let (low, high) = (grouped(&range.low.to_string()), yuan(&range.high.to_string(), lang));
            Some(format!("{low} – {high}"))
        }
    }
}

/// An amount with its unit.
pub fn yuan(amount: &str, lang: Lang) -> String {
    format!("{} {}", grouped(amount), lang.say(w::YUAN))
}

/// What a screen reader is told: plain digits, one sentence.
pub fn announcement(rated: &Rated, lang: Lang) -> String {
    match &rated.result {
        Ok(Outcome::Quote(quote)) => lang.fill(w::ANNOUNCE, &[("premium", &quote.premium.to_string())]),
        Ok(Outcome::Range(range)) => lang
            .fill(w::ANNOUNCE_RANGE, &[("low", &range.low.to_string()), ("high", &range.high.to_string())]),
        Err(_) => String::new(),
    }
}

fn exact(rated: &Rated, quote: &Quote, lang: Lang) -> Html {
    let (word, help, class) = mark::words(quote.mark);
    let period = &quote.period;
    let (from, to, days) = (period.inception.to_string(), period.expiry.to_string(), period.days.to_string());
    let because = rated.tariff().map(|_| weakest(quote, lang)).unwrap_or_default();
    html! {
        <>
            <p class="amount"><span class="figure">{ grouped(&quote.premium.to_string()) }</span>{ " " }{ lang.say(w::YUAN) }</p>
            <p class="per">
                if let Some(each) = quote.premium_per_person {
                    <span>{ lang.say(w::PER_PERSON) }{ " " }{ yuan(&each.to_string(), lang) }</span>
                }
                <span>{ lang.say(w::PER_DAY) }{ " " }{ yuan(&quote.premium_per_day.to_string(), lang) }</span>
                <span>{ lang.fill(w::WHOLE_PERIOD, &[("from", &from), ("to", &to), ("days", &days)]) }</span>
            </p>
            <details class={classes!("official", class)}>
                <summary>{ lang.say(w::HOW_OFFICIAL) }{ " " }<span class={classes!("mark", class)}>{ lang.say(word) }</span></summary>
                <p>{ lang.say(help) }</p>
                if !because.is_empty() {
                    <p>{ lang.fill(w::WEAKEST_BECAUSE, &[("steps", &because)]) }</p>
                }
            </details>
        </>
    }
}

/// The labels of the steps whose figures make the quote's mark.
fn weakest(quote: &Quote, lang: Lang) -> String {
    let label =
        |key: &String| quote.steps.iter().find(|step| step.step == *key).map(|step| lang.text(&step.label));
    let mut labels: Vec<&str> = quote.mark_because.iter().filter_map(label).collect();
    labels.dedup();
    labels.join(if lang == Lang::Zh { "、" } else { ", " })
}

fn between(range: &Range, lang: Lang) -> Html {
    html! {
        <>
            <p class="amount range">
                <span class="figure">{ grouped(&range.low.to_string()) }</span>{ " – " }
                <span class="figure">{ grouped(&range.high.to_string()) }</span>{ " " }{ lang.say(w::YUAN) }
            </p>
            <p>{ mark::badge(range.mark, lang) }</p>
            <p class="help">{ lang.say(w::RANGE_HELP) }</p>
            <ol class="open">
                { for range.open.iter().map(|question| html! {
                    <li>{ lang.text(&question.label) }{ lang.say(w::LIST_COMMA) }
                        { lang.fill(w::WIDTH_LEFT, &[("width", &grouped(&question.width_left.to_string()))]) }</li>
                }) }
            </ol>
        </>
    }
}
