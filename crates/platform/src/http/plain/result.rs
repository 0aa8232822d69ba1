//! What the answers come to: whether one must buy, premium or range, what would lower it, covers, every step and its source, the law.

use application::shown::grouped;
use maud::{Markup, html};
use rating::quote::{CoverLimit, LegalBound, Obligation, RowRef, StepTrace};
use rating::{Mark, Outcome, Quote, Range, Tariff, WhatIf};
use words::account::sum;
use words::article::article;
use words::quote::{self as said, WHO_PAYS, cite, limit, limits, period, weakest, yuan};
use words::rated::Rated;
use words::{self as w, Lang};

use super::visit::{TAKE, button};

/// Ways to pay less that are shown at once; the rest on demand.
const AT_FIRST: usize = 4;

/// What people came for.
pub(super) fn headline(rated: &Rated, lang: Lang) -> Markup {
    html! {
        @if let Some(tariff) = rated.tariff() {
            @for obligation in &rated.obligations { (obliged(tariff, obligation, lang)) }
        }
        @match &rated.result {
            Ok(Outcome::Quote(quote)) => (exact(quote, lang)),
            Ok(Outcome::Range(range)) => (between(range, lang)),
            Err(_) if rated.tariff().is_none() => { p.error { (lang.say(w::NO_TARIFF)) } },
            Err(_) => {},
        }
    }
}

/// Everything behind a premium; nothing until there is one.
pub(super) fn details(rated: &Rated, lang: Lang) -> Markup {
    let (Some(tariff), Some(quote)) = (rated.tariff(), rated.quote()) else { return html! {} };
    html! {
        (lower(rated.what_ifs(), lang))
        (covers(tariff, quote, lang))
        (account(tariff, quote, lang))
        (fund(tariff, quote, lang))
        (law(tariff, quote, lang))
    }
}

fn obliged(tariff: &Tariff, obligation: &Obligation, lang: Lang) -> Markup {
    let (word, sentence, class) = said::obliged(obligation, lang);
    html! {
        div class={ "obligation " (class) } {
            p {
                strong { (word) } " " (sentence)
            }
            details {
                summary {
                    (lang.fill(w::DEPARTMENT, &[("department", lang.text(&obligation.department))])) " "
                    (badge(obligation.department_mark, lang))
                }
                (source(tariff, obligation.source, &obligation.article, None, lang))
            }
        }
    }
}

fn exact(quote: &Quote, lang: Lang) -> Markup {
    let because = weakest(quote, lang);
    html! {
        h3 { (lang.say(w::PREMIUM)) }
        p.amount { strong.figure { (grouped(&quote.premium.to_string())) } " " (lang.say(w::YUAN)) }
        ul.per {
            @if let Some(each) = quote.premium_per_person {
                li { (lang.say(w::PER_PERSON)) " " (yuan(&each.to_string(), lang)) }
            }
            @if let Some(day) = quote.premium_per_day {
                li { (lang.say(w::PER_DAY)) " " (yuan(&day.to_string(), lang)) }
            }
            li { (period(&quote.period, lang)) }
        }
        div.official {
            p { (lang.say(w::HOW_OFFICIAL)) " " (badge(quote.mark, lang)) " " (lang.say(said::mark(quote.mark).0)) }
            @if !because.is_empty() { p.help { (lang.fill(w::WEAKEST_BECAUSE, &[("steps", &because)])) } }
        }
    }
}

fn between(range: &Range, lang: Lang) -> Markup {
    html! {
        h3 { (lang.say(w::PREMIUM)) }
        p.amount {
            strong.figure { (grouped(&range.low.to_string())) } " – " strong.figure { (grouped(&range.high.to_string())) }
            " " (lang.say(w::YUAN))
        }
        p { (badge(range.mark, lang)) }
        p.help { (lang.say(w::RANGE_HELP)) }
        ol {
            @for question in &range.open {
                @let left = grouped(&question.width_left.to_string());
                li {
                    (lang.text(&question.label)) (lang.say(w::LIST_COMMA)) (lang.fill(w::WIDTH_LEFT, &[("width", &left)]))
                }
            }
        }
    }
}

/// Each a button that tries itself; the form above then shows the answer, to be taken back there.
fn lower(all: &[WhatIf], lang: Lang) -> Markup {
    let (first, rest) = all.split_at(all.len().min(AT_FIRST));
    let list =
        |of: &[WhatIf]| html! { ul.what-ifs { @for what_if in of { li { (lowered(what_if, lang)) } } } };
    html! {
        h3 id="lower-it" { (lang.say(w::LOWER_IT)) }
        @if all.is_empty() { p { (lang.say(w::NOTHING_LOWER)) } } @else { (list(first)) }
        @if !rest.is_empty() {
            details { summary { (lang.fill(w::MORE, &[("n", &rest.len().to_string())])) } (list(rest)) }
        }
    }
}

fn lowered(what_if: &WhatIf, lang: Lang) -> Markup {
    let changes = &what_if.changes;
    let words: Vec<String> =
        changes.iter().map(|c| format!("{} → {}", lang.text(&c.label), lang.text(&c.to_words))).collect();
    let papers: Vec<&str> = changes.iter().map(|change| lang.text(&change.paper)).collect();
    let value = button(TAKE, changes.iter().map(|change| (change.pointer.as_str(), change.to.as_str())));
    html! {
        button.quiet name="do" value=(value) { (words.join(" + ")) }
        br;
        span { (said::saving(what_if, lang)) }
        br;
        span.help { (lang.fill(w::PAPER, &[("paper", &papers.join(" + "))])) }
    }
}

fn covers(tariff: &Tariff, quote: &Quote, lang: Lang) -> Markup {
    let of_others = |cover: &CoverLimit| {
        let others: Vec<_> = cover.limits.iter().filter(|one| one.source != cover.source).cloned().collect();
        html! { @for one in &others { p { (limit(one, lang)) } (source(tariff, one.source, "", None, lang)) } }
    };
    html! {
        h3 id="covers" { (lang.say(w::COVERS)) }
        ul.covers {
            @for cover in &quote.covers {
                li {
                    details {
                        summary {
                            strong { (lang.text(&cover.label)) }
                            @if cover.extension.is_some() { " " span.chip { (lang.say(w::EXTENSION_OF)) } }
                            " " (limits(cover, lang)) " " (badge(cover.mark, lang))
                        }
                        p.help { (lang.text(&cover.help)) }
                        (source(tariff, cover.source, &cover.article, None, lang))
                        (of_others(cover))
                    }
                }
            }
        }
    }
}

/// The steps that made the premium, then those that did not.
fn account(tariff: &Tariff, quote: &Quote, lang: Lang) -> Markup {
    let (counts, others): (Vec<&StepTrace>, Vec<&StepTrace>) =
        quote.steps.iter().partition(|step| step.counts);
    let several = quote.steps.iter().any(|step| step.unit.is_some_and(|unit| unit > 0));
    let list = |steps: &[&StepTrace]| {
        html! { ol.account { @for step in steps { li { (one_step(tariff, step, several, lang)) } } } }
    };
    html! {
        h3 id="account" { (lang.say(w::ACCOUNT)) }
        p.help { (lang.say(w::ACCOUNT_HELP)) }
        (list(&counts))
        @if !others.is_empty() { h4 { (lang.say(w::ALSO)) } (list(&others)) }
    }
}

fn one_step(tariff: &Tariff, step: &StepTrace, several: bool, lang: Lang) -> Markup {
    let unit =
        step.unit.filter(|_| several).map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]));
    html! {
        details {
            summary {
                @if let Some(unit) = unit { span.chip { (unit) } " " }
                (lang.text(&step.label)) (lang.say(w::COLON)) strong { (sum(tariff, step, lang)) } " " (badge(step.mark, lang))
            }
            (source(tariff, step.source, "", step.row.as_ref(), lang))
        }
    }
}

fn fund(tariff: &Tariff, quote: &Quote, lang: Lang) -> Markup {
    let Some(fund) = &quote.prevention_fund else { return html! {} };
    html! {
        h3 id="fund" { (lang.say(w::FUND)) " " (badge(fund.mark, lang)) }
        p { (said::fund(fund, lang)) }
        ul { @for purpose in &fund.uses { li { (lang.text(purpose)) } } }
        (source(tariff, fund.source, "", None, lang))
    }
}

/// "Can I charge it to staff?" and the rest of the law in force.
fn law(tariff: &Tariff, quote: &Quote, lang: Lang) -> Markup {
    let (staff, others): (Vec<&LegalBound>, Vec<&LegalBound>) =
        quote.legal.iter().partition(|rule| rule.key == WHO_PAYS);
    html! {
        h3 id="law" { (lang.say(w::LAW)) }
        @for rule in staff {
            p.staff { strong { (lang.say(w::STAFF)) " " (lang.say(w::NO)) } " " (lang.text(&rule.label)) }
            (source(tariff, rule.source, &rule.article, None, lang))
        }
        ul {
            @for rule in others {
                li {
                    details {
                        summary { (lang.text(&rule.label)) " " (badge(rule.mark, lang)) }
                        (source(tariff, rule.source, &rule.article, None, lang))
                    }
                }
            }
        }
    }
}

/// How official something is.
pub(super) fn badge(mark: Mark, lang: Lang) -> Markup {
    html! { span class={ "mark " (said::mark(mark).1) } { (lang.of(mark.words())) } }
}

/// A source with its badge, and the row of the table where there is one.
fn source(tariff: &Tariff, index: usize, cited: &str, row: Option<&RowRef>, lang: Lang) -> Markup {
    let Some(source) = tariff.sources().get(index) else { return html! {} };
    let row = row.zip(row.and_then(|row| tariff.table(&row.table))).map(|(row, table)| {
        lang.fill(w::TABLE_ROW, &[("table", lang.text(&table.label)), ("row", &row.row.to_string())])
    });
    html! {
        p.source {
            (badge(source.mark, lang)) " "
            @if let Some(url) = &source.url {
                a href=(url) rel="noopener noreferrer" { (cite(source, lang)) }
            } @else { (cite(source, lang)) }
            @if !cited.is_empty() { " · " (article(cited, lang)) }
            @if let Some(row) = row { br; (row) }
        }
    }
}
