//! What the engine reckons with. [`Decimal`] holds whatever loading has proved possible. [`Short`] is what nearly every
//! premium needs: several times as quick, just as exact, and nothing at all where it is too short.

use core::cmp::Ordering;

use rust_decimal::Decimal;

use crate::money::{self, Rounding};

/// An exact decimal number, by default zero. What does not fit is nothing, never something near it.
pub(crate) trait Number: Copy + Default {
    const ONE: Self;

    fn of(value: &Decimal) -> Option<Self>;
    fn decimal(self) -> Decimal;
    fn plus(self, other: Self) -> Option<Self>;
    fn minus(self, other: Self) -> Option<Self>;
    fn times(self, other: Self) -> Option<Self>;
    fn over(self, by: Self, digits: u32, rounding: Rounding) -> Option<Self>;
    fn rounded(self, digits: u32, rounding: Rounding) -> Option<Self>;
    fn compare(self, other: Self) -> Ordering;

    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        if self.compare(other).is_gt() { other } else { self }
    }

    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        if self.compare(other).is_gt() { self } else { other }
    }
}

impl Number for Decimal {
    const ONE: Self = Decimal::ONE;

    fn of(value: &Decimal) -> Option<Self> {
        Some(*value)
    }

    fn decimal(self) -> Decimal {
        self
    }

    fn plus(self, other: Self) -> Option<Self> {
        money::plus(self, other)
    }

    fn minus(self, other: Self) -> Option<Self> {
        money::minus(self, other)
    }

    fn times(self, other: Self) -> Option<Self> {
        money::product(self, other)
    }

    fn over(self, by: Self, digits: u32, rounding: Rounding) -> Option<Self> {
        Some(money::round(money::quotient(self, by)?, digits, rounding))
    }

    fn rounded(self, digits: u32, rounding: Rounding) -> Option<Self> {
        Some(money::round(self, digits, rounding))
    }

    fn compare(self, other: Self) -> Ordering {
        self.cmp(&other)
    }
}

/// `mantissa` × 10⁻ˢᶜᵃˡᵉ, in one machine word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Short {
    mantissa: i64,
    scale: u32,
}

/// The powers of ten that a word holds.
const POWERS: [i64; 19] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
    10_000_000_000_000,
    100_000_000_000_000,
    1_000_000_000_000_000,
    10_000_000_000_000_000,
    100_000_000_000_000_000,
    1_000_000_000_000_000_000,
];

fn power(exponent: u32) -> Option<i64> {
    POWERS.get(exponent as usize).copied()
}

/// The product of two words, where a word holds it. Counting leading zeros is right for all but the last bit, and quick
/// also in WebAssembly, which cannot tell of an overflow.
#[inline(always)]
fn multiply(a: i64, b: i64) -> Option<i64> {
    let zeros = a.unsigned_abs().leading_zeros() + b.unsigned_abs().leading_zeros();
    (zeros > 64).then(|| a.wrapping_mul(b))
}

impl Short {
    /// The same value with at least as many places.
    #[inline(always)]
    fn to_scale(self, scale: u32) -> Option<i64> {
        if self.scale == scale {
            return Some(self.mantissa);
        }
        multiply(self.mantissa, power(scale - self.scale)?)
    }

    #[inline(always)]
    fn with(self, other: Self, combine: impl FnOnce(i64, i64) -> Option<i64>) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Some(Self { mantissa: combine(self.to_scale(scale)?, other.to_scale(scale)?)?, scale })
    }
}

impl Number for Short {
    const ONE: Self = Self { mantissa: 1, scale: 0 };

    #[inline(always)]
    fn of(value: &Decimal) -> Option<Self> {
        let parts = value.unpack();
        let size = i64::from(parts.mid) << 32 | i64::from(parts.lo);
        let fits = parts.hi == 0 && size >= 0;
        fits.then_some(Self { mantissa: if parts.negative { -size } else { size }, scale: parts.scale })
    }

    #[inline(always)]
    fn decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(i128::from(self.mantissa), self.scale)
    }

    #[inline(always)]
    fn plus(self, other: Self) -> Option<Self> {
        self.with(other, i64::checked_add)
    }

    #[inline(always)]
    fn minus(self, other: Self) -> Option<Self> {
        self.with(other, i64::checked_sub)
    }

    #[inline(always)]
    fn times(self, other: Self) -> Option<Self> {
        let scale = self.scale + other.scale;
        let mantissa = multiply(self.mantissa, other.mantissa)?;
        (scale <= Decimal::MAX_SCALE).then_some(Self { mantissa, scale })
    }

    fn over(self, by: Self, digits: u32, rounding: Rounding) -> Option<Self> {
        Self::of(&self.decimal().over(by.decimal(), digits, rounding)?)
    }

    #[inline(always)]
    fn rounded(self, digits: u32, rounding: Rounding) -> Option<Self> {
        if self.scale <= digits {
            return Some(self);
        }
        let unit = power(self.scale - digits)?;
        let whole = self.mantissa / unit;
        let rest = self.mantissa - whole * unit;
        let away = match rounding {
            Rounding::Down => false,
            Rounding::Up => rest != 0,
            Rounding::HalfUp => rest.unsigned_abs() >= unit.unsigned_abs() / 2,
            Rounding::HalfEven => match rest.unsigned_abs().cmp(&(unit.unsigned_abs() / 2)) {
                Ordering::Equal => whole % 2 != 0,
                side => side.is_gt(),
            },
        };
        Some(Self { mantissa: if away { whole + self.mantissa.signum() } else { whole }, scale: digits })
    }

    #[inline(always)]
    fn compare(self, other: Self) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa.cmp(&other.mantissa);
        }
        let scale = self.scale.max(other.scale);
        match (self.to_scale(scale), other.to_scale(scale)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.decimal().cmp(&other.decimal()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIGURES: [&str; 16] = [
        "0",
        "1",
        "-1",
        "0.95",
        "1.50",
        "-0.00065",
        "2.345",
        "2.355",
        "-2.345",
        "4294967295",
        "4294967296",
        "3037000500",
        "9223372036854775807",
        "-9223372036854775807",
        "9223372036854775808",
        "0.0000000000000000000000000001",
    ];

    fn pairs() -> impl Iterator<Item = (Decimal, Decimal)> {
        let read = |text: &str| Decimal::from_str_exact(text).unwrap();
        FIGURES.into_iter().flat_map(move |a| FIGURES.into_iter().map(move |b| (read(a), read(b))))
    }

    #[test]
    fn short_numbers_reckon_as_long_ones_or_not_at_all() {
        let mut done = 0;
        for (a, b) in pairs() {
            let (Some(short_a), Some(short_b)) = (Short::of(&a), Short::of(&b)) else { continue };
            let same = |short: Option<Short>, long: Option<Decimal>, what: &str| {
                assert!(short.is_none() || short.map(Short::decimal) == long, "{a} {what} {b}");
                usize::from(short.is_some())
            };
            assert_eq!(short_a.compare(short_b), a.compare(b), "{a} {b}");
            done += same(short_a.plus(short_b), a.plus(b), "+");
            done += same(short_a.minus(short_b), a.minus(b), "-");
            done += same(short_a.times(short_b), a.times(b), "×");
            for rounding in [Rounding::HalfUp, Rounding::HalfEven, Rounding::Up, Rounding::Down] {
                done += same(short_a.rounded(2, rounding), a.rounded(2, rounding), "rounded");
                if !b.is_zero() {
                    done += same(short_a.over(short_b, 2, rounding), a.over(b, 2, rounding), "÷");
                }
            }
        }
        assert!(done > 1500, "most of it is short: {done}");
    }

    #[test]
    fn what_is_too_long_for_a_word_is_nothing() {
        let long = Short { mantissa: i64::MAX, scale: 0 };
        assert!(Short::of(&Decimal::from(1_u64 << 63)).is_none());
        assert!(long.plus(Short::ONE).is_none());
        assert!(long.times(Short { mantissa: 2, scale: 0 }).is_none());
        assert!(Short { mantissa: 1, scale: 28 }.times(Short { mantissa: 1, scale: 1 }).is_none());
    }
}
