//! XLSX, cell by cell.

use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, Reader, Xlsx};
use zip::ZipArchive;

use crate::table::{Collector, MOST_COLUMNS, Table};
use crate::{List, Progress, Refusal, Sheet};

/// From here on a figure has more digits than a spreadsheet keeps.
const INEXACT: f64 = 1e15;

/// Told once in so many rows.
const STRIDE: u32 = 500;

/// Reads the first sheet that has the headings of the table, and says which it is and which others have them.
pub fn read<T: Table>(
    bytes: &[u8],
    list: List,
    new: &dyn Fn() -> T,
    progress: Progress<'_>,
) -> Result<(T, Sheet), Refusal> {
    weigh(bytes, list.most_unpacked() as u64)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Refusal::NotASheet)?;
    let mut refused = Refusal::NotASheet;
    let mut names = book.sheet_names().into_iter();
    while let Some(name) = names.next() {
        match sheet(&mut book, &name, new(), progress) {
            // The words about the sheet that came nearest are told.
            Err(Refusal::NoHeadings(missing)) => {
                if !matches!(&refused, Refusal::NoHeadings(fewer) if fewer.len() <= missing.len()) {
                    refused = Refusal::NoHeadings(missing);
                }
            }
            // A chart, say: another sheet may do.
            Err(Refusal::NotASheet) => {}
            other => {
                let others = || names.filter(|other| looks_alike(&mut book, other, new())).collect();
                return other.map(|table| (table, Sheet { name, others: others() }));
            }
        }
    }
    Err(refused)
}

/// Counts what the file unpacks to, first as it says and then in truth, and keeps none of it.
fn weigh(bytes: &[u8], most: u64) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::NotASheet)?;
    // Archives that were written as they came do not say it here.
    if archive.decompressed_size().is_some_and(|said| said > u128::from(most)) {
        return Err(Refusal::UnpacksTooLarge);
    }
    let mut left = most;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| Refusal::NotASheet)?;
        let unpacked = copy(&mut entry.take(left + 1), &mut sink()).map_err(|_| Refusal::NotASheet)?;
        left = left.checked_sub(unpacked).ok_or(Refusal::UnpacksTooLarge)?;
    }
    Ok(())
}

fn sheet<T: Table>(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    table: T,
    progress: Progress<'_>,
) -> Result<T, Refusal> {
    let mut collector = Collector::new(table);
    rows(book, name, progress, &mut |number, cells| collector.row(number, cells))?;
    collector.finish()
}

/// Whether a sheet has the headings too, and something below them.
fn looks_alike<T: Table>(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, table: T) -> bool {
    let (mut collector, mut below) = (Collector::new(table), false);
    let read = rows(book, name, &mut |_, _| {}, &mut |number, cells| {
        below = collector.has_headings() && cells.iter().any(|cell| !cell.trim().is_empty());
        Ok(!below && collector.row(number, cells)?)
    });
    read.is_ok() && below
}

/// Takes a row by its number, and says whether to go on.
type Take<'a> = &'a mut dyn FnMut(u32, &[String]) -> Result<bool, Refusal>;

/// Hands on row by row, until that says that it is enough.
fn rows(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    progress: Progress<'_>,
    take: Take<'_>,
) -> Result<(), Refusal> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| Refusal::NotASheet)?;
    let rows = cells.dimensions().end.0;
    let (mut row, mut number, mut next) = (Vec::new(), 0, STRIDE);
    while let Some(cell) = cells.next_cell().map_err(|_| Refusal::NotASheet)? {
        let (at, column) = cell.get_position();
        if at != number {
            if !take(number.saturating_add(1), &row)? {
                return Ok(());
            }
            row.clear();
            number = at;
            if number >= next {
                progress(number, rows);
                next = number.saturating_add(STRIDE);
            }
        }
        put(&mut row, column as usize, cell.get_value());
    }
    take(number.saturating_add(1), &row).map(|_| ())
}

fn put(row: &mut Vec<String>, column: usize, value: &DataRef<'_>) {
    let text = text(value);
    if column >= MOST_COLUMNS || text.is_empty() {
        return;
    }
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    if let Some(cell) = row.get_mut(column) {
        *cell = text;
    }
}

/// A cell as its spreadsheet shows it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(figure) => figure.to_string(),
        // An identity number that was kept as a figure; what is left of it is told as such.
        DataRef::Float(figure) if figure.abs() >= INEXACT => format!("{figure:e}").replace('e', "E+"),
        DataRef::Float(figure) => as_shown(*figure),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(day) => day.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// What reckoning leaves behind the fifteenth digit no spreadsheet shows.
fn as_shown(figure: f64) -> String {
    format!("{figure:.14e}").parse::<f64>().unwrap_or(figure).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_they_are_shown() {
        for (figure, shown) in [
            (12.0, "12"),
            (0.1 + 0.2, "0.3"),
            (1_234_567.890_000_000_1, "1234567.89"),
            (123_456_789_012.34, "123456789012.34"),
            (-0.5, "-0.5"),
        ] {
            assert_eq!(as_shown(figure), shown);
        }
    }
}
