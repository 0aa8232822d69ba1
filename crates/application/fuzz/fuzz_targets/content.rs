//! A file with anything in it. It is refused, or it comes out no larger but for the side that it stands on, clean, and
//! of the same kind.
#![no_main]

use application::content::{cleaned, sniff};
use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    let Some(media_type) = sniff(data) else { return Corpus::Reject };
    let Some(clean) = cleaned(data, media_type) else { return Corpus::Keep };
    assert_eq!(sniff(&clean), Some(media_type));
    assert_eq!(cleaned(&clean, media_type).as_deref(), Some(&*clean), "what is clean stays as it is");
    assert!(clean.len() <= data.len() + 38);
    Corpus::Keep
});
