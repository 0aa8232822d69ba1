//! What holds for every file: whatever a photo tells beside its picture is gone, the picture and the side it stands on
//! stay, and no file, however broken, stops the program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use application::attachment::MediaType;
use application::content::{cleaned, sniff};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Stands for a place, a name, a device.
const TOLD: &[u8] = b"36.6512N 117.1201E";
/// Stands for what the picture needs.
const POINTS: &[u8] = b"the picture itself";

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// A TIFF block as devices write it: other entries before and after, either order of bytes, and then what it tells.
fn exif(orientation: u16, before: usize, big: bool) -> Vec<u8> {
    let short = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let long = |n: u32| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let mut tiff = if big { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
    tiff.extend(long(8));
    tiff.extend(short(before as u16 + 1));
    for tag in 0..before {
        tiff.extend(short(0x0200 + tag as u16));
        tiff.extend([short(4), short(1), short(0), short(0), short(0)].concat());
    }
    tiff.extend([short(0x0112), short(3)].concat());
    tiff.extend(long(1));
    tiff.extend([short(orientation), short(0)].concat());
    tiff.extend(long(0));
    tiff.extend(TOLD);
    tiff
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    [&[0xff, marker], &(data.len() as u16 + 2).to_be_bytes()[..], data].concat()
}

/// Segments of a JPEG that tell something: all application segments and comments.
fn telling_segment() -> impl Strategy<Value = Vec<u8>> {
    let names: Vec<&[u8]> = vec![
        b"",
        b"JFIF\0",
        b"JFXX\0",
        b"Exif\0\0",
        b"ICC_PROFILE\0",
        b"Adobe",
        b"MPF\0",
        b"http://ns.adobe.com/xap/1.0/\0",
    ];
    let markers = (0xe0..=0xefu8).chain(0xf0..=0xfe).collect::<Vec<_>>();
    (select(markers), select(names)).prop_map(|(marker, name)| segment(marker, &[name, TOLD].concat()))
}

fn jpeg(before: &[Vec<u8>], within: &[Vec<u8>]) -> Vec<u8> {
    let frame = segment(0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    let scan = [segment(0xda, &[1, 1, 0, 0, 63, 0]), POINTS.to_vec(), b"\xff\x00\xff\xd3".to_vec()].concat();
    [b"\xff\xd8", &before.concat()[..], &frame, &scan, &within.concat(), &scan, b"\xff\xd9", TOLD].concat()
}

fn chunk(name: &[u8], data: &[u8]) -> Vec<u8> {
    // Nobody reads the checksum.
    [&(data.len() as u32).to_be_bytes()[..], name, data, b"\0\0\0\0"].concat()
}

fn telling_chunk() -> impl Strategy<Value = Vec<u8>> {
    let names: Vec<&[u8]> =
        vec![b"tEXt", b"zTXt", b"iTXt", b"tIME", b"iCCP", b"sPLT", b"acTL", b"fdAT", b"prIv"];
    select(names).prop_map(|name| chunk(name, TOLD))
}

fn png(before: &[Vec<u8>]) -> Vec<u8> {
    let (head, end) = (chunk(b"IHDR", &[0; 13]), chunk(b"IEND", b""));
    [b"\x89PNG\r\n\x1a\n", &head[..], &before.concat(), &chunk(b"IDAT", POINTS), &end, TOLD].concat()
}

/// The orientation that a clean photo has, read by another way: it is the only entry there is.
fn side(clean: &[u8]) -> u8 {
    let entry = b"\0\x01\x01\x12\0\x03\0\0\0\x01\0";
    let at = clean.windows(entry.len()).position(|window| window == entry);
    at.map_or(1, |at| clean[at + entry.len()])
}

proptest! {
    #[test]
    fn a_photo_tells_nothing_but_its_picture(
        before in vec(telling_segment(), 0..6), within in vec(telling_segment(), 0..3),
        side_of in 1..=8u16, entries in 0..20usize, big in any::<bool>(), at in any::<Index>(),
    ) {
        let exif = segment(0xe1, &[b"Exif\0\0", &exif(side_of, entries, big)[..]].concat());
        // The first EXIF counts; those that only tell are none.
        let mut before: Vec<_> = before.into_iter().filter(|one| !holds(one, b"Exif\0\0")).collect();
        before.insert(at.index(before.len() + 1), exif);
        let clean = cleaned(&jpeg(&before, &within), MediaType::Jpeg).unwrap().into_owned();
        prop_assert!(!holds(&clean, TOLD));
        prop_assert_eq!(clean.windows(POINTS.len()).filter(|window| *window == POINTS).count(), 2);
        prop_assert_eq!(u16::from(side(&clean)), side_of);
        prop_assert_eq!(&*cleaned(&clean, MediaType::Jpeg).unwrap(), clean.as_slice());
    }

    #[test]
    fn a_picture_tells_nothing_beside_itself(
        before in vec(telling_chunk(), 0..6), side_of in 1..=8u16, entries in 0..20usize, big in any::<bool>(), at in any::<Index>(),
    ) {
        let mut before = before;
        before.insert(at.index(before.len() + 1), chunk(b"eXIf", &exif(side_of, entries, big)));
        let clean = cleaned(&png(&before), MediaType::Png).unwrap().into_owned();
        prop_assert!(!holds(&clean, TOLD) && holds(&clean, POINTS));
        prop_assert_eq!(u16::from(side(&clean)), side_of);
        prop_assert_eq!(&*cleaned(&clean, MediaType::Png).unwrap(), clean.as_slice());
    }

    /// Any bytes after a beginning that is believed, and any photo with bytes changed.
    #[test]
    fn no_file_stops_the_program(
        which in 0..6usize, bytes in vec(any::<u8>(), 0..300), changes in vec((any::<Index>(), any::<u8>()), 0..8),
    ) {
        let exif = exif(6, 3, false);
        let mut file = match which {
            0 => jpeg(&[segment(0xe1, &[b"Exif\0\0", &exif[..]].concat())], &[]),
            1 => png(&[chunk(b"eXIf", &exif)]),
            2 => [b"\xff\xd8\xff", &bytes[..]].concat(),
            3 => [b"\x89PNG\r\n\x1a\n", &bytes[..]].concat(),
            4 => [b"%PDF-", &bytes[..]].concat(),
            _ => bytes,
        };
        for (at, byte) in changes {
            if !file.is_empty() {
                let at = at.index(file.len());
                file[at] = byte;
            }
        }
        let Some(media_type) = sniff(&file) else { return Ok(()) };
        if let Some(clean) = cleaned(&file, media_type) {
            prop_assert_eq!(sniff(&clean), Some(media_type));
            let again = cleaned(&clean, media_type);
            prop_assert_eq!(again.as_deref(), Some(&*clean));
        }
    }
}
