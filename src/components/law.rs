//! What the law says: who pays, what the prevention fund is, what is bounded.

use rating::quote::{LegalBound, PreventionFund};
use rating::tariff::FigureUnit;
use rating::{Quote, Tariff};
use yew::prelude::*;

use super::mark;
use crate::state::account::figure;
use crate::state::typed::grouped;
use crate::words::{self as w, Lang};

/// The rule that answers "can I charge it to staff?", where a tariff states it.
const WHO_PAYS: &str = "who-pays";

/// The prevention fund and what it may be spent on.
pub fn fund(tariff: &Tariff, quote: &Quote, lang: Lang) -> Html {
    let Some(fund) = &quote.prevention_fund else { return Html::default() };
    html! {
        <section aria-labelledby="fund" class="panel">
            <h2 id="fund">{ lang.say(w::FUND) }{ " " }{ mark::badge(fund.mark, lang) }</h2>
            <p>{ fund_words(fund, lang) }</p>
            <ul class="uses">{ for fund.uses.iter().map(|r#use| html! { <li>{ lang.text(r#use) }</li> }) }</ul>
            { mark::source(tariff, fund.source, "", None, lang) }
        </section>
    }
}

fn fund_words(fund: &PreventionFund, lang: Lang) -> String {
    let share = figure(&fund.least_share, FigureUnit::Percent);
    let amount = grouped(&fund.least.to_string());
    match (&fund.most_share, fund.most) {
        (Some(most_share), Some(most)) => {
            let (most_share, most) = (figure(most_share, FigureUnit::Percent), grouped(&most.to_string()));
            lang.fill(
                w::FUND_WINDOW,
                &[("share", &share), ("most_share", &most_share), ("amount", &amount), ("most", &most)],
            )
        }
        _ => lang.fill(w::FUND_LEAST, &[("share", &share), ("amount", &amount)]),
    }
}

/// "Can I charge it to staff?" and the rest of the law in force.
pub fn law(tariff: &Tariff, quote: &Quote, lang: Lang) -> Html {
    let staff = quote.legal.iter().find(|rule| rule.key == WHO_PAYS);
    html! {
        <section aria-labelledby="law" class="panel">
            <h2 id="law">{ lang.say(w::LAW) }</h2>
            if let Some(rule) = staff {
                <div class="staff">
                    <p><strong>{ lang.say(w::STAFF) }{ " " }{ lang.say(w::NO) }</strong>{ " " }{ lang.text(&rule.label) }</p>
                    { mark::source(tariff, rule.source, &rule.article, None, lang) }
                </div>
            }
            <ul class="laws">
                { for quote.legal.iter().filter(|rule| rule.key != WHO_PAYS).map(|rule| one(tariff, rule, lang)) }
            </ul>
        </section>
    }
}

fn one(tariff: &Tariff, rule: &LegalBound, lang: Lang) -> Html {
    html! {
        <li>
            <details>
                <summary>{ lang.text(&rule.label) }{ " " }{ mark::badge(rule.mark, lang) }</summary>
                { mark::source(tariff, rule.source, &rule.article, None, lang) }
            </details>
        </li>
    }
}

/// The article of a rule with its document: `应急〔2025〕27号 第十五条`.
pub fn under(tariff: &Tariff, rule: &LegalBound, lang: Lang) -> String {
    let source = tariff.sources().get(rule.source);
    let name = source.map(|source| source.number.as_deref().unwrap_or_else(|| lang.text(&source.title)));
    format!("{} {}", name.unwrap_or_default(), rule.article).trim().to_owned()
}
