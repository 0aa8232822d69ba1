//! What is wrong with a risk: where, which kind of wrong, and words for the person who typed it.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// One thing wrong with a risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Fault {
    /// JSON pointer into the [`crate::Risk`]: `/units/0/answers/headcount`.
    pub pointer: String,
    /// Stable kind.
    pub code: Code,
    /// What is wrong and what to do.
    pub message: Text,
}

/// Kinds of fault. Stable: hosts and tests rely on the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The question applies and has no answer.
    Missing,
    /// No attribute of the tariff has this key.
    Unknown,
    /// The question does not apply to these answers.
    NotAsked,
    /// Not a number, or not a date.
    NotANumber,
    /// More places after the point than the attribute has.
    TooPrecise,
    /// Under the attribute's least.
    TooSmall,
    /// Over the attribute's most.
    TooLarge,
    /// Not one of the choices, or not one that applies here.
    NotAChoice,
    /// "Not sure" is no answer to this question.
    MustBeKnown,
    /// Outside what the law allows at this inception.
    Unlawful,
    /// An extension needs another one that was not chosen.
    Requires,
    /// Too few or too many units.
    UnitCount,
    /// No tariff applies at this inception and knowledge date.
    NoTariff,
    /// Arithmetic went outside 28 digits: loading proves that it cannot.
    OutOfRange,
}

impl fmt::Display for Code {
    /// The name that crosses wires: `not-asked`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}
