//! Does a saved quote still stand? Rates the risk again and compares step by step.

mod paper;
#[cfg(feature = "toml")]
mod saved;

pub use paper::{NotPaper, Paper};
#[cfg(feature = "toml")]
pub use saved::{SavedQuote, verify};

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::money::Money;
use crate::quote::{Outcome, Quote};
use crate::risk::Risk;
use crate::tariff::Tariff;

/// The outcome of rating a saved quote again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything is the same.
    Agrees,
    /// The tariff at hand is not the one it was made with.
    OtherTariff {
        /// Digest in the saved quote.
        saved: String,
        /// Digest of the tariff at hand.
        at_hand: String,
    },
    /// The first step that differs.
    DiffersAt {
        /// The step's key, or the way to the field outside the steps, such as `covers/2/limits/0/amount`.
        step: String,
        /// What the saved quote says.
        saved: String,
        /// What the tariff gives.
        right: String,
    },
    /// The risk cannot be rated.
    Faults {
        /// Why.
        faults: Vec<Fault>,
    },
}

fn other_tariff(saved: &str, at_hand: &Tariff) -> Verdict {
    Verdict::OtherTariff { saved: saved.to_owned(), at_hand: at_hand.digest().to_owned() }
}

/// The quote that the tariff gives, or why it gives none that could be compared.
fn again(tariff: &Tariff, risk: &Risk, premium: Money) -> Result<Box<Quote>, Verdict> {
    match crate::rate(tariff, risk) {
        Err(faults) => Err(Verdict::Faults { faults }),
        Ok(Outcome::Range(range)) => {
            Err(differs("premium", &premium, format!("{} – {}", range.low, range.high)))
        }
        Ok(Outcome::Quote(right)) => Ok(right),
    }
}

fn differs(step: &str, saved: &impl ToString, right: impl ToString) -> Verdict {
    Verdict::DiffersAt { step: step.to_owned(), saved: saved.to_string(), right: right.to_string() }
}
