//! `anze verify`: rates a saved quote again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use platform::tariffs::load_folder;
use rating::verify::{SavedQuote, Verdict, verify};

use super::{Outcome, output};

#[derive(Args)]
pub struct Arguments {
    /// JSON file with `risk` and `quote`.
    file: PathBuf,
}

pub fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let file = &arguments.file;
    let bytes = fs::read(file).map_err(output::in_file(file))?;
    let saved: SavedQuote = serde_json::from_slice(&bytes).map_err(output::in_file(file))?;
    let catalogue = load_folder(tariffs)?;
    let id = &saved.quote.tariff.id;
    let tariff = catalogue.get(id).ok_or_else(|| format!("there is no tariff {id}"))?;
    let verdict = verify(tariff, &saved);
    match &verdict {
        Verdict::Agrees => output::line(format_args!("agrees: {} yuan", saved.quote.premium))?,
        Verdict::DiffersAt { step, saved, right } => {
            output::line(format_args!("differs at {step}: saved {saved}, right {right}"))?;
        }
        Verdict::OtherTariff { saved, at_hand } => {
            output::line(format_args!("made with another tariff: digest {saved}, at hand {at_hand}"))?;
        }
        Verdict::Faults { faults } => {
            for fault in faults {
                output::line(format_args!(
                    "cannot be rated: {} {} / {}",
                    fault.pointer, fault.message.zh, fault.message.en
                ))?;
            }
        }
    }
    Ok(if verdict == Verdict::Agrees { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
