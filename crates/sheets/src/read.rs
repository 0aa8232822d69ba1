//! A file of any kind that lists are kept in.

use crate::table::Table;
use crate::{List, Refusal, text, xlsx};

/// What zip archives, and so XLSX, begin with.
const ZIP: &[u8] = b"PK\x03\x04";

/// What XLS begins with, and XLSX with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Told now and then: rows read, and of how many, 0 where that is not known.
pub type Progress<'a> = &'a mut dyn FnMut(u32, u32);

/// Makes text of bytes that are neither UTF-8 nor UTF-16; the browser's own decoder does it, since the tables of GB18030
/// weigh 107 KB.
pub type Decode<'a> = &'a dyn Fn(&[u8]) -> Option<String>;

/// Which sheet was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for text.
    pub name: String,
    /// Those that hold such a list too and were not read.
    pub others: Vec<String>,
}

/// Reads a list into a table, `new` for each sheet that is tried, and says the sheet.
pub(crate) fn read<T: Table>(
    bytes: &[u8],
    list: List,
    new: &dyn Fn() -> T,
    decode: Decode<'_>,
    progress: Progress<'_>,
) -> Result<(T, Sheet), Refusal> {
    if bytes.len() > list.largest_file() {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(ZIP) {
        return xlsx::read(bytes, list, new, progress);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(Refusal::OldOrLocked);
    }
    match text::decoded(bytes, decode) {
        Some(text) if !text.contains('\0') => Ok((text::read(&text, new(), progress)?, Sheet::default())),
        _ => Err(Refusal::NotASheet),
    }
}
