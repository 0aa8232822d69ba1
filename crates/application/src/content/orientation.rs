//! The side that a photo stands on: the one thing in its EXIF that the picture needs.

/// Tag of the orientation, and the type of its value: a number of 16 bits.
const TAG: u16 = 0x0112;
const SHORT: u16 = 3;
/// A photo has some dozens of entries.
const MOST_ENTRIES: usize = 1000;

/// The orientation in a TIFF block: 2 to 8 where the picture has to be turned or mirrored.
pub fn read(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let (high, low) = if big { (4, 6) } else { (6, 4) };
    let directory = (usize::from(short(high)?) << 16) | usize::from(short(low)?);
    let entries = usize::from(short(directory)?).min(MOST_ENTRIES);
    let mut places = (0..entries).filter_map(|entry| directory.checked_add(2 + 12 * entry));
    let place = places.find(|place| short(*place) == Some(TAG))?;
    let kind = short(place.checked_add(2)?)?;
    let value = short(place.checked_add(8)?)?;
    u8::try_from(value).ok().filter(|value| kind == SHORT && (2..=8).contains(value))
}

/// The smallest TIFF block that says it, and nothing else.
pub fn written(orientation: u8) -> [u8; 26] {
    let [high, low] = TAG.to_be_bytes();
    [
        b'M',
        b'M',
        0,
        b'*',
        0,
        0,
        0,
        8, // the directory is at byte 8
        0,
        1,
        high,
        low,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0, // one entry: one number
        0,
        0,
        0,
        0, // no other directory
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for orientation in 2..=8 {
            assert_eq!(read(&written(orientation)), Some(orientation));
        }
        for upright in [0, 1, 9] {
            assert_eq!(read(&written(upright)), None);
        }
    }

    /// As phones write it: little end first, other entries before.
    #[test]
    fn either_order_of_bytes_is_read() {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend(b"\x0f\x01\x02\0\x05\0\0\0\0\0\0\0");
        tiff.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
        assert_eq!(read(&tiff), Some(6));
        for end in 0..tiff.len() - 2 {
            assert_eq!(read(&tiff[..end]), None, "cut at {end}");
        }
    }
}
