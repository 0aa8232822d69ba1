//! Decimal figures: their one text form, their one rounding.
//!
//! `rust_decimal` reads floats, exponents and underscores and rounds half to even unless told otherwise; none of
//! that may reach a premium, so figures enter through [`parse`] and are rounded through [`round`] only.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Reads `-?digits[.digits]`, at most 28 digits in all. No sign `+`, no exponent, no separators.
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut parts = digits.splitn(2, '.');
    let all_digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    if !parts.all(all_digits) || count > 28 {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// How a value is rounded where the tariff says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// 0.005 becomes 0.01: 四舍五入.
    HalfUp,
    /// 0.005 becomes 0.00, 0.015 becomes 0.02.
    HalfEven,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
}

/// `a + b`; nothing where that is out of range. The library inlines its addition, 1.6 KB of WebAssembly wherever it stands;
/// here it stands once. So with the other three.
#[inline(never)]
pub fn plus(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_add(b)
}

/// `a − b`.
#[inline(never)]
pub fn minus(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_sub(b)
}

/// `a × b`.
#[inline(never)]
pub fn product(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_mul(b)
}

/// `a ÷ b`; nothing where `b` is zero.
#[inline(never)]
pub fn quotient(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_div(b)
}

/// `value` with `digits` places after the point.
pub fn round(value: Decimal, digits: u32, rounding: Rounding) -> Decimal {
    let strategy = match rounding {
        Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        Rounding::HalfEven => RoundingStrategy::MidpointNearestEven,
        Rounding::Up => RoundingStrategy::AwayFromZero,
        Rounding::Down => RoundingStrategy::ToZero,
    };
    value.round_dp_with_strategy(digits, strategy)
}

/// An amount in yuan with exactly two places: as JSON a string such as `"6500.00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

impl Money {
    /// Half up to the fen.
    pub fn from_decimal(value: Decimal) -> Self {
        let mut fen = round(value, 2, Rounding::HalfUp);
        fen.rescale(2);
        Self(fen)
    }

    /// The amount in yuan.
    pub fn yuan(self) -> Decimal {
        self.0
    }
}

impl core::fmt::Display for Money {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let value = parse(&text).filter(|v| v.scale() == 2);
        value
            .map(Self)
            .ok_or_else(|| de::Error::custom("an amount is a string with two places, such as \"6500.00\""))
    }
}

/// serde of a bare [`Decimal`] as a plain string, trailing zeros dropped: `"0.95"`, `"300"`.
pub mod text {
    use super::*;

    /// As a string without exponent or trailing zeros.
    pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&value.normalize())
    }

    /// From the strict text form of [`parse`].
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| de::Error::custom("a figure is a string such as \"0.95\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_one_text_form() {
        for good in ["0", "300", "0.95", "-0.10", "123456789012345678.91", "1234567890123456789012345678"] {
            assert_eq!(parse(good).unwrap().to_string(), *good);
        }
        for bad in [
            "",
            "-",
            ".5",
            "1.",
            "+1",
            "1e3",
            "1_000",
            "1,000",
            " 1",
            "１",
            "1.2.3",
            "12345678901234567890123456789",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn half_a_fen_goes_up() {
        let cases = [
            ("2.345", "2.35"),
            ("2.335", "2.34"),
            ("6006", "6006.00"),
            ("0.004", "0.00"),
            ("-2.345", "-2.35"),
        ];
        for (from, to) in cases {
            assert_eq!(Money::from_decimal(parse(from).unwrap()).to_string(), to);
        }
    }
}
