//! `anze quote`: a stream of risks in, a stream of outcomes out, in order.

use std::fs::File;
use std::io::{BufWriter, Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::Problem;
use clap::Args;
use platform::clock::Clock;
use platform::intake::no_tariff;
use platform::tariffs::{load_file, load_folder};
use rating::{Catalogue, Fault, Outcome as Rated, Quote, rate};
use serde::Serialize;

use super::Outcome;
use super::output::{in_file, note};
use super::risks::{Lines, risk};

#[derive(Args)]
pub struct Arguments {
    /// Id of a tariff, or a tariff file; without it the inception picks one.
    #[arg(long)]
    tariff: Option<String>,
    /// Also write each quote as a readable account to standard error.
    #[arg(long)]
    explain: bool,
    /// File of risks, one JSON object a line; standard input where left out.
    file: Option<PathBuf>,
}

/// What is written for a line that gives no quote.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case", tag = "result")]
enum Failed {
    /// The risk cannot be rated.
    Faults { line: usize, faults: Vec<Fault> },
    /// The line is not a risk.
    NotARisk { line: usize, faults: [Problem; 1] },
}

pub fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let (catalogue, only) = catalogue(tariffs, arguments.tariff.as_deref())?;
    let input: Box<dyn Read> = match &arguments.file {
        Some(path) => Box::new(File::open(path).map_err(in_file(path))?),
        None => Box::new(stdin()),
    };
    let mut output = BufWriter::new(stdout().lock());
    let mut all_well = true;
    for line in Lines::new(input) {
        let (number, line) = line?;
        match one(&catalogue, only.as_deref(), number, &line) {
            Ok(rated) => {
                serde_json::to_writer(&mut output, &rated)?;
                if let (true, Rated::Quote(quote)) = (arguments.explain, &rated) {
                    explain(quote);
                }
            }
            Err(failed) => {
                all_well = false;
                serde_json::to_writer(&mut output, &failed)?;
            }
        }
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The tariffs to choose from, and the id of the only one where it was named.
pub(super) fn catalogue(
    tariffs: &Path,
    named: Option<&str>,
) -> Result<(Catalogue, Option<String>), Box<dyn std::error::Error>> {
    match named {
        Some(file) if file.ends_with(".toml") => {
            let tariff = load_file(Path::new(file))?;
            let id = tariff.id().to_owned();
            Ok((Catalogue::new(vec![tariff]), Some(id)))
        }
        Some(id) => {
            let catalogue = load_folder(tariffs)?;
            catalogue.get(id).ok_or_else(|| format!("there is no tariff {id}: see anze tariff list"))?;
            Ok((catalogue, Some(id.to_owned())))
        }
        None => Ok((load_folder(tariffs)?, None)),
    }
}

fn one(catalogue: &Catalogue, only: Option<&str>, line: usize, text: &[u8]) -> Result<Rated, Failed> {
    let today = Clock::default().today();
    let risk = risk(text, today).map_err(|wrong| Failed::NotARisk { line, faults: [wrong] })?;
    let (inception, as_of) = (risk.inception.unwrap_or(today), risk.as_of.unwrap_or(today));
    let tariff = match only {
        Some(id) => catalogue.get(id),
        None => catalogue.pick(inception, as_of),
    };
    let faults = |faults| Failed::Faults { line, faults };
    rate(tariff.ok_or_else(|| faults(vec![no_tariff()]))?, &risk).map_err(faults)
}

/// The steps as a person would write them down.
fn explain(quote: &Quote) {
    note(format_args!("{} · {} – {}", quote.tariff.title.zh, quote.period.inception, quote.period.expiry));
    for step in &quote.steps {
        let operands: Vec<String> = step.operands.iter().map(|o| format!("{} {}", o.name, o.value)).collect();
        let source = quote.sources.get(step.source).map(|s| s.id.as_str()).unwrap_or_default();
        let unit = step.unit.map(|unit| format!("[{}] ", unit + 1)).unwrap_or_default();
        let (label, op, result) = (&step.label.zh, &step.op, &step.result);
        note(format_args!(
            "  {unit}{label}: {op}({}) = {result}  ({source}, {:?})",
            operands.join(", "),
            step.mark
        ));
    }
    note(format_args!("  = {} 元 ({:?}: {})", quote.premium, quote.mark, quote.mark_because.join(", ")));
}
