//! The rating engine: a tariff as data, and the one path that rates a risk with it.
//!
//! Pure on purpose: no clock, no I/O, no floats, no panics. The browser, the platform and the command line run the same
//! code and get the same bytes.

pub mod attribute;
pub mod catalogue;
pub mod date;
pub mod fault;
pub mod mark;
pub mod money;
pub mod questions;
pub mod quote;
pub mod risk;
pub mod tariff;
pub mod text;
pub mod verify;

pub use catalogue::Catalogue;
pub use date::Date;
pub use fault::{Code, Fault};
pub use mark::Mark;
pub use money::Money;
pub use questions::{Questions, questions};
pub use quote::{Outcome, Quote, Range, WhatIf};
pub use risk::{NOT_SURE, Risk, Unit};
pub use tariff::Tariff;
pub use text::Text;

/// Rates a risk: a quote, or the range that "not sure" answers leave. Missing answers take their defaults; where there
/// is none, the fault says which question is open.
pub fn rate(_tariff: &Tariff, _risk: &Risk) -> Result<Outcome, Vec<Fault>> {
    Err(Vec::new())
}

/// Every single change and every pair of changes that would lower the premium, the greatest saving first.
pub fn what_if(_tariff: &Tariff, _risk: &Risk) -> Result<Vec<WhatIf>, Vec<Fault>> {
    Err(Vec::new())
}
