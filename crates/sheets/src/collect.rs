//! Takes rows one after another, whatever they come from: looks for the headings first, then checks each person.

use application::roster::{Checker, Column, MOST_PEOPLE, Person, Row, WrongRow};
use rating::Date;

use crate::Refusal;
use crate::headings::Headings;

/// Titles and notes may stand above the headings; further down nobody looks for them.
const MOST_ABOVE: u32 = 50;

/// Columns further right are not looked at: every row stays small.
pub const MOST_COLUMNS: usize = 256;

/// Rows whose name begins so are the template's own.
const EXAMPLES: [&str; 2] = ["示例", "Example"];

/// What a file gave.
#[derive(Clone, Debug)]
pub struct Found {
    /// The sheet it was read from; empty where a file has none.
    pub sheet: String,
    /// Those who are in order.
    pub people: Vec<Person>,
    /// What is wrong with the others.
    pub wrong: Vec<WrongRow>,
}

pub struct Collector {
    headings: Option<Headings>,
    /// The fewest that any row lacked.
    missing: Vec<Column>,
    above: u32,
    rows: usize,
    checker: Checker,
}

impl Collector {
    pub fn new(today: Date) -> Self {
        let missing = Headings::default().missing();
        Self { headings: None, missing, above: 0, rows: 0, checker: Checker::new(today) }
    }

    /// Takes a row by the number that people see beside it; `false` once looking for headings is in vain.
    pub fn row(&mut self, number: u32, cells: &[String]) -> Result<bool, Refusal> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(true);
        }
        let Some(headings) = self.headings else { return Ok(self.look(cells)) };
        let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).map_or("", String::as_str);
        let row = Row {
            name: cell(headings.name),
            document: cell(headings.document),
            number: cell(headings.number),
            job: cell(headings.job),
        };
        let is_example = EXAMPLES.iter().any(|word| row.name.trim_start().starts_with(word));
        let is_blank = [row.name, row.number, row.job].iter().all(|cell| cell.trim().is_empty());
        if is_example || is_blank {
            return Ok(true);
        }
        self.rows += 1;
        if self.rows > MOST_PEOPLE {
            return Err(Refusal::TooManyRows);
        }
        self.checker.row(number, row);
        Ok(true)
    }

    fn look(&mut self, cells: &[String]) -> bool {
        let headings = Headings::of(cells);
        let missing = headings.missing();
        if missing.is_empty() {
            self.headings = Some(headings);
        } else if missing.len() < self.missing.len() {
            self.missing = missing;
        }
        self.above += 1;
        self.headings.is_some() || self.above < MOST_ABOVE
    }

    /// What came of it.
    pub fn finish(self, sheet: &str) -> Result<Found, Refusal> {
        let Checker { people, wrong, .. } = self.checker;
        match self.headings {
            None => Err(Refusal::NoHeadings(self.missing)),
            Some(_) if self.rows == 0 => Err(Refusal::Nobody),
            Some(_) => Ok(Found { sheet: sheet.to_owned(), people, wrong }),
        }
    }
}
