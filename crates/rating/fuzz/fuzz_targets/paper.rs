//! A quote on paper as anybody may print it: the bytes behind the text. What is read has no other text, and is verified
//! without a panic.
#![no_main]

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::{Corpus, fuzz_target};
use rating::Tariff;
use rating::tariff::read::load;
use rating::verify::Paper;

static TARIFF: LazyLock<Tariff> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tariffs/jinan-2025.toml");
    load(path, &|path| std::fs::read_to_string(path).map_err(|error| error.to_string())).unwrap()
});

fuzz_target!(|data: &[u8]| -> Corpus {
    let text = format!("q1.{}", URL_SAFE_NO_PAD.encode(data));
    let Ok(paper) = Paper::read(&text) else { return Corpus::Reject };
    assert_eq!(paper.write().as_deref(), Some(text.as_str()));
    // Whatever it says of the tariff: the answers meet the one at hand.
    let here = Paper { tariff: TARIFF.id().into(), digest: TARIFF.digest()[..32].into(), ..paper };
    let _ = here.verify(&TARIFF);
    Corpus::Keep
});
