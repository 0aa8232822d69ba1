//! Every structure that published tariffs need can be written as a tariff, and gives what was worked out by hand.
//! tests/structures has a small tariff for each, with its golden quotes beside it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]
#![cfg(feature = "toml")]

#[path = "help/load.rs"]
mod load;

use std::collections::BTreeSet;

use rating::{Catalogue, Mark, Outcome, Quote, Risk, Tariff, Workspace, rate};
use sha2::{Digest, Sha256};

/// What published tariffs elsewhere are made of.
const STRUCTURES: [&str; 34] = [
    // what the premium is counted on
    "exposure_headcount",
    "exposure_job_classes",
    "exposure_contract_value",
    "exposure_turnover",
    "exposure_vehicles",
    "exposure_vessels",
    "exposure_tonnes",
    "exposure_size_class",
    "exposure_mixed",
    // how rates are looked up
    "tables_of_one_to_four_keys",
    "bands_of_the_whole_value",
    "bands_in_slices",
    "bands_by_day",
    // how factors are taken together, and bounded
    "factors_multiplied",
    "factors_added",
    "factors_one_discount",
    "factors_bounded",
    // where the fen is rounded
    "rounding_per_person",
    "rounding_per_line",
    "rounding_on_total",
    // extensions
    "extension_share",
    "extension_own_limit",
    "extension_per_person",
    "extension_needs_another",
    "extension_limits",
    // limits, periods, least premiums, policies
    "aggregate_by_headcount",
    "aggregate_by_band",
    "short_period_by_month",
    "short_period_by_day",
    "minimum_premium",
    "policy_per_licence",
    "dearest_class",
    // who says so, and from when
    "law_by_inception",
    "marks_and_sources",
];

fn structure(name: &str) -> Tariff {
    load::tariff(&load::folder("structures").join(name).with_extension("toml"))
}

/// A page that is kept on a device may be older than the tariffs that it finds: it takes those of its own layout only.
#[test]
fn another_form_of_packed_tariffs_has_another_number() {
    let all: Vec<Tariff> = STRUCTURES.iter().map(|name| structure(name)).collect();
    let digest: String =
        Sha256::digest(Catalogue::new(all).pack()).iter().map(|byte| format!("{byte:02x}")).collect();
    let known = (3, "e9affd5111211abc");
    assert_eq!(
        (Catalogue::LAYOUT, &digest[..16]),
        known,
        "count LAYOUT up, unless a tariff in tests/structures has changed"
    );
}

fn quote(tariff: &Tariff, json: &str) -> Quote {
    let risk: Risk = serde_json::from_str(json).unwrap();
    match rate(tariff, &risk).unwrap() {
        Outcome::Quote(quote) => *quote,
        Outcome::Range(range) => panic!("a range: {range:?}"),
    }
}

#[test]
fn every_structure_has_a_tariff_and_no_tariff_is_forgotten() {
    let mut listed: Vec<&str> = STRUCTURES.to_vec();
    listed.sort_unstable();
    assert_eq!(load::names(&load::folder("structures")), listed);
}

#[test]
fn every_structure_gives_what_was_worked_out_by_hand() {
    for name in STRUCTURES {
        let path = load::folder("structures").join(name).with_extension("toml");
        let tariff = load::tariff(&path);
        let report = load::golden_quotes(&path, &tariff);
        assert!(report.quotes > 0, "{name}");
        let catalogue = Catalogue::new(vec![tariff]);
        assert_eq!(Catalogue::unpack(&catalogue.pack()), Ok(catalogue), "{name}");
    }
}

#[test]
fn together_they_use_every_operation() {
    let docs = std::fs::read_to_string(load::folder("../../../docs/tariffs.md")).unwrap();
    let operations = docs.split("\n## ").find(|section| section.starts_with("Operations")).unwrap();
    let cells = operations.lines().filter(|line| line.starts_with("| `"));
    let documented: BTreeSet<&str> =
        cells.flat_map(|line| line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect();
    let files = STRUCTURES.map(|name| {
        std::fs::read_to_string(load::folder("structures").join(name).with_extension("toml")).unwrap()
    });
    let used: BTreeSet<&str> = files
        .iter()
        .flat_map(|text| text.lines())
        .filter_map(|line| line.strip_prefix("op = \"")?.strip_suffix('"'))
        .collect();
    assert_eq!(used, documented);
}

#[test]
fn the_limit_of_an_extension_is_a_share_of_the_main_one_less_its_deductible() {
    let tariff = structure("extension_limits");
    let bought = quote(
        &tariff,
        r#"{"inception":"2026-03-01","answers":{"headcount":"10","limit":"500000","medical":"yes"}}"#,
    );
    let told: Vec<(&str, Option<&str>, String, Option<String>)> = bought
        .covers
        .iter()
        .map(|c| {
            let amount = c.limits[0].amount.to_string();
            (c.key.as_str(), c.extension.as_deref(), amount, c.deductible.map(|d| d.to_string()))
        })
        .collect();
    let expected = [
        ("death", None, "500000.00".to_owned(), None),
        ("medical", Some("medical"), "100000.00".to_owned(), Some("500.00".to_owned())),
    ];
    assert_eq!(told, expected);
    let shares: Vec<_> = bought.covers.iter().map(|cover| cover.deductible_share.as_deref()).collect();
    assert_eq!(shares, [None, Some("0.1")]);
    let declined =
        quote(&tariff, r#"{"inception":"2026-03-01","answers":{"headcount":"10","limit":"500000"}}"#);
    assert_eq!(declined.covers.len(), 1);
}

#[test]
fn a_quote_is_only_as_official_as_the_weakest_figure_it_used() {
    let tariff = structure("marks_and_sources");
    let with = |grade: &str| {
        quote(
            &tariff,
            &format!(r#"{{"inception":"2026-03-01","answers":{{"headcount":"10","grade":"{grade}"}}}}"#),
        )
    };
    let published = with("none");
    assert_eq!(
        (published.mark, published.sources[published.steps[0].source].id.as_str()),
        (Mark::Published, "published")
    );
    let recalled = with("one");
    assert_eq!(
        (recalled.mark, recalled.sources[recalled.steps[0].source].id.as_str()),
        (Mark::Recalled, "recalled")
    );
    assert_eq!(recalled.mark_because, ["grade_factor"]);
}

#[test]
fn a_step_is_only_as_official_as_what_its_result_rests_on() {
    let tariff = structure("marks_and_sources");
    let json = r#"{"inception":"2026-03-01","answers":{"headcount":"10","grade":"one"}}"#;
    let quote = quote(&tariff, json);
    let marks: Vec<(&str, Mark)> = quote.steps.iter().map(|s| (s.step.as_str(), s.mark)).collect();
    let expected =
        [("grade_factor", Mark::Recalled), ("before", Mark::Published), ("premium", Mark::Recalled)];
    assert_eq!(marks, expected);
    let premium = &quote.steps[2];
    assert_eq!(quote.sources[premium.source].id, "published", "who says that the step is part of it");
    assert_eq!(quote.waterfall[0].mark, Mark::Recalled);
}

#[test]
fn the_law_of_the_day_is_listed_with_its_bounds() {
    let tariff = structure("law_by_inception");
    let bounds = |day: &str| {
        let json = format!(r#"{{"inception":"{day}","answers":{{"headcount":"10","limit":"500000"}}}}"#);
        let legal = quote(&tariff, &json).legal;
        legal.into_iter().map(|l| (l.key, l.least, l.most)).collect::<Vec<_>>()
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(bounds("2026-06-30"), [("limit-2026".to_owned(), some("300000"), None)]);
    assert_eq!(bounds("2026-07-01"), [("limit-2026-07".to_owned(), some("400000"), some("800000"))]);
}

#[test]
fn slices_name_the_highest_row_they_reached() {
    let tariff = structure("bands_in_slices");
    let row = |value: &str| {
        let json = format!(r#"{{"inception":"2026-03-01","answers":{{"contract_value":"{value}"}}}}"#);
        quote(&tariff, &json).steps[0].row.as_ref().map(|row| row.row)
    };
    let reached = ["0", "10000000", "10000000.01", "25000000"].map(row);
    assert_eq!(reached, [None, Some(1), Some(2), Some(3)]);
}

#[test]
fn every_refusal_is_shown_by_a_quote() {
    let refusals = [
        "missing",
        "unknown",
        "not-asked",
        "not-a-number",
        "too-precise",
        "too-small",
        "too-large",
        "not-a-choice",
        "must-be-known",
        "unlawful",
        "requires",
        "unit-count",
        "no-tariff",
    ];
    let files = STRUCTURES.map(|name| load::folder("structures").join(format!("{name}.quotes.csv")));
    let text: String = files.map(|file| std::fs::read_to_string(file).unwrap()).concat();
    let words: BTreeSet<&str> = text.split([' ', ',']).collect();
    let docs = std::fs::read_to_string(load::folder("../../../docs/tariffs.md")).unwrap();
    for code in refusals {
        assert!(words.contains(code), "no quote is refused as {code}");
        assert!(docs.contains(&format!("`{code}`")), "{code} is not explained");
    }
    // All there are, but for `out-of-range`, which loading proves impossible.
    let source = std::fs::read_to_string(load::folder("../src/fault.rs")).unwrap();
    let variants =
        source.lines().filter(|line| line.starts_with("    ") && line.ends_with(',') && !line.contains(':'));
    assert_eq!(variants.count(), refusals.len() + 1);
}

/// Short numbers do for nearly every premium; where a figure or a product is too long for them, the same comes out.
#[test]
fn long_figures_are_rated_as_short_ones_are() {
    let path = load::folder("structures").join("exposure_headcount.toml");
    for (price, premium) in [
        ("30.50", "305000.00"),
        ("1234567890123456.75", "12345678901234567500.00"),
        ("12345678901234567890.5", "123456789012345678905000.00"),
    ] {
        let dearer = |path: &str| Ok(load::open(path)?.replace("30.50", price));
        let tariff = rating::tariff::read::load(path.to_str().unwrap(), &dearer).unwrap();
        let risk: Risk = serde_json::from_str(
            r#"{"inception": "2026-03-01", "answers": {"sector": "shop", "headcount": "10000"}}"#,
        )
        .unwrap();
        let answers = tariff.check(&risk).unwrap();
        let fast = tariff.premium(&answers, &mut Workspace::default()).unwrap();
        assert_eq!(format!("{fast:.2}"), premium);
        let Ok(Outcome::Quote(quote)) = rate(&tariff, &risk) else { panic!("{price}") };
        assert_eq!(quote.premium.to_string(), premium);
    }
}

/// For the premium alone a factor is looked up where it is used, but not where another step wants it too.
#[test]
fn a_factor_that_two_steps_use_is_there_for_both() {
    let path = load::folder("structures").join("factors_multiplied.toml");
    let again = r#"[[step]]
key = "again"
op = "multiply"
label = { zh = "再乘", en = "Once more" }
source = "sheet"
of = ["premium", "accident_factor"]
to = "premium"

[[step]]
key = "rounded""#;
    let twice = |path: &str| Ok(load::open(path)?.replace("[[step]]\nkey = \"rounded\"", again));
    let tariff = rating::tariff::read::load(path.to_str().unwrap(), &twice).unwrap();
    let risk: Risk = serde_json::from_str(
        r#"{"inception": "2026-03-01", "answers": {"headcount": "10", "grade": "none", "accidents": "some"}}"#,
    )
    .unwrap();
    let answers = tariff.check(&risk).unwrap();
    let fast = tariff.premium(&answers, &mut Workspace::default()).unwrap();
    assert_eq!(format!("{fast:.2}"), "1718.75");
}
