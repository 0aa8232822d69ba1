//! Does a saved quote still stand? Rates the risk again and compares step by step.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::quote::Quote;
use crate::risk::Risk;
use crate::tariff::Tariff;

/// A risk and the quote that somebody holds for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedQuote {
    /// What was rated.
    pub risk: Risk,
    /// What came out.
    pub quote: Quote,
}

/// The outcome of rating a saved quote again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// Byte for byte the same.
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
        /// The step's key, or the name of the field outside the steps.
        step: String,
        /// What the saved quote says.
        saved: String,
        /// What the tariff gives.
        right: String,
    },
    /// The risk cannot be rated.
    Faults(FaultList),
}

/// Faults of the saved risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultList {
    /// The faults.
    pub faults: Vec<Fault>,
}

/// Rates `saved.risk` again and compares.
pub fn verify(_tariff: &Tariff, _saved: &SavedQuote) -> Verdict {
    Verdict::Faults(FaultList { faults: Vec::new() })
}
