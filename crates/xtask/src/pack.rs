//! static/tariffs/: the shipped tariffs, checked and packed for the browser, and a list of them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rating::Tariff;
use serde_json::json;

use crate::project;

/// Digits of the digest in a file's name: enough to tell editions apart, short enough to read out.
const DIGITS: usize = 16;

/// Checks, packs, lists.
pub fn pack() -> Result<()> {
    let folder = project::root().join("static/tariffs");
    std::fs::create_dir_all(&folder)?;
    let mut names = vec!["manifest.json".to_owned()];
    let mut list = Vec::new();
    for path in sources()? {
        let tariff = load(&path)?;
        let digest: String = tariff.digest().chars().take(DIGITS).collect();
        let name = format!("{}.{digest}.tariff", tariff.id());
        write(&folder.join(&name), &tariff.pack())?;
        list.push(json!({
            "id": tariff.id(),
            "digest": tariff.digest(),
            "file": name,
            "title": tariff.title(),
            "inception_from": tariff.inception_from().to_string(),
            "inception_to": tariff.inception_to().map(|day| day.to_string()),
            "known_from": tariff.known_from().to_string(),
        }));
        names.push(name);
    }
    write(&folder.join("manifest.json"), format!("{:#}\n", json!(list)).as_bytes())?;
    remove_others(&folder, &names)
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

/// Only what changed: whoever watches the folder is not woken in vain.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(path).is_ok_and(|known| known == bytes) {
        return Ok(());
    }
    std::fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// Editions of yesterday's source would be shipped for ever.
fn remove_others(folder: &Path, names: &[String]) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            bail!("a strange name in {}", folder.display())
        };
        if !names.contains(&name) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
