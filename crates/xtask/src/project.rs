//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The checkout.
pub fn root() -> PathBuf {
    // crates/xtask, two up.
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).to_path_buf()
}

/// The folder that the platform serves.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// What cargo builds goes here.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Tools are kept outside the checkout, so that a fresh clone finds those of the last one.
pub fn tools() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("ANZE_TOOLS") {
        return Ok(path.into());
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    Ok(cache.or_else(home).context("neither ANZE_TOOLS, XDG_CACHE_HOME nor HOME is set")?.join("anze/tools"))
}

/// Node packages, as `tests/package-lock.json` has them.
pub fn node_modules() -> Result<PathBuf> {
    Ok(tools()?.join("node/node_modules"))
}

/// The version of a package in Cargo.lock.
pub fn locked_version(package: &str) -> Result<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock")?;
    let entry = format!("name = \"{package}\"\nversion = \"");
    let (_, after) =
        lock.split_once(&entry).with_context(|| format!("Cargo.lock has no package {package}"))?;
    Ok(after.split('"').next().unwrap_or_default().to_owned())
}

/// Enough of a digest for a name that is kept for ever.
pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
