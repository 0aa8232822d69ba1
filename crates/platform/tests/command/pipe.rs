//! A reader that has what it wants and goes, as `head` does, ends a command in peace.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};

use crate::run::{command, project, risk};

/// The command with all of its ends in pipes.
fn piped(words: &[&str]) -> Child {
    command(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Nobody reads at all; the command must not notice more than that.
fn ends_in_peace(mut child: Child, words: &[&str]) {
    drop(child.stdout.take());
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !err.contains("panicked"), "{words:?}: {}: {err}", output.status);
}

#[test]
fn no_command_panics_when_its_reader_goes() {
    let risks = tempfile::NamedTempFile::new().unwrap();
    let risks_path = risks.path().to_str().unwrap();
    std::fs::write(risks_path, format!("{}\n", risk(1)).repeat(2_000)).unwrap();
    let tariff = project("tariffs/jinan-2025.toml");
    let out = tempfile::tempdir().unwrap();
    let out = out.path().to_str().unwrap();
    for words in [
        ["tariff", "list"].as_slice(),
        &["tariff", "check"],
        &["tariff", "check", tariff.to_str().unwrap()],
        &["tariff", "test"],
        &["tariff", "pack", "--out", out],
        &["tariff", "impact", "jinan-2018", "jinan-2025", "--risks", risks_path],
        &["schema", "--out", out],
        &["quote", risks_path],
        &["quote", "--explain", risks_path],
    ] {
        ends_in_peace(piped(words), words);
    }
}

#[test]
fn nor_when_nobody_reads_its_errors() {
    for words in [
        ["tariff", "check", "/no/such.toml"].as_slice(),
        &["verify", "/no/such/file"],
        &["quote", "--explain"],
    ] {
        let mut child = piped(words);
        drop(child.stderr.take());
        drop(writeln!(child.stdin.take().unwrap(), "{}", risk(1)));
        let code = child.wait_with_output().unwrap().status.code();
        assert!(code.is_some_and(|code| code <= 2), "{words:?}: {code:?}");
    }
}

#[test]
fn the_first_lines_come_before_it_ends() {
    let mut child = piped(&["quote"]);
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || while writeln!(stdin, "{}", risk(1)).is_ok() {});
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("\"premium\":\"99.00\""), "{first}");
    assert!(child.wait().unwrap().success());
    writer.join().unwrap();
}
