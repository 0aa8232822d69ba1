//! Takes rows one after another, whatever they come from: looks for the headings first, then hands on what stands below.

use rating::Text;

use crate::Refusal;

/// Titles and notes may stand above the headings; further down nobody looks for them.
const MOST_ABOVE: u32 = 50;

/// Columns further right are not looked at: every row stays small.
pub(crate) const MOST_COLUMNS: usize = 256;

/// Rows whose name begins so are the template's own.
const EXAMPLES: [&str; 2] = ["示例", "Example"];

/// What becomes of the rows of a file.
pub(crate) trait Table {
    /// Where the columns stand.
    type Columns;

    /// The columns, if this is the row of headings; else what it lacks.
    fn columns(&mut self, cells: &[String]) -> Result<Self::Columns, Vec<Text>>;

    /// Takes a row by the number that people see beside it; never an empty one.
    fn row(&mut self, columns: &Self::Columns, number: u32, cells: &[String]) -> Result<(), Refusal>;
}

/// A cell; empty where there is none.
pub(crate) fn cell(cells: &[String], place: Option<usize>) -> &str {
    place.and_then(|place| cells.get(place)).map_or("", |cell| cell.trim())
}

/// Whether a row of this name is there to show how rows are filled in.
pub(crate) fn is_example(name: &str) -> bool {
    EXAMPLES.iter().any(|word| name.starts_with(word))
}

pub(crate) struct Collector<T: Table> {
    table: T,
    columns: Option<T::Columns>,
    /// The fewest that any row lacked.
    missing: Vec<Text>,
    above: u32,
}

impl<T: Table> Collector<T> {
    pub fn new(mut table: T) -> Self {
        let missing = table.columns(&[]).err().unwrap_or_default();
        Self { table, columns: None, missing, above: 0 }
    }

    /// Takes a row; `false` once looking for headings is in vain.
    pub fn row(&mut self, number: u32, cells: &[String]) -> Result<bool, Refusal> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(true);
        }
        if let Some(columns) = &self.columns {
            return self.table.row(columns, number, cells).map(|()| true);
        }
        match self.table.columns(cells) {
            Ok(columns) => self.columns = Some(columns),
            Err(missing) if missing.len() < self.missing.len() => self.missing = missing,
            Err(_) => {}
        }
        self.above += 1;
        Ok(self.columns.is_some() || self.above < MOST_ABOVE)
    }

    /// Whether the headings were found.
    pub fn has_headings(&self) -> bool {
        self.columns.is_some()
    }

    /// What came of it.
    pub fn finish(self) -> Result<T, Refusal> {
        match self.columns {
            None => Err(Refusal::NoHeadings(self.missing)),
            Some(_) => Ok(self.table),
        }
    }
}
