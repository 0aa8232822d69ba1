//! CSV and what is pasted from a spreadsheet: separated by commas, tabs or semicolons, in any encoding that Chinese
//! spreadsheets write.

use crate::table::{Collector, MOST_COLUMNS, Table};
use crate::{Decode, Progress, Refusal};
use csv::{ReaderBuilder, StringRecord};

/// Enough of a file to see what separates its cells.
const LOOKED_AT: usize = 4096;

/// Told once in so many rows.
const STRIDE: u32 = 2_000;

/// The text behind bytes: UTF-8, UTF-16 with its mark, or what `decode` knows.
pub fn decoded(bytes: &[u8], decode: Decode<'_>) -> Option<String> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).ok().or_else(|| decode(bytes)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
    char::decode_utf16(units).collect::<Result<_, _>>().ok()
}

/// Reads a table from text.
pub fn read<T: Table>(text: &str, table: T, progress: Progress<'_>) -> Result<T, Refusal> {
    let text = numbered(text);
    let lines = u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut collector = Collector::new(table);
    let (mut record, mut cells) = (StringRecord::new(), Vec::new());
    let mut next = STRIDE;
    // Text is UTF-8 and rows may differ in length: nothing is left that a row could be refused for.
    while reader.read_record(&mut record).map_err(|_| Refusal::NotASheet)? {
        let number = record.position().map_or(0, |at| u32::try_from(at.line()).unwrap_or(u32::MAX));
        cells.clear();
        cells.extend(record.iter().take(MOST_COLUMNS).map(str::to_owned));
        if number >= next {
            progress(number, lines);
            next = number + STRIDE;
        }
        if !collector.row(number, &cells)? {
            break;
        }
    }
    collector.finish()
}

/// Lines as the reader can count them: it takes LF for the end of one, and passes over what is empty without counting.
fn numbered(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.split('\n').map(|line| if line.is_empty() { " " } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// What stands most often between the cells at the beginning.
fn separator(text: &str) -> u8 {
    let count = |separator: &u8| text.bytes().take(LOOKED_AT).filter(|byte| byte == separator).count();
    b";,\t".iter().copied().max_by_key(count).unwrap_or(b',')
}
