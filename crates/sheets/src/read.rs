//! A file of any kind that enterprises keep rosters in.

use rating::Date;

use crate::{Found, Refusal, text, xlsx};

/// Larger files are refused before they are read.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// What zip archives, and so XLSX, begin with.
const ZIP: &[u8] = b"PK\x03\x04";

/// What XLS begins with, and XLSX with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Told now and then: rows read, and of how many, 0 where that is not known.
pub type Progress<'a> = &'a mut dyn FnMut(u32, u32);

/// Reads a roster. `decode` makes text of bytes that are neither UTF-8 nor UTF-16; the browser's own decoder does it,
/// since the tables of GB18030 weigh 107 KB.
pub fn read(
    bytes: &[u8],
    today: Date,
    decode: &dyn Fn(&[u8]) -> Option<String>,
    progress: Progress<'_>,
) -> Result<Found, Refusal> {
    if bytes.len() > LARGEST_FILE {
        return Err(Refusal::TooLarge);
    }
    if bytes.starts_with(ZIP) {
        return xlsx::read(bytes, today, progress);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(Refusal::OldOrLocked);
    }
    match text::decoded(bytes, decode) {
        Some(text) if !text.contains('\0') => text::read(&text, today, progress),
        _ => Err(Refusal::NotASheet),
    }
}
