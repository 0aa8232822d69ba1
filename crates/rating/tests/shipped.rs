//! The shipped tariffs load, prove, pack, and give what the sources say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]
#![cfg(feature = "toml")]

#[path = "help/load.rs"]
mod load;

use rating::{Outcome, Quote, Risk, Tariff, rate};

fn tariff(id: &str) -> Tariff {
    load::tariff(&load::shipped(id))
}

fn risk(json: &str) -> Risk {
    serde_json::from_str(json).unwrap()
}

fn quote(tariff: &Tariff, json: &str) -> Quote {
    match rate(tariff, &risk(json)).unwrap() {
        Outcome::Quote(quote) => *quote,
        Outcome::Range(range) => panic!("a range: {range:?}"),
    }
}

#[test]
fn packing_loses_nothing() {
    for name in ["jinan-2018", "jinan-2025"] {
        let tariff = tariff(name);
        assert_eq!(Tariff::unpack(&tariff.pack()), Ok(tariff));
    }
}

#[test]
fn the_cliff_of_the_construction_sheet_is_kept() {
    let tariff = tariff("jinan-2018");
    // (contract value, premium): value × rate ‰ of the band of the whole value.
    let cases = [
        ("10000000", "6500.00"),
        ("10010000", "6006.00"),
        ("50000000", "30000.00"),
        ("100000000", "55000.00"),
        ("500000000", "250000.00"),
        ("1000000000", "450000.00"),
        ("1000000000.01", "400000.00"),
    ];
    for (value, premium) in cases {
        let json = format!(
            r#"{{"inception":"2018-06-01","units":[{{"answers":{{"sector":"construction","contract_value":"{value}"}}}}]}}"#
        );
        assert_eq!(quote(&tariff, &json).premium.to_string(), premium, "{value}");
    }
}

#[test]
fn what_the_law_forbids_is_refused_with_its_words() {
    let json = |limit| {
        format!(
            r#"{{"inception":"2025-03-29","answers":{{"limit":"{limit}"}},
            "units":[{{"answers":{{"sector":"smelting","headcount":"10"}}}}]}}"#
        )
    };
    let tariff = tariff("jinan-2025");
    let faults = rate(&tariff, &risk(&json("300000"))).unwrap_err();
    assert_eq!(faults[0].pointer, "/answers/limit");
    assert!(faults[0].message.zh.contains("第十五条"));
    assert!(rate(&tariff, &risk(&json("400000"))).is_ok());
}

#[test]
fn golden_quotes_come_out_and_touch_every_row() {
    for id in ["jinan-2018", "jinan-2025"] {
        let report = load::golden_quotes(&load::shipped(id), &tariff(id));
        assert!(report.quotes > 100, "{id}: {}", report.quotes);
    }
}
