//! `dist/anze-single.html`: the widget as one file, which opens from a stick. Its module is in one piece: nothing is fetched.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::command::{run, step, with};
use crate::project;
use crate::size::optimiser;
use crate::toolchain::{TARGET, Wasm};

/// Builds it beside the bundle that is there, of the same styles and tariffs.
pub fn build(wasm: Wasm) -> Result<()> {
    step("the single file", "2 min the first time, then 1 min");
    let bound = module(wasm)?;
    let script = project::root().join("crates/xtask/src/single.mjs");
    let sources = project::root().join("static/single");
    run(with("node", &[])?.arg(script).arg(project::dist()).arg(bound).arg(sources))
        .context("single.mjs, with `xz`")
}

/// The folder with script and module. A classic script: a page that was opened from a file loads no other.
fn module(wasm: Wasm) -> Result<PathBuf> {
    let words = [
        "build",
        "--quiet",
        "--release",
        "--package",
        "anze-widget",
        "--features",
        "alone",
        "--target",
        TARGET,
    ];
    run(wasm.apply_smallest(&mut wasm.cargo(&words)?))?;
    let linked = project::target().join(TARGET).join("release/anze-widget.wasm");
    let bound = project::target().join("single");
    let mut bind = with("wasm-bindgen", &["--target", "no-modules", "--no-typescript", "--out-dir"])?;
    run(bind.arg(&bound).arg(linked))?;
    run(optimiser()?.arg(bound.join("anze-widget_bg.wasm")).arg("-o").arg(bound.join("anze-widget.wasm")))?;
    Ok(bound)
}
