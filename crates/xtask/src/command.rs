//! Running other programs, and saying so.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// Says what comes now and about how long it takes on two cores.
pub fn step(what: &str, how_long: &str) {
    println!("\n▸ {what} ({how_long})");
}

/// A program to be run in the checkout, with the project's tools first in PATH.
pub fn program(name: &str) -> Result<Command> {
    let mut command = Command::new(name);
    command.current_dir(project::root()).env("PATH", path()?);
    // What cargo told this process about its own build is not for others.
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy();
        let ours = name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        if ours || ["CARGO", "CARGO_CRATE_NAME", "LD_LIBRARY_PATH", "RUST_RECURSION_COUNT"].contains(&&*name)
        {
            command.env_remove(&key);
        }
    }
    Ok(command)
}

/// The same, with arguments.
pub fn with(name: &str, arguments: &[&str]) -> Result<Command> {
    let mut command = program(name)?;
    command.args(arguments);
    Ok(command)
}

/// Tools, node tools, then what the caller had.
fn path() -> Result<OsString> {
    let mut all: Vec<PathBuf> = vec![project::tools()?.join("bin"), project::node_modules()?.join(".bin")];
    all.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    Ok(std::env::join_paths(all)?)
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs it; fails where it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let name = shown(command);
    println!("  $ {name}");
    let status = command.status().with_context(|| name.clone())?;
    if !status.success() {
        bail!("{name}: {status}");
    }
    Ok(())
}

/// What it prints, where it succeeds.
pub fn output(command: &mut Command) -> Result<String> {
    let name = shown(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| name.clone())?;
    if !output.status.success() {
        bail!("{name}: {}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether it succeeds quietly within the time.
pub fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else { return false };
    let end = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < end => std::thread::sleep(Duration::from_millis(50)),
            _ => {
                // It may have ended meanwhile; either way it did not succeed in time.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// Whether PATH, or the project's tools, have it.
pub fn exists(name: &str) -> bool {
    path().is_ok_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}
