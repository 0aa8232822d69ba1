//! `anze verify`: rates a saved quote again, be it a file or the text behind a QR code on paper.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use platform::tariffs::load_folder;
use rating::verify::{Paper, SavedQuote, Verdict, verify};
use rating::{Money, Tariff};

use super::{Outcome, output};

#[derive(Args)]
pub struct Arguments {
    /// What to verify: a JSON file with `risk` and `quote`, the text of a QR code (q1.…), or the address with it that the
    /// code opens.
    what: String,
}

/// What is to be rated again.
enum Saved {
    Paper(Paper),
    File(Box<SavedQuote>),
}

pub fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let saved = Saved::read(&arguments.what)?;
    let catalogue = load_folder(tariffs)?;
    let id = saved.tariff();
    let tariff = catalogue.get(id).ok_or_else(|| format!("there is no tariff {id}"))?;
    let verdict = saved.verify(tariff);
    say(&verdict, saved.premium())?;
    Ok(if verdict == Verdict::Agrees { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Saved {
    fn read(what: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let file = Path::new(what);
        let fragment = what.split_once('#').map_or(what, |(_, fragment)| fragment);
        // A file may be called `q1.json`.
        if Paper::is_one(fragment) && !file.is_file() {
            return Ok(Self::Paper(Paper::read(fragment)?));
        }
        let bytes = fs::read(file).map_err(output::in_file(file))?;
        Ok(Self::File(serde_json::from_slice(&bytes).map_err(output::in_file(file))?))
    }

    fn tariff(&self) -> &str {
        match self {
            Self::Paper(paper) => &paper.tariff,
            Self::File(saved) => &saved.quote.tariff.id,
        }
    }

    fn premium(&self) -> Money {
        match self {
            Self::Paper(paper) => paper.premium,
            Self::File(saved) => saved.quote.premium,
        }
    }

    fn verify(&self, tariff: &Tariff) -> Verdict {
        match self {
            Self::Paper(paper) => paper.verify(tariff),
            Self::File(saved) => verify(tariff, saved),
        }
    }
}

fn say(verdict: &Verdict, premium: Money) -> std::io::Result<()> {
    match verdict {
        Verdict::Agrees => output::line(format_args!("agrees: {premium} yuan")),
        Verdict::DiffersAt { step, saved, right } => {
            output::line(format_args!("differs at {step}: saved {saved}, right {right}"))
        }
        Verdict::OtherTariff { saved, at_hand } => {
            output::line(format_args!("made with another tariff: digest {saved}, at hand {at_hand}"))
        }
        Verdict::Faults { faults } => faults.iter().try_for_each(|fault| {
            output::line(format_args!(
                "cannot be rated: {} {} / {}",
                fault.pointer, fault.message.zh, fault.message.en
            ))
        }),
    }
}
