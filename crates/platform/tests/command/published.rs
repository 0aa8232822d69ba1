//! `published.lock`: an edition that was released never changes.

use std::path::Path;

use crate::run::{Ran, anze, project};
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
fn an_edition_that_changed_is_refused_until_it_is_a_new_one() {
    let folder = copy_of_tariffs();
    write(folder.path(), &format!("# id edition digest\n\n{}", lock(folder.path())));
    assert_eq!(check(folder.path()).status, 0);
    // The same figures: a title alone is a change of what was published.
    change(&folder.path().join("jinan-2018.toml"), "[tariff]", "[tariff] # changed");
    let ran = check(folder.path());
    assert_eq!(ran.status, 1, "{ran:?}");
    let (file, pins) = (folder.path().join("jinan-2018.toml"), folder.path().join("published.lock"));
    let said =
        [&format!("{}: tariff jinan-2018 ", file.display()), "a new `edition`", pins.to_str().unwrap()];
    assert!(said.iter().all(|words| ran.out.contains(words)), "{}", ran.out);
    // As it says.
    let edition = lock(&project("tariffs"));
    let edition =
        edition.lines().find_map(|line| line.strip_prefix("jinan-2018 ")?.split(' ').next()).unwrap();
    change(&file, &format!("edition = \"{edition}\""), "edition = \"next\"");
    assert!(check(folder.path()).out.contains("take its line out"));
    let kept = lock(&project("tariffs"));
    let kept = kept.lines().find(|line| line.starts_with("jinan-2025 ")).unwrap();
    write(folder.path(), kept);
    assert_eq!(check(folder.path()).status, 0);
}

#[test]
fn an_edition_that_changed_stops_everything() {
    let folder = copy_of_tariffs();
    change(&folder.path().join("jinan-2018.toml"), "[tariff]", "[tariff] # changed");
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
    let ran = check(folder.path());
    let said = format!("{}: tariff jinan-2018 ", folder.path().join("published.lock").display());
    assert!(ran.status == 1 && ran.out.contains(&said) && ran.out.contains("bring it back"), "{ran:?}");
}

#[test]
fn a_line_that_pins_nothing_is_no_line() {
    let folder = copy_of_tariffs();
    write(folder.path(), "jinan-2018 2018-1\n");
    let ran = anze(&["--tariffs", folder.path().to_str().unwrap(), "tariff", "list"]);
    assert!(ran.status == 2 && ran.err.contains("published.lock"), "{ran:?}");
    assert_eq!(check(folder.path()).status, 1, "a check says so too");
}
