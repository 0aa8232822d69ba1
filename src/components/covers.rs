//! What is covered, and up to how much.

use rating::quote::{CoverLimit, Limit, Per};
use rating::{Quote, Tariff};
use yew::prelude::*;

use super::mark;
use super::premium::yuan;
use crate::words::{self as w, Lang};

/// The list of covers.
pub fn covers(tariff: &Tariff, quote: &Quote, lang: Lang) -> Html {
    html! {
        <section aria-labelledby="covers" class="panel">
            <h2 id="covers">{ lang.say(w::COVERS) }</h2>
            <ul class="covers">{ for quote.covers.iter().map(|cover| one(tariff, cover, lang)) }</ul>
        </section>
    }
}

fn one(tariff: &Tariff, cover: &CoverLimit, lang: Lang) -> Html {
    html! {
        <li>
            <details>
                <summary>
                    <span class="step">
                        { lang.text(&cover.label) }
                        if cover.extension.is_some() { <span class="chip">{ lang.say(w::EXTENSION_OF) }</span> }
                    </span>
                    <span class="sum">{ limits(cover, lang) }</span>
                    { mark::badge(cover.mark, lang) }
                </summary>
                <p>{ lang.text(&cover.help) }</p>
                { mark::source(tariff, cover.source, &cover.article, None, lang) }
                { for cover.limits.iter().filter(|limit| limit.source != cover.source).map(|limit| html! {
                    <>
                        <p>{ limit_words(limit, lang) }</p>
                        { mark::source(tariff, limit.source, "", None, lang) }
                    </>
                }) }
            </details>
        </li>
    }
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
