//! `anze tariff impact`: the same risks under two tariffs. Each tariff rates every risk, whatever its inception: the
//! question is what the figures do, not which rules the day picks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use rating::{Money, Outcome as Rated, Quote, Risk, Tariff, rate};
use rust_decimal::Decimal;
use serde::Serialize;

use super::Outcome;
use crate::cli::output::{in_file, line, note};
use crate::cli::quote::catalogue;

/// Upper ends of the bands, in per cent of the premium under the first tariff; the last band has none.
const BANDS: [i64; 8] = [-30, -20, -10, 0, 10, 20, 30, 50];

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
    change_in_percent: String,
    #[serde(flatten)]
    sum: Sum,
}

/// The report. Amounts in yuan, as strings.
#[derive(Debug, Serialize)]
struct Impact {
    from: String,
    to: String,
    /// Lines that are no risk, or that one of the two does not rate to one premium.
    not_rated: usize,
    all: Sum,
    /// By what a risk pays more, in per cent: `-10..0` is over −10 up to 0.
    bands: Vec<Band>,
    sectors: BTreeMap<String, Sum>,
}

pub fn run(tariffs: &Path, arguments: &Arguments) -> Outcome {
    let (from, to) = (one(tariffs, &arguments.from)?, one(tariffs, &arguments.to)?);
    let text = std::fs::read_to_string(&arguments.risks).map_err(in_file(&arguments.risks))?;
    let impact = reckon(&from, &to, &text);
    line(serde_json::to_string_pretty(&impact)?)?;
    if !arguments.json {
        histogram(&impact);
    }
    Ok(ExitCode::SUCCESS)
}

fn one(tariffs: &Path, named: &str) -> Result<Tariff, Box<dyn std::error::Error>> {
    let (catalogue, id) = catalogue(tariffs, Some(named))?;
    Ok(id.and_then(|id| catalogue.get(&id).cloned()).ok_or("no such tariff")?)
}

fn reckon(from: &Tariff, to: &Tariff, text: &str) -> Impact {
    let mut impact = Impact {
        from: from.id().to_owned(),
        to: to.id().to_owned(),
        not_rated: 0,
        all: Sum::default(),
        bands: names().map(|change_in_percent| Band { change_in_percent, sum: Sum::default() }).collect(),
        sectors: BTreeMap::new(),
    };
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let risk: Option<Risk> = serde_json::from_str(line).ok();
        let quotes = risk.and_then(|risk| Some((quote(from, &risk)?, quote(to, &risk)?)));
        let Some((before, after)) = quotes else {
            impact.not_rated += 1;
            continue;
        };
        impact.all.add(before.premium, after.premium);
        if let Some(band) = impact.bands.get_mut(band(before.premium, after.premium)) {
            band.sum.add(before.premium, after.premium);
        }
        let sector = before.obligations.first().map(|o| o.sector.clone()).unwrap_or_default();
        impact.sectors.entry(sector).or_default().add(before.premium, after.premium);
    }
    impact
}

fn quote(tariff: &Tariff, risk: &Risk) -> Option<Box<Quote>> {
    match rate(tariff, risk) {
        Ok(Rated::Quote(quote)) => Some(quote),
        _ => None,
    }
}

/// The band of a change. From nothing to something is the last one.
fn band(before: Money, after: Money) -> usize {
    let change = after.yuan() - before.yuan();
    let share = (change * Decimal::ONE_HUNDRED).checked_div(before.yuan());
    let within = |share: Decimal| BANDS.iter().position(|end| share <= Decimal::from(*end));
    share.and_then(within).unwrap_or(if change.is_zero() { 3 } else { BANDS.len() })
}

fn names() -> impl Iterator<Item = String> {
    let ends = BANDS.windows(2).filter_map(|pair| match pair {
        [low, high] => Some(format!("{low}..{high}")),
        _ => None,
    });
    let (first, last) = (BANDS.first().copied().unwrap_or(0), BANDS.last().copied().unwrap_or(0));
    [format!("..{first}")].into_iter().chain(ends).chain([format!("{last}..")])
}

/// To standard error, so that standard output stays JSON.
fn histogram(impact: &Impact) {
    let most = impact.bands.iter().map(|band| band.sum.risks).max().unwrap_or(0).max(1);
    note(format_args!("change in per cent of the premium under {}", impact.from));
    for Band { change_in_percent: name, sum } in &impact.bands {
        let bar = "█".repeat((sum.risks * WIDEST).div_ceil(most));
        note(format_args!("{name:>10} {:>7} {bar} {:+}", sum.risks, sum.change));
    }
    note("by sector");
    for (sector, sum) in &impact.sectors {
        note(format_args!("{sector:>20} {:>7} {} → {} ({:+})", sum.risks, sum.from, sum.to, sum.change));
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
        let names: Vec<String> = names().collect();
        let cases = [
            (60, "..-30"),
            (70, "..-30"),
            (71, "-30..-20"),
            (100, "-10..0"),
            (101, "0..10"),
            (150, "30..50"),
            (151, "50.."),
        ];
        for (after, name) in cases {
            assert_eq!(names[band(money(100), money(after))], name, "{after}");
        }
        assert_eq!(names[band(money(0), money(1))], "50..");
    }
}
