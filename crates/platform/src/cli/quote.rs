//! `anze quote`: a stream of risks in, a stream of outcomes out, in order.

use std::fs::File;
use std::io::{BufWriter, Read, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::Problem;
use clap::Args;
use platform::answer::Answer;
use platform::clock::Clock;
use platform::intake::no_tariff;
use platform::tariffs::{load_file, load_folder};
use rating::{Catalogue, Fault, Outcome as Rated, Quote, Tariff};
use serde::Serialize;
use words::account::sum;
use words::quote::{cite, period, weakest, yuan};
use words::{self as w, Lang};

use super::Outcome;
use super::language::Language;
use super::output::{in_file, note};
use super::risks::{Lines, risk};

#[derive(Args)]
pub struct Arguments {
    /// Id of a tariff, or a tariff file; without it the inception picks one.
    #[arg(long)]
    tariff: Option<String>,
    /// Say in each quote what would lower it.
    #[arg(long)]
    what_ifs: bool,
    /// Also write each quote as a readable account to standard error.
    #[arg(long)]
    explain: bool,
    /// Language of the account.
    #[arg(long, default_value = "zh")]
    lang: Language,
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
        match one(&catalogue, only.as_deref(), arguments.what_ifs, number, &line) {
            Ok((tariff, answer)) => {
                serde_json::to_writer(&mut output, &answer)?;
                if let (true, Rated::Quote(quote)) = (arguments.explain, &answer.outcome) {
                    explain(tariff, quote, arguments.lang.into());
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

fn one<'a>(
    catalogue: &'a Catalogue,
    only: Option<&str>,
    what_ifs: bool,
    line: usize,
    text: &[u8],
) -> Result<(&'a Tariff, Answer), Failed> {
    let today = Clock::default().today();
    let risk = risk(text, today).map_err(|wrong| Failed::NotARisk { line, faults: [wrong] })?;
    let (inception, as_of) = (risk.inception.unwrap_or(today), risk.as_of.unwrap_or(today));
    let tariff = match only {
        Some(id) => catalogue.get(id),
        None => catalogue.pick(inception, as_of),
    };
    let faults = |faults| Failed::Faults { line, faults };
    let tariff = tariff.ok_or_else(|| faults(vec![no_tariff()]))?;
    Ok((tariff, Answer::new(tariff, &risk, what_ifs).map_err(faults)?))
}

/// The steps as a person would write them down, each with who states it and how official its result is.
fn explain(tariff: &Tariff, quote: &Quote, lang: Lang) {
    note(format_args!("{} · {}", lang.text(&quote.tariff.title), period(&quote.period, lang)));
    let several = quote.steps.iter().any(|step| step.unit.is_some_and(|unit| unit > 0));
    for step in &quote.steps {
        let unit =
            step.unit.filter(|_| several).map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]));
        let unit = unit.map(|unit| format!("{unit} · ")).unwrap_or_default();
        let (label, sum) = (lang.text(&step.label), sum(tariff, step, lang));
        let source = quote.sources.get(step.source).map(|source| cite(source, lang)).unwrap_or_default();
        note(format_args!("  {unit}{label}: {sum}  [{}] {source}", lang.of(step.mark.words())));
    }
    let because = weakest(quote, lang);
    let because =
        if because.is_empty() { because } else { lang.fill(w::WEAKEST_BECAUSE, &[("steps", &because)]) };
    let premium = yuan(&quote.premium.to_string(), lang);
    note(format_args!("  = {premium}  [{}] {because}", lang.of(quote.mark.words())));
}
