//! The receipt number (受理编号): a day, eight digits drawn by the platform, and a check character by ISO 7064
//! MOD 37,36, so that a number read out on the telephone is known to be misheard.

use rating::Date;

/// A receipt number such as `JN20261123-48271930-K`.
pub fn number(day: Date, drawn: u32) -> String {
    let (year, month, date) = day.parts();
    let body = format!("JN{year:04}{month:02}{date:02}{:08}", drawn % 100_000_000);
    let check = check_character(&body).unwrap_or('0');
    let (front, back) = body.split_at(10);
    format!("{front}-{back}-{check}")
}

/// Whether a number has its form and its check character is right. Lower case and missing hyphens are accepted.
pub fn normalise(text: &str) -> Option<String> {
    let plain: String = text.trim().chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    let (body, check) = plain.split_at_checked(18)?;
    let digits = body.strip_prefix("JN")?;
    let shaped = digits.bytes().all(|b| b.is_ascii_digit()) && check.chars().count() == 1;
    let right = shaped && check.chars().next() == check_character(body);
    let (front, back) = body.split_at_checked(10)?;
    right.then(|| format!("{front}-{back}-{check}"))
}

/// A number as it is shown to whom may not know it: day and last two digits.
pub fn masked(number: &str) -> String {
    let shown = |at: usize, c| if at < 11 || at == 17 || at == 18 || c == '-' { c } else { '*' };
    number.char_indices().map(|(at, c)| shown(at, c)).collect()
}

/// The day in a number: the day in Jinan on which it was given.
pub fn day(number: &str) -> Option<Date> {
    let part = |from: usize, to: usize| number.get(from..to)?.parse::<u32>().ok();
    Date::new(part(2, 6)?.try_into().ok()?, part(6, 8)?, part(8, 10)?)
}

/// ISO 7064 MOD 37,36 over digits and capital letters.
fn check_character(body: &str) -> Option<char> {
    let mut product = 36;
    for c in body.chars() {
        let sum = (product + c.to_digit(36)?) % 36;
        product = (if sum == 0 { 36 } else { sum }) * 2 % 37;
    }
    char::from_digit((37 - product) % 36, 36).map(|c| c.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_example_of_the_standard() {
        // ISO 7064, MOD 37,36: A12425GABC1234002 has the check character M (GRid of the recording industry).
        assert_eq!(check_character("A12425GABC1234002"), Some('M'));
    }

    #[test]
    fn a_masked_number_keeps_its_day_and_two_digits() {
        assert_eq!(masked("JN20261123-48271930-K"), "JN20261123-******30-*");
    }

    proptest! {
        #[test]
        fn a_number_comes_back_and_a_wrong_digit_does_not(drawn in 0..100_000_000u32, at in 10..18usize, by in 1..10u32) {
            let day = Date::new(2026, 11, 23).unwrap();
            let good = number(day, drawn);
            prop_assert_eq!(super::day(&good), Some(day));
            prop_assert_eq!(normalise(&good.to_lowercase()), Some(good.clone()));
            let mut plain: Vec<char> = good.chars().filter(|c| *c != '-').collect();
            let digit = plain[at].to_digit(10).unwrap();
            plain[at] = char::from_digit((digit + by) % 10, 10).unwrap();
            prop_assert_eq!(normalise(&plain.into_iter().collect::<String>()), None);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = normalise(&text);
        }
    }
}
