//! "More accidents are never cheaper": follows one answer through the program and sees which way each value goes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Notes;
use crate::attribute::{Condition, Kind, Scope};
use crate::bounds::{Span, combinations};
use crate::tariff::finding::{Code, Findings, Place};
use crate::tariff::table::{Dimension, Table};
use crate::tariff::{Op, Ref, Tariff};

/// Which way a value goes as the answer goes along its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Same,
    Up,
    Down,
    Unknown,
}

impl Way {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Same, way) | (way, Self::Same) => way,
            (a, b) if a == b => a,
            _ => Self::Unknown,
        }
    }

    fn turned(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            way => way,
        }
    }
}

pub(super) fn check(
    tariff: &Tariff,
    place: Place,
    attribute: &str,
    order: &[String],
    notes: &Notes,
    findings: &mut Findings,
) {
    let key = format!("must, never-cheaper {attribute}");
    let Some(index) = tariff.attributes.iter().position(|a| a.key == attribute) else {
        let what = format!("there is no attribute \"{attribute}\"");
        return findings.add(place, key, Code::UnknownName, what, "name an attribute");
    };
    let Some(order) = choices_in_order(tariff, index, order) else {
        let what = "`choices` must name choices of the attribute, or be left out for a number";
        return findings.add(place, key, Code::BadParameter, what, "list them from the cheapest on");
    };
    let mut walk =
        Walk { tariff, attribute: index, order, notes, ways: BTreeMap::new(), spans: BTreeMap::new() };
    let culprit = walk.program();
    if let Some(step) = culprit {
        let step = tariff.steps.get(step).map(|s| s.key.as_str()).unwrap_or_default();
        let what = format!("cannot be proved: step {step} may lower the premium as {attribute} goes up");
        findings.add(place, key, Code::Must, what, "mend the figures, or take the rule away");
    }
}

/// Positions of the choices in their order; nothing for a number.
fn choices_in_order(tariff: &Tariff, attribute: usize, order: &[String]) -> Option<Vec<usize>> {
    match &tariff.attributes.get(attribute)?.kind {
        Kind::Number(_) => order.is_empty().then(Vec::new),
        Kind::Choice(choices) => {
            let position = |key: &String| choices.iter().position(|choice| choice.key == *key);
            order.iter().map(position).collect::<Option<Vec<_>>>().filter(|order| order.len() > 1)
        }
    }
}

struct Walk<'a> {
    tariff: &'a Tariff,
    attribute: usize,
    order: Vec<usize>,
    notes: &'a Notes,
    /// By scope and register.
    ways: BTreeMap<(bool, u16), Way>,
    spans: BTreeMap<(bool, u16), Span>,
}

impl Walk<'_> {
    /// The step that turned the premium the wrong way, if one did.
    fn program(&mut self) -> Option<usize> {
        let premium = (false, self.tariff.header.premium);
        let mut culprit = None;
        for (step, instruction) in self.tariff.program.iter().enumerate() {
            let to = (instruction.scope == Scope::Unit, instruction.to);
            let mut way = self.way_of(step, &instruction.op);
            if self.depends(&instruction.when, 0) {
                way = Way::Unknown;
            }
            if !instruction.when.is_empty() {
                // Where the step does not run, the register keeps its value.
                way = way.and(self.ways.get(&to).copied().unwrap_or(Way::Same));
            }
            if let Some(span) = self.notes.values.get(step).copied().flatten() {
                let otherwise = instruction.otherwise.map(|value| Span::exact(value, span.mark));
                let kept = otherwise.as_ref().or_else(|| self.spans.get(&to));
                let kept = kept.filter(|_| !instruction.when.is_empty());
                let low = kept.map_or(span.low, |kept| kept.low.min(span.low));
                let high = kept.map_or(span.high, |kept| kept.high.max(span.high));
                self.spans.insert(to, Span { low, high, ..span });
            }
            self.ways.insert(to, way);
            let wrong = matches!(way, Way::Down | Way::Unknown);
            if wrong && culprit.is_none() && self.counts(to) {
                culprit = Some(step);
            }
        }
        let good = matches!(self.ways.get(&premium), Some(Way::Up | Way::Same));
        if good { None } else { culprit.or(Some(0)) }
    }

    fn counts(&self, to: (bool, u16)) -> bool {
        let is_it = |r: &&crate::tariff::Register| (r.scope == Scope::Unit, r.index) == to;
        self.tariff.registers.iter().find(is_it).is_some_and(|r| r.counts)
    }

    /// Whether a condition looks at the answer, or at one that is asked because of it.
    fn depends(&self, when: &[Condition], depth: usize) -> bool {
        when.iter().any(|condition| {
            let asked = self.tariff.attributes.get(condition.attribute);
            condition.attribute == self.attribute
                || depth >= 8
                || asked.is_some_and(|a| self.depends(&a.when, depth + 1))
        })
    }

    fn way(&self, of: Ref) -> Way {
        match of {
            Ref::Figure(_) => Way::Same,
            Ref::Number(scope, slot) => {
                let this =
                    self.tariff.attributes.get(self.attribute).zip(self.tariff.slots.get(self.attribute));
                let same = this.is_some_and(|(a, s)| {
                    a.scope == scope && *s == slot && matches!(a.kind, Kind::Number(_))
                });
                if same { Way::Up } else { Way::Same }
            }
            Ref::Register(scope, index) => {
                self.ways.get(&(scope == Scope::Unit, index)).copied().unwrap_or(Way::Same)
            }
        }
    }

    /// Whether a value is never negative.
    fn is_positive(&self, of: Ref) -> bool {
        let low = match of {
            Ref::Figure(index) => self.tariff.figures.get(usize::from(index)).map(|f| f.value),
            Ref::Number(scope, slot) => {
                let is_it = |(a, s): &(&crate::attribute::Attribute, &u16)| a.scope == scope && **s == slot;
                self.tariff.attributes.iter().zip(&self.tariff.slots).filter(is_it).find_map(
                    |(a, _)| match &a.kind {
                        Kind::Number(number) => Some(number.least),
                        Kind::Choice(_) => None,
                    },
                )
            }
            Ref::Register(scope, index) => {
                self.spans.get(&(scope == Scope::Unit, index)).map(|span| span.low)
            }
        };
        low.is_some_and(|low| low >= Decimal::ZERO)
    }

    fn way_of(&self, step: usize, op: &Op) -> Way {
        let of_all = |of: &[Ref]| of.iter().fold(Way::Same, |way, one| way.and(self.way(*one)));
        let if_positive = |of: &[Ref], way: Way| {
            if way == Way::Same || of.iter().all(|one| self.is_positive(*one)) { way } else { Way::Unknown }
        };
        match op {
            Op::LookUp(table) => self
                .tariff
                .tables
                .get(usize::from(*table))
                .map_or(Way::Unknown, |table| self.look_up(step, table)),
            Op::Slices(table) => {
                let table = self.tariff.tables.get(usize::from(*table));
                let rising = table.is_some_and(|t| t.rows.iter().all(|row| row.value >= Decimal::ZERO));
                let way = of_all(&self.tariff.inputs(op));
                if way == Way::Same || rising { way } else { Way::Unknown }
            }
            Op::Multiply(of) => if_positive(of, of_all(of)),
            Op::Subtract(a, b) => self.way(*a).and(self.way(*b).turned()),
            Op::Divide { of, by, .. } => if_positive(&[*of, *by], self.way(*of).and(self.way(*by).turned())),
            Op::Discount(of, share) => {
                let whole = if_positive(&[*of], self.way(*share).turned());
                let at_most_all =
                    self.notes.values.get(step).copied().flatten().is_some_and(|s| s.low >= Decimal::ZERO);
                if at_most_all { self.way(*of).and(whole) } else { Way::Unknown }
            }
            Op::Total { how: crate::tariff::How::Count, .. } => Way::Same,
            _ => of_all(&self.tariff.inputs(op)),
        }
    }

    /// A look-up goes the way of its rows along the key that moves.
    fn look_up(&self, step: usize, table: &Table) -> Way {
        let Some(positions) = self.notes.positions.get(step) else { return Way::Unknown };
        let mut way = Way::Same;
        for (axis, dimension) in table.dimensions.iter().enumerate() {
            let (along, moves) = match dimension {
                Dimension::Choice { attribute, .. } if *attribute == self.attribute => {
                    (self.order.clone(), Way::Up)
                }
                Dimension::Choice { .. } => continue,
                Dimension::Band { of, .. } => {
                    (positions.get(axis).cloned().unwrap_or_default(), self.way(*of))
                }
            };
            let rows = along_axis(table, positions, axis, &along);
            way = way.and(match moves {
                Way::Same => Way::Same,
                Way::Up => rows,
                Way::Down => rows.turned(),
                Way::Unknown => Way::Unknown,
            });
        }
        way
    }
}

/// Which way the figures go along one key, whatever the others are.
fn along_axis(table: &Table, positions: &[Vec<usize>], axis: usize, along: &[usize]) -> Way {
    let mut others = positions.to_vec();
    if let Some(this) = others.get_mut(axis) {
        *this = vec![0];
    }
    let mut way = Way::Same;
    for mut position in combinations(&others) {
        let mut before: Option<Decimal> = None;
        for index in along {
            if let Some(cell) = position.get_mut(axis) {
                *cell = *index;
            }
            let row = table.row(position.iter().copied()).and_then(|row| table.rows.get(usize::from(row)));
            let Some(value) = row.map(|row| row.value) else { continue };
            way = way.and(match before {
                Some(before) if value > before => Way::Up,
                Some(before) if value < before => Way::Down,
                _ => Way::Same,
            });
            before = Some(value);
        }
    }
    way
}
