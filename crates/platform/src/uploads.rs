//! Content that is sent in pieces before its application: how much of it is taken, and what the whole must be. Knows
//! neither HTTP nor SQL.

use application::attachment::MediaType;
use application::content::{cleaned, sniff};

use crate::intake::hash;

/// Days after which content that no application has claimed is deleted.
pub const DAYS_KEPT: i32 = 3;
/// All unclaimed content together has no more bytes.
pub const MOST_UNCLAIMED: i64 = 2 * 1024 * 1024 * 1024;
/// A piece has at least so many bytes, unless it is the last.
pub const SMALLEST_CHUNK: usize = 1024;

/// Why content that has wholly arrived is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Its SHA-256 is another.
    Digest,
    /// Its bytes are of another type than was said.
    MediaType,
    /// It cannot be read to its end.
    Broken,
    /// It tells more than the picture: place, time, device.
    Metadata,
}

/// Whether the content is what was said of it.
pub fn fits(content: &[u8], sha256: &str, media_type: MediaType) -> Result<(), Unfit> {
    if hash(content) != sha256 {
        return Err(Unfit::Digest);
    }
    if sniff(content) != Some(media_type) {
        return Err(Unfit::MediaType);
    }
    match cleaned(content, media_type) {
        None => Err(Unfit::Broken),
        Some(clean) if *clean != *content => Err(Unfit::Metadata),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_must_be_what_was_said_of_it() {
        let photo = b"\xff\xd8\xff\xda\0\x02\x01\xff\xd9".as_slice();
        let told = b"\xff\xd8\xff\xfe\0\x04by\xff\xda\0\x02\x01\xff\xd9".as_slice();
        for (content, media_type, fit) in [
            (photo, MediaType::Jpeg, Ok(())),
            (told, MediaType::Jpeg, Err(Unfit::Metadata)),
            (&photo[..8], MediaType::Jpeg, Err(Unfit::Broken)),
            (photo, MediaType::Png, Err(Unfit::MediaType)),
            (b"<html>", MediaType::Png, Err(Unfit::MediaType)),
            ("姓名\n".as_bytes(), MediaType::Csv, Ok(())),
        ] {
            assert_eq!(fits(content, &hash(content), media_type), fit, "{content:?}");
            assert_eq!(fits(content, &hash(b"another"), media_type), Err(Unfit::Digest));
        }
    }
}
