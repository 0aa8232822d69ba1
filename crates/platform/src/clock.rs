//! The only clock. The day is the day in Jinan: UTC+8, without summer time.

use jiff::Timestamp;
use jiff::tz::Offset;
use rating::Date;

/// Tells the day and the time; a fixed one stands still, for tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    fixed: Option<Date>,
}

impl Clock {
    /// A clock that always shows this day.
    pub fn fixed(day: Date) -> Self {
        Self { fixed: Some(day) }
    }

    /// Today in Jinan.
    pub fn today(&self) -> Date {
        self.fixed.unwrap_or_else(|| {
            let now = Offset::constant(8).to_datetime(Timestamp::now());
            let (year, month, day) =
                (i32::from(now.year()), now.month().unsigned_abs(), now.day().unsigned_abs());
            Date::new(year, month.into(), day.into()).unwrap_or_else(epoch)
        })
    }

    /// The same time so many days ago, as RFC 3339 in UTC.
    pub fn days_ago(&self, days: i32) -> String {
        match self.fixed {
            Some(day) => format!("{}T00:00:00Z", day.add_days(-days).unwrap_or(day)),
            None => {
                let then = Timestamp::now().as_second() - i64::from(days) * 24 * 60 * 60;
                Timestamp::from_second(then).map(|t| t.to_string()).unwrap_or_default()
            }
        }
    }

    /// This second, as RFC 3339 in UTC.
    pub fn now(&self) -> String {
        match self.fixed {
            Some(day) => format!("{day}T00:00:00Z"),
            None => Timestamp::from_second(Timestamp::now().as_second())
                .map(|t| t.to_string())
                .unwrap_or_default(),
        }
    }
}

fn epoch() -> Date {
    // A machine whose clock is outside 1900 to 2199 is refused by every tariff.
    "1900-01-01".parse().unwrap_or_else(|_| unreachable!("a day of the calendar"))
}
