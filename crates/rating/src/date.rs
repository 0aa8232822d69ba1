//! A civil date, without clock or time zone. Small on purpose: a date crate costs the widget 15 to 45 KB.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day of the Gregorian calendar, years 1900 to 2199, written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Days since 1970-01-01.
    days: i32,
}

/// The text is not a day written `YYYY-MM-DD` between 1900 and 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date written YYYY-MM-DD")
    }
}

impl core::error::Error for NotADate {}

impl Date {
    /// The day with this year, month (1–12) and day of month, if there is one.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let fits = (1900..2200).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        fits.then(|| Self { days: days_from_civil(year, month, day) })
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.days
    }

    /// Year, month, day of month.
    pub fn parts(self) -> (i32, u32, u32) {
        civil_from_days(self.days)
    }

    /// The same day of the month `months` later, or that month's last day where it is shorter.
    /// `None` past the year 2199.
    pub fn add_months(self, months: u32) -> Option<Self> {
        let (year, month, day) = self.parts();
        let index = year.checked_mul(12)?.checked_add_unsigned(month - 1)?.checked_add_unsigned(months)?;
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12).unsigned_abs() + 1);
        Self::new(year, month, day.min(days_in_month(year, month)))
    }

    /// The day `days` later. `None` outside 1900 to 2199.
    pub fn add_days(self, days: i32) -> Option<Self> {
        let moved = Self { days: self.days.checked_add(days)? };
        let (first, last) = (days_from_civil(1900, 1, 1), days_from_civil(2199, 12, 31));
        (first..=last).contains(&moved.days).then_some(moved)
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01: years are counted from March, so that the leap day comes last.
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let from_march = if month <= 2 { year - 1 } else { year };
    let era = from_march.div_euclid(400);
    let year_of_era = from_march.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month.unsigned_abs(), day.unsigned_abs())
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes
                .iter()
                .enumerate()
                .all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(NotADate);
        }
        let number = |range: core::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u32>().ok());
        let (year, month, day) = (number(0..4), number(5..7), number(8..10));
        match (year, month, day) {
            (Some(y), Some(m), Some(d)) => Self::new(y as i32, m, d).ok_or(NotADate),
            _ => Err(NotADate),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_comes_back_from_its_text() {
        let mut date = Date::new(1900, 1, 1).unwrap();
        let mut count = 1;
        while let Some(next) = date.add_days(1) {
            assert!(next > date);
            assert_eq!(next.to_string().parse(), Ok(next));
            date = next;
            count += 1;
        }
        assert_eq!(date.to_string(), "2199-12-31");
        assert_eq!(count, 109_573);
    }

    #[test]
    fn months_end_where_the_month_is_shorter() {
        let cases = [
            ("2026-01-31", 1, "2026-02-28"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2026-12-01", 12, "2027-12-01"),
            ("2026-11-30", 3, "2027-02-28"),
        ];
        for (from, months, to) in cases {
            let from: Date = from.parse().unwrap();
            assert_eq!(from.add_months(months).unwrap().to_string(), to);
        }
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "２０２６-01-01", "2026-00-10", "1899-12-31", ""]
        {
            assert_eq!(text.parse::<Date>(), Err(NotADate), "{text}");
        }
    }
}
