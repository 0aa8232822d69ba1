//! Workbooks written row by row, straight into the archive: a hundred thousand rows take no room but their own bytes. What
//! writes workbooks elsewhere keeps every cell until the end, or needs files to put them in, which a worker has not.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const SHEETS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Bytes that are gathered before they are packed.
const GATHERED: usize = 64 * 1024;

/// The longest text that a cell takes.
const LONGEST: usize = 32_767;

/// Formats of cells: plain, text, heading, amount, example. Their places are those of [`Cell::style`].
const STYLES: &str = "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><i/><sz val=\"11\"/><color rgb=\"FF808080\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFE3F0ED\"/></patternFill></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"5\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\"/>\
    <xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>\
    <xf numFmtId=\"49\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// A cell.
pub(super) enum Cell<'a> {
    /// A text; nothing in it is a formula.
    Text(&'a str),
    /// A text above a column.
    Heading(&'a str),
    /// A text that shows how to fill in a row.
    Example(&'a str),
    /// A whole number.
    Count(u64),
    /// A figure, its digits as they are.
    Figure(&'a str),
    /// Yuan with two places, as written: its digits go into the file as they are.
    Amount(String),
}

impl Cell<'_> {
    fn style(&self) -> u8 {
        match self {
            Self::Count(_) | Self::Figure(_) => 0,
            Self::Text(_) => 1,
            Self::Heading(_) => 2,
            Self::Amount(_) => 3,
            Self::Example(_) => 4,
        }
    }
}

/// A workbook in the making. Writing to memory does not fail; if it does, there is none.
pub(super) struct Book {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    names: Vec<String>,
    failed: bool,
}

/// A sheet in the making.
pub(super) struct Sheet<'a> {
    book: &'a mut Book,
    text: String,
    row: u32,
}

/// Choices that a column offers: the column, and where they stand in another sheet.
pub(super) struct Offer {
    pub column: usize,
    pub from: String,
}

impl Book {
    pub fn new() -> Self {
        Self { archive: ZipWriter::new(Cursor::new(Vec::new())), names: Vec::new(), failed: false }
    }

    /// Begins a sheet. Widths in characters; of the columns as long as there are any, as text.
    pub fn sheet(&mut self, name: &str, widths: &[usize]) -> Sheet<'_> {
        self.names.push(name.to_owned());
        let number = self.names.len();
        self.begin(&format!("xl/worksheets/sheet{number}.xml"));
        let mut text =
            format!("{XML}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">");
        text += "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>";
        text += "</sheetView></sheetViews><cols>";
        for (column, width) in (1..).zip(widths) {
            // Writing to a string does not fail.
            let _ = write!(
                text,
                "<col min=\"{column}\" max=\"{column}\" width=\"{width}\" style=\"1\" customWidth=\"1\"/>"
            );
        }
        text += "</cols><sheetData>";
        Sheet { book: self, text, row: 0 }
    }

    fn begin(&mut self, name: &str) {
        self.failed |= self.archive.start_file(name, SimpleFileOptions::default()).is_err();
    }

    fn write(&mut self, text: &str) {
        self.failed |= self.archive.write_all(text.as_bytes()).is_err();
    }

    fn file(&mut self, name: &str, text: &str) {
        self.begin(name);
        self.write(XML);
        self.write(text);
    }

    /// The bytes of the file.
    pub fn finish(mut self) -> Option<Vec<u8>> {
        let (mut sheets, mut parts, mut types) = (String::new(), String::new(), String::new());
        for (number, name) in (1..).zip(&self.names) {
            let name = escaped(name);
            let _ = write!(sheets, "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
            let _ = write!(
                parts,
                "<Relationship Id=\"r{number}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
            );
            let _ = write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{SHEETS}.worksheet+xml\"/>"
            );
        }
        self.file(
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{sheets}</sheets></workbook>"
            ),
        );
        self.file(
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\">{parts}\
                 <Relationship Id=\"styles\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        );
        self.file("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"));
        self.file(
            "_rels/.rels",
            &format!(
                "<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"r1\" \
                 Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        );
        self.file(
            "[Content_Types].xml",
            &format!(
                "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SHEETS}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/styles.xml\" ContentType=\"{SHEETS}.styles+xml\"/>{types}</Types>"
            ),
        );
        let bytes = self.archive.finish().ok()?.into_inner();
        (!self.failed).then_some(bytes)
    }
}

impl Sheet<'_> {
    /// One more row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        self.row += 1;
        let _ = write!(self.text, "<row r=\"{}\">", self.row);
        for (column, cell) in cells.into_iter().enumerate() {
            self.cell(column, &cell);
        }
        self.text += "</row>";
        if self.text.len() >= GATHERED {
            self.book.write(&self.text);
            self.text.clear();
        }
    }

    fn cell(&mut self, column: usize, cell: &Cell<'_>) {
        let (at, style, row) = (letters(column), cell.style(), self.row);
        let _ = match cell {
            Cell::Text("") | Cell::Heading("") | Cell::Example("") | Cell::Figure("") => Ok(()),
            Cell::Text(text) | Cell::Heading(text) | Cell::Example(text) => write!(
                self.text,
                "<c r=\"{at}{row}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            ),
            Cell::Figure(figure) => write!(self.text, "<c r=\"{at}{row}\" s=\"{style}\"><v>{figure}</v></c>"),
            Cell::Count(count) => write!(self.text, "<c r=\"{at}{row}\" s=\"{style}\"><v>{count}</v></c>"),
            Cell::Amount(amount) => write!(self.text, "<c r=\"{at}{row}\" s=\"{style}\"><v>{amount}</v></c>"),
        };
    }

    /// Ends the sheet; below the headings some columns offer choices.
    pub fn finish(mut self, offers: &[Offer], last: usize) {
        self.text += "</sheetData>";
        if !offers.is_empty() {
            let _ = write!(self.text, "<dataValidations count=\"{}\">", offers.len());
            for Offer { column, from } in offers {
                let (at, from) = (letters(*column), escaped(from));
                // Other texts may be written too: people have words of their own, which are understood.
                let _ = write!(
                    self.text,
                    "<dataValidation type=\"list\" allowBlank=\"1\" sqref=\"{at}2:{at}{last}\">\
                     <formula1>{from}</formula1></dataValidation>"
                );
            }
            self.text += "</dataValidations>";
        }
        self.text += "</worksheet>";
        self.book.write(&self.text);
    }
}

/// The letters of a column.
pub(super) fn letters(column: usize) -> String {
    let (mut left, mut letters) = (column, Vec::new());
    loop {
        letters.push(b'A'.saturating_add(u8::try_from(left % 26).unwrap_or_default()));
        match (left / 26).checked_sub(1) {
            Some(next) => left = next,
            None => break,
        }
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// As XML has it, without what XML has not.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().take(LONGEST) {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (255, "IV"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escaped("a<b>&\"\u{0}\u{1b}"), "a&lt;b&gt;&amp;&quot;");
    }
}
