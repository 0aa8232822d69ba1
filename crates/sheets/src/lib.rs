//! Spreadsheets: a roster is read from one, an application is written as one. Both happen in workers of their own, in
//! modules that the page fetches when somebody drops a file or asks for one, so that the page neither waits nor grows.
//!
//! What a file says is not believed: how much it unpacks to is counted before it is unpacked for reading, rows and
//! columns are counted while they are read.

#[cfg(feature = "many")]
pub mod many;

#[cfg(feature = "read")]
mod headings;
#[cfg(feature = "read")]
mod list;
#[cfg(feature = "read")]
mod people;
#[cfg(feature = "read")]
mod read;
#[cfg(feature = "read")]
mod refusal;
#[cfg(feature = "read")]
pub mod report;
#[cfg(feature = "read")]
mod table;
#[cfg(feature = "read")]
mod text;
#[cfg(feature = "write")]
pub mod write;
#[cfg(feature = "read")]
mod xlsx;

#[cfg(feature = "read")]
pub use list::List;
#[cfg(feature = "read")]
pub use people::{Found, people};
#[cfg(feature = "read")]
use read::read;
#[cfg(feature = "read")]
pub use read::{Decode, Progress, Sheet};
#[cfg(feature = "read")]
pub use refusal::Refusal;
