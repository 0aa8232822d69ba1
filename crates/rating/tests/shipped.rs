//! The shipped tariffs load, prove, pack, and give what the sources say.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]
#![cfg(feature = "toml")]

#[path = "help/load.rs"]
mod load;

use rating::{Catalogue, Outcome, Quote, Risk, Tariff, rate};

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
    let catalogue = Catalogue::new(["jinan-2018", "jinan-2025"].map(tariff).into());
    assert_eq!(Catalogue::unpack(&catalogue.pack()), Ok(catalogue));
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

/// The window of ±30 % swallows every single change where all is at its worst: it takes two.
#[test]
fn of_the_worst_answers_two_changes_lower_the_premium() {
    let worst = risk(
        r#"{"inception":"2026-12-01","answers":{"risk_level":"red","dual_prevention":"none","accidents":"major",
            "standardisation":"none","insured_before":"yes","loss_ratio":"90"},
            "units":[{"answers":{"sector":"mining","activity":"open-pit","headcount":"40"}}]}"#,
    );
    let tariff = tariff("jinan-2025");
    let found = rating::what_if(&tariff, &worst).unwrap();
    assert!(found.iter().all(|what| what.changes.len() == 2));
    // 40 × 180 × 1.20 × 1.05 × 0.90 × 0.80 × 1.20: no accident and grade 1 in place of ×1.30 of 7,200.
    let best = found.first().unwrap();
    assert_eq!((best.premium.to_string(), best.saving.to_string()), ("7838.21".into(), "1521.79".into()));
    // One answer for each band of the loss ratio: what asks least.
    let mut then = worst.clone();
    then.answers.extend([("standardisation".into(), "grade-1".into()), ("accidents".into(), "none".into())]);
    let found = rating::what_if(&tariff, &then).unwrap();
    let to: Vec<&str> = found
        .iter()
        .flat_map(|what| &what.changes)
        .filter(|c| c.pointer.ends_with("loss_ratio"))
        .map(|c| c.to.as_str())
        .collect();
    assert!(to.iter().all(|to| ["0", "30", "60", "80"].contains(to)), "{to:?}");
}

/// What no open answer can make lawful is refused as it is without open answers.
#[test]
fn a_limit_under_the_least_has_no_range() {
    let tariff = tariff("jinan-2025");
    let asked = |level: &str| {
        let json = format!(
            r#"{{"inception":"2026-12-01","answers":{{"limit":"300000","risk_level":"{level}"}},"units":[{STATION}]}}"#
        );
        rate(&tariff, &risk(&json))
    };
    let refused = asked("red").unwrap_err();
    assert_eq!(refused[0].pointer, "/answers/limit");
    assert_eq!(asked("?").unwrap_err(), refused);
}

const STATION: &str =
    r#"{"answers":{"sector":"hazardous-chemicals","activity":"filling-station","headcount":"12"}}"#;
const SITE: &str = r#"{"answers":{"sector":"construction","contract_value":"10010000"}}"#;

/// The site's premium does not rest on the station's people, and is for three years where the station's is for one.
#[test]
fn a_site_beside_a_station_has_no_price_per_head_or_day() {
    let tariff = tariff("jinan-2025");
    let both = |months| {
        let policy = format!(r#""inception":"2026-01-01","answers":{{"site_months":"{months}"}}"#);
        quote(&tariff, &format!("{{{policy},\"units\":[{STATION},{SITE}]}}"))
    };
    let apart = both("36");
    assert_eq!(apart.premium.to_string(), "7194.00");
    assert_eq!((apart.premium_per_person, apart.premium_per_day), (None, None));
    let spans = apart.period.spans();
    let told: Vec<String> =
        spans.iter().map(|(label, to, days)| format!("{} {to} {days}", label.unwrap().en)).collect();
    assert_eq!(told, ["Months of cover 2026-12-31 365", "Expected time on site 2028-12-31 1096"]);
    assert_eq!((apart.period.expiry.to_string(), apart.period.days), ("2028-12-31".to_owned(), 1096));
    let alike = both("12");
    assert_eq!((alike.premium_per_person, alike.period.parts), (None, Vec::new()));
    assert_eq!(alike.premium_per_day.map(|day| day.to_string()), Some("19.71".to_owned()));
    let alone = quote(&tariff, &format!(r#"{{"inception":"2026-01-01","units":[{STATION}]}}"#));
    assert_eq!(alone.premium_per_person.map(|each| each.to_string()), Some("99.00".to_owned()));
}

/// What is saved in all, and by the year, of the cheapest single change.
#[test]
fn a_saving_is_of_the_policy_and_by_the_year() {
    let tariff = tariff("jinan-2025");
    // (answers of the policy, units, premium then, saving, saving a year), with grade 1 instead of none
    let cases = [
        (r#""months":"12""#, STATION.to_owned(), "864.00", "324.00", Some("324.00")),
        (r#""months":"3""#, STATION.to_owned(), "259.20", "97.20", Some("324.00")),
        (r#""site_months":"24""#, SITE.to_owned(), "5105.10", "900.90", Some("450.45")),
        (r#""site_months":"6""#, SITE.to_owned(), "5105.10", "900.90", Some("1801.80")),
        (r#""site_months":"12""#, SITE.to_owned(), "5105.10", "900.90", Some("900.90")),
        (r#""site_months":"36""#, format!("{STATION},{SITE}"), "5969.10", "1224.90", None),
        (r#""site_months":"12""#, format!("{STATION},{SITE}"), "5969.10", "1224.90", Some("1224.90")),
    ];
    for (policy, units, premium, saving, year) in cases {
        let json = format!(r#"{{"inception":"2026-01-01","answers":{{{policy}}},"units":[{units}]}}"#);
        let all = rating::what_if(&tariff, &risk(&json)).unwrap();
        let is_it = |one: &&rating::WhatIf| one.changes.len() == 1 && one.changes[0].to == "grade-1";
        let found = all.iter().find(is_it).unwrap();
        assert_eq!(
            (found.premium.to_string(), found.saving.to_string(), found.saving_a_year.map(|a| a.to_string())),
            (premium.to_owned(), saving.to_owned(), year.map(str::to_owned)),
            "{json}"
        );
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

#[test]
fn the_day_picks_the_rules_and_the_rules_have_a_nearest_day() {
    let catalogue = rating::Catalogue::new(vec![tariff("jinan-2018"), tariff("jinan-2025")]);
    let day = |text: &str| text.parse::<rating::Date>().unwrap();
    let today = day("2026-11-23");
    let pick = |inception: &str, as_of| catalogue.pick(day(inception), as_of).map(Tariff::id);
    assert_eq!(pick("2025-03-28", today), Some("jinan-2018"));
    assert_eq!(pick("2025-03-29", today), Some("jinan-2025"));
    assert_eq!(pick("2025-03-29", day("2025-03-01")), Some("jinan-2018"), "not known yet");
    assert_eq!(pick("2017-12-31", today), None, "never the nearest");
    assert_eq!(catalogue.day_for("jinan-2018", day("2026-12-01"), today), Some(day("2025-03-28")));
    assert_eq!(catalogue.day_for("jinan-2025", day("2026-12-01"), today), Some(day("2026-12-01")));
    assert_eq!(catalogue.day_for("jinan-2025", day("2019-12-01"), today), Some(day("2025-03-29")));
    assert_eq!(catalogue.day_for("jinan-2025", day("2026-12-01"), day("2020-01-01")), None);
}
