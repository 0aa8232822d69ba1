//! Which questions apply to the answers so far. The form is drawn from this.

use crate::risk::Risk;
use crate::tariff::Tariff;

/// What to ask, as indices into [`Tariff::attributes`], in the order of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// Of the enterprise and its policy.
    pub policy: Vec<Question>,
    /// Of each unit.
    pub units: Vec<Vec<Question>>,
}

/// A question that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Index of the attribute.
    pub attribute: usize,
    /// Indices of the choices that are offered here; empty for a number.
    pub offered: Vec<u16>,
    /// Whether it is answered, or has a default.
    pub settled: bool,
}

/// The questions that apply to these answers. Faults are not its business: what it does not understand it takes as open.
pub fn questions(_tariff: &Tariff, _risk: &Risk) -> Questions {
    Questions::default()
}
