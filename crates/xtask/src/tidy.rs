//! What neither compiler nor clippy checks: who may know what (ARCHITECTURE.md).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{output, with};
use crate::toolchain::TARGET;
use crate::{pack, project};

/// A check gives what it found.
type Check = fn() -> Result<Vec<String>>;

const CHECKS: &[(&str, Check)] = &[
    ("the engine is pure", || {
        forbidden("rating", &["tokio", "web-sys", "js-sys", "toml", "serde_json", "application", "words"])
    }),
    ("the proposal form is pure", || {
        forbidden("application", &["tokio", "web-sys", "js-sys", "toml", "words"])
    }),
    ("words know no browser and no server", || forbidden("words", &["tokio", "web-sys", "js-sys", "toml"])),
    ("the widget reads no TOML and no SQL", || {
        forbidden("anze-widget", &["tokio", "toml", "sqlx", "platform"])
    }),
    ("spreadsheets know no page", || {
        forbidden("sheets", &["tokio", "web-sys", "gloo", "platform", "anze-widget"])
    }),
    ("pure state knows no browser", no_browser_in_state),
    ("every tariff has hand-worked quotes", tariffs_have_quotes),
    ("no mod.rs", no_mod_files),
    ("no registry addresses in lock files of npm", no_registry_addresses),
];

/// Runs all, reports all.
pub fn tidy() -> Result<()> {
    let mut findings = 0;
    for (what, check) in CHECKS {
        let found = check().with_context(|| (*what).to_owned())?;
        println!("  {} {what}", if found.is_empty() { "✓" } else { "✗" });
        for line in &found {
            println!("      {line}");
        }
        findings += found.len();
    }
    if findings == 0 { Ok(()) } else { bail!("{findings} untidy") }
}

/// Packages that a package must not reach when built for the browser.
fn forbidden(package: &str, names: &[&str]) -> Result<Vec<String>> {
    let known = output(&mut with("cargo", &["metadata", "--format-version", "1", "--no-deps"])?)?;
    if !known.contains(&format!("\"name\":\"{package}\"")) {
        return Ok(Vec::new());
    }
    let words = [
        "tree",
        "--package",
        package,
        "--target",
        TARGET,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ];
    let tree = output(&mut with("cargo", &words)?)?;
    let first_words = tree.lines().filter_map(|line| line.split(' ').next());
    let mut found: Vec<String> = first_words.filter(|name| names.contains(name)).map(str::to_owned).collect();
    found.sort();
    found.dedup();
    Ok(found.into_iter().map(|name| format!("{package} depends on {name}")).collect())
}

/// `src/state.rs` and `src/state/`.
fn no_browser_in_state() -> Result<Vec<String>> {
    let state = project::root().join("src/state");
    let mut files = files(&state, "rs")?;
    files.extend([state.with_extension("rs")].into_iter().filter(|path| path.exists()));
    let knows = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        ["web_sys", "js_sys", "gloo"].iter().any(|word| text.contains(word))
    };
    Ok(files.into_iter().filter(knows).map(|path| format!("{} knows the browser", shown(&path))).collect())
}

fn tariffs_have_quotes() -> Result<Vec<String>> {
    let lacks = |path: &PathBuf| !path.with_extension("quotes.csv").exists();
    Ok(pack::sources()?
        .into_iter()
        .filter(lacks)
        .map(|path| format!("{} has no .quotes.csv beside it", shown(&path)))
        .collect())
}

fn no_mod_files() -> Result<Vec<String>> {
    let mut all = files(&project::root().join("crates"), "rs")?;
    all.extend(files(&project::root().join("src"), "rs")?);
    Ok(all.into_iter().filter(|path| path.ends_with("mod.rs")).map(|path| shown(&path)).collect())
}

/// They would send every reader to the mirror of whoever wrote the file.
fn no_registry_addresses() -> Result<Vec<String>> {
    let lock = project::root().join("tests/package-lock.json");
    let text = std::fs::read_to_string(&lock)?;
    Ok(if text.contains("\"resolved\"") { vec![shown(&lock)] } else { Vec::new() })
}

/// All files below a folder with this ending.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() && !path.is_symlink() && !path.ends_with("target") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn shown(path: &Path) -> String {
    path.strip_prefix(project::root()).unwrap_or(path).display().to_string()
}
