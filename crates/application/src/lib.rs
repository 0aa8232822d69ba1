//! The proposal form (投保单): what an enterprise sends to the platform. A [`Draft`] is as typed; an [`Application`] is
//! as accepted, and only [`check`] makes one. Widget and platform run the same checks.
//!
//! Pure: no clock, no I/O. Today is an argument.

#[cfg(feature = "canonical")]
mod canonical;
mod check;
pub mod district;
pub mod receipt;
pub mod standing;
pub mod uscc;

use rating::{Money, Risk};
use serde::{Deserialize, Serialize};

#[cfg(feature = "canonical")]
pub use canonical::{canonical, digest};
pub use check::{Problem, check};
pub use uscc::Uscc;

/// The form as typed: nothing in it is believed yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// Who applies.
    pub enterprise: Enterprise,
    /// Whom to call about it.
    pub contact: Contact,
    /// What the applicant declares.
    pub declarations: Declarations,
    /// What is to be insured.
    pub risk: Risk,
    /// The quote that the applicant saw.
    pub quote: SeenQuote,
}

/// The enterprise that applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Enterprise {
    /// Registered name.
    pub name: String,
    /// Unified social credit code (GB 32100-2015).
    pub uscc: String,
    /// Code of the district, see [`district`].
    pub district: String,
    /// Address; may be empty.
    pub address: String,
}

/// The person to call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Mobile or landline number in China.
    pub phone: String,
    /// E-mail address; may be empty.
    pub email: String,
}

/// What the applicant declares; every one must be true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Declarations {
    /// The clauses were read.
    pub clauses_read: bool,
    /// All that is stated is true and complete.
    pub true_and_complete: bool,
    /// Changes of the risk will be reported.
    pub changes_reported: bool,
    /// The premium will be paid on time.
    pub paid_on_time: bool,
    /// The premium is not charged to employees.
    pub not_charged_to_staff: bool,
}

/// Enough of the quote that the applicant saw to tell whether the platform's is another. A tariff's digest, the risk and
/// the premium pin everything else in a quote, so the whole of it need not travel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SeenQuote {
    /// Identifier of the tariff.
    pub tariff: String,
    /// Its digest.
    pub digest: String,
    /// The premium in yuan, such as `"6500.00"`.
    pub premium: String,
}

/// The form as accepted: normalised, every field checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Application {
    /// Who applies.
    pub enterprise: Enterprise,
    /// Whom to call about it.
    pub contact: Contact,
    /// What the applicant declares.
    pub declarations: Declarations,
    /// What is to be insured.
    pub risk: Risk,
    /// Identifier of the tariff of the quote that the applicant saw.
    pub tariff: String,
    /// Its digest.
    pub digest: String,
    /// The premium that the applicant saw.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub premium: Money,
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
