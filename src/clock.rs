//! The only clock: which day it is in Jinan, and how long to wait.

use std::cell::Cell;
use std::pin::pin;

use futures_util::future::{Either, select};
use gloo::timers::future::TimeoutFuture;
use rating::Date;

const MILLISECONDS_A_DAY: i64 = 86_400_000;
/// China Standard Time, all year.
const AHEAD_OF_UTC: i64 = 8 * 3_600_000;

thread_local! {
    /// How far the clock of this device is behind the platform's, where it is off by more than a day.
    static BEHIND: Cell<i64> = const { Cell::new(0) };
    /// When the tariffs were fetched, where that was on an earlier visit.
    static FETCHED: Cell<Option<i64>> = const { Cell::new(None) };
}

/// Compares this device's clock with the `Date` of an answer of the platform, which decides what is too late. A clock that is
/// off by less than a day is left alone: that is midnight, or a slow network.
pub fn compare(date: &str) {
    let theirs = js_sys::Date::parse(date);
    let behind = theirs as i64 - milliseconds();
    if theirs.is_finite() && behind.abs() > MILLISECONDS_A_DAY {
        BEHIND.set(behind);
    }
}

/// There was no network: the tariffs are those that an earlier visit fetched, at this time of the platform's.
pub fn fetched(date: &str) {
    let then = js_sys::Date::parse(date);
    FETCHED.set(then.is_finite().then_some(then as i64));
}

/// The day that the tariffs are of, where they are of an earlier visit.
pub fn tariffs_of() -> Option<Date> {
    FETCHED.get().map(day)
}

/// The day by the clock of this device, where that is wrong.
pub fn wrong_day() -> Option<Date> {
    (BEHIND.get() != 0).then(|| day(milliseconds()))
}

/// Today, wherever the reader is.
pub fn today() -> Date {
    day(milliseconds() + BEHIND.get())
}

fn day(milliseconds: i64) -> Date {
    let days = (milliseconds + AHEAD_OF_UTC).div_euclid(MILLISECONDS_A_DAY);
    let days = i32::try_from(days).unwrap_or_default();
    let epoch = Date::new(1970, 1, 1);
    epoch.and_then(|epoch| epoch.add_days(days)).or(epoch).unwrap_or_else(|| unreachable!("1970 is a year"))
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    u64::try_from(milliseconds()).unwrap_or_default()
}

fn milliseconds() -> i64 {
    // Whole milliseconds: nothing is lost.
    js_sys::Date::now() as i64
}

/// Waits.
pub async fn pause(milliseconds: u32) {
    TimeoutFuture::new(milliseconds).await;
}

/// What comes of it, or nothing when patience runs out.
pub async fn in_time<T>(patience: u32, awaited: impl Future<Output = Option<T>>) -> Option<T> {
    match select(pin!(awaited), TimeoutFuture::new(patience)).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => None,
    }
}
