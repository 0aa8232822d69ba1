//! What holds for every risk, tried on random ones: of the shipped tariffs, and of every structure others may have.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]
#![cfg(feature = "toml")]

#[path = "help/load.rs"]
mod load;
#[path = "help/risks.rs"]
mod risks;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rating::attribute::{Kind, Scope};
use rating::verify::{Paper, SavedQuote, Verdict, verify};
use rating::{
    Brief, Catalogue, Code, Fault, Money, Outcome, Quote, Risk, Tariff, Unit, WhatIf, Workspace, questions,
    rate, rate_exactly, what_if,
};

use risks::{Picks, answer_mut, at_pointer};

static SHIPPED: LazyLock<Vec<Tariff>> = LazyLock::new(|| {
    ["jinan-2018", "jinan-2025"].iter().map(|id| load::tariff(&load::shipped(id))).collect()
});

/// The shipped tariffs, and those of every structure that others may have.
static TARIFFS: LazyLock<Vec<Tariff>> = LazyLock::new(|| {
    let structures = load::names(&load::folder("structures")).into_iter().map(|name| open_to_doubt(&name));
    SHIPPED.iter().cloned().cycle().take(20).chain(structures).collect()
});

/// A structure's tariff, "not sure" being an answer to every question where that is allowed.
fn open_to_doubt(name: &str) -> Tariff {
    let path = load::folder("structures").join(name).with_extension("toml");
    let doubtful =
        |path: &str| Ok(load::open(path)?.replace("[[attribute]]\n", "[[attribute]]\nunsure = true\n"));
    rating::tariff::read::load(path.to_str().unwrap(), &doubtful).unwrap_or_else(|_| load::tariff(&path))
}

/// A tariff; a failing test prints its name only.
#[derive(Clone, Copy)]
struct Named(&'static Tariff);

impl std::fmt::Debug for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.id())
    }
}

/// A tariff and a risk that it asks for; some answers are "not sure" where that is wanted.
fn a_risk(from: &'static [Tariff], unsure: bool) -> impl Strategy<Value = (Named, Risk)> {
    (any::<Index>(), vec(any::<u16>(), 64), 1..4_usize).prop_map(move |(tariff, picks, units)| {
        let tariff = tariff.get(from);
        (Named(tariff), risks::risk(tariff, Picks::new(picks), units.min(tariff.unit_rule().most), unsure))
    })
}

/// The quote, or nothing where the law refuses it or an extension needs another; nothing else may be wrong.
fn quote(tariff: &Tariff, risk: &Risk) -> Option<Quote> {
    match rate(tariff, risk) {
        Ok(Outcome::Quote(quote)) => Some(*quote),
        Ok(Outcome::Range(range)) => panic!("a range: {range:?}"),
        Err(faults) => {
            let may_be = |fault: &Fault| matches!(fault.code, Code::Unlawful | Code::Requires);
            assert!(faults.iter().all(may_be), "{faults:?}\n{risk:?}");
            None
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_premium_is_what_its_trace_and_the_fast_path_say((Named(tariff), risk) in a_risk(&TARIFFS, false)) {
        let Some(quote) = quote(tariff, &risk) else { return Ok(()) };
        let zero = "0.00".to_owned();
        prop_assert!(quote.premium.yuan() >= 0.into(), "{}", quote.premium);
        let answers = tariff.check(&risk).unwrap();
        let fast = tariff.premium(&answers, &mut Workspace::default()).unwrap();
        prop_assert_eq!(fast, quote.premium.yuan());
        let last = quote.waterfall.last().map_or(zero, |bar| bar.after.to_string());
        prop_assert_eq!(last, quote.premium.to_string());
        prop_assert!(quote.waterfall.windows(2).all(|bars| bars[0].after == bars[1].before));
        let counted = quote.steps.iter().filter(|step| step.counts).map(|step| step.mark).max();
        prop_assert_eq!(counted, Some(quote.mark), "the weakest figure that counts");
    }

    #[test]
    fn a_brief_says_what_the_quote_says((Named(tariff), risk) in a_risk(&TARIFFS, false)) {
        let Ok(answers) = tariff.check(&risk) else { return Ok(()) };
        let brief = tariff.brief(&answers, &mut Workspace::default());
        let Some(quote) = quote(tariff, &risk) else {
            prop_assert!(brief.is_err());
            return Ok(());
        };
        let status = quote.obligations.first().map(|first| first.status);
        prop_assert_eq!(brief, Ok(Brief { premium: quote.premium, mark: quote.mark, status }));
    }

    #[test]
    fn a_quote_survives_packing_and_json_and_is_verified((Named(tariff), risk) in a_risk(&TARIFFS, false)) {
        let unpacked = Catalogue::unpack(&Catalogue::new(vec![tariff.clone()]).pack()).unwrap();
        let unpacked = unpacked.iter().next().unwrap();
        prop_assert_eq!(rate(unpacked, &risk), rate(tariff, &risk));
        let Some(quote) = quote(tariff, &risk) else { return Ok(()) };
        let saved = SavedQuote { risk, quote };
        let text = serde_json::to_string(&saved).unwrap();
        let read: SavedQuote = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &saved);
        prop_assert_eq!(verify(unpacked, &read), Verdict::Agrees);
    }

    #[test]
    fn a_quote_on_paper_is_read_again_and_every_changed_figure_is_named((Named(tariff), risk) in a_risk(&TARIFFS, false)) {
        let Some(quote) = quote(tariff, &risk) else { return Ok(()) };
        let paper = Paper::new(&risk, &quote);
        let text = paper.write().unwrap();
        prop_assert_eq!(Paper::read(&text), Ok(paper.clone()));
        prop_assert_eq!(paper.verify(tariff), Verdict::Agrees);
        let named = |paper: &Paper| {
            let read = Paper::read(&paper.write().unwrap()).unwrap();
            match read.verify(tariff) {
                Verdict::DiffersAt { step, .. } => step,
                other => panic!("{other:?}"),
            }
        };
        for (at, step) in quote.steps.iter().filter(|step| step.counts).enumerate() {
            let mut altered = paper.clone();
            altered.results[at] = "1234567.891".to_owned();
            prop_assert_eq!(named(&altered), step.step.as_str());
        }
        let dearer = Money::from_decimal(paper.premium.yuan() + rust_decimal::Decimal::new(1, 2));
        prop_assert_eq!(named(&Paper { premium: dearer, ..paper.clone() }), "premium");
        prop_assert_eq!(named(&Paper { results: vec![], ..paper.clone() }), "steps");
        let other = Paper { digest: "0".repeat(32), ..paper };
        let is_other = matches!(other.verify(tariff), Verdict::OtherTariff { .. });
        prop_assert!(is_other);
    }

    #[test]
    fn what_the_tariff_calls_never_cheaper_never_is(
        (Named(tariff), risk) in a_risk(&SHIPPED, false), rule in any::<Index>(), unit in any::<Index>(), picks in vec(any::<u16>(), 2),
    ) {
        let rule = rule.get(&NEVER_CHEAPER);
        let attribute = tariff.attributes().iter().find(|a| a.key == rule.attribute).unwrap();
        let unit = (attribute.scope == Scope::Unit).then(|| unit.index(risk.units.len()));
        let answers = match &attribute.kind {
            Kind::Choice(_) => rule.choices.clone(),
            Kind::Number(number) => risks::ascending(number, &picks),
        };
        let mut before = None;
        for answer in answers {
            let mut risk = risk.clone();
            answer_mut(&mut risk, unit).insert(attribute.key.clone(), answer.clone());
            // Not asked, or refused by the law: nothing to compare.
            let Ok(Outcome::Quote(quote)) = rate(tariff, &risk) else { continue };
            prop_assert!(before <= Some(quote.premium), "{} = {answer}: {:?}, then {}", attribute.key, before, quote.premium);
            before = Some(quote.premium);
        }
    }

    #[test]
    fn a_range_holds_every_completion((Named(tariff), risk) in a_risk(&TARIFFS, true), picks in vec(any::<u16>(), 64)) {
        let Ok(Outcome::Range(range)) = rate(tariff, &risk) else { return Ok(()) };
        prop_assert!(range.low <= range.high);
        for open in &range.open {
            prop_assert!(open.width_left.yuan() <= range.high.yuan() - range.low.yuan(), "{}", open.pointer);
            prop_assert_eq!(at_pointer(&risk, &open.pointer), Some("?"));
        }
        let completed = risks::completed(tariff, &risk, Picks::new(picks));
        let Some(quote) = quote(tariff, &completed) else { return Ok(()) };
        let within = range.low <= quote.premium && quote.premium <= range.high;
        prop_assert!(within, "{} to {}, but {}: {completed:?}", range.low, range.high, quote.premium);
        prop_assert!(quote.mark <= range.mark);
    }

    #[test]
    fn what_knows_no_ranges_says_the_same_of_all_else((Named(tariff), risk) in a_risk(&TARIFFS, true)) {
        let exactly = rate_exactly(tariff, &risk);
        if tariff.check(&risk).is_ok_and(|answers| answers.is_open()) {
            prop_assert_eq!(exactly, Err(Vec::new()));
        } else {
            prop_assert_eq!(exactly, rate(tariff, &risk));
        }
    }

    #[test]
    fn a_better_answer_keeps_its_promise((Named(tariff), risk) in a_risk(&TARIFFS, false)) {
        let Some(now) = quote(tariff, &risk) else { return Ok(()) };
        let found = what_if(tariff, &risk).unwrap();
        for what in &found {
            let mut then = risk.clone();
            for change in &what.changes {
                let from = at_pointer(&risk, &change.pointer);
                prop_assert!(from.is_none_or(|from| from == change.from), "{} is not {from:?}", change.from);
                risks::set_pointer(&mut then, &change.pointer, &change.to);
            }
            prop_assert_eq!(quote(tariff, &then).map(|q| q.premium), Some(what.premium));
            prop_assert!(what.premium < now.premium);
            prop_assert_eq!(what.saving.yuan(), now.premium.yuan() - what.premium.yuan());
        }
        let order = |what: &WhatIf| (what.saving_a_year, what.saving);
        prop_assert!(found.windows(2).all(|two| order(&two[0]) >= order(&two[1])));
    }

    #[test]
    fn nothing_that_is_typed_makes_it_panic((Named(tariff), risk) in hostile()) {
        let _ = (questions(tariff, &risk), what_if(tariff, &risk));
        if let Err(faults) = rate(tariff, &risk) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|f| f.code != Code::OutOfRange), "{faults:?}");
        }
    }

    #[test]
    fn nothing_that_is_sent_makes_it_panic((Named(tariff), risk) in a_risk(&TARIFFS, true), edits in vec((any::<Index>(), any::<u8>()), 1..6)) {
        let mut bytes = serde_json::to_vec(&risk).unwrap();
        for (place, byte) in edits {
            *place.get_mut(&mut bytes) = byte;
        }
        if let Ok(risk) = serde_json::from_slice::<Risk>(&bytes) {
            let _ = (questions(tariff, &risk), what_if(tariff, &risk), rate(tariff, &risk));
        }
    }
}

/// A `never-cheaper` rule of the shipped tariffs.
struct Rule {
    attribute: String,
    choices: Vec<String>,
}

static NEVER_CHEAPER: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(load::shipped("shared/steps")).unwrap();
    let file: toml::Table = text.parse().unwrap();
    let rules =
        file["must"].as_array().unwrap().iter().filter(|must| must["rule"].as_str() == Some("never-cheaper"));
    let words = |value: &toml::Value| value.as_str().unwrap().to_owned();
    let rule = |must: &toml::Value| Rule {
        attribute: words(&must["attribute"]),
        choices: must
            .get("choices")
            .and_then(|c| c.as_array())
            .map(|c| c.iter().map(words).collect())
            .unwrap_or_default(),
    };
    let rules: Vec<Rule> = rules.map(rule).collect();
    assert!(rules.len() > 5);
    rules
});

/// Risks that are wrong here and there: keys that exist and keys that do not, answers of every sort.
fn hostile() -> impl Strategy<Value = (Named, Risk)> {
    let known: Vec<String> = SHIPPED[0].attributes().iter().map(|a| a.key.clone()).collect();
    let key = prop_oneof![8 => select(known), 1 => any::<String>()];
    let choices: Vec<String> = SHIPPED[0]
        .attributes()
        .iter()
        .filter_map(|a| match &a.kind {
            Kind::Choice(choices) => Some(choices.iter().map(|c| c.key.clone())),
            Kind::Number(_) => None,
        })
        .flatten()
        .collect();
    let answer = prop_oneof![
        4 => select(choices),
        2 => "[0-9]{1,10}",
        2 => "[1-9][0-9]{26,28}",
        2 => "-?[0-9]{0,15}\\.?[0-9]{0,29}",
        1 => Just("?".to_owned()),
        1 => any::<String>(),
    ];
    let edit = (proptest::option::of(any::<Index>()), key, answer);
    let date = prop_oneof![
        4 => Just(None),
        1 => "(19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]".prop_map(|text| text.parse().ok())
    ];
    let more_units = prop_oneof![9 => Just(0), 1 => 0..60_usize];
    (a_risk(&SHIPPED, true), vec(edit, 0..5), date, more_units).prop_map(
        |((tariff, mut risk), edits, date, more)| {
            for (unit, key, answer) in edits {
                let unit = unit.map(|unit| unit.index(risk.units.len()));
                answer_mut(&mut risk, unit).insert(key, answer);
            }
            risk.units.extend(vec![Unit::default(); more]);
            risk.as_of = date;
            (tariff, risk)
        },
    )
}
