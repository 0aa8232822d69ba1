//! The number of a resident's identity card (公民身份号码), GB 11643-1999.

use core::fmt;

use rating::Date;

use crate::typed::half_width;

/// Weights of the first seventeen digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// The check character by the weighted sum modulo 11.
const CHECKS: &[u8; 11] = b"10X98765432";

/// Provinces by their first two digits (GB/T 2260). 81 to 83 stand on residence permits of people from Hong Kong, Macao
/// and Taiwan, which are numbered alike. Counties change too often to be listed: a card keeps the code of its first day.
const PROVINCES: [u8; 34] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 81, 82, 83,
];

/// A number whose province, day of birth and check character are right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdNumber(String);

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnIdNumber {
    /// Not 18 characters.
    Length,
    /// Fifteen digits: a card of before 2004, not valid since 2013.
    Old,
    /// A spreadsheet kept it as a number, `3.70102E+17`: its last digits are gone.
    Damaged,
    /// A character other than a digit, or an X elsewhere than at the end.
    Character(char),
    /// No province begins so.
    Region,
    /// The seventh to fourteenth digits are no day since 1900.
    Birth,
    /// Born after today.
    Future,
    /// The check character does not fit: a typing error.
    Check,
}

impl IdNumber {
    /// Reads a number: full-width digits, a small x and spaces are accepted. Nobody is born after `today`.
    pub fn parse(text: &str, today: Date) -> Result<Self, NotAnIdNumber> {
        let number = compact(text);
        if is_damaged(&number) {
            return Err(NotAnIdNumber::Damaged);
        }
        let digits = digits(&number)?;
        match digits.len() {
            18 => {}
            15 => return Err(NotAnIdNumber::Old),
            _ => return Err(NotAnIdNumber::Length),
        }
        let province: u8 = number.get(..2).and_then(|two| two.parse().ok()).unwrap_or_default();
        if !PROVINCES.contains(&province) {
            return Err(NotAnIdNumber::Region);
        }
        let birth = birth(&number).ok_or(NotAnIdNumber::Birth)?;
        if birth > today {
            return Err(NotAnIdNumber::Future);
        }
        if number.bytes().last() == check(&digits) { Ok(Self(number)) } else { Err(NotAnIdNumber::Check) }
    }

    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Without spaces and the apostrophe that spreadsheets put before text; half-width, upper case.
pub(crate) fn compact(text: &str) -> String {
    let narrow = text.chars().map(half_width).filter(|c| !c.is_whitespace());
    let text: String = narrow.map(|c| c.to_ascii_uppercase()).collect();
    text.trim_start_matches(['\'', '‘', '’', '`']).to_owned()
}

/// `3.70102E+17`, as spreadsheets show and save long numbers.
fn is_damaged(number: &str) -> bool {
    number.split_once("E+").is_some_and(|(digits, _)| digits.starts_with(|c: char| c.is_ascii_digit()))
}

/// Values of the characters; an X counts ten, and only at the end.
fn digits(number: &str) -> Result<Vec<u32>, NotAnIdNumber> {
    let last = number.chars().count().saturating_sub(1);
    let value = |(at, c): (usize, char)| match c.to_digit(10) {
        Some(digit) => Ok(digit),
        None if c == 'X' && at == last && at == 17 => Ok(10),
        None => Err(NotAnIdNumber::Character(c)),
    };
    number.chars().enumerate().map(value).collect()
}

fn birth(number: &str) -> Option<Date> {
    let year = number.get(6..10)?.parse().ok()?;
    Date::new(year, number.get(10..12)?.parse().ok()?, number.get(12..14)?.parse().ok()?)
}

fn check(digits: &[u32]) -> Option<u8> {
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    CHECKS.get(sum as usize % CHECKS.len()).copied()
}

/// A number for the screen: `370102********001X`. Of shorter ones, two characters at either end.
pub fn masked(number: &str) -> String {
    let length = number.chars().count();
    let (head, tail) = if length >= 15 { (6, 4) } else { (2, 2) };
    let hidden = |(at, c)| if at < head || at + tail >= length { c } else { '*' };
    let shown = number.chars().enumerate().map(hidden).collect();
    // So short that both ends would be all of it.
    if length > head + tail { shown } else { "*".repeat(length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<String, NotAnIdNumber> {
        let today = "2026-11-24".parse().unwrap();
        IdNumber::parse(text, today).map(|number| number.to_string())
    }

    #[test]
    fn the_example_of_the_standard_passes() {
        assert_eq!(parse("11010519491231002X").unwrap(), "11010519491231002X");
        // The other one was born in 1880: nobody alive was.
        assert_eq!(parse("440524188001010014"), Err(NotAnIdNumber::Birth));
    }

    #[test]
    fn what_people_type_is_read() {
        for typed in [
            "11010519491231002x",
            " 110105 19491231 002X ",
            "１１０１０５１９４９１２３１００２Ｘ",
            "'11010519491231002X",
            "110105\u{a0}19491231002X",
        ] {
            assert_eq!(parse(typed).unwrap(), "11010519491231002X", "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("", NotAnIdNumber::Length),
            ("11010519491231002", NotAnIdNumber::Length),
            ("110105491231002", NotAnIdNumber::Old),
            ("1.10105194912310E+17", NotAnIdNumber::Damaged),
            ("1101051949123100Z2", NotAnIdNumber::Character('Z')),
            ("1101051949123100X2", NotAnIdNumber::Character('X')),
            ("11010519491231002O", NotAnIdNumber::Character('O')),
            ("00010519491231002X", NotAnIdNumber::Region),
            ("11010519490229002X", NotAnIdNumber::Birth),
            ("11010518991231002X", NotAnIdNumber::Birth),
            ("11010520261125002X", NotAnIdNumber::Future),
            ("110105194912310021", NotAnIdNumber::Check),
        ];
        for (typed, wrong) in cases {
            assert_eq!(parse(typed), Err(wrong), "{typed}");
        }
    }

    #[test]
    fn the_screen_shows_neither_birthday_nor_whole_number() {
        assert_eq!(masked("37010219000101001X"), "370102********001X");
        assert_eq!(masked("E12345678"), "E1*****78");
        assert_eq!(masked("1234"), "****");
        assert_eq!(masked(""), "");
    }
}
