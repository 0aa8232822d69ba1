//! What holds for every identity number and every roster. The check character is worked out here by the other way of the
//! standard (ISO 7064, MOD 11-2): all eighteen, weighted with powers of two from the right, leave 1 modulo 11.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use application::id_number::{IdNumber, NotAnIdNumber, masked};
use application::roster::{Checker, Column, Row, read, told, write};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rating::Date;

fn today() -> Date {
    "2026-11-24".parse().unwrap()
}

fn is_right(number: &str) -> bool {
    let value = |c: char| c.to_digit(10).unwrap_or(10);
    let weighted = number.chars().rev().enumerate().map(|(place, c)| value(c) * (1 << place));
    weighted.sum::<u32>() % 11 == 1
}

/// The number with the check character that fits, found by trying all of them.
fn whole(seventeen: &str) -> String {
    "0123456789X".chars().map(|check| format!("{seventeen}{check}")).find(|number| is_right(number)).unwrap()
}

prop_compose! {
    fn id_number()(
        province in select(vec![11, 22, 37, 65, 81, 83]), county in 0..10_000u32, days in -25_567..20_000i32, order in 0..1000u32,
    ) -> String {
        let birth = Date::new(1970, 1, 1).unwrap().add_days(days).unwrap().to_string().replace('-', "");
        whole(&format!("{province}{county:04}{birth}{order:03}"))
    }
}

/// Mostly one that may be written down, sometimes anything.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[\\p{Han}a-zA-Z·]{1,12}", 1 => any::<String>()]
}

proptest! {
    #[test]
    fn a_right_number_is_read_however_it_is_typed(number in id_number(), lower in any::<bool>(), full in any::<bool>(), gap in 0..18usize) {
        let mut typed = number.clone();
        typed.insert(gap, ' ');
        if lower { typed = typed.to_lowercase(); }
        if full { typed = typed.chars().map(|c| if c == ' ' { '\u{3000}' } else { char::from_u32(c as u32 + 0xfee0).unwrap() }).collect(); }
        prop_assert_eq!(IdNumber::parse(&typed, today()).unwrap().to_string(), number);
    }

    #[test]
    fn any_one_changed_digit_is_noticed(number in id_number(), at in 0..18usize, by in 1..10u32) {
        let old = number.chars().nth(at).unwrap();
        let new = char::from_digit((old.to_digit(10).unwrap_or(0) + by) % 10, 10).unwrap();
        let mut wrong = number.clone();
        wrong.replace_range(at..=at, &new.to_string());
        prop_assume!(wrong != number);
        prop_assert!(IdNumber::parse(&wrong, today()).is_err());
    }

    #[test]
    fn two_neighbours_swapped_are_noticed(number in id_number(), at in 0..16usize) {
        let mut characters: Vec<char> = number.chars().collect();
        characters.swap(at, at + 1);
        let swapped: String = characters.iter().collect();
        prop_assume!(swapped != number);
        prop_assert!(IdNumber::parse(&swapped, today()).is_err());
    }

    #[test]
    fn any_digits_pass_exactly_when_the_standard_says_so(digits in "37[0-9]{4}19[0-9]{9}[0-9X]") {
        let result = IdNumber::parse(&digits, today());
        let (month, day) = (digits[10..12].parse().unwrap(), digits[12..14].parse().unwrap());
        let is_day = Date::new(digits[6..10].parse().unwrap(), month, day).is_some();
        prop_assert_eq!(result.is_ok(), is_day && is_right(&digits), "{:?}", result);
    }

    #[test]
    fn nobody_is_born_tomorrow(number in id_number(), days in -40_000..40_000i32) {
        let birth = |part: core::ops::Range<usize>| number[part].parse().unwrap();
        let birth = Date::new(birth(6..10) as i32, birth(10..12), birth(12..14)).unwrap();
        let Some(day) = today().add_days(days) else { return Ok(()) };
        let expected = if birth > day { Err(NotAnIdNumber::Future) } else { Ok(number.clone()) };
        prop_assert_eq!(IdNumber::parse(&number, day).map(|n| n.to_string()), expected);
    }

    #[test]
    fn a_mask_keeps_the_length_and_hides_the_birthday(number in id_number()) {
        let shown = masked(&number);
        prop_assert_eq!(shown.len(), 18);
        prop_assert_eq!(&shown[6..14], "********");
        prop_assert_eq!((&shown[..6], &shown[14..]), (&number[..6], &number[14..]));
    }

    #[test]
    fn what_is_written_is_read_again_byte_for_byte(rows in vec((name(), id_number(), "\\PC{1,30}"), 1..20)) {
        let mut checker = Checker::new(today());
        for (row, (name, number, job)) in (2..).zip(&rows) {
            checker.row(row, Row { name, document: "", number, job });
        }
        prop_assume!(!checker.people.is_empty());
        let text = write(&checker.people);
        prop_assert_eq!(&read(text.as_bytes(), today()).unwrap(), &checker.people);
        prop_assert_eq!(text.lines().count(), checker.people.len() + 1);
    }

    #[test]
    fn every_row_is_accepted_or_told(rows in vec((any::<String>(), any::<String>(), "\\PC{0,40}", any::<String>()), 0..20)) {
        let mut checker = Checker::new(today());
        for (row, (name, document, number, job)) in (1..).zip(&rows) {
            let before = (checker.people.len(), checker.wrong.len());
            checker.row(row, Row { name, document, number, job });
            let accepted = checker.people.len() > before.0;
            prop_assert_ne!(accepted, checker.wrong.len() > before.1, "row {}", row);
            prop_assert!(checker.wrong[before.1..].iter().all(|wrong| wrong.row == row && wrong.column != Column::Row));
        }
        let said = told(&checker.wrong);
        prop_assert!(!said.zh.is_empty() && !said.en.is_empty());
    }

    #[test]
    fn no_bytes_are_read_but_those_that_are_written(bytes in vec(any::<u8>(), 0..200)) {
        if let Ok(people) = read(&bytes, today()) {
            prop_assert_eq!(write(&people).into_bytes(), bytes);
        }
    }
}
