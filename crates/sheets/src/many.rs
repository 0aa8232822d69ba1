//! Many enterprises at once: a table with one in each row is rated row by row, and what came of it stays here, in the worker.
//! The page asks for what it shows, and for the whole as a workbook.

mod answers;
mod book;
mod columns;
mod export;
mod line;
mod outcome;
mod pool;
mod rater;
pub mod report;
mod said;
mod template;

use std::sync::Arc;

use rating::{Catalogue, Date};

use crate::{Decode, List, Progress, Refusal, read};
use outcome::Outcome;
use rater::Rater;

pub use export::export;
pub use template::template;

/// What every row is rated by.
#[derive(Clone)]
pub struct Terms {
    /// The tariffs at hand.
    pub catalogue: Arc<Catalogue>,
    /// First day of cover of rows that give none.
    pub inception: Date,
    /// The day whose knowledge counts.
    pub today: Date,
}

/// What came of a list.
pub struct Rated {
    /// What it was rated by.
    pub terms: Terms,
    /// The sheet it was read from; empty for text.
    pub sheet: String,
    outcome: Outcome,
}

/// Reads a list and rates each row.
pub fn rate(
    bytes: &[u8],
    terms: Terms,
    decode: Decode<'_>,
    progress: Progress<'_>,
) -> Result<Rated, Refusal> {
    let new = || Rater::new(terms.clone());
    let (rater, sheet) = read(bytes, List::Enterprises, &new, decode, progress)?;
    let outcome = rater.finish();
    if outcome.is_empty() {
        return Err(Refusal::Nobody);
    }
    Ok(Rated { terms, sheet: sheet.name, outcome })
}
