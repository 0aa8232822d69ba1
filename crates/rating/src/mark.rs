//! How official a figure is. A result is only as official as the weakest figure in it.

use serde::{Deserialize, Serialize};

/// Where a figure comes from, strongest first: `a.max(b)` is the weaker of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// In the notice of the city itself.
    Notice,
    /// An official sheet or statement, read in a public copy.
    Published,
    /// Published for another place.
    Elsewhere,
    /// Widely known, not read again.
    Recalled,
    /// Ours, inside a published range; no source has it.
    Illustrative,
}

impl Mark {
    /// Its name in Chinese and in English, as it stands beside figures.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Notice => ("市政府通知", "city notice"),
            Self::Published => ("官方公布", "published"),
            Self::Elsewhere => ("外地标准", "from elsewhere"),
            Self::Recalled => ("未经核对", "not verified"),
            Self::Illustrative => ("示意，非官方", "illustrative"),
        }
    }
}
