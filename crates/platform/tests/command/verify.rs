//! `anze verify`: does a saved quote still stand?

use rating::verify::{Paper, SavedQuote};
use serde_json::{Value, json};

use crate::run::{Ran, anze, anze_reading, command, ran, risk};

/// What somebody keeps: the risk and the quote.
fn saved() -> Value {
    let quote = anze_reading(&["quote"], risk(12).to_string().as_bytes()).answers().remove(0);
    json!({"risk": risk(12), "quote": quote})
}

fn verify(saved: &Value) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    // As the text of a QR code begins.
    let path = folder.path().join("q1.json");
    std::fs::write(&path, saved.to_string()).unwrap();
    let mut command = command(&["verify", "q1.json"]);
    ran(command.current_dir(folder.path()).output().unwrap())
}

#[test]
fn a_saved_quote_stands() {
    let ran = verify(&saved());
    assert_eq!((ran.status, ran.out.as_str()), (0, "agrees: 1188.00 yuan\n"));
}

/// A line of `anze quote` without days was rated for today: its quote says for which.
#[test]
fn a_risk_without_days_has_those_of_its_quote() {
    let mut saved = saved();
    saved["risk"].as_object_mut().unwrap().retain(|key, _| key != "inception" && key != "as_of");
    let ran = verify(&saved);
    assert_eq!((ran.status, ran.out.as_str()), (0, "agrees: 1188.00 yuan\n"));
}

#[test]
fn a_step_that_differs_in_its_words_says_which() {
    let mut saved = saved();
    saved["quote"]["steps"][0]["label"]["zh"] = json!("别的");
    let ran = verify(&saved);
    assert_eq!(ran.out, "differs at base_by_activity, label/zh: saved 别的, right 基准保费（每人）\n");
}

#[test]
fn the_step_whose_figure_was_altered_is_named() {
    let saved = saved();
    let steps = saved["quote"]["steps"].as_array().unwrap();
    assert!(steps.len() > 3, "there is more than one step to tell apart");
    for (index, step) in steps.iter().enumerate() {
        let mut altered = saved.clone();
        altered["quote"]["steps"][index]["result"] = json!("1234567");
        let ran = verify(&altered);
        let named = format!("differs at {}: saved ", step["step"].as_str().unwrap());
        assert_eq!(ran.status, 1);
        assert!(ran.out.starts_with(&named), "{named} is not {}", ran.out);
        assert!(
            ran.out.contains("= 1234567, right ") && ran.out.trim_end().ends_with(&shown(step)),
            "{}",
            ran.out
        );
    }
}

fn shown(step: &Value) -> String {
    format!("= {}", step["result"].as_str().unwrap())
}

#[test]
fn every_other_part_of_a_quote_counts_too() {
    let saved = saved();
    let cases = [
        ("/quote/premium", json!("1188.01"), "differs at premium: saved 1188.01, right 1188.00"),
        ("/quote/premium_per_day", json!("9.99"), "differs at premium_per_day: saved 9.99, right 3.25"),
        ("/quote/as_of", json!("2026-11-22"), "differs at as_of: saved 2026-11-22, right 2026-11-23"),
        ("/quote/covers", json!([]), "differs at covers: saved 0 of them, right "),
        (
            "/quote/covers/0/limits/0/amount",
            json!("1.00"),
            "differs at covers/0/limits/0/amount: saved 1.00, right 500000.00",
        ),
        ("/quote/mark_because", json!([]), "differs at mark_because: saved 0 of them, right "),
        ("/quote/period/days", json!(1), "differs at period/days: saved 1, right 365"),
        ("/quote/steps", json!([]), "differs at steps: saved 0"),
        ("/risk/units/0/answers/headcount", json!("13"), "differs at "),
        ("/risk/units/0/answers/headcount", json!("-1"), "cannot be rated: /units/0/answers/headcount"),
        ("/quote/tariff/digest", json!("0"), "made with another tariff: digest 0, at hand "),
    ];
    for (pointer, value, said) in cases {
        let mut altered = saved.clone();
        *altered.pointer_mut(pointer).unwrap() = value;
        let ran = verify(&altered);
        assert_eq!(ran.status, 1, "{pointer}");
        assert!(ran.out.starts_with(said), "{pointer}: {}", ran.out);
    }
}

#[test]
fn what_is_no_saved_quote_is_told() {
    assert_eq!(verify(&json!({"risk": {}})).status, 2);
    assert_eq!(anze(&["verify", "/no/such/file"]).status, 2);
    let mut elsewhere = saved();
    elsewhere["quote"]["tariff"]["id"] = json!("atlantis");
    let ran = verify(&elsewhere);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("there is no tariff atlantis"), "{}", ran.err);
}

/// The text behind the QR code of a quote.
fn on_paper(saved: Value) -> Paper {
    let SavedQuote { risk, quote } = serde_json::from_value(saved).unwrap();
    Paper::new(&risk, &quote)
}

#[test]
fn a_quote_on_paper_stands_as_text_and_as_address() {
    let text = on_paper(saved()).write().unwrap();
    assert!(text.len() < 500, "small enough for a QR code: {}", text.len());
    for what in [text.clone(), format!("https://anze.example/#{text}")] {
        let ran = anze(&["verify", &what]);
        assert_eq!((ran.status, ran.out.as_str()), (0, "agrees: 1188.00 yuan\n"), "{what}");
    }
    let ran = anze(&["verify", &text[..text.len() - 3]]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("cut off or mistyped"), "{}", ran.err);
}

#[test]
fn on_paper_too_the_altered_step_is_named() {
    let good = on_paper(saved());
    let altered = |change: fn(&mut Paper)| {
        let mut paper = good.clone();
        change(&mut paper);
        let ran = anze(&["verify", &paper.write().unwrap()]);
        assert_eq!(ran.status, 1);
        ran.out
    };
    let premium = altered(|paper| paper.premium = rating::Money::from_decimal(1000.into()));
    assert_eq!(premium, "differs at premium: saved 1000.00, right 1188.00\n");
    let step = altered(|paper| paper.results[0] = "99".into());
    assert!(step.starts_with("differs at ") && step.contains("saved 99, right "), "{step}");
    let headcount = altered(|paper| {
        paper.risk.units[0].answers.insert("headcount".into(), "11".into());
    });
    assert!(headcount.starts_with("differs at "), "{headcount}");
    let edition = altered(|paper| paper.digest = "0".repeat(32));
    assert!(edition.starts_with("made with another tariff: digest 0000"), "{edition}");
}
