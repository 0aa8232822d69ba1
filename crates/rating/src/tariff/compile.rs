//! From names to indices. Everything that is not understood becomes a finding, and all of them are reported.

mod attributes;
mod names;
mod sources;
mod steps;
mod surroundings;
mod tables;
mod unused;
mod words;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use self::names::Name;
use super::file::{self, Amount};
use super::finding::{Code, Findings, Located, Place};
use super::plan::Plan;
use super::read::Merged;
use super::{Header, Tariff, UnitRule, table};
use crate::bounds::MOST_DIGITS;
use crate::date::Date;
use crate::money;
use crate::text::Text;

/// Indices are 16 bits wide, and proofs go over all entries.
const MOST_ENTRIES: usize = 10_000;

/// Compiles a tariff. `None` where it has no `[tariff]` to begin with.
pub(super) fn compile(merged: &Merged, digest: String, findings: &mut Findings) -> Option<Tariff> {
    let Some(header) = merged.tariff.last() else {
        findings.add(
            Place::default(),
            "tariff",
            Code::NoTariff,
            "there is no [tariff]",
            "begin the file with [tariff]",
        );
        return None;
    };
    if merged.longest() > MOST_ENTRIES {
        let what = format!("more than {MOST_ENTRIES} entries of one kind");
        findings.add(header.place, "tariff", Code::TooLarge, what, "split the tariff");
        return None;
    }
    only_one(&merged.tariff, "tariff", findings);
    only_one(&merged.units, "units", findings);
    only_one(&merged.prevention_fund, "prevention_fund", findings);
    only_one(&merged.obligation, "obligation", findings);
    let mut compiler =
        Compiler { merged, findings, names: BTreeMap::new(), tariff: blank(&header.entry, digest) };
    compiler.sources();
    compiler.units();
    compiler.attributes();
    compiler.figures();
    compiler.registers();
    compiler.tables();
    compiler.steps();
    compiler.header(header);
    compiler.covers();
    compiler.lines();
    compiler.laws();
    compiler.fund();
    compiler.obligation();
    compiler.words();
    compiler.unused();
    Some(compiler.tariff)
}

fn only_one<T>(entries: &[Located<T>], key: &str, findings: &mut Findings) {
    for extra in entries.iter().skip(1) {
        findings.add(extra.place, key, Code::Duplicate, format!("a second [{key}]"), "keep one of them");
    }
}

fn blank(header: &file::Header, digest: String) -> Tariff {
    Tariff {
        header: Header {
            id: header.id.clone(),
            edition: header.edition.clone(),
            digest,
            title: header.title.clone(),
            region: header.region.clone(),
            currency: header.currency.clone(),
            inception_from: header.inception_from,
            inception_to: header.inception_to,
            known_from: header.known_from,
            premium: 0,
            per_person: None,
            per_person_when: Vec::new(),
            months: Vec::new(),
        },
        units: UnitRule { label: Text::new("单位", "Units"), least: 0, most: 0, one_policy_each: false },
        sources: Vec::new(),
        attributes: Vec::new(),
        slots: Vec::new(),
        figures: Vec::new(),
        tables: Vec::new(),
        registers: Vec::new(),
        program: Vec::new(),
        steps: Vec::new(),
        covers: Vec::new(),
        lines: Vec::new(),
        laws: Vec::new(),
        fund: None,
        obligation: None,
        requires: Vec::new(),
        plan: Plan::default(),
    }
}

struct Compiler<'a> {
    merged: &'a Merged,
    findings: &'a mut Findings,
    names: BTreeMap<String, Name>,
    tariff: Tariff,
}

impl Compiler<'_> {
    fn add(&mut self, place: Place, key: &str, code: Code, what: String, help: &str) {
        self.findings.add(place, key, code, what, help);
    }

    fn amount(&mut self, place: Place, entry: &str, amount: &Amount) -> Decimal {
        money::parse(&amount.0).unwrap_or_else(|| {
            let help = "write digits with at most one point, such as \"0.65\"";
            self.add(place, entry, Code::BadAmount, format!("\"{}\" is no amount", amount.0), help);
            Decimal::ZERO
        })
    }

    /// One end of a number's bounds or of a band: a day where the number is one.
    fn end(&mut self, place: Place, entry: &str, end: &Amount, is_day: bool) -> Decimal {
        if !is_day {
            return self.amount(place, entry, end);
        }
        end.0.parse::<Date>().map(|day| Decimal::from(day.days())).unwrap_or_else(|_| {
            let what = format!("\"{}\" is no day", end.0);
            self.add(place, entry, Code::BadDate, what, "write it as \"2018-01-30\"");
            Decimal::ZERO
        })
    }

    fn scaled(&mut self, place: Place, entry: &str, amount: &Amount, unit: table::Unit) -> Decimal {
        let value = self.amount(place, entry, amount);
        let places = match unit {
            table::Unit::Percent => 2,
            table::Unit::PerMille => 3,
            _ => 0,
        };
        let mut scaled = value.normalize();
        if !scaled.is_zero() && scaled.set_scale(scaled.scale() + places).is_err() {
            let help = "a figure has at most 28 digits after the point once it is divided";
            self.add(place, entry, Code::BadAmount, format!("\"{}\" is too precise", amount.0), help);
        }
        scaled.normalize()
    }

    fn digits(&mut self, place: Place, entry: &str, digits: Option<u32>) {
        if digits.is_some_and(|digits| digits > MOST_DIGITS) {
            let what = format!("`digits` is over {MOST_DIGITS}");
            self.add(place, entry, Code::BadParameter, what, "fen have two digits");
        }
    }

    fn source(&mut self, place: Place, entry: &str, id: &str) -> usize {
        self.tariff.sources.iter().position(|s| s.id == id).unwrap_or_else(|| {
            let help = "add a [[source]] with this id, or name one that is there";
            self.add(place, entry, Code::NoSource, format!("there is no source \"{id}\""), help);
            0
        })
    }
}
