//! Installs what is missing, and nothing else: running it again takes a second.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::command::{exists, output, run, step, with};
use crate::project;
use crate::toolchain::{self, Wasm};

/// Newer ones want a newer Rust.
const TRUNK: &str = "0.21.14";
const WASM_SPLIT: &str = "0.2.4";

/// Needed to build and serve the bundle.
pub fn to_build() -> Result<Wasm> {
    let wasm = toolchain::install()?;
    node()?;
    node_packages()?;
    xz()?;
    wasm_bindgen()?;
    wasm_split()?;
    trunk()?;
    Ok(wasm)
}

/// Needed to run the tests.
pub fn everything() -> Result<()> {
    to_build()?;
    browser()?;
    println!("\nEverything is in place. Tools are in {}.", project::tools()?.display());
    Ok(())
}

fn node() -> Result<()> {
    if exists("node") && exists("npm") {
        return Ok(());
    }
    apt("Node.js, which runs wasm-opt and the browser tests", "1 min", &["nodejs", "npm"])
}

fn xz() -> Result<()> {
    if exists("xz") { Ok(()) } else { apt("xz, which packs the single file", "10 s", &["xz-utils"]) }
}

/// wasm-opt, Playwright and what else `tests/package.json` lists.
fn node_packages() -> Result<()> {
    let here = project::root().join("tests");
    let there = project::tools()?.join("node");
    let lock = std::fs::read(here.join("package-lock.json")).context("tests/package-lock.json")?;
    // Written last: a broken installation is not taken for a whole one.
    let installed = there.join("installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|known| known == lock) {
        return link_node_modules(&here, &there);
    }
    step("wasm-opt and browser drivers from the npm registry", "30 s");
    std::fs::create_dir_all(&there)?;
    for name in ["package.json", "package-lock.json"] {
        std::fs::copy(here.join(name), there.join(name))?;
    }
    // chrome-aws-lambda wants an old puppeteer beside it that the tests do not use.
    let arguments = ["ci", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    run(with("npm", &arguments)?.current_dir(&there))?;
    std::fs::write(installed, lock)?;
    link_node_modules(&here, &there)
}

/// Node looks for packages in the folders above a script: one link serves all tests.
fn link_node_modules(here: &Path, there: &Path) -> Result<()> {
    let (link, target) = (here.join("node_modules"), there.join("node_modules"));
    if std::fs::read_link(&link).is_ok_and(|known| known == target) {
        return Ok(());
    }
    if link.is_symlink() {
        std::fs::remove_file(&link)?;
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(&target, &link).context("tests/node_modules")?;
    #[cfg(windows)]
    std::os::windows::fs::symlink_dir(&target, &link).context("tests/node_modules")?;
    Ok(())
}

/// Must be of the version of the library in Cargo.lock.
fn wasm_bindgen() -> Result<()> {
    let version = project::locked_version("wasm-bindgen")?;
    // Without --locked: any recent version of its dependencies will do.
    cargo_install("wasm-bindgen", "wasm-bindgen-cli", &version, "2 min", &[])
}

/// Cuts the widget in two; made for Leptos and Yew, which cut theirs with it.
fn wasm_split() -> Result<()> {
    cargo_install(
        "wasm-split-cli",
        "wasm_split_cli_support",
        WASM_SPLIT,
        "1 min",
        &["--features", "build-binary"],
    )
}

fn trunk() -> Result<()> {
    cargo_install(
        "trunk",
        "trunk",
        TRUNK,
        "3 min",
        &["--locked", "--no-default-features", "--features", "rustls"],
    )
}

/// Builds a tool, unoptimised: it runs for moments.
fn cargo_install(
    program: &str,
    package: &str,
    version: &str,
    how_long: &str,
    options: &[&str],
) -> Result<()> {
    let root = project::tools()?;
    if exists(program) && (is_listed(&root, package, version) || says(program, version)?) {
        return Ok(());
    }
    step(&format!("{package} {version}"), how_long);
    let mut install = with("cargo", &["install", "--quiet", "--force", package, "--version", version])?;
    install.args(options).arg("--root").arg(root).env_remove("CARGO_TARGET_DIR");
    install.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
    run(&mut install)
}

/// Whether cargo installed that version in the folder.
fn is_listed(root: &Path, package: &str, version: &str) -> bool {
    let list = std::fs::read_to_string(root.join(".crates.toml"));
    list.is_ok_and(|list| list.contains(&format!("\"{package} {version} (")))
}

/// Whether a program, wherever it comes from, is of that version.
fn says(program: &str, version: &str) -> Result<bool> {
    let is_right = |text: String| text.split_whitespace().any(|word| word == version);
    Ok(output(&mut with(program, &["--version"])?).is_ok_and(is_right))
}

/// Chromium with its driver, a font that has Chinese, and what draws a PDF.
fn browser() -> Result<()> {
    let mut missing = Vec::new();
    if !exists("chromium") {
        missing.push("chromium");
    }
    if !exists("chromedriver") {
        missing.push("chromium-driver");
    }
    let chinese = |fonts: String| !fonts.is_empty();
    if !exists("fc-list") || !output(&mut with("fc-list", &[":lang=zh", "family"])?).is_ok_and(chinese) {
        missing.extend(["fontconfig", "fonts-noto-cjk"]);
    }
    if !exists("pdftoppm") {
        missing.push("poppler-utils");
    }
    if missing.is_empty() {
        return Ok(());
    }
    apt("what the tests look at pages and papers with", "1 min", &missing)
}

/// Firefox and WebKit, under the names that Debian has for them.
pub fn other_browsers() -> Result<()> {
    let firefox = if exists("firefox") { None } else { Some(("firefox-esr", "firefox-esr")) };
    let all = [("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")].into_iter().chain(firefox);
    let missing: Vec<&str> =
        all.filter(|(program, _)| !exists(program)).map(|(_, package)| package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    apt("Firefox and WebKit", "2 min", &missing)
}

/// Installs packages of the distribution, or says which are wanted.
pub fn apt(what: &str, how_long: &str, packages: &[&str]) -> Result<()> {
    let all = packages.join(" ");
    let is_root = exists("id") && output(&mut with("id", &["-u"])?).is_ok_and(|id| id == "0");
    if !exists("apt-get") || !is_root {
        bail!(
            "{what} is missing. On Debian or Ubuntu, as root:\n\n    apt-get install --no-install-recommends {all}\n\n\
             elsewhere, packages of like names. Then run this again."
        );
    }
    step(&format!("{what}: {all}"), how_long);
    run(with("apt-get", &["update", "-qq"])?.env("DEBIAN_FRONTEND", "noninteractive"))?;
    let mut install = with("apt-get", &["install", "-y", "-qq", "--no-install-recommends"])?;
    run(install.args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
}
