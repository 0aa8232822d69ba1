//! `anze tariff`: check, list, test, compare, pack.

mod impact;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use platform::tariffs::{
    Trouble, clashes, files, load_file, load_file_with_rows, load_folder, pack, text_of,
};
use rating::golden;

use super::{Outcome, output};

#[derive(Subcommand)]
pub enum Command {
    /// Read and prove tariffs; report everything that is wrong.
    Check {
        /// Tariff files; all the shipped ones where left out.
        files: Vec<PathBuf>,
    },
    /// Rate the golden quotes beside tariffs, and list the rows of tables that none of them uses.
    Test {
        /// Tariff files; all the shipped ones where left out.
        files: Vec<PathBuf>,
    },
    /// Who pays how much more or less under one tariff than under another.
    Impact(impact::Arguments),
    /// List the tariffs.
    List,
    /// Write the tariffs in the form that the widget loads.
    Pack {
        /// Folder to write into.
        #[arg(long)]
        out: PathBuf,
    },
}

pub fn run(tariffs: &Path, command: Command) -> Outcome {
    match command {
        Command::Check { files } => check(tariffs, files),
        Command::Test { files } => test(tariffs, files),
        Command::Impact(arguments) => impact::run(tariffs, &arguments),
        Command::List => {
            for tariff in load_folder(tariffs)?.iter() {
                let (id, edition, digest) = (tariff.id(), tariff.edition(), tariff.digest());
                output::line(format_args!(
                    "{id} {edition} {digest} from {} {}",
                    tariff.inception_from(),
                    tariff.title().zh
                ))?;
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Pack { out } => {
            output::line(pack(&load_folder(tariffs)?, &out)?.file)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(folder: &Path, named: Vec<PathBuf>) -> Outcome {
    let all = named.is_empty();
    let mut well = true;
    let mut proved = Vec::new();
    for path in if all { files(folder)? } else { named } {
        match load_file(&path) {
            Ok(tariff) => {
                output::line(format_args!("{}: {} proved", path.display(), tariff.id()))?;
                proved.push((path, tariff));
            }
            Err(trouble) => {
                well = false;
                output::line(trouble)?;
            }
        }
    }
    for clash in clashes(&proved) {
        well = false;
        output::line(clash)?;
    }
    if all && well {
        match load_folder(folder) {
            Err(trouble @ (Trouble::Changed(..) | Trouble::Gone(..) | Trouble::Lock(_))) => {
                well = false;
                output::line(trouble)?;
            }
            other => drop(other?),
        }
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A row that no golden quote uses is told, and is no failure: some rows cannot be reached by a lawful risk.
fn test(folder: &Path, named: Vec<PathBuf>) -> Outcome {
    let mut well = true;
    for path in if named.is_empty() { files(folder)? } else { named } {
        match test_one(&path) {
            Ok(passed) => well &= passed,
            // What is wrong with one says nothing of the others.
            Err(trouble) if output::has_gone(trouble.as_ref()) => return Err(trouble),
            Err(trouble) => {
                well = false;
                output::line(trouble)?;
            }
        }
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether every golden quote beside a tariff comes out.
fn test_one(path: &Path) -> Result<bool, Box<dyn Error>> {
    let (tariff, rows) = load_file_with_rows(path)?;
    let quotes = path.with_extension("quotes.csv");
    let text = text_of(&quotes).map_err(output::in_file(&quotes))?;
    let report = golden::run(&tariff, &text).map_err(output::in_file(&quotes))?;
    for failure in &report.failures {
        output::line(format_args!("{}: {failure}", quotes.display()))?;
    }
    for row in &report.untouched {
        let place = rows.iter().find(|place| place.row == *row);
        let place = place.map(|place| format!("{}:{}: ", place.file, place.line)).unwrap_or_default();
        output::line(format_args!("{place}no golden quote uses row {} of {}", row.row, row.table))?;
    }
    let (quotes, failed, untouched) = (report.quotes, report.failures.len(), report.untouched.len());
    let id = tariff.id();
    output::line(format_args!("{id}: {quotes} golden quotes, {failed} failed, {untouched} rows untouched"))?;
    Ok(failed == 0)
}
