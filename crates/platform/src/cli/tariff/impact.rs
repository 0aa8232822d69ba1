//! `anze tariff impact`: the same risks under two tariffs. Each tariff rates every risk, whatever its inception: the
//! question is what the figures do, not which rules the day picks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use application::Problem;
use clap::Args;
use platform::clock::Clock;
use platform::intake::left_open;
use rating::quote::TariffRef;
use rating::{Money, Outcome as Rated, Quote, Risk, Tariff, rate};
use rust_decimal::Decimal;
use serde::Serialize;

use super::Outcome;
use crate::cli::output::{in_file, line, note};
use crate::cli::quote::catalogue;
use crate::cli::risks::{Lines, risk};

/// The band of premiums that stay what they are.
const UNCHANGED: &str = "0";

/// The bands of a change with their upper ends, in per cent of the premium under the first tariff; the last has none.
const BANDS: [(&str, Option<i64>); 10] = [
    ("..-30", Some(-30)),
    ("-30..-20", Some(-20)),
    ("-20..-10", Some(-10)),
    ("-10..0", Some(0)),
    (UNCHANGED, Some(0)),
    ("0..10", Some(10)),
    ("10..20", Some(20)),
    ("20..30", Some(30)),
    ("30..50", Some(50)),
    ("50..", None),
];

/// The group of policies whose units are of several sectors: a minimum or a cap is of the whole, and no sector's.
const MIXED: &str = "mixed";

/// The longest bar of the histogram.
const WIDEST: usize = 40;

#[derive(Args)]
pub struct Arguments {
    /// Id or file of the tariff in force.
    from: String,
    /// Id or file of the other.
    to: String,
    /// Risks, one JSON object a line.
    #[arg(long)]
    risks: PathBuf,
    /// Only JSON, no histogram.
    #[arg(long)]
    json: bool,
}

/// What a group of risks pays under each.
#[derive(Clone, Debug, Default, Serialize)]
struct Sum {
    risks: usize,
    #[serde(serialize_with = "yuan")]
    from: Decimal,
    #[serde(serialize_with = "yuan")]
    to: Decimal,
    #[serde(serialize_with = "yuan")]
    change: Decimal,
}

fn yuan<S: serde::Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    Money::from_decimal(*amount).serialize(serializer)
}

impl Sum {
    fn add(&mut self, from: Money, to: Money) {
        self.risks += 1;
        self.from += from.yuan();
        self.to += to.yuan();
        self.change = self.to - self.from;
    }
}

/// Risks whose premium changes by about as much.
#[derive(Debug, Serialize)]
struct Band {
    change_in_percent: &'static str,
    #[serde(flatten)]
    sum: Sum,
}

/// The report. Amounts in yuan, as strings.
#[derive(Debug, Serialize)]
struct Impact {
    from: TariffRef,
    to: TariffRef,
    /// Lines that hold something.
    lines: usize,
    /// Why the others are in none of the sums below.
    not_rated: Vec<NotRated>,
    all: Sum,
    /// By what a risk pays more, in per cent: `-20..-10` is over −20 up to −10, `-10..0` is less by up to 10, `0` unchanged.
    bands: Vec<Band>,
    /// By the sector of the units; `mixed` where a policy has units of several.
    sectors: BTreeMap<String, Sum>,
}

/// A line that is no risk, or that one of the two does not rate to one premium.
#[derive(Debug, Serialize)]
struct NotRated {
    line: usize,
    /// Under which tariff; neither where the line is no risk.
    side: Option<Side>,
    faults: Vec<Problem>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Side {
    From,
    To,
}

pub fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let (from, to) = (one(tariffs, &arguments.from)?, one(tariffs, &arguments.to)?);
    let risks = File::open(&arguments.risks).map_err(in_file(&arguments.risks))?;
    let impact = reckon(&from, &to, risks).map_err(in_file(&arguments.risks))?;
    line(serde_json::to_string_pretty(&impact)?)?;
    if !arguments.json {
        histogram(&impact);
    }
    Ok(if impact.not_rated.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn one(tariffs: &Path, named: &str) -> Result<Tariff, Box<dyn std::error::Error>> {
    let (catalogue, id) = catalogue(tariffs, Some(named))?;
    Ok(id.and_then(|id| catalogue.get(&id).cloned()).ok_or("no such tariff")?)
}

fn reckon(from: &Tariff, to: &Tariff, risks: impl Read) -> io::Result<Impact> {
    let bands = BANDS.map(|(change_in_percent, _)| Band { change_in_percent, sum: Sum::default() });
    let mut impact = Impact {
        from: from.reference(),
        to: to.reference(),
        lines: 0,
        not_rated: Vec::new(),
        all: Sum::default(),
        bands: bands.into(),
        sectors: BTreeMap::new(),
    };
    let today = Clock::default().today();
    for line in Lines::new(risks) {
        let (line, text) = line?;
        if text.trim_ascii().is_empty() {
            continue;
        }
        impact.lines += 1;
        match risk(&text, today) {
            Ok(risk) => impact.add(line, quote(from, &risk), quote(to, &risk)),
            Err(wrong) => impact.not_rated.push(NotRated { line, side: None, faults: vec![wrong] }),
        }
    }
    Ok(impact)
}

type Quoted = Result<Box<Quote>, Vec<Problem>>;

fn quote(tariff: &Tariff, risk: &Risk) -> Quoted {
    match rate(tariff, risk) {
        Ok(Rated::Quote(quote)) => Ok(quote),
        Ok(Rated::Range(range)) => Err(range.open.into_iter().map(left_open).collect()),
        Err(faults) => Err(faults.into_iter().map(Into::into).collect()),
    }
}

impl Impact {
    fn add(&mut self, line: usize, from: Quoted, to: Quoted) {
        match (from, to) {
            (Ok(from), Ok(to)) => self.sum(&from, &to),
            (from, to) => {
                let sides = [(Side::From, from.err()), (Side::To, to.err())];
                let lacking = sides.into_iter().filter_map(|(side, faults)| Some((Some(side), faults?)));
                self.not_rated.extend(lacking.map(|(side, faults)| NotRated { line, side, faults }));
            }
        }
    }

    fn sum(&mut self, before: &Quote, after: &Quote) {
        let (from, to) = (before.premium, after.premium);
        self.all.add(from, to);
        let name = band(from, to);
        for band in self.bands.iter_mut().filter(|band| band.change_in_percent == name) {
            band.sum.add(from, to);
        }
        self.sectors.entry(sector(before).to_owned()).or_default().add(from, to);
    }
}

/// The sector of all units, or that there are several.
fn sector(quote: &Quote) -> &str {
    let mut sectors: BTreeSet<&str> = quote.obligations.iter().map(|one| one.sector.as_str()).collect();
    let first = sectors.pop_first().unwrap_or_default();
    if sectors.is_empty() { first } else { MIXED }
}

/// The band of a change. From nothing to something is the last one.
fn band(before: Money, after: Money) -> &'static str {
    let change = after.yuan() - before.yuan();
    if change.is_zero() {
        return UNCHANGED;
    }
    let share = (change * Decimal::ONE_HUNDRED).checked_div(before.yuan()).unwrap_or(Decimal::MAX);
    let found = BANDS.iter().find(|(_, end)| end.is_none_or(|end| share <= Decimal::from(end)));
    found.map_or(UNCHANGED, |(name, _)| name)
}

/// To standard error, so that standard output stays JSON.
fn histogram(impact: &Impact) {
    let most = impact.bands.iter().map(|band| band.sum.risks).max().unwrap_or(0).max(1);
    let TariffRef { id, edition, .. } = &impact.from;
    note(format_args!("change in per cent of the premium under {id} {edition}"));
    for Band { change_in_percent: name, sum } in &impact.bands {
        let bar = "█".repeat((sum.risks * WIDEST).div_ceil(most));
        note(format_args!("{name:>10} {:>7} {bar} {:+}", sum.risks, sum.change));
    }
    note("by sector");
    for (sector, sum) in &impact.sectors {
        note(format_args!("{sector:>20} {:>7} {} → {} ({:+})", sum.risks, sum.from, sum.to, sum.change));
    }
    if impact.not_rated.is_empty() {
        return;
    }
    note(format_args!("in none of these: {} of {} lines", impact.lines - impact.all.risks, impact.lines));
    for NotRated { line, side, faults } in &impact.not_rated {
        let under = side.map_or("no risk", |side| match side {
            Side::From => "from",
            Side::To => "to",
        });
        for Problem { pointer, code, message } in faults {
            note(format_args!("{line:>10} {under:<7} {code} {pointer} {} {}", message.zh, message.en));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: i64) -> Money {
        Money::from_decimal(Decimal::from(amount))
    }

    #[test]
    fn bands_hold_their_upper_end() {
        let cases = [
            (60, "..-30"),
            (70, "..-30"),
            (71, "-30..-20"),
            (99, "-10..0"),
            (100, "0"),
            (101, "0..10"),
            (150, "30..50"),
            (151, "50.."),
        ];
        for (after, name) in cases {
            assert_eq!(band(money(100), money(after)), name, "{after}");
        }
        assert_eq!(band(money(0), money(1)), "50..");
        assert_eq!(band(money(0), money(0)), "0");
    }
}
