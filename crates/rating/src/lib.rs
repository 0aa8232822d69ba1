//! The rating engine: a tariff as data, and the one path that rates a risk with it.
//!
//! Pure on purpose: no clock, no I/O, no floats, no panics. The browser, the platform and the command line run the same
//! code and get the same bytes.

mod answers;
pub mod attribute;
mod bounds;
mod brief;
pub mod catalogue;
pub mod date;
pub mod engine;
mod explain;
pub mod fault;
#[cfg(feature = "toml")]
pub mod golden;
pub mod mark;
mod marks;
pub mod money;
mod number;
mod operation;
pub mod questions;
pub mod quote;
mod range;
pub mod risk;
pub mod tariff;
pub mod text;
pub mod verify;
mod what_if;

pub use answers::Answers;
pub use brief::Brief;
pub use catalogue::Catalogue;
pub use date::Date;
pub use engine::Workspace;
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
pub fn rate(tariff: &Tariff, risk: &Risk) -> Result<Outcome, Vec<Fault>> {
    let answers = tariff.check(risk)?;
    if answers.is_open() {
        return range::range(tariff, &answers).map(|range| Outcome::Range(Box::new(range)));
    }
    exactly(tariff, &answers)
}

fn exactly(tariff: &Tariff, answers: &Answers) -> Result<Outcome, Vec<Fault>> {
    explain::quote(tariff, answers).map(|quote| Outcome::Quote(Box::new(quote)))
}

/// The same without ranges: nothing is said, and nothing is wrong, while an answer is "not sure". What reckons ranges weighs
/// as much as the whole engine beside it; the widget fetches it after the first premium.
pub fn rate_exactly(tariff: &Tariff, risk: &Risk) -> Result<Outcome, Vec<Fault>> {
    let answers = tariff.check(risk)?;
    if answers.is_open() {
        return Err(Vec::new());
    }
    exactly(tariff, &answers)
}

/// [`rate`] or [`rate_exactly`].
pub type Rate = fn(&Tariff, &Risk) -> Result<Outcome, Vec<Fault>>;

/// Must this enterprise buy, as far as its answers go: known as soon as the sector is.
pub fn obligations(tariff: &Tariff, risk: &Risk) -> Vec<quote::Obligation> {
    questions::asked(tariff, risk)
        .map(|(_, answers)| explain::obligations_of(tariff, &answers))
        .unwrap_or_default()
}

/// Every single change and every pair of changes that would lower the premium and that the law allows, the greatest
/// saving first; of those that save the same with the same questions what asks least. A change that opens another question is not
/// tried. Nothing while an answer is open.
pub fn what_if(tariff: &Tariff, risk: &Risk) -> Result<Vec<WhatIf>, Vec<Fault>> {
    what_if::improvements(tariff, risk)
}
