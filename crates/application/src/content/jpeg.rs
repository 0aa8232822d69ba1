//! JPEG (ITU-T T.81, annex B): a row of segments, then the picture between them.

use super::orientation;

/// Start of image, and the first byte of the next marker.
pub const START: &[u8] = b"\xff\xd8\xff";

const END_OF_IMAGE: u8 = 0xd9;
const START_OF_SCAN: u8 = 0xda;
const EXIF: &[u8] = b"Exif\0\0";

/// The picture without all that it does not need; nothing where it has no end. What follows the end (a film, another
/// picture) goes too.
pub fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let (start, mut rest) = bytes.split_at_checked(2).filter(|_| bytes.starts_with(START))?;
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend(start);
    let (mut turned, mut drawn) = (false, false);
    loop {
        let (marker, after) = marker(rest)?;
        if marker == END_OF_IMAGE {
            clean.extend([0xff, marker]);
            return drawn.then_some(clean);
        }
        let (segment, after) = segment(after)?;
        rest = after;
        if is_needed(marker, segment) {
            put(&mut clean, marker, segment);
        } else if let (0xe1, false, Some(tiff)) = (marker, turned, segment.strip_prefix(EXIF)) {
            turned = true;
            if let Some(orientation) = orientation::read(tiff) {
                put(&mut clean, marker, &[EXIF, &orientation::written(orientation)].concat());
            }
        }
        if marker == START_OF_SCAN {
            let (scan, after) = rest.split_at_checked(end_of_scan(rest)?)?;
            clean.extend(scan);
            (rest, drawn) = (after, true);
        }
    }
}

/// A marker, after any number of bytes that fill up.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes.strip_prefix(b"\xff")?;
    while let Some(after) = rest.strip_prefix(b"\xff") {
        rest = after;
    }
    rest.split_first().map(|(marker, after)| (*marker, after))
}

/// The segment after a marker; two bytes say how long it is, themselves included.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, after) = bytes.split_first_chunk::<2>()?;
    after.split_at_checked(usize::from(u16::from_be_bytes(*length)).checked_sub(2)?)
}

fn put(into: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    // It was one, or is shorter than one was.
    let length = u16::try_from(segment.len() + 2).unwrap_or(2);
    into.extend([0xff, marker]);
    into.extend(length.to_be_bytes());
    into.extend(segment);
}

/// Frames, tables, scans, and the two application segments that say how colours are to be read: JFIF (without a small
/// picture in it) and Adobe.
fn is_needed(marker: u8, segment: &[u8]) -> bool {
    match marker {
        0xc8 => false,
        0xc0..=0xcf | 0xda..=0xdf => true,
        0xe0 => segment.starts_with(b"JFIF\0") && segment.len() == 14 && segment.ends_with(&[0, 0]),
        0xee => segment.starts_with(b"Adobe") && segment.len() == 12,
        _ => false,
    }
}

/// Where a scan ends: at a marker that is none of those that stand within it.
fn end_of_scan(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| match pair {
        [0xff, next] => !matches!(next, 0x00 | 0xd0..=0xd7 | 0xff),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of no use, with these segments before its frame.
    fn picture(before: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = b"\xff\xd8".to_vec();
        for (marker, segment) in before {
            put(&mut bytes, *marker, segment);
        }
        put(&mut bytes, 0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
        put(&mut bytes, 0xda, &[1, 1, 0, 0, 63, 0]);
        bytes.extend(b"\x12\xff\x00\x34\xff\xd0\x56\xff\xd9");
        bytes
    }

    const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

    fn exif(orientation: u8) -> Vec<u8> {
        [EXIF, &orientation::written(orientation), b"GPS 36.65N 117.12E"].concat()
    }

    #[test]
    fn what_a_photo_tells_beside_the_picture_goes() {
        let thumbnail = [JFIF, b"an older picture"].concat();
        let photo = picture(&[
            (0xe0, JFIF),
            (0xe0, &thumbnail),
            (0xe1, &exif(1)),
            (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>"),
            (0xe2, b"ICC_PROFILE\0"),
            (0xed, b"Photoshop 3.0\0"),
            (0xee, b"Adobe\0\x64\0\0\0\0\x01"),
            (0xfe, b"by whom"),
        ]);
        let clean = cleaned(&photo).unwrap();
        assert_eq!(clean, picture(&[(0xe0, JFIF), (0xee, b"Adobe\0\x64\0\0\0\0\x01")]));
        assert_eq!(cleaned(&[photo.as_slice(), b"ftypmp42 a film"].concat()).unwrap(), clean);
    }

    #[test]
    fn a_photo_stays_on_the_side_it_stands_on() {
        let small = [EXIF, &orientation::written(6)].concat();
        let turned = picture(&[(0xe1, &small)]);
        assert_eq!(cleaned(&picture(&[(0xe1, &exif(6)), (0xe1, &exif(3))])).unwrap(), turned);
        assert_eq!(cleaned(&turned).unwrap(), turned, "what is clean stays as it is");
    }

    #[test]
    fn a_second_scan_is_part_of_the_picture() {
        let mut photo = picture(&[]);
        photo.truncate(photo.len() - 2);
        put(&mut photo, 0xc4, b"a table");
        put(&mut photo, 0xfe, b"by whom");
        put(&mut photo, 0xda, &[1, 1, 0, 0, 63, 0]);
        photo.extend(b"\x78\xff\xff\xd9");
        let clean = cleaned(&photo).unwrap();
        assert!(clean.windows(7).any(|w| w == b"a table") && !clean.windows(7).any(|w| w == b"by whom"));
        assert!(clean.ends_with(b"\x78\xff\xff\xd9"), "{clean:x?}");
        assert_eq!(cleaned(&clean).unwrap(), clean);
    }

    #[test]
    fn a_photo_that_was_cut_off_is_none() {
        let photo = picture(&[(0xe0, JFIF)]);
        for end in 0..photo.len() {
            assert_eq!(cleaned(&photo[..end]), None, "cut at {end}");
        }
        assert_eq!(cleaned(b"\xff\xd8\xff\xd9"), None, "nothing is drawn");
    }
}
