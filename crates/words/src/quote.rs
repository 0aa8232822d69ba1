//! A quote in words: amounts, limits, marks and sources, said alike wherever they stand.

use application::shown::grouped;
use rating::quote::{
    CoverLimit, LegalBound, Limit, Obligation, Per, Period, PreventionFund, SourceNote, Status,
};
use rating::tariff::FigureUnit;
use rating::{Mark, Money, Outcome, Quote, Tariff, WhatIf};

use crate::account::figure;
use crate::article::article;
use crate::rated::Rated;
use crate::{self as w, Lang, Words};

/// The rule that answers "can I charge it to staff?", where a tariff states it.
pub const WHO_PAYS: &str = "who-pays";

/// An amount with its unit.
pub fn yuan(amount: &str, lang: Lang) -> String {
    format!("{} {}", grouped(amount), lang.say(w::YUAN))
}

/// A large amount as people say it, to see at once whether the zeros are right: `即 1,001 万元`.
pub fn ten_thousands(amount: &str, lang: Lang) -> Option<String> {
    let (whole, rest) = amount.split_at(amount.find('.').unwrap_or(amount.len()));
    let (n, below) = whole.split_at(whole.len().checked_sub(4).filter(|above| *above > 0)?);
    let n = format!("{n}.{below}{}", rest.trim_start_matches('.'));
    let n = grouped(n.trim_end_matches('0').trim_end_matches('.'));
    Some(lang.fill(w::TEN_THOUSANDS, &[("n", &n), ("all", &grouped(amount))]))
}

/// The figure alone, however far the answers go.
pub fn short(rated: &Rated, lang: Lang) -> Option<String> {
    match rated.result.as_ref().ok()? {
        Outcome::Quote(quote) => Some(yuan(&quote.premium.to_string(), lang)),
        Outcome::Range(range) => {
            let (low, high) = (grouped(&range.low.to_string()), yuan(&range.high.to_string(), lang));
            Some(format!("{low} – {high}"))
        }
    }
}

/// Whether one must buy: the word, the sentence about the sector, and the name in the stylesheet.
pub fn obliged(obligation: &Obligation, lang: Lang) -> (&'static str, String, &'static str) {
    let (word, sentence, class) = must(obligation.status);
    (lang.say(word), lang.fill(sentence, &[("sector", lang.text(&obligation.label))]), class)
}

/// The same of any sector: the sentence has a place for it.
pub fn must(status: Status) -> (Words, Words, &'static str) {
    match status {
        Status::Compulsory => (w::COMPULSORY, w::COMPULSORY_HELP, "compulsory"),
        Status::Promoted => (w::PROMOTED, w::PROMOTED_HELP, "promoted"),
        Status::Encouraged => (w::ENCOURAGED, w::ENCOURAGED_HELP, "encouraged"),
    }
}

/// What a mark means, and its name in the stylesheet.
pub fn mark(mark: Mark) -> (Words, &'static str) {
    match mark {
        Mark::Notice => (w::MARK_NOTICE_HELP, "notice"),
        Mark::Published => (w::MARK_PUBLISHED_HELP, "published"),
        Mark::Elsewhere => (w::MARK_ELSEWHERE_HELP, "elsewhere"),
        Mark::Recalled => (w::MARK_RECALLED_HELP, "recalled"),
        Mark::Illustrative => (w::MARK_ILLUSTRATIVE_HELP, "illustrative"),
    }
}

/// The labels of the steps whose figures make the quote's mark.
pub fn weakest(quote: &Quote, lang: Lang) -> String {
    let label =
        |key: &String| quote.steps.iter().find(|step| step.step == *key).map(|step| lang.text(&step.label));
    let mut labels: Vec<&str> = Vec::new();
    for label in quote.mark_because.iter().filter_map(label) {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// From when to when, each part where they differ.
pub fn period(period: &Period, lang: Lang) -> String {
    let from = period.inception.to_string();
    let mut said = String::new();
    for (part, expiry, days) in period.spans() {
        if let Some(label) = part {
            said.push_str(lang.of(if said.is_empty() { ("", "") } else { ("；", "; ") }));
            said.push_str(lang.text(label));
            said.push_str(lang.say(w::COLON));
        }
        let (to, days) = (expiry.to_string(), days.to_string());
        said.push_str(&lang.fill(w::WHOLE_PERIOD, &[("from", &from), ("to", &to), ("days", &days)]));
    }
    said
}

/// What a change saves: by the year where the policy is for one, else on this policy, and beside it by the year.
pub fn saving(what_if: &WhatIf, lang: Lang) -> String {
    let (amount, premium) = (grouped(&what_if.saving.to_string()), grouped(&what_if.premium.to_string()));
    let of_this = [("amount", amount.as_str()), ("premium", premium.as_str())];
    match what_if.saving_a_year {
        Some(year) if year == what_if.saving => lang.fill(w::SAVES_A_YEAR, &of_this),
        year => {
            let of_year =
                |year: Money| lang.fill(w::SAVES_BY_YEAR, &[("amount", &grouped(&year.to_string()))]);
            lang.fill(w::SAVES_ONCE, &of_this) + &year.map(of_year).unwrap_or_default()
        }
    }
}

/// A source in one line: title, issuer, number, date.
pub fn cite(source: &SourceNote, lang: Lang) -> String {
    let number = source.number.as_deref().unwrap_or_default();
    let parts = [lang.text(&source.title), &source.issuer, number, &source.date];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

/// The article of a rule with its document: `应急〔2025〕27号 第十五条`.
pub fn under(tariff: &Tariff, rule: &LegalBound, lang: Lang) -> String {
    let source = tariff.sources().get(rule.source);
    let name = source.map(|source| source.number.as_deref().unwrap_or_else(|| lang.text(&source.title)));
    format!("{} {}", name.unwrap_or_default(), article(&rule.article, lang)).trim().to_owned()
}

/// All limits of a cover in one line.
pub fn limits(cover: &CoverLimit, lang: Lang) -> String {
    let mut all: Vec<String> = cover.limits.iter().map(|one| limit(one, lang)).collect();
    all.extend(deductible(cover, lang));
    if all.is_empty() {
        return lang.say(w::NO_LIMIT).to_owned();
    }
    all.join(lang.say(w::LIST_COMMA))
}

/// What the enterprise bears of a loss itself, where there is something.
fn deductible(cover: &CoverLimit, lang: Lang) -> Option<String> {
    let amount = cover.deductible.map(|amount| grouped(&amount.to_string()));
    let share = cover.deductible_share.as_deref().map(|share| figure(share, FigureUnit::Percent));
    let words = match (&share, &amount) {
        (None, _) => w::DEDUCTIBLE,
        (Some(_), None) => w::DEDUCTIBLE_SHARE,
        (Some(_), Some(_)) => w::DEDUCTIBLE_LEAST,
    };
    let said = [("share", share.as_deref()), ("amount", amount.as_deref())];
    let said: Vec<(&str, &str)> = said.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    (!said.is_empty()).then(|| lang.fill(words, &said))
}

/// Covers of which no source gives a limit, in one line; nothing where there are none.
pub fn without_limits(covers: &[CoverLimit], lang: Lang) -> Option<String> {
    let labels = covers.iter().filter(|cover| cover.limits.is_empty()).map(|cover| lang.text(&cover.label));
    let labels = labels.collect::<Vec<_>>().join(lang.of(("、", ", ")));
    Some(labels).filter(|labels| !labels.is_empty())
}

/// One limit: `每人 400,000 元`.
pub fn limit(limit: &Limit, lang: Lang) -> String {
    let per = match limit.per {
        Per::Person => w::PER_PERSON_LIMIT,
        Per::Accident => w::PER_ACCIDENT_LIMIT,
        Per::Aggregate => w::AGGREGATE_LIMIT,
    };
    let amount = limit.amount.to_string();
    // Limits are whole yuan as good as always.
    format!("{} {}", lang.say(per), yuan(amount.strip_suffix(".00").unwrap_or(&amount), lang))
}

/// How much is set aside to prevent accidents.
pub fn fund(fund: &PreventionFund, lang: Lang) -> String {
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

#[cfg(test)]
mod tests {
    use rating::Text;

    use super::*;

    #[test]
    fn a_sector_of_any_name_fits_into_what_is_said_of_it() {
        for status in [Status::Compulsory, Status::Promoted, Status::Encouraged] {
            let (_, sentence, _) = must(status);
            let said = Lang::En.say(sentence);
            assert!(
                said.contains("this sector ({sector})"),
                "\"Other\" and \"Mines\" are no subjects: {said}"
            );
        }
        let told = Lang::Zh.fill(w::ENCOURAGED_HELP, &[("sector", "其他")]);
        assert_eq!(told, "“其他”行业积极推广安责险，企业自愿投保。");
    }

    #[test]
    fn a_deductible_is_said_as_the_share_and_the_amount_that_it_is() {
        let said = |yuan: Option<i64>, share: Option<&str>, lang| {
            let cover = CoverLimit {
                key: String::new(),
                extension: None,
                label: Text::default(),
                help: Text::default(),
                limits: Vec::new(),
                deductible: yuan.map(|yuan| Money::from_decimal(yuan.into())),
                deductible_share: share.map(str::to_owned),
                article: String::new(),
                source: 0,
                mark: Mark::Notice,
            };
            limits(&cover, lang)
        };
        assert_eq!(said(Some(1500), None, Lang::Zh), "免赔额 1,500.00 元");
        assert_eq!(said(None, Some("0.1"), Lang::En), "deductible 10 % of the loss");
        assert_eq!(said(Some(500), Some("0.1"), Lang::Zh), "免赔额为损失的 10 %，不低于 500.00 元");
        assert_eq!(said(None, None, Lang::En), "no source gives a limit");
    }

    #[test]
    fn large_amounts_are_said_as_people_say_them() {
        for (amount, zh, en) in [
            ("10010000", "即 1,001 万元", "that is 10,010,000 yuan"),
            ("10010000.50", "即 1,001.00005 万元", "that is 10,010,000.50 yuan"),
            ("12300", "即 1.23 万元", "that is 12,300 yuan"),
            ("100000000000", "即 10,000,000 万元", "that is 100,000,000,000 yuan"),
        ] {
            assert_eq!(ten_thousands(amount, Lang::Zh).as_deref(), Some(zh));
            assert_eq!(ten_thousands(amount, Lang::En).as_deref(), Some(en));
        }
        for amount in ["9999", "0", "", "9999.99"] {
            assert_eq!(ten_thousands(amount, Lang::Zh), None, "{amount}");
        }
    }
}
