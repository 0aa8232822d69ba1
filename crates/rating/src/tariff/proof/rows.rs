//! Every look-up meets a row, and every row can be met.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::situations::{Cases, Situation, Situations};
use super::{Notes, step_key};
use crate::answers::{NONE, show_number};
use crate::attribute::{Kind, Measure};
use crate::bounds::combinations;
use crate::tariff::finding::{Code, Findings, Place};
use crate::tariff::read::Merged;
use crate::tariff::table::{Dimension, Edge, Table};
use crate::tariff::{Op, Tariff};

pub(super) fn check(tariff: &Tariff, merged: &Merged, notes: &Notes, findings: &mut Findings) {
    let mut met: Vec<BTreeSet<u16>> = vec![BTreeSet::new(); tariff.tables.len()];
    // Tables of which nobody has seen all that may be looked up.
    let mut unproved = BTreeSet::new();
    for (step, instruction) in tariff.program.iter().enumerate() {
        let (table, sliced) = match instruction.op {
            Op::LookUp(table) => (usize::from(table), false),
            Op::Slices(table) => (usize::from(table), true),
            _ => continue,
        };
        let (Some(grid), Some(met)) = (tariff.tables.get(table), met.get_mut(table)) else { continue };
        let by = merged.table.get(table).map(|table| table.entry.by.as_slice()).unwrap_or_default();
        let grid = Written { tariff, grid, by };
        let positions = notes.positions.get(step).filter(|p| !p.is_empty());
        if sliced {
            met.extend(grid.grid.cells.iter().filter_map(|cell| cell.checked_sub(1)));
            check_slices(merged, step, &grid, positions, findings);
        } else if let Some(positions) = positions
            && check_look_up(tariff, merged, step, &grid, positions, met, findings).is_none()
        {
            unproved.insert(table);
        }
    }
    for (index, (table, met)) in merged.table.iter().zip(&met).enumerate() {
        if unproved.contains(&index) {
            continue;
        }
        for (number, row) in table.entry.rows.iter().enumerate() {
            if !u16::try_from(number).is_ok_and(|number| met.contains(&number)) {
                let place = Place { file: table.place.file, offset: row.span().start };
                let key = format!("table {}, row {}", table.entry.key, number + 1);
                let help = "no answers lead here: remove the row, or mend the bounds and conditions";
                findings.add(place, key, Code::Unreachable, "nothing can reach this row", help);
            }
        }
    }
}

/// A table, and the names of its keys.
struct Written<'a> {
    tariff: &'a Tariff,
    grid: &'a Table,
    by: &'a [String],
}

/// Slices use the bands from zero up, one after the other.
fn check_slices(
    merged: &Merged,
    step: usize,
    table: &Written<'_>,
    positions: Option<&Vec<Vec<usize>>>,
    findings: &mut Findings,
) {
    let mut holes = Cases::default();
    for band in positions.and_then(|positions| positions.first()).into_iter().flatten() {
        if table.grid.row([*band].into_iter()).is_none() {
            holes.add(|| bands(table, &[*band]).join(", "));
        }
    }
    let (place, key) = step_key(merged, step);
    if let Some(cases) = holes.told() {
        let what = format!("table {} has no row for {cases}", table.grid.key);
        findings.add(place, &key, Code::Hole, what, "add the rows: slices use every band from zero up");
    }
}

/// Goes through all combinations of choices; numbers may lie in any band that the bounds leave. `None` where there are too many
/// of them.
fn check_look_up(
    tariff: &Tariff,
    merged: &Merged,
    step: usize,
    written: &Written<'_>,
    positions: &[Vec<usize>],
    met: &mut BTreeSet<u16>,
    findings: &mut Findings,
) -> Option<()> {
    let instruction = tariff.program.get(step)?;
    let table = written.grid;
    let mut situations = Situations::new(tariff, instruction.scope);
    situations.depend_on(&instruction.when);
    for dimension in &table.dimensions {
        if let Dimension::Choice { attribute, .. } = dimension {
            situations.include(*attribute);
        }
    }
    let (mut holes, mut unasked) = (Cases::default(), Cases::default());
    let all = situations.visit(|situation| {
        if !situation.meets_all(&instruction.when) {
            return;
        }
        let Some(at) = asked_positions(table, positions, situation) else {
            return unasked.add(|| situation.describe(tariff));
        };
        for position in combinations(&at) {
            match table.row(position.iter().copied()) {
                Some(row) => {
                    met.insert(row);
                }
                None => holes.add(|| {
                    let choices = situation.choices_made(tariff);
                    choices.into_iter().chain(bands(written, &position)).collect::<Vec<_>>().join(", ")
                }),
            }
        }
    });
    let (place, key) = step_key(merged, step);
    if all.is_none() {
        let what = "too many combinations of choices to go through";
        findings.add(place, &key, Code::Unproved, what, "look up fewer keys at once, or drop conditions");
    }
    if let Some(cases) = holes.told() {
        let what = format!("table {} has no row for {cases}", table.key);
        findings.add(place, &key, Code::Hole, what, "add the rows, or narrow the step's `when`");
    }
    if let Some(cases) = unasked.told() {
        let what = format!("a key of table {} is not asked in {cases}", table.key);
        let help = "narrow the step's `when` to where the question is asked";
        findings.add(place, &key, Code::Unset, what, help);
    }
    all
}

/// Where a look-up may be made in a situation. Nothing where one of its keys is not asked.
fn asked_positions(
    table: &Table,
    positions: &[Vec<usize>],
    situation: &Situation,
) -> Option<Vec<Vec<usize>>> {
    let along = |(dimension, possible): (&Dimension, &Vec<usize>)| match dimension {
        Dimension::Choice { attribute, .. } => {
            let choice = situation.choices.get(attribute).filter(|choice| **choice != NONE)?;
            Some(vec![usize::from(*choice)])
        }
        Dimension::Band { .. } => Some(possible.clone()),
    };
    table.dimensions.iter().zip(positions).map(along).collect()
}

/// The bands of a position: the name of each key, and the edges around it.
fn bands(table: &Written<'_>, position: &[usize]) -> Vec<String> {
    let band = |((dimension, by), index): ((&Dimension, &String), &usize)| match dimension {
        Dimension::Choice { .. } => None,
        Dimension::Band { edges, .. } => {
            let at = |edge: &Edge| shown(table.tariff, by, edge.at);
            let lower = index.checked_sub(1).and_then(|lower| edges.get(lower));
            let lower = lower.map(|e| format!("{} {}", if e.closed { "over" } else { "from" }, at(e)));
            let upper = edges.get(*index);
            let upper = upper.map(|e| format!("{} {}", if e.closed { "up to" } else { "below" }, at(e)));
            let ends: Vec<String> = lower.into_iter().chain(upper).collect();
            Some(if ends.is_empty() { format!("any {by}") } else { format!("{by} {}", ends.join(" ")) })
        }
    };
    table.grid.dimensions.iter().zip(table.by).zip(position).filter_map(band).collect()
}

/// A value of a key: a day where it is one.
fn shown(tariff: &Tariff, key: &str, value: Decimal) -> String {
    match tariff.attribute(key).map(|attribute| &attribute.kind) {
        Some(Kind::Number(number)) if number.measure == Measure::Date => show_number(number, value),
        _ => value.to_string(),
    }
}
