//! What loading proves.

use super::Tariff;
use super::read::{Findings, Merged};

pub(super) fn prove(tariff: Tariff, _: &Merged, _: &mut Findings) -> Tariff {
    tariff
}
