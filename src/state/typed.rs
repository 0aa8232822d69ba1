//! What people type and what it means: full-width digits, 万 and 亿, thousands separators, dates with slashes. What they
//! typed stays in the field; this is what is rated.

use rating::attribute::{Kind, Measure, Number};
use rating::{NOT_SURE, money};
use rust_decimal::Decimal;

/// The answer behind a typed text. What cannot be understood comes back trimmed, for the engine to say what is wrong.
pub fn meaning(kind: &Kind, typed: &str) -> String {
    match kind {
        Kind::Choice(_) => typed.to_owned(),
        Kind::Number(_) if typed == NOT_SURE => typed.to_owned(),
        Kind::Number(number) if number.measure == Measure::Date => date(typed),
        Kind::Number(number) => quantity(number, typed),
    }
}

/// `2026/12/1`, `2026年12月1日` and `2026-12-01` are one day.
pub fn date(typed: &str) -> String {
    let text = half_width(typed);
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
        _ => text.trim().to_owned(),
    }
}

fn quantity(number: &Number, typed: &str) -> String {
    let plain = half_width(typed);
    let mut text: String = plain.chars().filter(|c| !matches!(c, ',' | '_') && !c.is_whitespace()).collect();
    for unit in [&number.unit.zh, &number.unit.en] {
        if let Some(rest) =
            text.strip_suffix(unit.as_str()).filter(|rest| !rest.is_empty() && !unit.is_empty())
        {
            text = rest.to_owned();
        }
    }
    scaled(&text).unwrap_or(text)
}

/// `1.5万` is 15000, `2亿` is 200000000.
fn scaled(text: &str) -> Option<String> {
    let (digits, scale) = match text.strip_suffix('万') {
        Some(digits) => (digits, 10_000),
        None => (text.strip_suffix('亿')?, 100_000_000),
    };
    let value = money::product(money::parse(digits)?, Decimal::from(scale))?;
    Some(value.normalize().to_string())
}

/// Full-width forms (U+FF01 to U+FF5E), the ideographic space and full stop as their ASCII.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '。' => '.',
        other => other,
    };
    text.trim().chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rating::Text;

    fn number(measure: Measure, unit: &str) -> Kind {
        let (least, most) = (Decimal::ZERO, Decimal::from(10_000_000));
        Kind::Number(Number { measure, least, most, digits: 2, unit: Text::new(unit, "yuan") })
    }

    #[test]
    fn what_people_type_is_understood() {
        let cases = [
            ("１２", "12"),
            (" 1,234,567 ", "1234567"),
            ("1，000", "1000"),
            ("1.5万", "15000"),
            ("１２００万元", "12000000"),
            ("2亿", "200000000"),
            ("12。5", "12.5"),
            ("十二", "十二"),
            ("元", "元"),
            ("", ""),
            ("?", "?"),
        ];
        for (typed, meant) in cases {
            assert_eq!(meaning(&number(Measure::Money, "元"), typed), meant, "{typed}");
        }
    }

    #[test]
    fn days_are_understood_in_their_usual_forms() {
        for typed in ["2026-12-01", "2026/12/1", "2026年12月1日", "２０２６．１２．０１"] {
            assert_eq!(meaning(&number(Measure::Date, ""), typed), "2026-12-01", "{typed}");
        }
        assert_eq!(date("soon"), "soon");
    }
}
