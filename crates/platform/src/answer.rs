//! What programs are answered that have a risk rated.

use rating::{Fault, Outcome, Risk, Tariff, WhatIf, rate, what_if};
use serde::Serialize;
use utoipa::ToSchema;

/// What rating a risk gives, and what would lower a premium where that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Answer {
    /// A quote, or the range that open answers leave.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Every change, and every pair of changes, that would lower the premium: the greatest saving first. None of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_ifs: Option<Vec<WhatIf>>,
}

impl Answer {
    /// Rates a risk.
    pub fn new(tariff: &Tariff, risk: &Risk, what_ifs: bool) -> Result<Self, Vec<Fault>> {
        let outcome = rate(tariff, risk)?;
        let what_ifs = what_ifs.then(|| what_if(tariff, risk)).transpose()?;
        Ok(Self { outcome, what_ifs })
    }
}
