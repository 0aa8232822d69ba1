//! What is kept, and the only SQL. SQLite in a file; every commit is on disk before it is answered, and what it holds of
//! enterprises and persons is sealed.

mod campaigns;
mod events;
mod filing;
mod health;
mod keys;
mod links;
mod rekey;
mod sealed;
mod unlock;
mod uploads;

use std::sync::Arc;

use sqlx::sqlite::SqlitePool;

use crate::vault::{self, Vault};

use health::Probe;

pub use events::{Listed, Moved};
pub use filing::{Content, Filed, NewVersion, Outcome, Version};
pub use links::{Earlier, Later, Links};
pub use unlock::Locked;
pub use uploads::{Announced, Appended, Begun, Progress};

/// The applications that were accepted.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
    vault: Vault,
    probe: Arc<Probe>,
}

/// Why the store cannot answer.
#[derive(Debug)]
pub enum Trouble {
    /// Another write has held the database for too long: try again.
    Busy,
    /// Something cannot be sealed or opened.
    Vault(vault::Trouble),
    /// Data keys that were not given; those that were.
    MissingKeys(Vec<String>, Vec<String>),
    /// Anything else.
    Failed(sqlx::Error),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Busy => f.write_str("the database is held by another: try again"),
            Self::Vault(trouble) => write!(f, "something in the database: {trouble}"),
            Self::MissingKeys(missing, given) => write!(
                f,
                "what the database holds was sealed with data key {}, but only {} was given: give all of them, the newest \
                 first",
                missing.join(", "),
                given.join(", ")
            ),
            Self::Failed(error) => write!(f, "the database: {error}"),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        // SQLITE_BUSY and its extended forms.
        let code = error.as_database_error().and_then(|e| e.code()).and_then(|c| c.parse::<u32>().ok());
        if code.is_some_and(|code| code & 0xff == 5) { Self::Busy } else { Self::Failed(error) }
    }
}

impl From<vault::Trouble> for Trouble {
    fn from(trouble: vault::Trouble) -> Self {
        Self::Vault(trouble)
    }
}

/// What is stored is not as it was written.
fn decoded(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}
