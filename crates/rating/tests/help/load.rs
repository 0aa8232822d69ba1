//! What several tests need: tariffs from files, risks from JSON.
#![allow(dead_code, reason = "each test uses its part")]

use std::path::{Path, PathBuf};

use rating::tariff::read::load;
use rating::{Tariff, golden};

/// A folder beside this crate's tests.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// A shipped tariff, by its id.
pub fn shipped(id: &str) -> PathBuf {
    folder("../../../tariffs").join(id).with_extension("toml")
}

/// The text of a file, or why it cannot be had.
pub fn open(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

/// Loads a tariff; all findings, where it has some.
pub fn tariff(path: &Path) -> Tariff {
    load(path.to_str().unwrap(), &open).unwrap_or_else(|findings| {
        let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", all.join("\n"))
    })
}

/// Runs the golden quotes beside a tariff: none fails, and together they touch every row.
pub fn golden_quotes(path: &Path, tariff: &Tariff) -> golden::Report {
    let text = std::fs::read_to_string(path.with_extension("quotes.csv")).unwrap();
    let report = golden::run(tariff, &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}\n{}", path.display(), failures.join("\n"));
    assert_eq!(report.untouched, [], "{}", path.display());
    report
}

/// The keys of the TOML files in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let tariffs = files.filter(|path| path.extension().is_some_and(|e| e == "toml"));
    let mut names: Vec<String> =
        tariffs.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names
}
