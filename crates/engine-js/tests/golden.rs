//! The golden quotes in WebAssembly, inside a browser: read, proved, packed, unpacked and rated there, to the fen.
#![cfg(target_arch = "wasm32")]

use engine_js::Engine;
use rating::tariff::read::load;
use rating::{Catalogue, golden};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../../../tariffs/", $name)))),*]
    };
}

/// A browser has no files.
const FILES: &[(&str, &str)] = files!(
    "jinan-2018.toml" "jinan-2018.quotes.csv" "jinan-2025.toml" "jinan-2025.quotes.csv"
    "shared/cover.toml" "shared/law.toml" "shared/questions.toml" "shared/rates.toml" "shared/sources.toml"
    "shared/steps.toml"
);

fn open(path: &str) -> Result<String, String> {
    let found = FILES.iter().find(|(name, _)| *name == path);
    found.map(|(_, text)| (*text).to_owned()).ok_or_else(|| "no such file".to_owned())
}

fn packed(id: &str) -> Vec<u8> {
    Catalogue::new(vec![load(&format!("{id}.toml"), &open).unwrap()]).pack()
}

fn golden_quotes_hold(id: &str) {
    let catalogue = Catalogue::unpack(&packed(id)).unwrap();
    let report =
        golden::run(catalogue.get(id).unwrap(), &open(&format!("{id}.quotes.csv")).unwrap()).unwrap();
    assert!(report.quotes > 0);
    assert_eq!(report.failures, []);
}

#[wasm_bindgen_test]
fn golden_quotes_of_2018() {
    golden_quotes_hold("jinan-2018");
}

#[wasm_bindgen_test]
fn golden_quotes_of_2025() {
    golden_quotes_hold("jinan-2025");
}

#[wasm_bindgen_test]
fn what_cannot_be_rated_is_said_in_words() {
    let engine = Engine::load(&packed("jinan-2025"), "jinan-2025").unwrap();
    let faults = engine.quote(r#"{"inception":"2026-12-01","answers":{"headcount":"-1"}}"#).unwrap();
    assert!(faults.contains(r#""pointer":"/answers/headcount""#), "{faults}");
    assert_eq!(engine.quote("no JSON"), None);
    assert!(Engine::load(b"no tariffs", "jinan-2025").is_none());
}
