//! What holds for every application: the code of an enterprise, the days between which cover may begin, the canonical
//! form. The code's check character is worked out here a second time, by the other way the standard allows: the whole
//! code, check character and all, sums to a multiple of 31.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use application::typed::is_hidden;
use application::uscc::{NotAUscc, Uscc};
use application::{Application, Draft, Problem, canonical, check, digest, district, email, licence, phone};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rating::Date;
use serde_json::{Map, Value, json};

/// GB 32100-2015, table 1, and the weights of its table 2.
const CHARACTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

fn value(character: char) -> usize {
    CHARACTERS.chars().position(|c| c == character).unwrap()
}

fn is_right(code: &[char]) -> bool {
    let weighted: usize = code.iter().zip(WEIGHTS).map(|(c, weight)| value(*c) * weight).sum();
    (weighted + value(code[17])).is_multiple_of(31)
}

fn character() -> impl Strategy<Value = char> {
    select(CHARACTERS.chars().collect::<Vec<_>>())
}

/// A code whose check character was found by trying all of them.
fn code() -> impl Strategy<Value = Vec<char>> {
    vec(character(), 17).prop_map(|body| {
        let whole = |check| [body.clone(), vec![check]].concat();
        CHARACTERS.chars().map(whole).find(|code| is_right(code)).unwrap()
    })
}

fn text(code: &[char]) -> String {
    code.iter().collect()
}

fn full_width(c: char) -> char {
    char::from_u32(c as u32 + 0xfee0).unwrap()
}

proptest! {
    #[test]
    fn a_right_code_is_read_however_it_is_typed(code in code(), lower in any::<bool>(), full in any::<bool>()) {
        let mut typed = text(&code);
        if lower { typed = typed.to_lowercase(); }
        if full { typed = typed.chars().map(full_width).collect(); }
        prop_assert_eq!(Uscc::parse(&format!("\u{3000}{typed} ")).unwrap().to_string(), text(&code));
    }

    #[test]
    fn any_one_changed_character_is_noticed(code in code(), at in 0..18usize, other in character()) {
        prop_assume!(code[at] != other);
        let mut wrong = code.clone();
        wrong[at] = other;
        prop_assert_eq!(Uscc::parse(&text(&wrong)), Err(NotAUscc::Check));
    }

    #[test]
    fn a_code_passes_exactly_when_the_standard_says_so(code in vec(character(), 18)) {
        prop_assert_eq!(Uscc::parse(&text(&code)).is_ok(), is_right(&code));
    }

    #[test]
    fn a_letter_that_codes_do_not_use_is_named(code in code(), at in 0..18usize, letter in select(vec!['I', 'O', 'S', 'V', 'Z', '中', '-'])) {
        let mut wrong = code.clone();
        wrong[at] = letter;
        prop_assert_eq!(Uscc::parse(&text(&wrong)), Err(NotAUscc::Character(letter)));
    }

    #[test]
    fn a_code_too_short_or_too_long_is_told(code in code(), more in character(), at in 0..18usize) {
        let (mut long, mut short) = (code.clone(), code);
        long.insert(at, more);
        short.remove(at);
        prop_assert_eq!(Uscc::parse(&text(&long)), Err(NotAUscc::Length));
        prop_assert_eq!(Uscc::parse(&text(&short)), Err(NotAUscc::Length));
    }
}

fn draft(inception: Date) -> Draft {
    serde_json::from_value(json!({
        "enterprise": {"name": "示例加油站", "uscc": "91370100000000000R", "district": "370102",
                       "legal_representative": "某某"},
        "terms": {"dispute": "litigation"},
        "contact": {"name": "某某", "phone": "0531-66600000"},
        "declarations": {"clauses_read": true, "true_and_complete": true, "changes_reported": true,
                         "paid_on_time": true, "not_charged_to_staff": true, "personal_information": true},
        "risk": {"inception": inception, "answers": {"months": "12"}, "units": [{"answers": {"headcount": "12"}}]},
        "quote": {"tariff": "jinan-2025", "digest": "a".repeat(64), "premium": "1188.00"}
    }))
    .unwrap()
}

/// The codes of what is wrong, with their places.
fn wrong(result: Result<Application, Vec<Problem>>) -> Vec<(String, String)> {
    result.err().unwrap_or_default().into_iter().map(|problem| (problem.pointer, problem.code)).collect()
}

/// Days that leave a year on both sides.
fn day() -> impl Strategy<Value = Date> {
    (2000..2190i32, 1..=12u32, 1..=31u32).prop_filter_map("a day", |(y, m, d)| Date::new(y, m, d))
}

proptest! {
    #[test]
    fn cover_begins_between_today_and_a_year_from_now(today in day(), days in -800..800i32) {
        let inception = today.add_days(days).unwrap();
        // The same day a year on; a leap day's year ends on the 28th.
        let (year, month, date) = today.parts();
        let last = Date::new(year + 1, month, date).or(Date::new(year + 1, 2, 28)).unwrap();
        let expected = match () {
            () if inception < today => Some("too-early"),
            () if inception > last => Some("too-late"),
            () => None,
        };
        let expected: Vec<_> = expected.map(|code| ("/risk/inception".into(), code.into())).into_iter().collect();
        prop_assert_eq!(wrong(check(&draft(inception), today)), expected);
    }

    #[test]
    fn a_district_counts_on_the_day_that_cover_begins(inception in day(), which in any::<Index>()) {
        let chosen = which.get(&district::DISTRICTS);
        let mut draft = draft(inception);
        draft.enterprise.district = chosen.code.into();
        let told = wrong(check(&draft, inception));
        prop_assert_eq!(told.is_empty(), chosen.in_force(inception), "{} {}", chosen.code, inception);
    }

    #[test]
    fn what_was_accepted_is_accepted_again_and_is_the_same(today in day(), days in 0..365i32, name in "\\PC{1,40}", address in "\\PC{0,60}") {
        // What nobody sees is refused.
        let (name, address) = (name.replace(is_hidden, ""), address.replace(is_hidden, ""));
        prop_assume!(!name.trim().is_empty());
        let mut draft = draft(today.add_days(days).unwrap());
        (draft.enterprise.name, draft.enterprise.address) = (name, address);
        let once = check(&draft, today).unwrap();
        (draft.enterprise, draft.contact) = (once.enterprise.clone(), once.contact.clone());
        (draft.sites, draft.terms) = (once.sites.clone(), once.terms.clone());
        prop_assert_eq!(check(&draft, today).unwrap(), once);
    }

    #[test]
    fn a_licence_number_is_read_to_what_reads_as_itself(typed in "[鲁安许证字A-Za-z0-9 ()（）\\[\\]〔〕【】－-]{0,40}", year in 2004..2100i32) {
        if let Ok(number) = licence::normalise(&typed, year) {
            prop_assert_eq!(licence::normalise(&number, year), Ok(number));
        }
    }

    #[test]
    fn no_text_makes_phone_email_or_licence_panic(text in ".*") {
        let (phone, email) = (phone::normalise(&text), email::normalise(&text));
        prop_assert!(phone.is_none_or(|phone| phone::normalise(&phone) == Some(phone)));
        prop_assert!(email.is_none_or(|email| email::normalise(&email) == Some(email)));
        let _ = licence::normalise(&text, 2026);
    }

    #[test]
    fn no_draft_makes_it_panic(values in vec("\\PC{0,300}", 23), today in day()) {
        let mut draft = draft(today);
        let insured = draft.insured.get_or_insert_default();
        let fields = [
            &mut insured.name, &mut insured.uscc, &mut insured.address,
            &mut draft.enterprise.business_scope, &mut draft.enterprise.size,
            &mut draft.terms.arbitration_commission,
            &mut draft.enterprise.name, &mut draft.enterprise.uscc, &mut draft.enterprise.district,
            &mut draft.enterprise.address, &mut draft.contact.name, &mut draft.contact.phone,
            &mut draft.enterprise.legal_representative, &mut draft.enterprise.industry, &mut draft.enterprise.licence,
            &mut draft.terms.previous_policy, &mut draft.terms.previous_end, &mut draft.terms.dispute,
            &mut draft.terms.invoice_title, &mut draft.contact.email, &mut draft.quote.tariff, &mut draft.quote.digest, &mut draft.quote.premium,
        ];
        for (field, value) in fields.into_iter().zip(values) {
            *field = value;
        }
        let told = wrong(check(&draft, today));
        let json = serde_json::to_value(&draft).unwrap();
        for (pointer, _) in told {
            prop_assert!(json.pointer(&pointer).is_some(), "{} leads nowhere", pointer);
        }
    }
}

/// Any JSON without fractions: the form has none.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-1_000_000..1_000_000i64).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((any::<String>(), inner), 0..6).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// The same value as text, its members in an order of one's own, with room between.
fn shuffled(value: &Value, order: u64) -> String {
    match value {
        Value::Object(members) => {
            let mut texts: Vec<String> = members.iter().map(|(k, v)| member(k, v, order)).collect();
            let turn = order as usize % texts.len().max(1);
            texts.rotate_left(turn);
            if order % 2 == 1 {
                texts.reverse();
            }
            format!("{{ {} }}", texts.join(" ,\n"))
        }
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(|item| shuffled(item, order / 3)).collect();
            format!("[{}]", texts.join("\t, "))
        }
        leaf => leaf.to_string(),
    }
}

fn member(key: &str, value: &Value, order: u64) -> String {
    format!("{}\n: {}", Value::from(key), shuffled(value, order / 3))
}

proptest! {
    #[test]
    fn the_canonical_form_is_the_value_and_is_its_own(value in any_json()) {
        let bytes = canonical(&value).unwrap();
        let again: Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(&again, &value);
        prop_assert_eq!(canonical(&again).unwrap(), bytes);
    }

    #[test]
    fn neither_order_nor_room_changes_a_digest(value in any_json(), order in any::<u64>()) {
        let other: Value = serde_json::from_str(&shuffled(&value, order)).unwrap();
        prop_assert_eq!(digest(&other), digest(&value));
    }

    #[test]
    fn members_stand_in_the_order_of_their_utf_16(keys in vec(any::<String>(), 0..8)) {
        let value = Value::Object(keys.into_iter().map(|key| (key, Value::Null)).collect::<Map<_, _>>());
        let text = String::from_utf8(canonical(&value).unwrap()).unwrap();
        let mut places: Vec<(usize, Vec<u16>)> = value.as_object().unwrap().keys()
            .map(|key| (position(&text, key), key.encode_utf16().collect())).collect();
        places.sort();
        prop_assert!(places.is_sorted_by(|one, other| one.1 < other.1), "{}", text);
    }

    #[test]
    fn another_value_has_another_digest(one in any_json(), other in any_json()) {
        prop_assert_eq!(digest(&one) == digest(&other), one == other);
    }

    #[test]
    fn a_draft_comes_back_from_its_canonical_form(today in day(), name in any::<String>(), answer in any::<String>()) {
        let mut draft = draft(today);
        draft.enterprise.name = name;
        draft.risk.answers.insert("months".into(), answer);
        let back: Draft = serde_json::from_slice(&canonical(&draft).unwrap()).unwrap();
        prop_assert_eq!(digest(&back), digest(&draft));
        prop_assert_eq!(back, draft);
    }
}

/// Where a member with no value begins.
fn position(text: &str, key: &str) -> usize {
    let member = format!("{}:null", String::from_utf8(canonical(&key).unwrap()).unwrap());
    let mut places = text.match_indices(&member).map(|(at, _)| at);
    let starts = |at: &usize| matches!(text.as_bytes()[at - 1], b'{' | b',');
    places.find(starts).unwrap_or_else(|| panic!("no {member} in {text}"))
}
