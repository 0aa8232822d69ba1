//! `anze quote`: a line in, a line out.

use serde_json::{Value, json};

use crate::run::{Ran, anze, anze_reading, lines, project, risk};

/// What each answer is: the premium, or the line and kind of failure.
fn kinds(ran: &Ran) -> Vec<String> {
    let kind = |answer: Value| match answer["result"].as_str().unwrap() {
        "quote" => answer["premium"].as_str().unwrap().to_owned(),
        failed => format!("{failed} {}", answer["line"]),
    };
    ran.answers().into_iter().map(kind).collect()
}

#[test]
fn every_line_has_its_answer_in_order_however_bad_it_is() {
    let good = |headcount| risk(headcount).to_string().into_bytes();
    let mut bad = risk(3);
    bad["units"][0]["answers"]["headcount"] = json!("none");
    let cases: [(Vec<u8>, &str); 13] = [
        (good(1), "99.00"),
        (b"\xff\xfe".to_vec(), "not-a-risk 2"),
        (good(2), "198.00"),
        (Vec::new(), "not-a-risk 4"),
        (b"   ".to_vec(), "not-a-risk 5"),
        (vec![b' '; 3 * 1024 * 1024], "not-a-risk 6"),
        (b"not JSON".to_vec(), "not-a-risk 7"),
        (bad.to_string().into_bytes(), "faults 8"),
        (b"{\"unknown\":1}".to_vec(), "not-a-risk 9"),
        (b"[".repeat(100_000), "not-a-risk 10"),
        ([good(1), good(1)].concat(), "not-a-risk 11"),
        ([good(1), b"\r".to_vec()].concat(), "99.00"),
        (good(12), "1188.00"),
    ];
    let input = cases.iter().map(|(line, _)| line.as_slice()).collect::<Vec<_>>().join(&b'\n');
    let ran = anze_reading(&["quote"], &input);
    assert_eq!(kinds(&ran), cases.map(|(_, answer)| answer));
    assert_eq!(ran.status, 1);
}

#[test]
fn a_bad_line_has_a_pointer_a_code_and_words_in_both_languages() {
    let with = |pointer: &str, value: Value| {
        let mut risk = risk(1);
        *risk.pointer_mut(pointer).unwrap() = value;
        risk.to_string()
    };
    let mut strange = risk(1);
    strange["units"][0]["head/count"] = json!("1");
    let cases: [(String, &str, &str); 9] = [
        (with("/units/0/answers/headcount", json!(40)), "/units/0/answers/headcount", "wrong-form"),
        (with("/inception", json!("2026-13-01")), "/inception", "not-a-date"),
        (with("/as_of", json!(20261123)), "/as_of", "wrong-form"),
        (with("/units", json!("many")), "/units", "wrong-form"),
        (with("/units/0/answers/headcount", json!("forty")), "/units/0/answers/headcount", "not-a-number"),
        (strange.to_string(), "/units/0/head~1count", "wrong-form"),
        ("{\"answers\":".into(), "", "not-json"),
        (String::new(), "", "not-json"),
        (" ".repeat(1024 * 1024 + 1), "", "too-long"),
    ];
    let input: Vec<&str> = cases.iter().map(|(line, ..)| line.as_str()).collect();
    let ran = anze_reading(&["quote"], (input.join("\n") + "\n").as_bytes());
    let (answers, mut said) = (ran.answers(), Vec::new());
    for (answer, (_, pointer, code)) in answers.iter().zip(&cases) {
        let [fault] = answer["faults"].as_array().unwrap().as_slice() else { panic!("{answer}") };
        assert_eq!((&fault["pointer"], &fault["code"]), (&json!(pointer), &json!(code)), "{answer}");
        let (zh, en) = (fault["message"]["zh"].as_str().unwrap(), fault["message"]["en"].as_str().unwrap());
        assert!(!zh.is_ascii() && !en.is_empty(), "{answer}");
        said.push(en.to_owned());
    }
    assert_eq!((answers.len(), ran.status), (cases.len(), 1));
    assert!(said[0].contains("in quotes") && said[1].contains("no such day"), "{said:?}");
    assert!(said[5].contains("no such field"), "{said:?}");
}

#[test]
fn a_byte_order_mark_before_the_first_line_is_none_of_its_business() {
    let ran = anze_reading(&["quote"], format!("\u{feff}{}", lines(&[risk(1), risk(2)])).as_bytes());
    assert_eq!((kinds(&ran), ran.status), (vec!["99.00".to_owned(), "198.00".to_owned()], 0));
}

#[test]
fn a_line_may_be_as_long_as_the_limit_and_no_longer() {
    let filled = |length: usize| {
        let risk = risk(1).to_string();
        format!("{risk}{}", " ".repeat(length - risk.len()))
    };
    let limit = 1024 * 1024;
    let input = [filled(limit), filled(limit + 1), filled(limit)].join("\n");
    let ran = anze_reading(&["quote"], input.as_bytes());
    assert_eq!(kinds(&ran), ["99.00", "not-a-risk 2", "99.00"]);
}

#[test]
fn the_status_says_whether_all_were_rated() {
    assert_eq!(anze_reading(&["quote"], lines(&[risk(1), risk(2)]).as_bytes()).status, 0);
    assert_eq!(anze_reading(&["quote"], b"").status, 0);
    assert_eq!(anze_reading(&["quote"], b"{}\n").status, 1);
}

#[test]
fn a_file_is_read_as_standard_input_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("risks.jsonl");
    let text = lines(&[risk(1), json!({}), risk(3)]);
    std::fs::write(&path, &text).unwrap();
    let from_file = anze(&["quote", path.to_str().unwrap()]);
    let from_input = anze_reading(&["quote"], text.as_bytes());
    assert_eq!((from_file.status, from_file.out), (from_input.status, from_input.out));
    let missing = anze(&["quote", "/no/such/file"]);
    assert_eq!((missing.status, missing.out.as_str()), (2, ""));
    assert!(missing.err.starts_with("anze: "), "{}", missing.err);
}

#[test]
fn a_tariff_is_chosen_by_id_by_file_or_by_inception() {
    let text = lines(&[risk(1)]);
    let used = |words: &[&str]| {
        let ran = anze_reading(words, text.as_bytes());
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.answers()[0]["tariff"]["id"].as_str().unwrap().to_owned()
    };
    let file = project("tariffs/jinan-2018.toml");
    assert_eq!(used(&["quote"]), "jinan-2025");
    assert_eq!(used(&["quote", "--tariff", "jinan-2018"]), "jinan-2018");
    assert_eq!(used(&["quote", "--tariff", file.to_str().unwrap()]), "jinan-2018");
    let unknown = anze(&["quote", "--tariff", "atlantis"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains("there is no tariff atlantis"), "{}", unknown.err);
}

#[test]
fn an_explanation_is_beside_the_quotes_and_not_among_them() {
    let text = lines(&[risk(12), json!({}), risk(1)]);
    let (plain, explained) =
        (anze_reading(&["quote"], text.as_bytes()), anze_reading(&["quote", "--explain"], text.as_bytes()));
    assert_eq!(explained.out, plain.out);
    assert_eq!(plain.err, "");
    for part in
        ["2026-12-01 至 2027-11-30", "100 × 12 = 1,200  [示意，非官方]", "= 1,188.00 元", "= 99.00 元"]
    {
        assert!(explained.err.contains(part), "{part} is not in {}", explained.err);
    }
    let english = anze_reading(&["quote", "--explain", "--lang", "en"], text.as_bytes()).err;
    for part in ["Base premium × people: 100 × 12 = 1,200  [illustrative]", "= 1,188.00 yuan  [illustrative]"]
    {
        assert!(english.contains(part), "{part} is not in {english}");
    }
    assert!(
        !english.contains("Illustrative)") && !english.contains("look-up"),
        "names of the code: {english}"
    );
}

#[test]
fn what_would_lower_a_premium_goes_with_the_quote_where_it_is_asked_for() {
    let text = risk(12).to_string();
    let asked = anze_reading(&["quote", "--what-ifs"], text.as_bytes()).answers().remove(0);
    let best = &asked["what_ifs"][0];
    assert_eq!((&best["premium"], &best["saving_a_year"]), (&json!("840.00"), &json!("348.00")));
    let mut plain = anze_reading(&["quote"], text.as_bytes()).answers().remove(0);
    assert_eq!(plain.get("what_ifs"), None);
    plain["what_ifs"] = asked["what_ifs"].clone();
    assert_eq!(plain, asked, "nothing else differs");
}

#[test]
fn an_open_answer_gives_a_range_and_is_no_failure() {
    let mut open = risk(1);
    open["answers"]["standardisation"] = json!("?");
    let ran = anze_reading(&["quote"], open.to_string().as_bytes());
    assert_eq!((ran.status, &ran.answers()[0]["result"]), (0, &json!("range")));
}

#[test]
fn the_answers_are_as_the_schema_says() {
    let schema = std::fs::read_to_string(project("docs/schemas/quote.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mut open = risk(1);
    open["answers"]["standardisation"] = json!("?");
    for answer in anze_reading(&["quote"], lines(&[risk(1), open]).as_bytes()).answers() {
        assert!(schema.is_valid(&answer), "{answer}");
    }
}

/// How a structure of the engine's tests explains itself: the sums of its steps, by their labels.
fn explained(structure: &str, language: &str, answers: Value, units: &[Value]) -> String {
    let file = project(&format!("crates/rating/tests/structures/{structure}.toml"));
    let units: Vec<Value> = units.iter().map(|answers| json!({ "answers": answers })).collect();
    let risk = json!({"inception": "2026-03-01", "answers": answers, "units": units}).to_string();
    let words = ["quote", "--explain", "--lang", language, "--tariff", file.to_str().unwrap()];
    let ran = anze_reading(&words, risk.as_bytes());
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.err
}

/// A sum that does not come out would be a false account of the premium.
#[test]
fn what_is_not_added_up_is_explained_in_words() {
    let classes = [json!({"class": "first", "headcount": "20"}), json!({"class": "third", "headcount": "1"})];
    let vessels = [json!({"power": "80", "crew": "4"}), json!({"power": "300", "crew": "9"})];
    let factors = json!({"headcount": "10", "grade": "one", "accidents": "none"});
    let cases = [
        (
            explained("dearest_class", "en", json!({}), &classes),
            "The dearest class: largest of 30, 150 → 150  ",
        ),
        (explained("dearest_class", "zh", json!({}), &classes), "最低类别: 取最小：30，150 → 30  "),
        (explained("dearest_class", "zh", json!({}), &classes), ": 20 + 1 = 21  "),
        (explained("dearest_class", "zh", json!({}), &classes[..1]), "最高类别: 30  "),
        (explained("exposure_vessels", "en", json!({}), &vessels), ": units: 2  "),
        (explained("exposure_vessels", "zh", json!({}), &vessels), ": 2 个单位  "),
        (explained("factors_one_discount", "en", factors, &[]), ": largest of 0.2, 0.15 → 0.2  "),
        (explained("minimum_premium", "zh", json!({"headcount": "1"}), &[]), "，不低于 "),
        (
            explained("bands_in_slices", "zh", json!({"contract_value": "10000000"}), &[]),
            ": 10,000,000 → 6,500  ",
        ),
        (explained("bands_by_day", "zh", json!({"licensed": "2019-12-31"}), &[]), ": 2019-12-31 → 120  "),
    ];
    for (account, sum) in cases {
        assert!(account.contains(sum), "{sum} is not in\n{account}");
    }
}
