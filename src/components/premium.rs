//! The premium and whether one must buy: what people came for.

use application::shown::grouped;
use rating::quote::Obligation;
use rating::{Outcome, Quote, Range, Tariff};

use super::errors::link;
use super::field::control_id;
use super::mark;
use crate::app::Here;
use crate::element::{Element, el, group};
use crate::state::rated::Rated;
use crate::words::quote::{mark as words_of, obliged, period, weakest, yuan};
use crate::words::{self as w, Lang, Words};

/// Must they buy, under which article, and who oversees it.
pub fn obligations(rated: &Rated, lang: Lang) -> Element {
    let Some(tariff) = rated.tariff() else { return group() };
    group().children(rated.obligations.iter().map(|obligation| one(tariff, obligation, lang)))
}

fn one(tariff: &Tariff, obligation: &Obligation, lang: Lang) -> Element {
    let (word, sentence, class) = obliged(obligation, lang);
    let says = el("p").child(el("strong").child(word)).child(" ").child(sentence);
    let overseer = el("summary")
        .child(lang.fill(w::DEPARTMENT, &[("department", lang.text(&obligation.department))]))
        .child(" ")
        .child(mark::badge(obligation.department_mark, lang));
    let source = mark::source(tariff, obligation.source, &obligation.article, None, lang);
    el("div.obligation").class(class).child(says).child(el("details").child(overseer).child(source))
}

/// The figure, however far the answers go.
pub fn premium(here: &Here, rated: &Rated) -> Element {
    let lang = here.lang();
    match &rated.result {
        Ok(Outcome::Quote(quote)) => exact(rated, quote, lang),
        Ok(Outcome::Range(range)) => between(here, range),
        Err(_) if rated.tariff().is_none() => el("p.error").child(lang.say(w::NO_TARIFF)),
        Err(_) if rated.obligations.is_empty() => el("p.first").child(lang.say(w::FIRST_CHOOSE)),
        Err(_) => group(),
    }
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

fn exact(rated: &Rated, quote: &Quote, lang: Lang) -> Element {
    let (help, class) = words_of(quote.mark);
    let because = rated.tariff().map(|_| weakest(quote, lang)).unwrap_or_default();
    let amount = el("p.amount")
        .child(el("span.figure").child(grouped(&quote.premium.to_string())))
        .child(" ")
        .child(lang.say(w::YUAN));
    let per =
        |words: Words, amount: &str| el("span").child(lang.say(words)).child(" ").child(yuan(amount, lang));
    let each = quote.premium_per_person.map(|each| per(w::PER_PERSON, &each.to_string()));
    let day = quote.premium_per_day.map(|day| per(w::PER_DAY, &day.to_string()));
    let shares = el("p.per").child(each).child(day).child(el("span").child(period(&quote.period, lang)));
    let summary =
        el("summary").child(lang.say(w::HOW_OFFICIAL)).child(" ").child(mark::badge(quote.mark, lang));
    let because =
        (!because.is_empty()).then(|| el("p").child(lang.fill(w::WEAKEST_BECAUSE, &[("steps", &because)])));
    let official = el("details.official")
        .class(class)
        .child(summary)
        .child(el("p").child(lang.say(help)))
        .child(because);
    group().child(amount).child(shares).child(official)
}

/// From, to, and a way to each question that is open.
fn between(here: &Here, range: &Range) -> Element {
    let lang = here.lang();
    let figure = |amount: &str| el("span.figure").child(grouped(amount));
    let amount = el("p.amount.range")
        .child(figure(&range.low.to_string()))
        .child(" – ")
        .child(figure(&range.high.to_string()))
        .child(" ")
        .child(lang.say(w::YUAN));
    let open = range.open.iter().map(|question| {
        let left = grouped(&question.width_left.to_string());
        let control = control_id(here.state().current, &question.pointer);
        el("li")
            .child(link(&here.place, control).child(lang.text(&question.label)))
            .child(lang.say(w::LIST_COMMA))
            .child(lang.fill(w::WIDTH_LEFT, &[("width", &left)]))
    });
    // Where somebody comes who wanted to apply.
    let first = here.state().point_at_missing.then(|| el("p.error").child(lang.say(w::SETTLE_FIRST)));
    let open = el("div")
        .attr("id", "missing")
        .attr("tabindex", "-1")
        .child(first)
        .child(el("ol.open").children(open));
    group()
        .child(amount)
        .child(el("p").child(mark::badge(range.mark, lang)))
        .child(el("p.help").child(lang.say(w::RANGE_HELP)))
        .child(open)
}
