//! What is wrong with a tariff is found, once, at its line. tests/bad has a broken tariff for every kind of finding; its
//! first line says what must be found: `# line: key [code]`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]
#![cfg(feature = "toml")]

#[path = "help/load.rs"]
mod load;

use std::collections::BTreeSet;

use rating::tariff::finding::{Code, Finding};

fn findings(name: &str) -> Vec<Finding> {
    let path = load::folder("bad").join(format!("{name}.toml"));
    rating::tariff::read::load(path.to_str().unwrap(), &load::open).err().unwrap_or_default()
}

#[test]
fn every_broken_tariff_gives_the_one_finding_it_names() {
    let mut wrong = Vec::new();
    for name in load::names(&load::folder("bad")) {
        let found = findings(&name);
        let told: Vec<String> =
            found.iter().map(|f| format!("# {}: {} [{}]", f.line, f.key, f.code)).collect();
        let text = std::fs::read_to_string(load::folder("bad").join(format!("{name}.toml"))).unwrap();
        let expected = text.lines().next().unwrap();
        if told != [expected] {
            wrong.push(format!("{name}: expected {expected}\n{}", told.join("\n")));
        }
        for finding in found {
            assert!(finding.file.ends_with(&format!("{name}.toml")), "{name}: {finding}");
            assert!(!finding.what.is_empty() && !finding.help.is_empty(), "{name}: {finding}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What is missing is named, down to the key and the band.
#[test]
fn a_finding_says_what_and_what_to_do() {
    let cases = [
        ("hole.slices", "table price has no row for one case: headcount over 10 up to 11"),
        ("hole.keys", "table price has no row for one case: size = large, headcount over 10"),
        ("hole.day", "table price has no row for one case: licensed from 2020-01-01 up to 2020-01-01"),
        ("bad-date.law", "this is no day"),
        ("bad-date.band", "\"2020-02-30\" is no day"),
        ("bad-parameter.percent", "\"share\" is an answer in per cent: 30 % is the number 30"),
        ("unknown-name.choice", "\"grade\" is a choice, which cannot stand here"),
        ("unknown-name.result", "\"first\" is a step, whose result is called \"rate\""),
        ("unset", "reads \"rate\", which only a step further down writes"),
        ("syntax", "there is no key \"lable\" here"),
        ("syntax.words", "the text \"People\" stands where { zh = \"…\", en = \"…\" } belongs"),
        ("float", "30.5 without quotes stands where"),
    ];
    for (name, what) in cases {
        let found = findings(name);
        assert!(found[0].what.starts_with(what), "{name}: {}", found[0]);
    }
}

#[test]
fn every_kind_of_finding_has_a_broken_tariff() {
    let names = load::names(&load::folder("bad"));
    let shown: BTreeSet<&str> = names.iter().map(|name| name.split('.').next().unwrap()).collect();
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(shown, known);
}

#[test]
fn every_kind_of_finding_is_explained() {
    let docs = std::fs::read_to_string(load::folder("../../../docs/tariffs.md")).unwrap();
    let section = docs.split("\n## ").find(|section| section.starts_with("Findings")).unwrap();
    let explained: Vec<&str> = section
        .lines()
        .filter_map(|line| line.strip_prefix("**`")?.split_once("`**").map(|(code, _)| code))
        .collect();
    let known: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(explained, known, "each code, in the order of the source");
}
