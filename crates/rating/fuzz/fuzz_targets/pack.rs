//! Bytes that say they are a packed tariff. They are refused, or they rate without a panic: nothing else is promised of
//! a forged one. The first byte picks a real tariff whose bytes the rest then changes; or the rest is taken as it is.
#![no_main]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

#[path = "../../tests/help/risks.rs"]
#[allow(dead_code, reason = "each user of the helper uses its part")]
mod risks;

use libfuzzer_sys::fuzz_target;
use rating::tariff::read::load;
use rating::{Catalogue, questions, rate, what_if};

static PACKED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut tariffs = tariffs("../../../tariffs");
    tariffs.extend(self::tariffs("../tests/structures"));
    let open = |path: &str| std::fs::read_to_string(path).map_err(|error| error.to_string());
    tariffs
        .iter()
        .map(|path| Catalogue::new(vec![load(path.to_str().unwrap(), &open).unwrap()]).pack())
        .collect()
});

fn tariffs(folder: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let paths = files.map(|entry| entry.unwrap().path());
    let mut tariffs: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    tariffs.sort();
    tariffs
}

fuzz_target!(|data: &[u8]| {
    let Some((which, rest)) = data.split_first() else { return };
    let Ok(catalogue) = (match PACKED.get(usize::from(*which)) {
        Some(packed) => Catalogue::unpack(&changed(packed, rest)),
        None => Catalogue::unpack(rest),
    }) else {
        return;
    };
    let Some(tariff) = catalogue.iter().next() else { return };
    for units in [0, 1, 2] {
        for unsure in [false, true] {
            let picks = risks::Picks::new(rest.iter().map(|byte| u16::from(*byte) * 257).collect());
            let risk = risks::risk(tariff, picks, units, unsure);
            let _ = (questions(tariff, &risk), rate(tariff, &risk), what_if(tariff, &risk));
        }
    }
});

/// Three bytes a change: where, and what.
fn changed(packed: &[u8], edits: &[u8]) -> Vec<u8> {
    let mut packed = packed.to_vec();
    for [low, high, byte] in edits.as_chunks::<3>().0 {
        let place = usize::from(u16::from_le_bytes([*low, *high])) % packed.len();
        packed[place] = *byte;
    }
    packed
}
