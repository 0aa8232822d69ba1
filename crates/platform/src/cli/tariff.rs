//! `anze tariff`: check, list, pack.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use platform::tariffs::{Trouble, files, load_file, load_folder, pack};

use super::Outcome;

#[derive(Subcommand)]
pub enum Command {
    /// Read and prove tariffs; report everything that is wrong.
    Check {
        /// Tariff files; all the shipped ones where left out.
        files: Vec<PathBuf>,
    },
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
        Command::List => {
            for tariff in load_folder(tariffs)?.iter() {
                let (id, edition, digest) = (tariff.id(), tariff.edition(), tariff.digest());
                println!("{id} {edition} {digest} from {} {}", tariff.inception_from(), tariff.title().zh);
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Pack { out } => {
            for entry in pack(&load_folder(tariffs)?, &out)? {
                println!("{}", entry.file);
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(folder: &Path, named: Vec<PathBuf>) -> Outcome {
    let all = named.is_empty();
    let mut well = true;
    for path in if all { files(folder)? } else { named } {
        match load_file(&path) {
            Ok(tariff) => println!("{}: {} proved", path.display(), tariff.id()),
            Err(trouble) => {
                well = false;
                println!("{trouble}");
            }
        }
    }
    if all && well {
        match load_folder(folder) {
            Err(trouble @ Trouble::Changed(_)) => {
                well = false;
                println!("{trouble}");
            }
            other => drop(other?),
        }
    }
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
