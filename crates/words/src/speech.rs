//! A result as it is read aloud: whole sentences, one each, without signs that a voice stumbles over.

use application::capital::spoken;
use rating::quote::{CoverLimit, Obligation, Per, Range};
use rating::{Date, Mark, Money, Outcome, Quote};

use crate::quote::{mark, obliged, without_limits, yuan};
use crate::rated::Rated;
use crate::{self as w, Lang};

/// Whether one must buy, the premium, what is covered, and how official that is; nothing while there is no premium.
pub fn aloud(rated: &Rated, lang: Lang) -> Vec<String> {
    let Ok(outcome) = &rated.result else { return Vec::new() };
    let mut said: Vec<String> = rated.obligations.iter().map(|one| obligation(one, lang)).collect();
    let official = match outcome {
        Outcome::Quote(quote) => {
            said.extend(of_quote(quote, lang));
            quote.mark
        }
        Outcome::Range(range) => {
            said.push(of_range(range, lang));
            range.mark
        }
    };
    said.push(of_mark(official, lang));
    said.push(lang.say(w::NOT_OFFICIAL).to_owned());
    said
}

fn obligation(one: &Obligation, lang: Lang) -> String {
    let (word, sentence, _) = obliged(one, lang);
    format!("{word}{}{sentence}", lang.of(("。", ". ")))
}

fn of_quote(quote: &Quote, lang: Lang) -> Vec<String> {
    let mut said = vec![lang.fill(w::ALOUD_PREMIUM, &[("amount", &amount(quote.premium, lang))])];
    said.extend(
        quote.premium_per_person.map(|each| lang.fill(w::ALOUD_EACH, &[("amount", &amount(each, lang))])),
    );
    let from = day(quote.period.inception, lang);
    said.extend(quote.period.spans().into_iter().map(|(part, expiry, days)| {
        let what = part.map_or_else(|| lang.say(w::THE_PERIOD), |label| lang.text(label));
        let (to, days) = (day(expiry, lang), days.to_string());
        lang.fill(w::ALOUD_PERIOD, &[("what", what), ("from", &from), ("to", &to), ("days", &days)])
    }));
    said.push(lang.say(w::ALOUD_COVERS).to_owned());
    let limited = quote.covers.iter().filter(|cover| !cover.limits.is_empty());
    said.extend(limited.map(|cover| of_cover(cover, lang)));
    let others = without_limits(&quote.covers, lang);
    said.extend(others.map(|covers| lang.fill(w::ALOUD_ALSO, &[("covers", &covers)])));
    said
}

fn of_cover(cover: &CoverLimit, lang: Lang) -> String {
    let limits = cover.limits.iter().map(|limit| {
        let per = match limit.per {
            Per::Person => w::PER_PERSON_LIMIT,
            Per::Accident => w::PER_ACCIDENT_LIMIT,
            Per::Aggregate => w::AGGREGATE_LIMIT,
        };
        format!("{}{}{}", lang.say(per), lang.of(("", " ")), amount(limit.amount, lang))
    });
    let limits = limits.collect::<Vec<_>>().join(lang.say(w::LIST_COMMA));
    lang.fill(w::ALOUD_COVER, &[("cover", lang.text(&cover.label)), ("limits", &limits)])
}

fn of_range(range: &Range, lang: Lang) -> String {
    lang.fill(w::ALOUD_RANGE, &[("low", &amount(range.low, lang)), ("high", &amount(range.high, lang))])
}

fn of_mark(official: Mark, lang: Lang) -> String {
    let help = lang.say(mark(official).0);
    lang.fill(w::ALOUD_MARK, &[("mark", lang.of(official.words())), ("help", help)])
}

/// In Chinese in words, with its 万: a voice reads digits one by one as soon as there are many.
fn amount(amount: Money, lang: Lang) -> String {
    let figure = amount.to_string();
    let plain = || yuan(figure.strip_suffix(".00").unwrap_or(&figure), lang);
    match lang {
        Lang::Zh => spoken(amount).unwrap_or_else(plain),
        Lang::En => plain(),
    }
}

fn day(day: Date, lang: Lang) -> String {
    let (year, month, of_month) = day.parts();
    match lang {
        Lang::Zh => format!("{year}年{month}月{of_month}日"),
        Lang::En => day.to_string(),
    }
}
