//! What the page is told of a file. Words and masked numbers only: the whole numbers stand in the roster, which the page
//! keeps and does not look into.

use application::hex;
use application::id_number::masked;
use application::roster::{Person, WrongRow, write};
use rating::Text;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Found, List, Refusal};

/// The page shows so many people, for one to see that the columns are right.
const FIRST: usize = 10;

/// Of more mistakes than these nobody reads the list; how many there are is told all the same.
const MOST_WRONG: usize = 1_000;

/// The outcome.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// There is a roster, though rows of it may be wrong.
    Found(Box<Summary>),
    /// There is none.
    Refused(Refused),
}

/// Why there is none.
#[derive(Debug, Serialize)]
pub struct Refused {
    code: &'static str,
    message: Text,
}

/// What a file holds.
#[derive(Debug, Serialize)]
pub struct Summary {
    sheet: String,
    /// Sheets of the file that hold a roster too, and were not read.
    others: Vec<String>,
    people: usize,
    /// The first of them: name, masked number, job.
    first: Vec<[String; 3]>,
    /// Rows with something wrong.
    wrong_rows: usize,
    wrong: Vec<Mistake>,
    /// Lines below the people that are of nobody.
    passed_over: Vec<u32>,
    size: usize,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct Mistake {
    row: u32,
    column: Text,
    why: Text,
}

/// The report, and the roster in its canonical form where there is one.
pub fn report(read: Result<Found, Refusal>) -> (Report, String) {
    match read {
        Err(refusal) => (refused(&refusal), String::new()),
        Ok(Found { sheet, people, wrong, passed_over }) => {
            let roster = if people.is_empty() { String::new() } else { write(&people) };
            let shown =
                |person: &Person| [person.name().into(), masked(person.number()), person.job().into()];
            let summary = Summary {
                sheet: sheet.name,
                others: sheet.others,
                people: people.len(),
                first: people.iter().take(FIRST).map(shown).collect(),
                wrong_rows: rows(&wrong),
                wrong: wrong.iter().take(MOST_WRONG).map(mistake).collect(),
                passed_over,
                size: roster.len(),
                sha256: hex(&Sha256::digest(&roster)),
            };
            (Report::Found(Box::new(summary)), roster)
        }
    }
}

/// The report of a file that was not read.
pub fn refused(refusal: &Refusal) -> Report {
    Report::Refused(Refused { code: refusal.code(), message: refusal.message(List::People) })
}

/// Mistakes stand in the order of their rows.
fn rows(wrong: &[WrongRow]) -> usize {
    wrong.chunk_by(|one, next| one.row == next.row).count()
}

fn mistake(WrongRow { row, column, why }: &WrongRow) -> Mistake {
    Mistake { row: *row, column: column.heading(), why: why.message() }
}
