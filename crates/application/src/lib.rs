//! The proposal form (投保单): what an enterprise sends to the platform. A [`Draft`] is as typed; an [`Application`] is
//! as accepted, and only [`check`] makes one. Widget and platform run the same checks.
//!
//! Pure: no clock, no I/O. Today is an argument.

pub mod attachment;
pub mod campaign;
#[cfg(feature = "canonical")]
mod canonical;
pub mod capital;
mod check;
pub mod content;
pub mod district;
pub mod email;
mod form;
pub mod id_number;
pub mod industry;
pub mod invitation;
pub mod licence;
pub mod phone;
pub mod proposal;
pub mod receipt;
pub mod roster;
pub mod shown;
pub mod signed;
pub mod standing;
pub mod typed;
pub mod uscc;

pub use attachment::Attachment;
#[cfg(feature = "canonical")]
pub use canonical::{canonical, digest};
pub use check::{Problem, RELATIONS, check};
pub use form::{Application, Contact, Declarations, Draft, Enterprise, Insured, SeenQuote, Site, Terms};
pub use uscc::Uscc;

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
