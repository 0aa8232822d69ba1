//! The shipped tariffs: packed for the browser, and read by other commands.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rating::Tariff;

use crate::command::{run, step, with};
use crate::{project, serve};

/// static/tariffs/: checked and packed by `anze tariff pack`, as an operator does it.
pub fn pack() -> Result<()> {
    step("the platform", "3 min the first time, then seconds");
    run(&mut with("cargo", &["build", "--quiet", "--package", "platform"])?)?;
    let folder = project::root().join("static/tariffs");
    if folder.exists() {
        // Editions of yesterday's source would be shipped for ever.
        std::fs::remove_dir_all(&folder)?;
    }
    run(with(&serve::anze(), &["--tariffs", "tariffs", "tariff", "pack", "--out"])?.arg(folder))
}

/// The tariff with this id, from its source.
pub fn tariff(id: &str) -> Result<Tariff> {
    load(&project::root().join(format!("tariffs/{id}.toml")))
}

/// Files under tariffs/ that are a tariff; the rest is included by them.
pub fn sources() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![project::root().join("tariffs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml")
                && std::fs::read_to_string(&path)?.lines().any(|line| line.trim() == "[tariff]")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn load(path: &Path) -> Result<Tariff> {
    let open = |path: &str| std::fs::read_to_string(path).map_err(|error| error.to_string());
    rating::tariff::read::load(&path.to_string_lossy(), &open).map_err(|findings| {
        let all: Vec<String> = findings.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("{}", all.join("\n"))
    })
}
