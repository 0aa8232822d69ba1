//! What a visitor downloads.

use anyhow::{Result, bail};

use crate::command::{run, with};
use crate::project;

/// Prints the bytes of every file in dist/ as it is, in gzip and in brotli, and the largest parts of the wasm.
pub fn size() -> Result<()> {
    if !project::dist().join("index.html").exists() {
        bail!("dist/ is empty: `cargo xtask bundle` first");
    }
    let script = project::root().join("crates/xtask/src/size.mjs");
    run(with("node", &[])?.arg(script).arg(project::dist()))
}
