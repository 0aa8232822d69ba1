//! `published.lock`: an edition that was released never changes.

use std::path::Path;

use crate::run::{Ran, anze};
use crate::tariff::{change, copy_of_tariffs};

/// A line for each tariff, as `anze tariff list` begins.
fn lock(folder: &Path) -> String {
    let list = anze(&["--tariffs", folder.to_str().unwrap(), "tariff", "list"]);
    let first_three = |line: &str| line.split(' ').take(3).collect::<Vec<_>>().join(" ");
    list.out.lines().map(|line| format!("{}\n", first_three(line))).collect()
}

fn write(folder: &Path, lock: &str) {
    std::fs::write(folder.join("published.lock"), lock).unwrap();
}

fn check(folder: &Path) -> Ran {
    anze(&["--tariffs", folder.to_str().unwrap(), "tariff", "check"])
}

#[test]
fn an_edition_that_changed_is_refused_everywhere() {
    let folder = copy_of_tariffs();
    write(folder.path(), &format!("# id edition digest\n\n{}", lock(folder.path())));
    assert_eq!(check(folder.path()).status, 0);
    // The same figures: a title alone is a change of what was published.
    change(&folder.path().join("jinan-2018.toml"), "[tariff]", "[tariff] # changed");
    let ran = check(folder.path());
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.out.contains("tariff jinan-2018, edition ") && ran.out.contains("may not change"),
        "{}",
        ran.out
    );
    for words in [["tariff", "list"].as_slice(), &["quote"], &["serve", "--listen", "127.0.0.1:0"]] {
        let ran = anze(&[&["--tariffs", folder.path().to_str().unwrap()], words].concat());
        assert!(ran.status == 2 && ran.err.contains("may not change"), "{words:?}: {ran:?}");
    }
}

#[test]
fn an_edition_that_is_gone_is_refused() {
    let folder = copy_of_tariffs();
    write(folder.path(), &lock(folder.path()));
    std::fs::remove_file(folder.path().join("jinan-2018.toml")).unwrap();
    assert_eq!(check(folder.path()).status, 1);
}

#[test]
fn a_line_that_pins_nothing_is_no_line() {
    let folder = copy_of_tariffs();
    write(folder.path(), "jinan-2018 2018-1\n");
    let ran = anze(&["--tariffs", folder.path().to_str().unwrap(), "tariff", "list"]);
    assert!(ran.status == 2 && ran.err.contains("published.lock"), "{ran:?}");
    assert_eq!(check(folder.path()).status, 1, "a check says so too");
}
