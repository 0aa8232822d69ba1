//! Workbooks: tables of texts, and the template of a roster.

use application::id_number::masked;
use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook as Book, Worksheet, XlsxError};
use serde::Deserialize;

/// Characters wide; a column is as wide as its widest text between these.
const NARROWEST: usize = 8;
const WIDEST: usize = 60;

/// The sheet of a roster, and in which of its columns the numbers stand.
const PEOPLE: &str = "人员名单";
const NUMBER: usize = 2;

/// The sheets of a file.
#[derive(Clone, Debug, Deserialize)]
pub struct Workbook {
    /// In their order.
    pub sheets: Vec<Sheet>,
}

/// A table.
#[derive(Clone, Debug, Deserialize)]
pub struct Sheet {
    /// On its tab; at most 31 characters.
    pub name: String,
    /// Above the columns.
    pub headings: Vec<String>,
    /// The rows below.
    pub rows: Vec<Vec<String>>,
}

/// The bytes of an XLSX file. Every cell is text: codes keep their zeros, amounts every digit, and nothing is a formula.
/// A roster in its canonical form becomes one more sheet, its numbers masked; empty, there is none. `None` for names of
/// sheets that no spreadsheet takes.
pub fn workbook(of: &Workbook, roster: &[u8]) -> Option<Vec<u8>> {
    let mut book = Book::new();
    let people = people(roster);
    of.sheets.iter().chain(&people).try_for_each(|sheet| fill(book.add_worksheet(), sheet)).ok()?;
    book.save_to_buffer().ok()
}

fn people(roster: &[u8]) -> Option<Sheet> {
    let text = core::str::from_utf8(roster).ok()?;
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(','));
    let headings = lines.next()?.map(str::to_owned).collect();
    let cell = |(column, cell): (usize, &str)| if column == NUMBER { masked(cell) } else { cell.to_owned() };
    let rows = lines.map(|cells| cells.enumerate().map(cell).collect()).collect();
    Some(Sheet { name: PEOPLE.to_owned(), headings, rows })
}

fn fill(into: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    into.set_name(&sheet.name)?.set_freeze_panes(1, 0)?;
    headings(into, &sheet.headings)?;
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            into.write_string_with_format(row, column, cell, &text)?;
        }
    }
    for column in 0..sheet.headings.len() {
        let cells = sheet.rows.iter().filter_map(|row| row.get(column)).chain(sheet.headings.get(column));
        let width = cells.map(|cell| width(cell)).max().unwrap_or_default().clamp(NARROWEST, WIDEST);
        into.set_column_width(u16::try_from(column).unwrap_or_default(), width as f64 + 2.0)?;
    }
    Ok(())
}

fn headings(into: &mut Worksheet, headings: &[String]) -> Result<(), XlsxError> {
    let format =
        Format::new().set_bold().set_background_color(Color::RGB(0x00E3_F0ED)).set_align(FormatAlign::Top);
    for (column, heading) in (0..).zip(headings) {
        into.write_string_with_format(0, column, heading, &format)?;
    }
    Ok(())
}

/// A Chinese character is as wide as two letters.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The roster to be filled in: headings, the numbers as text, one row that says it is an example.
pub fn template() -> Option<Vec<u8>> {
    let mut book = Book::new();
    fill_template(book.add_worksheet()).ok()?;
    book.save_to_buffer().ok()
}

fn fill_template(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let example = Format::new().set_num_format("@").set_font_color(Color::RGB(0x0080_8080)).set_italic();
    let columns = [("姓名", 26.0), ("证件类型", 22.0), ("证件号码", 24.0), ("岗位", 18.0)];
    sheet.set_name(PEOPLE)?.set_freeze_panes(1, 0)?;
    headings(sheet, &columns.map(|(heading, _)| heading.to_owned()))?;
    for (column, (_, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, width)?.set_column_format(column, &text)?;
    }
    // Nobody's number: born in 1900.
    for (column, cell) in (0..).zip(["示例（填写时不必删除）", "居民身份证", "370102190001010019", "电焊工"])
    {
        sheet.write_string_with_format(1, column, cell, &example)?;
    }
    let kinds = "居民身份证可不填。其他证件请写：护照、港澳居民来往内地通行证、台湾居民来往大陆通行证、外国人永久居留身份证。";
    sheet.insert_note(0, 1, &Note::new(kinds).set_author("anze"))?;
    Ok(())
}
