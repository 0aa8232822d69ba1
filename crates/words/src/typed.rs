//! What people type and what it means: full-width digits, 万 and 亿, thousands separators, dates with slashes. What they
//! typed stays in the field; this is what is rated.

use application::typed::{day, plain};
use rating::attribute::{Kind, Measure, Number};
use rating::{NOT_SURE, money};
use rust_decimal::Decimal;

/// The answer behind a typed text. What cannot be understood comes back trimmed, for the engine to say what is wrong.
pub fn meaning(kind: &Kind, typed: &str) -> String {
    match kind {
        Kind::Choice(_) => typed.to_owned(),
        Kind::Number(_) if typed == NOT_SURE => typed.to_owned(),
        Kind::Number(number) if number.measure == Measure::Date => day(typed),
        Kind::Number(number) => quantity(number, typed),
    }
}

fn quantity(number: &Number, typed: &str) -> String {
    let mut text: String =
        plain(typed).chars().filter(|c| !matches!(c, ',' | '_') && !c.is_whitespace()).collect();
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
}
