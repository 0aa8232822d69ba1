//! `anze schema`: what docs/ holds of the API, made from the types.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use platform::schemas;

use super::{Outcome, output};

#[derive(Args)]
pub struct Arguments {
    /// Folder to write into: docs.
    #[arg(long)]
    out: PathBuf,
}

pub fn run(arguments: &Arguments) -> Outcome {
    for (name, document) in schemas::documents()? {
        let path = arguments.out.join(name);
        path.parent().map(fs::create_dir_all).transpose()?;
        fs::write(&path, format!("{document:#}\n"))?;
        output::line(path.display())?;
    }
    Ok(ExitCode::SUCCESS)
}
