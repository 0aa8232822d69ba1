//! What is in a file, whatever its name says, and how it is rid of what a photo tells beside the picture: place, time,
//! device, an older picture in small. The browser does it before anything is sent, the platform refuses what was not
//! done.
//!
//! Segments and chunks are kept if they are on a list of those that the picture needs; nothing is looked for that is to
//! be removed. So what nobody has thought of is removed too.

mod jpeg;
mod orientation;
mod png;

use std::borrow::Cow;

use crate::attachment::MediaType;

/// A PDF says that it ends within so many bytes of its end.
const END_OF_PDF: usize = 1024;

/// What the bytes are, by the bytes alone.
pub fn sniff(bytes: &[u8]) -> Option<MediaType> {
    if bytes.starts_with(jpeg::START) {
        return Some(MediaType::Jpeg);
    }
    if bytes.starts_with(png::START) {
        return Some(MediaType::Png);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(MediaType::Pdf);
    }
    is_text(bytes).then_some(MediaType::Csv)
}

/// The content without what it tells beside itself; nothing where it is not whole. A photo keeps the side it stands on.
/// What is clean stays as it is.
pub fn cleaned(bytes: &[u8], media_type: MediaType) -> Option<Cow<'_, [u8]>> {
    match media_type {
        MediaType::Jpeg => jpeg::cleaned(bytes).map(Cow::Owned),
        MediaType::Png => png::cleaned(bytes).map(Cow::Owned),
        MediaType::Pdf => has_end_of_pdf(bytes).then_some(Cow::Borrowed(bytes)),
        MediaType::Csv => is_text(bytes).then_some(Cow::Borrowed(bytes)),
    }
}

fn has_end_of_pdf(bytes: &[u8]) -> bool {
    let end = bytes.get(bytes.len().saturating_sub(END_OF_PDF)..).unwrap_or_default();
    end.windows(5).any(|window| window == b"%%EOF")
}

/// UTF-8 that a person could have typed.
fn is_text(bytes: &[u8]) -> bool {
    let plain = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n');
    !bytes.is_empty() && std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_what_they_are_and_names_do_not() {
        for (bytes, media_type) in [
            (&b"\xff\xd8\xff\xe0"[..], Some(MediaType::Jpeg)),
            (b"\x89PNG\r\n\x1a\n", Some(MediaType::Png)),
            (b"%PDF-1.7\n", Some(MediaType::Pdf)),
            ("姓名,工种\r\n".as_bytes(), Some(MediaType::Csv)),
            (b"<html><script>", Some(MediaType::Csv)),
            (b"", None),
            (b"\xff\xd8", None),
            (b"GIF89a\x00", None),
            (b"MZ\x90\x00", None),
            (b"a\x00b", None),
            (b"\xc4\xe3\xba\xc3", None),
        ] {
            assert_eq!(sniff(bytes), media_type, "{bytes:?}");
        }
    }

    #[test]
    fn a_document_that_is_not_whole_is_none() {
        assert!(cleaned(b"%PDF-1.7\n%%EOF\n", MediaType::Pdf).is_some());
        assert!(cleaned(b"%PDF-1.7\n", MediaType::Pdf).is_none());
        let buried = [b"%PDF-1.7\n%%EOF".as_slice(), &[b' '; END_OF_PDF]].concat();
        assert!(cleaned(&buried, MediaType::Pdf).is_none());
    }
}
