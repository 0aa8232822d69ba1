//! Quotes a second, how long a large roster or a long list of enterprises takes, and how long a slow phone waits.

use anyhow::{Result, bail};

use crate::command::{run, step, with};
use crate::project;
use crate::toolchain::{TARGET, Wasm};

/// What is measured: quotes where nothing else is named.
pub fn bench(words: &[String]) -> Result<()> {
    match words.first().map(String::as_str) {
        None => quotes(),
        Some("roster") => in_a_browser("tests/bench/roster.mjs"),
        Some("many") => in_a_browser("tests/bench/many.mjs"),
        Some("phone") => in_a_browser("tests/bench/phone.mjs"),
        Some(other) => {
            bail!(
                "no benchmark {other}: `cargo xtask bench`, `… bench roster`, `… bench many` or `… bench phone`"
            )
        }
    }
}

/// A roster of 50,000 people, a list of 100,000 enterprises, or a first visit on a slow phone.
fn in_a_browser(script: &str) -> Result<()> {
    crate::setup::everything()?;
    crate::bundle::bundle()?;
    step("measuring", "1 min");
    run(with("node", &[script])?.env("ANZE", crate::serve::anze()))
}

/// Native, wasm, and JavaScript doing the same arithmetic, in one run.
fn quotes() -> Result<()> {
    let wasm = crate::setup::to_build()?;
    crate::pack::pack()?;
    build_engine(wasm)?;
    step("native engine", "2 min the first time");
    run(&mut with(
        "cargo",
        &["build", "--quiet", "--release", "--package", "engine-js", "--bin", "engine-bench"],
    )?)?;
    step("measuring", "1 min");
    let native = project::target().join("release/engine-bench");
    run(with("node", &["tests/bench/run.mjs"])?.env("ENGINE_BENCH", native))
}

/// `engine-js/` where cargo builds: the engine as Node loads it.
pub fn build_engine(wasm: Wasm) -> Result<()> {
    step("the engine for JavaScript", "2 min the first time");
    let words = ["build", "--quiet", "--release", "--package", "engine-js", "--lib", "--target", TARGET];
    run(&mut wasm.cargo(&words)?)?;
    let target = project::target();
    let mut bind = with("wasm-bindgen", &["--target", "nodejs", "--out-dir"])?;
    run(bind.arg(target.join("engine-js")).arg(target.join(TARGET).join("release/engine_js.wasm")))
}
