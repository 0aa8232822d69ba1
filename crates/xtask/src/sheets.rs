//! static/sheets/: what the page fetches only when it is needed. Workers with the WebAssembly that they run, and the
//! template of a roster.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::command::{run, step, with};
use crate::project::{self, hash};
use crate::size::optimiser;
use crate::toolchain::{TARGET, Wasm};

/// Each a worker: the binary of crates/sheets, and the variable that tells the widget its file.
const WORKERS: [(&str, &str); 3] = [
    ("roster-reader", "ANZE_ROSTER_READER"),
    ("workbook-writer", "ANZE_WORKBOOK_WRITER"),
    ("list-rater", "ANZE_LIST_RATER"),
];

/// Names of files by the variable that the widget is built with: it asks for exactly those it was built with.
pub type Names = Vec<(&'static str, String)>;

/// Builds all of it.
pub fn build(wasm: Wasm) -> Result<Names> {
    step("reading and writing spreadsheets", "3 min the first time, then 30 s");
    let words = ["build", "--quiet", "--release", "--package", "sheets", "--bins", "--target", TARGET];
    run(wasm.apply_smallest(&mut wasm.cargo(&words)?))?;
    let folder = project::root().join("static/sheets");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut names = Names::new();
    for (name, variable) in WORKERS {
        names.push((variable, worker(name, &folder)?));
    }
    let template = sheets::write::template().context("the template of a roster")?;
    let file = format!("roster-template-{}.xlsx", hash(&template));
    fs::write(folder.join(&file), template)?;
    names.push(("ANZE_ROSTER_TEMPLATE", file));
    Ok(names)
}

/// One script: what wasm-bindgen wrote, then what answers the page. Workers of modules are too new for some browsers.
fn worker(name: &str, folder: &Path) -> Result<String> {
    let linked = project::target().join(TARGET).join(format!("release/{name}.wasm"));
    let bound = project::target().join("sheets");
    let mut bind = with("wasm-bindgen", &["--target", "no-modules", "--no-typescript", "--out-dir"])?;
    run(bind.arg(&bound).arg(linked))?;
    let optimised = bound.join(format!("{name}.wasm"));
    run(optimiser()?.arg(bound.join(format!("{name}_bg.wasm"))).arg("-o").arg(&optimised))?;
    let module = fs::read(&optimised)?;
    let module_name = format!("{name}-{}.wasm", hash(&module));
    fs::write(folder.join(&module_name), module)?;
    let answers = project::root().join("crates/sheets/src/worker.js");
    let script = fs::read_to_string(bound.join(format!("{name}.js")))? + &fs::read_to_string(answers)?;
    // Beside the script, wherever the site is.
    let script = script.replace("new URL(FILE,", &format!("new URL('{module_name}',"));
    let script_name = format!("{name}-{}.js", hash(script.as_bytes()));
    fs::write(folder.join(&script_name), script)?;
    Ok(script_name)
}
