//! What a visitor downloads.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{run, step, with};
use crate::{project, split};

/// Prints the bytes of every file in dist/ as it is, in gzip and in brotli, and the largest parts of the wasm.
pub fn size() -> Result<()> {
    if !project::dist().join("index.html").exists() || !split::greater_part().exists() {
        bail!("dist/ is empty, or was built elsewhere: `cargo xtask bundle` first");
    }
    let folder = project::target().join("size");
    let bound = folder.join("widget_bg.wasm");
    let named = folder.join("named.wasm");
    step("the widget once more, with the names of its functions", "30 s");
    let mut bind =
        with("wasm-bindgen", &[split::KEEP, "--target", "web", "--no-typescript", "--out-name", "widget"])?;
    run(bind.arg("--out-dir").arg(&folder).arg(split::greater_part()))?;
    run(optimiser()?.arg("-g").arg(bound).arg("-o").arg(&named))?;
    let script = project::root().join("crates/xtask/src/size.mjs");
    run(with("node", &[])?.arg(script).arg(project::dist()).arg(named))
}

/// wasm-opt as Trunk runs it.
pub fn optimiser() -> Result<Command> {
    let mut optimise = with("wasm-opt", &["-Oz"])?;
    optimise.args(parameters()?.split(' '));
    Ok(optimise)
}

/// What index.html has Trunk give to wasm-opt.
fn parameters() -> Result<String> {
    let page = std::fs::read_to_string(project::root().join("index.html")).context("index.html")?;
    let after =
        page.split_once("data-wasm-opt-params=\"").context("index.html gives wasm-opt no parameters")?.1;
    Ok(after.split('"').next().unwrap_or_default().to_owned())
}
