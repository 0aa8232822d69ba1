//! A risk as anybody may send it, rated with a shipped tariff.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{Corpus, fuzz_target};
use rating::tariff::read::load;
use rating::{Code, Risk, Tariff, questions, rate, what_if};

static TARIFF: LazyLock<Tariff> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tariffs/jinan-2025.toml");
    load(path, &|path| std::fs::read_to_string(path).map_err(|error| error.to_string())).unwrap()
});

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(risk) = serde_json::from_slice::<Risk>(data) else { return Corpus::Reject };
    if let Err(faults) = rate(&TARIFF, &risk) {
        assert!(!faults.is_empty());
        assert!(faults.iter().all(|fault| fault.code != Code::OutOfRange), "{faults:?}");
    }
    let _ = (questions(&TARIFF, &risk), what_if(&TARIFF, &risk));
    Corpus::Keep
});
