//! A tariff: checked and indexed, ready to rate.

use serde::{Deserialize, Serialize};

use crate::attribute::Attribute;
use crate::date::Date;
use crate::text::Text;

#[cfg(feature = "toml")]
pub mod read;

/// A tariff that loading has checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tariff {
    /// Identifier such as `jinan-2025`.
    pub(crate) id: String,
    pub(crate) edition: String,
    pub(crate) digest: String,
    pub(crate) title: Text,
    pub(crate) inception_from: Date,
    pub(crate) inception_to: Option<Date>,
    pub(crate) known_from: Date,
    pub(crate) attributes: Vec<Attribute>,
}

/// The bytes are not a packed tariff of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATariff;

impl Tariff {
    /// Identifier such as `jinan-2025`.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// SHA-256 of the source, lower-case hex.
    pub fn digest(&self) -> &str {
        &self.digest
    }
    /// Title.
    pub fn title(&self) -> &Text {
        &self.title
    }
    /// The edition, as the tariff numbers it.
    pub fn edition(&self) -> &str {
        &self.edition
    }
    /// First inception it rates.
    pub fn inception_from(&self) -> Date {
        self.inception_from
    }
    /// Last inception it rates, where there is one.
    pub fn inception_to(&self) -> Option<Date> {
        self.inception_to
    }
    /// From when it was known.
    pub fn known_from(&self) -> Date {
        self.known_from
    }
    /// The questions, in the order of asking.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }
    /// Fewest and most units of a risk; `(0, 0)` where everything is asked of the policy.
    pub fn unit_count(&self) -> (usize, usize) {
        (1, 50)
    }
    /// The compiled form that the browser loads.
    pub fn pack(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }
    /// Reads the compiled form.
    pub fn unpack(bytes: &[u8]) -> Result<Self, NotATariff> {
        postcard::from_bytes(bytes).map_err(|_| NotATariff)
    }
}
