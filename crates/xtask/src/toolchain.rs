//! Building WebAssembly, with rustup or with what a distribution ships.
//!
//! Where the standard library's source is at hand it is built along: only so does the bundle run in browsers from
//! Chromium 83 on, since the ready-made one uses reference types. A toolchain without sources works as well; its bundle
//! wants Chromium 96.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::command::{self, output, program, succeeds_within, with};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// What WebAssembly of Chromium 83, Firefox 79 and Safari 15 has, and wasm-bindgen needs.
const OLD_BROWSERS: &str =
    "-Ctarget-cpu=mvp -Ctarget-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext";

/// What only the release bundle gets where the standard library is built along: no words for panics, of which there are
/// none to be told, no debug output, no source locations. A fifth of the bytes.
const SILENT: &str = "-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none";

/// A server that cannot be reached must not hold up the rest.
const DOWNLOAD_LIMIT: Duration = Duration::from_secs(90);

/// How wasm is built here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wasm {
    /// The toolchain that runs this, with the sources of its standard library.
    Sources,
    /// The toolchain that runs this, with the ready-made target.
    Ready,
    /// The distribution's: Debian's rustc-web with its sources in /usr.
    Distribution,
}

impl Wasm {
    /// What is here, the best first.
    pub fn find() -> Option<Self> {
        let sysroot = sysroot().unwrap_or_default();
        let has = |path: &str| Path::new(&sysroot).join("lib/rustlib").join(path).is_dir();
        if has("src/rust/library/std") && has(TARGET) {
            Some(Self::Sources)
        } else if Path::new("/usr/lib/rustlib/src/rust/library/std").exists()
            && Path::new("/usr/bin/cargo").exists()
        {
            Some(Self::Distribution)
        } else if has(TARGET) {
            Some(Self::Ready)
        } else {
            None
        }
    }

    /// A few words for people.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Sources => "the standard library is built from rust-src, for Chromium 83 and later",
            Self::Ready => "the ready-made target; the bundle wants Chromium 96 or later",
            Self::Distribution => {
                "the distribution's toolchain and sources in /usr, for Chromium 83 and later"
            }
        }
    }

    /// Whether `cargo clippy` is part of it.
    pub fn has_clippy(self) -> bool {
        self != Self::Distribution || Path::new("/usr/bin/cargo-clippy").exists()
    }

    /// Makes a command build wasm this way.
    pub fn apply(self, command: &mut Command) -> &mut Command {
        if self == Self::Distribution {
            if command::exists("rustup") {
                command.env("RUSTUP_TOOLCHAIN", "debian");
            } else {
                command.env("RUSTC", "/usr/bin/rustc").env("RUSTDOC", "/usr/bin/rustdoc");
            }
        }
        if self != Self::Ready {
            command
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
                .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", OLD_BROWSERS);
        }
        command
    }

    /// The same for what visitors download.
    pub fn apply_smallest(self, command: &mut Command) -> &mut Command {
        self.apply(command).env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
        if self != Self::Ready {
            let flags = format!("{OLD_BROWSERS} {SILENT}");
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
        }
        command
    }

    /// `cargo` with these arguments, for wasm.
    pub fn cargo(self, arguments: &[&str]) -> Result<Command> {
        let no_rustup = self == Self::Distribution && !command::exists("rustup");
        let mut cargo = with(if no_rustup { "/usr/bin/cargo" } else { "cargo" }, arguments)?;
        self.apply(&mut cargo);
        Ok(cargo)
    }
}

fn sysroot() -> Result<String> {
    output(program("rustc")?.args(["--print", "sysroot"]))
}

/// Installs whichever way works.
pub fn install() -> Result<Wasm> {
    if Wasm::find().is_none_or(|found| found == Wasm::Ready) && command::exists("rustup") {
        command::step(
            "wasm target and sources of the standard library, by rustup",
            "seconds, or 90 s offline",
        );
        let add = |words: &[&str]| anyhow::Ok(succeeds_within(&mut with("rustup", words)?, DOWNLOAD_LIMIT));
        if add(&["target", "add", TARGET])? {
            add(&["component", "add", "rust-src"])?;
        }
    }
    if Wasm::find().is_none() {
        crate::setup::apt(
            "a Rust toolchain with sources, of the distribution",
            "3 min",
            &["rustc-web", "cargo-web", "rust-web-src", "libstd-rust-web-dev", "rust-web-llvm", "lld-22"],
        )?;
    }
    let Some(wasm) = Wasm::find() else {
        anyhow::bail!(
            "no way to build WebAssembly: `rustup target add {TARGET}` does not work here, and the distribution has no \
             rustc-web with rust-web-src"
        );
    };
    if wasm == Wasm::Distribution && command::exists("rustup") {
        link_distribution()?;
    }
    println!("  wasm: {}", wasm.describe());
    Ok(wasm)
}

/// Lets rustup's cargo run the toolchain in /usr.
fn link_distribution() -> Result<()> {
    let known = output(&mut with("rustup", &["toolchain", "list"])?)?;
    if known.lines().any(|line| line.starts_with("debian")) {
        return Ok(());
    }
    command::run(&mut with("rustup", &["toolchain", "link", "debian", "/usr"])?)
}
