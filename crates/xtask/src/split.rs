//! The widget in two files: what an estimate needs, and the screens after it (src/later.rs). Trunk calls `wasm-bindgen`;
//! for the bundle it finds ours, which cuts the linked module first and hands the greater part on.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{run, with};
use crate::imports;
use crate::project::{self, hash};
use crate::size::optimiser;

/// What the cut calls the script that fetches the lesser part.
const LINK: &str = "__wasm_split.js";
/// What the cut calls the script of the greater part.
const MAIN: &str = "main.js";
/// How the script of the greater part is named by Trunk.
const WIDGET: &str = "anze-widget-";

/// The lesser part is linked to what `wasm-bindgen` would otherwise take for its own.
pub const KEEP: &str = "--keep-lld-exports";

/// What an estimate needs, before `wasm-bindgen`.
pub fn greater_part() -> PathBuf {
    folder().join("main.wasm")
}

fn folder() -> PathBuf {
    project::target().join("split")
}

/// Makes a command that calls `wasm-bindgen` call this program.
pub fn intercept(command: &mut Command) -> Result<()> {
    let bin = folder().join("bin");
    std::fs::create_dir_all(&bin)?;
    let script = bin.join("wasm-bindgen");
    std::fs::write(
        &script,
        format!("#!/bin/sh\nexec '{}' bind \"$@\"\n", std::env::current_exe()?.display()),
    )?;
    #[cfg(unix)]
    std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
    let path = command.get_envs().find(|(name, _)| *name == "PATH").and_then(|(_, path)| path);
    let all = std::iter::once(bin).chain(std::env::split_paths(path.context("PATH")?));
    command.env("PATH", std::env::join_paths(all)?);
    Ok(())
}

/// What Trunk calls in place of `wasm-bindgen`, with the same words.
pub fn bind(words: &[String]) -> Result<()> {
    let Some(linked) = words.iter().find(|word| word.ends_with(".wasm")) else {
        return quietly(with("wasm-bindgen", &[])?.args(words));
    };
    let cut = folder().join("out");
    // A part of another build must not be taken for one of this.
    drop(std::fs::remove_dir_all(&cut));
    std::fs::create_dir_all(&cut)?;
    run(with("wasm-split-cli", &[])?.arg(linked).arg(&cut))?;
    let greater = greater_part();
    std::fs::rename(cut.join("main.wasm"), &greater)?;
    let words_of_trunk = words.iter().filter(|word| *word != linked);
    run(with("wasm-bindgen", &[KEEP])?.args(words_of_trunk).arg(greater))?;
    let out = words.iter().find_map(|word| word.strip_prefix("--out-dir=")).context("no --out-dir=")?;
    number(Path::new(out))?;
    let link = name_by_digest(&cut, &hash(&std::fs::read(linked)?))?;
    let scripts = files(Path::new(out), "js")?;
    // Only where it is fetched from: the module goes on calling it by its old name.
    let from = |name: &str| format!("from \"./{name}\"");
    for script in &scripts {
        replace(script, &[(from(LINK), from(&link))])?;
        std::fs::write(script, bare(&std::fs::read_to_string(script)?))?;
    }
    Ok(())
}

/// What `wasm-bindgen` has written without comments and indentation: a tenth of what it weighs.
fn bare(script: &str) -> String {
    let is_comment =
        |line: &&str| ["//", "/*", "* ", "*/"].iter().any(|sign| line.starts_with(sign)) || *line == "*";
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Shortens what script and module of the greater part call each other by.
fn number(out: &Path) -> Result<()> {
    let one = |ending| files(out, ending)?.into_iter().next().with_context(|| format!("no {ending}"));
    imports::number(&one("js")?, &one("wasm")?)
}

/// Only what the program says goes out: Trunk reads a version from it.
fn quietly(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { bail!("wasm-bindgen: {status}") }
}

/// Puts the digest of the whole into the names of the parts, and gives that of the script: names with a hash are cached
/// for ever, and two builds are never mixed.
fn name_by_digest(cut: &Path, digest: &str) -> Result<String> {
    let mut names = Vec::new();
    for path in files(cut, "wasm")? {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{stem}-{digest}.wasm");
        std::fs::rename(&path, cut.join(&name))?;
        names.push((format!("./{stem}.wasm"), format!("./{name}")));
    }
    let link = format!("later-{digest}.js");
    std::fs::rename(cut.join(LINK), cut.join(&link))?;
    replace(&cut.join(&link), &names)?;
    Ok(link)
}

/// Puts the parts beside what Trunk has made, optimised in the same way.
pub fn finish(dist: &Path) -> Result<()> {
    let cut = folder().join("out");
    let main = files(dist, "js")?.into_iter().filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let main =
        main.into_iter().find(|name| name.starts_with(WIDGET)).context("the widget's script is not there")?;
    for script in files(&cut, "js")? {
        let there = dist.join(script.file_name().unwrap_or_default());
        std::fs::copy(&script, &there)?;
        replace(&there, &[(format!("./{MAIN}"), format!("./{main}"))])?;
    }
    for part in files(&cut, "wasm")? {
        let there = dist.join(part.file_name().unwrap_or_default());
        run(optimiser()?.arg(&part).arg("-o").arg(there))?;
    }
    Ok(())
}

fn replace(path: &Path, all: &[(String, String)]) -> Result<()> {
    let text = std::fs::read_to_string(path)?;
    let new = all.iter().fold(text.clone(), |text, (from, to)| text.replace(from, to));
    if new != text {
        std::fs::write(path, new)?;
    }
    Ok(())
}

fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let all: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    Ok(all.into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect())
}
