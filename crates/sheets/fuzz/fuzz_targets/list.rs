//! A list of enterprises as anybody may drop it: rated or refused, and what is rated is written.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use rating::{Catalogue, Date};
use sheets::many::report::Order;
use sheets::many::{Terms, export, rate};
use words::Lang;

static TARIFFS: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let open = |path: &str| std::fs::read_to_string(path).map_err(|error| error.to_string());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tariffs/jinan-2025.toml");
    Arc::new(Catalogue::new(rating::tariff::read::load(file, &open).into_iter().collect()))
});

fuzz_target!(|data: &[u8]| {
    let Some((inception, today)) = Date::new(2026, 12, 1).zip(Date::new(2026, 11, 24)) else { return };
    let terms = Terms { catalogue: TARIFFS.clone(), inception, today };
    let lossy = |bytes: &[u8]| Some(String::from_utf8_lossy(bytes).into_owned());
    // The headings are given: the fuzzer would seldom find them.
    let list = [&b"name,sector,activity,headcount,limit,loss_ratio,inception\n"[..], data].concat();
    for bytes in [data, &list] {
        let Ok(rated) = rate(bytes, terms.clone(), &lossy, &mut |_, _| {}) else { continue };
        rated.summary();
        rated.rows(Order::Dearest, 0, 10);
        assert!(export(&rated, "", Lang::En).is_some());
    }
});
