//! Steps, the registers they write, and the operations with their parameters.

use std::collections::BTreeSet;

use super::Compiler;
use super::names::Name;
use crate::attribute::{Measure, Scope};
use crate::money;
use crate::tariff::file::{self, OpName};
use crate::tariff::finding::{Code, Located, Place};
use crate::tariff::table::{Dimension, Unit};
use crate::tariff::{Instruction, Op, Read, ReadName, Ref, Register, Step};
use crate::text::Text;

impl Compiler<'_> {
    /// Registers are what steps write; a name belongs to one scope.
    pub(super) fn registers(&mut self) {
        let (mut policy, mut unit) = (0, 0);
        for Located { place, entry } in &self.merged.step {
            let name = entry.writes();
            let key = format!("step {}", entry.key);
            if let Some(Name::Register(index)) = self.names.get(name) {
                if self.tariff.registers.get(*index).is_some_and(|r| r.scope != entry.scope) {
                    let help = "a unit's register and the policy's need different names";
                    self.add(
                        *place,
                        &key,
                        Code::TwoScopes,
                        format!("\"{name}\" is written in both scopes"),
                        help,
                    );
                }
                continue;
            }
            self.name(*place, &key, name, Name::Register(self.tariff.registers.len()));
            let next = if entry.scope == Scope::Unit { &mut unit } else { &mut policy };
            let register = Register { key: name.to_owned(), scope: entry.scope, index: *next, counts: false };
            *next += 1;
            self.tariff.registers.push(register);
        }
    }

    pub(super) fn steps(&mut self) {
        let mut keys = BTreeSet::new();
        for Located { place, entry } in &self.merged.step {
            let key = format!("step {}", entry.key);
            if !keys.insert(entry.key.as_str()) {
                self.add(*place, &key, Code::Duplicate, "a second step of this name".into(), "rename one");
            }
            let when = self.conditions(*place, &key, &entry.when);
            let otherwise = entry.otherwise.as_ref().map(|a| self.amount(*place, &key, a));
            let source = self.source(*place, &key, &entry.source);
            let name = entry.writes();
            let Some(Name::Register(register)) = self.names.get(name).copied() else { continue };
            let Some(to) = self.tariff.registers.get(register).map(|r| r.index) else { continue };
            let Some((op, reads)) = self.operation(*place, &key, entry) else { continue };
            self.tariff.program.push(Instruction { scope: entry.scope, when, otherwise, to, op });
            self.tariff.steps.push(Step {
                key: entry.key.clone(),
                label: entry.label.clone(),
                source,
                register,
                reads,
            });
        }
    }

    fn operation(&mut self, place: Place, key: &str, step: &file::Step) -> Option<(Op, Vec<ReadName>)> {
        self.check_parameters(place, key, step);
        if matches!(step.op, OpName::LookUp | OpName::Slices) {
            return self.look_up(place, key, step);
        }
        let mut refs = Vec::new();
        let mut reads = Vec::new();
        let scope = if step.op == OpName::Total { Scope::Unit } else { step.scope };
        for name in step.of.iter().chain(&step.least).chain(&step.most) {
            refs.push(self.reference(place, key, name, scope)?);
            reads.push(self.read_name(name, step.op == OpName::Total));
        }
        let arity = match step.op {
            OpName::Multiply | OpName::Add | OpName::LeastOf | OpName::MostOf => step.of.len() >= 2,
            OpName::FactorSum => !step.of.is_empty(),
            OpName::Subtract | OpName::Divide | OpName::Discount => step.of.len() == 2,
            _ => step.of.len() == 1,
        };
        let first = refs.first().copied();
        let (Some(first), true) = (first, arity) else {
            let what = format!("`of` has {} names, which this operation cannot take", step.of.len());
            self.add(place, key, Code::BadParameter, what, "docs/tariffs.md, \"Operations\", says how many");
            return None;
        };
        let second = refs.get(1).copied().unwrap_or(first);
        let (digits, rounding) = (step.digits.unwrap_or(2), step.rounding.unwrap_or(money::Rounding::HalfUp));
        let op = match step.op {
            OpName::Multiply => Op::Multiply(refs),
            OpName::Add => Op::Add(refs),
            OpName::Subtract => Op::Subtract(first, second),
            OpName::Divide => Op::Divide { of: first, by: second, digits, rounding },
            OpName::FactorSum => Op::FactorSum(refs),
            OpName::Discount => Op::Discount(first, second),
            OpName::Clamp => {
                let least = step.least.as_ref().map(|_| second);
                let most = step.most.as_ref().and_then(|_| refs.last().copied());
                Op::Clamp { of: first, least, most }
            }
            OpName::LeastOf => Op::LeastOf(refs),
            OpName::MostOf => Op::MostOf(refs),
            OpName::Round => Op::Round { of: first, digits, rounding },
            OpName::Copy => Op::Copy(first),
            OpName::Total => Op::Total { of: first, how: step.how? },
            OpName::LookUp | OpName::Slices => return None,
        };
        Some((op, reads))
    }

    /// Every operation has its own parameters: the ones it lacks and the ones it cannot use are findings.
    fn check_parameters(&mut self, place: Place, key: &str, step: &file::Step) {
        let op = step.op;
        let rounds = matches!(op, OpName::Round | OpName::Divide);
        let looks_up = matches!(op, OpName::LookUp | OpName::Slices);
        let total = op == OpName::Total;
        let clamps = op == OpName::Clamp;
        let rules = [
            ("table", step.table.is_some(), looks_up, looks_up),
            ("of", !step.of.is_empty(), !looks_up, !looks_up),
            ("digits", step.digits.is_some(), rounds, rounds),
            ("rounding", step.rounding.is_some(), rounds, rounds),
            ("how", step.how.is_some(), total, total),
            ("least", step.least.is_some(), false, clamps),
            ("most", step.most.is_some(), false, clamps),
        ];
        for (name, given, needed, allowed) in rules {
            if needed && !given {
                let help = "docs/tariffs.md, \"Operations\", lists what each needs";
                self.add(place, key, Code::BadParameter, format!("`{name}` is missing"), help);
            }
            if given && !allowed {
                self.add(
                    place,
                    key,
                    Code::BadParameter,
                    format!("this operation has no `{name}`"),
                    "remove it",
                );
            }
        }
        self.digits(place, key, step.digits);
        self.per_cent(place, key, step);
        if step.otherwise.is_some() && step.when.is_empty() {
            let what = "`otherwise` without `when`: the step always runs".into();
            self.add(place, key, Code::BadParameter, what, "remove it, or say when the step runs");
        }
        if clamps && step.least.is_none() && step.most.is_none() {
            self.add(place, key, Code::BadParameter, "clamps nothing".into(), "give least, most or both");
        }
        if total && step.scope == Scope::Unit {
            let help = "only the policy takes units together";
            self.add(place, key, Code::BadParameter, "a unit has no units".into(), help);
        }
    }

    /// An answer in per cent is the number that was typed: 30, not 0.30. Taken for a share it makes a hundred times too much.
    fn per_cent(&mut self, place: Place, key: &str, step: &file::Step) {
        if !matches!(step.op, OpName::Multiply | OpName::Discount | OpName::FactorSum) {
            return;
        }
        let is_answer = |name: &&String| self.measure(name) == Some(Measure::Percent);
        let is_figure = |name: &String| {
            let figures = &mut self.merged.figure.iter().map(|figure| &figure.entry);
            figures.any(|figure| figure.key == *name && figure.unit == Unit::Percent)
        };
        let scaled = step.op == OpName::Multiply && step.of.iter().any(is_figure);
        if let Some(name) = step.of.iter().find(is_answer).filter(|_| !scaled) {
            let what = format!("\"{name}\" is an answer in per cent: 30 % is the number 30 here");
            let help = "multiply it by a figure of value = \"1\", unit = \"percent\", and go on with that";
            self.add(place, key, Code::BadParameter, what, help);
        }
    }

    fn look_up(&mut self, place: Place, key: &str, step: &file::Step) -> Option<(Op, Vec<ReadName>)> {
        let name = step.table.as_ref()?;
        let position = self.merged.table.iter().position(|t| t.entry.key == *name);
        let Some((position, index)) = position.and_then(|p| Some((p, u16::try_from(p).ok()?))) else {
            self.add(place, key, Code::UnknownName, format!("there is no table \"{name}\""), "add [[table]]");
            return None;
        };
        let by = &self.merged.table.get(position)?.entry.by;
        let dimensions = &self.tariff.tables.get(position)?.dimensions;
        let of_unit = |d: &Dimension| {
            matches!(
                d,
                Dimension::Choice { scope: Scope::Unit, .. }
                    | Dimension::Band { of: Ref::Number(Scope::Unit, _) | Ref::Register(Scope::Unit, _), .. }
            )
        };
        if step.scope == Scope::Policy && dimensions.iter().any(of_unit) {
            let help = "look it up for each unit (scope = \"unit\") and take the units together";
            self.add(
                place,
                key,
                Code::UnitInPolicy,
                format!("table \"{name}\" is keyed by a unit's value"),
                help,
            );
            return None;
        }
        let banded = matches!(dimensions.as_slice(), [Dimension::Band { .. }]);
        let op = match step.op {
            OpName::Slices if banded => Op::Slices(index),
            OpName::Slices => {
                let help = "slices need a table with one banded key";
                self.add(
                    place,
                    key,
                    Code::BadParameter,
                    format!("table \"{name}\" is not of one band"),
                    help,
                );
                return None;
            }
            _ => Op::LookUp(index),
        };
        let reads = by.clone().iter().map(|name| self.read_name(name, false)).collect();
        Some((op, reads))
    }

    fn read_name(&self, name: &str, over_units: bool) -> ReadName {
        let label = match self.names.get(name) {
            Some(Name::Attribute(index)) => self.tariff.attributes.get(*index).map(|a| a.label.clone()),
            Some(Name::Figure(index)) => {
                self.tariff.figures.get(usize::from(*index)).and_then(|f| f.label.clone())
            }
            Some(Name::Register(_)) => self.step_label(name),
            None => None,
        };
        let of = match (self.number_ref(name), self.names.get(name)) {
            (Some(reference), _) if over_units => Read::Units(reference),
            (Some(reference), _) => Read::Value(reference),
            (None, Some(Name::Attribute(index))) => Read::Choice(*index),
            (None, _) => Read::Choice(usize::MAX),
        };
        ReadName { key: name.to_owned(), label, of }
    }

    /// A register is called what the first step that writes it is called.
    fn step_label(&self, register: &str) -> Option<Text> {
        self.merged.step.iter().find(|step| step.entry.writes() == register).map(|s| s.entry.label.clone())
    }
}
