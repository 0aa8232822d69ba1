//! PNG (third edition): a row of chunks, each with its length, name and checksum.

use super::orientation;

/// The signature.
pub const START: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What the picture needs: itself, its colours, and the shape of its points.
const NEEDED: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"cICP", b"sBIT", b"bKGD",
    b"pHYs",
];

/// The picture without texts, times, EXIF, moving pictures and whatever else was put beside it; nothing where it has no
/// end.
pub fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(START)?;
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend(START);
    let (mut turned, mut drawn) = (false, false);
    loop {
        let (chunk, after) = chunk(rest)?;
        rest = after;
        if NEEDED.contains(&chunk.name) {
            clean.extend(chunk.whole);
        } else if (chunk.name, turned) == (b"eXIf", false) {
            turned = true;
            clean.extend(orientation::read(chunk.data).map(exif).unwrap_or_default());
        }
        drawn |= chunk.name == b"IDAT";
        if chunk.name == b"IEND" {
            return drawn.then_some(clean);
        }
    }
}

struct Chunk<'a> {
    name: &'a [u8; 4],
    data: &'a [u8],
    whole: &'a [u8],
}

fn chunk(bytes: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let (length, named) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (name, data) = named.split_first_chunk::<4>()?;
    let data = data.get(..length)?;
    let (whole, after) = bytes.split_at_checked(length.checked_add(12)?)?;
    Some((Chunk { name, data, whole }, after))
}

/// The chunk that says on which side the picture stands.
fn exif(orientation: u8) -> Vec<u8> {
    let mut named = b"eXIf".to_vec();
    named.extend(orientation::written(orientation));
    let checksum = checksum(&named);
    [&26_u32.to_be_bytes(), named.as_slice(), &checksum.to_be_bytes()].concat()
}

/// CRC-32 of ISO 3309. Thirty bytes are not worth a table.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(between: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let ends: [(&[u8; 4], &[u8]); 2] = [(b"IDAT", b"points"), (b"IEND", b"")];
        let mut bytes = START.to_vec();
        for (name, data) in [(b"IHDR", &[0; 13][..])].iter().chain(between).chain(&ends) {
            let named = [name.as_slice(), data].concat();
            bytes.extend((data.len() as u32).to_be_bytes());
            bytes.extend(&named);
            bytes.extend(checksum(&named).to_be_bytes());
        }
        bytes
    }

    #[test]
    fn the_checksum_is_the_one_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b"IEND"), 0xae42_6082);
    }

    #[test]
    fn what_a_picture_tells_beside_itself_goes() {
        let told = picture(&[
            (b"gAMA", b"\0\0\xb1\x8f"),
            (b"tEXt", b"Author\0somebody"),
            (b"iTXt", b"XML:com.adobe.xmp\0"),
            (b"eXIf", &[&orientation::written(1)[..], b"GPS"].concat()),
            (b"tIME", b"when"),
            (b"acTL", b"it moves"),
            (b"prVt", b"a program's own"),
        ]);
        let clean = picture(&[(b"gAMA", b"\0\0\xb1\x8f")]);
        assert_eq!(cleaned(&told).unwrap(), clean);
        assert_eq!(cleaned(&[told.as_slice(), b"PK\x03\x04 an archive"].concat()).unwrap(), clean);
    }

    #[test]
    fn a_picture_stays_on_the_side_it_stands_on() {
        let told = picture(&[(b"eXIf", &[&orientation::written(8)[..], b"GPS"].concat())]);
        let clean = picture(&[(b"eXIf", &orientation::written(8))]);
        assert_eq!(cleaned(&told).unwrap(), clean);
        assert_eq!(cleaned(&clean).unwrap(), clean);
    }

    #[test]
    fn a_picture_that_was_cut_off_is_none() {
        let whole = picture(&[]);
        for end in 0..whole.len() {
            assert_eq!(cleaned(&whole[..end]), None, "cut at {end}");
        }
    }
}
