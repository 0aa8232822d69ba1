//! dist/: the widget as visitors get it, optimised for size, every file compressed beside itself.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{run, step, with};
use crate::toolchain::Wasm;
use crate::{pack, project, setup, sheets, single, split};

/// Installs what is missing, then builds.
pub fn bundle() -> Result<()> {
    let wasm = setup::to_build()?;
    build(wasm)
}

/// Packs the tariffs, builds the modules that are fetched when needed and the widget, compresses everything.
pub fn build(wasm: Wasm) -> Result<()> {
    step("tariffs checked and packed", "seconds");
    pack::pack()?;
    let sheets = sheets::build(wasm)?;
    step("the widget, optimised for size", "3 min the first time, then 1 min");
    let mut trunk = with("trunk", &["build", "--release", "--features", "split", "--skip-version-check"])?;
    trunk.env("TRUNK_SKIP_PACK", "1").envs(sheets);
    // Trunk takes NO_COLOR for a word of its own and wants true or false.
    trunk.env_remove("NO_COLOR");
    split::intercept(&mut trunk)?;
    run(wasm.apply_smallest(&mut trunk))?;
    split::finish(&project::dist())?;
    script("preload.mjs", &[&project::dist()])?;
    step("what other pages embed", "seconds");
    script("embed.mjs", &[&project::dist()])?;
    single::build(wasm)?;
    step("what opens without a network", "seconds");
    script("offline.mjs", &[&project::dist(), &project::root().join("static/sw.js")])?;
    // `.br` and `.gz` beside every file that shrinks; zlib of Node, which is there anyway.
    step("compressing", "seconds");
    script("compress.mjs", &[&project::dist()])
}

/// Runs a script of this folder over these.
fn script(name: &str, paths: &[&Path]) -> Result<()> {
    let script = project::root().join("crates/xtask/src").join(name);
    run(with("node", &[])?.arg(script).args(paths)).with_context(|| name.to_owned())
}
