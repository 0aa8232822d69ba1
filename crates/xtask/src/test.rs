//! Everything that must pass. A suite prints one closing line; the first that fails does not keep the others from
//! running, so that one run tells all.

use std::time::Instant;

use anyhow::{Result, bail};

use crate::command::{run, step, with};
use crate::toolchain::{TARGET, Wasm};
use crate::{bundle, project, serve, setup, tidy};

/// A part of the whole that can be run alone: name, what it does, about how long, how.
struct Suite(&'static str, &'static str, &'static str, fn(Wasm) -> Result<Outcome>);

/// How a suite ended, if it did not fail.
enum Outcome {
    Passed,
    /// There is nothing of the kind here.
    Nothing,
}

const SUITES: &[Suite] = &[
    Suite("format", "rustfmt", "seconds", format),
    Suite("lint", "clippy, native and wasm, warnings denied", "4 min the first time", lint),
    Suite("tidy", "who may know what", "seconds", |_| tidy::tidy().map(|()| Outcome::Passed)),
    Suite("unit", "unit, golden and property tests", "4 min the first time", unit),
    Suite("tariffs", "shipped tariffs: checks, golden quotes", "seconds", tariffs),
    Suite("oracle", "every tariff against an independent interpreter", "1 min", oracle),
    Suite("wasm", "golden quotes in WebAssembly, inside a browser", "2 min the first time", wasm_tests),
    Suite("bundle", "the release bundle", "3 min the first time", |wasm| {
        bundle::build(wasm).map(|()| Outcome::Passed)
    }),
    Suite("agreement", "random risks: native, wasm and HTTP, byte for byte", "3 min", agreement),
    Suite("browser", "the whole path in a browser, on the release bundle", "3 min", browser),
    Suite("old-browsers", "the release bundle in Chromium 83, 90 and 92", "1 min", old_browsers),
    Suite("other-browsers", "the release bundle in Firefox and WebKit", "1 min", other_browsers),
];

/// All suites, or those named.
pub fn test(names: &[String]) -> Result<()> {
    if names.first().is_some_and(|name| name == "list") {
        for Suite(name, what, how_long, _) in SUITES {
            println!("{name:<14}{what} ({how_long})");
        }
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|name| !SUITES.iter().any(|suite| suite.0 == **name)) {
        bail!("no suite {unknown}: `cargo xtask test list` names them");
    }
    setup::everything()?;
    let Some(wasm) = Wasm::find() else { bail!("no way to build WebAssembly") };
    let chosen = SUITES.iter().filter(|suite| names.is_empty() || names.iter().any(|name| name == suite.0));
    let lines: Vec<(bool, String)> = chosen.map(|suite| run_suite(suite, wasm)).collect();
    println!();
    for (_, line) in &lines {
        println!("{line}");
    }
    match lines.iter().filter(|(passed, _)| !passed).count() {
        0 => Ok(()),
        failed => bail!("{failed} of {} suites failed", lines.len()),
    }
}

/// Runs one and gives its closing line.
fn run_suite(Suite(name, what, how_long, suite): &Suite, wasm: Wasm) -> (bool, String) {
    step(&format!("{name}: {what}"), how_long);
    let start = Instant::now();
    let result = suite(wasm);
    let seconds = start.elapsed().as_secs();
    let (passed, word) = match &result {
        Ok(Outcome::Passed) => (true, "ok".to_owned()),
        Ok(Outcome::Nothing) => (true, "nothing to run".to_owned()),
        Err(error) => (false, format!("FAILED: {error:#}")),
    };
    let line = format!("{name:<14}{seconds:>5} s  {word}");
    println!("{line}");
    (passed, line)
}

fn cargo(words: &[&str]) -> Result<Outcome> {
    run(&mut with("cargo", words)?)?;
    Ok(Outcome::Passed)
}

fn format(_: Wasm) -> Result<Outcome> {
    cargo(&["fmt", "--all", "--check"])?;
    // Workspaces of their own, since they want another compiler.
    for package in ["rating", "application", "sheets"] {
        cargo(&["fmt", "--all", "--check", "--manifest-path", &format!("crates/{package}/fuzz/Cargo.toml")])?;
    }
    Ok(Outcome::Passed)
}

fn lint(wasm: Wasm) -> Result<Outcome> {
    cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])?;
    let packages: Vec<&str> = browser_packages().iter().flat_map(|name| ["--package", name]).collect();
    let (command, deny): (_, &[&str]) =
        if wasm.has_clippy() { ("clippy", &["--", "-D", "warnings"]) } else { ("check", &[]) };
    // As the bundle has it: cut in two.
    let how = [command, "--quiet", "--target", TARGET, "--features", "anze-widget/split"];
    let words = [how.as_slice(), packages.as_slice(), deny].concat();
    run(&mut wasm.cargo(&words)?)?;
    Ok(Outcome::Passed)
}

fn unit(_: Wasm) -> Result<Outcome> {
    cargo(&["test", "--quiet", "--workspace"])
}

fn build_anze() -> Result<()> {
    cargo(&["build", "--quiet", "--package", "platform"]).map(|_| ())
}

fn tariffs(_: Wasm) -> Result<Outcome> {
    build_anze()?;
    for what in ["check", "test"] {
        run(&mut with(&serve::anze(), &["tariff", what])?)?;
    }
    Ok(Outcome::Passed)
}

/// The shipped tariffs, and those that show one structure each.
fn oracle(_: Wasm) -> Result<Outcome> {
    build_anze()?;
    script("python3", "tests/oracle/run.py", &[])?;
    let structures = project::root().join("crates/rating/tests/structures");
    let mut tariffs = std::fs::read_dir(structures)?
        .map(|entry| Ok(entry?.path().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    tariffs.retain(|path| path.ends_with(".toml"));
    tariffs.sort();
    let words: Vec<&str> = ["--risks", "300"].into_iter().chain(tariffs.iter().map(String::as_str)).collect();
    script("python3", "tests/oracle/run.py", &words)
}

/// What is built for the browser.
fn browser_packages() -> Vec<&'static str> {
    let all =
        [("anze-widget", "src/main.rs"), ("engine-js", "crates/engine-js"), ("sheets", "crates/sheets")];
    all.iter().filter(|(_, path)| project::root().join(path).exists()).map(|(name, _)| *name).collect()
}

/// The engine as the browser runs it.
fn wasm_tests(wasm: Wasm) -> Result<Outcome> {
    let mut test = wasm.cargo(&["test", "--package", "engine-js", "--target", TARGET])?;
    test.args(["--test", "golden"]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    test.env("CHROMEDRIVER", which("chromedriver")?);
    run(&mut test)?;
    Ok(Outcome::Passed)
}

fn which(name: &str) -> Result<String> {
    crate::command::output(&mut with("which", &[name])?)
}

fn agreement(wasm: Wasm) -> Result<Outcome> {
    build_anze()?;
    crate::bench::build_engine(wasm)?;
    script("node", "tests/agreement/run.mjs", &[])
}

fn browser(_: Wasm) -> Result<Outcome> {
    build_anze()?;
    script("node", "tests/browser/run.mjs", &[])
}

fn old_browsers(_: Wasm) -> Result<Outcome> {
    build_anze()?;
    script("node", "tests/other-browsers/run.mjs", &["old"])
}

/// Those that this machine has, or can install.
fn other_browsers(_: Wasm) -> Result<Outcome> {
    build_anze()?;
    if let Err(error) = setup::other_browsers() {
        println!("  {error:#}");
    }
    script("node", "tests/other-browsers/run.mjs", &["today"])
}

/// Runs a script of tests/, told where the `anze` command is.
fn script(interpreter: &str, path: &str, words: &[&str]) -> Result<Outcome> {
    if !project::root().join(path).exists() {
        return Ok(Outcome::Nothing);
    }
    run(with(interpreter, &[path])?.args(words).env("ANZE", serve::anze()))?;
    Ok(Outcome::Passed)
}
