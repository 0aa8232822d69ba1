//! From names to indices. Everything that is not understood becomes a finding, and all of them are reported.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::file::{self, Amount, OpName, When};
use super::read::{Findings, Located, Merged, Place};
use super::table::{self, Dimension, Edge};
use super::{
    Cover, Figure, FundRow, FundRule, Header, Instruction, Law, LimitRule, LineRule, ObligationRow,
    ObligationRule, Op, Read, ReadName, Ref, Register, Row, Step, Table, Tariff, UnitRule,
};
use crate::answers::read_answer;
use crate::attribute::{Attribute, Choice, Condition, Kind, Measure, Number, Scope};
use crate::date::Date;
use crate::money;
use crate::quote::SourceNote;
use crate::risk::NOT_SURE;
use crate::text::Text;

/// Compiles a tariff. `None` where it has no `[tariff]` to begin with.
pub(super) fn compile(merged: &Merged, digest: String, findings: &mut Findings) -> Option<Tariff> {
    let Some(header) = merged.tariff.last() else {
        findings.add(
            Place::default(),
            "tariff",
            "no-tariff",
            "there is no [tariff]",
            "begin the file with [tariff]",
        );
        return None;
    };
    only_one(&merged.tariff, "tariff", findings);
    only_one(&merged.units, "units", findings);
    only_one(&merged.prevention_fund, "prevention_fund", findings);
    only_one(&merged.obligation, "obligation", findings);
    let mut compiler =
        Compiler { merged, findings, names: BTreeMap::new(), tariff: blank(&header.entry, digest) };
    compiler.sources();
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
    compiler.unused();
    Some(compiler.tariff)
}

fn only_one<T>(entries: &[Located<T>], key: &str, findings: &mut Findings) {
    for extra in entries.iter().skip(1) {
        findings.add(extra.place, key, "duplicate", format!("a second [{key}]"), "keep one of them");
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
            months: Vec::new(),
        },
        units: UnitRule { label: Text::default(), least: 0, most: 0, one_policy_each: false },
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
    }
}

/// What a name in a tariff file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Attribute(usize),
    Figure(u16),
    /// Index into the tariff's registers.
    Register(usize),
}

struct Compiler<'a> {
    merged: &'a Merged,
    findings: &'a mut Findings,
    names: BTreeMap<String, Name>,
    tariff: Tariff,
}

impl Compiler<'_> {
    fn add(&mut self, place: Place, key: &str, code: &'static str, what: String, help: &str) {
        self.findings.add(place, key, code, what, help);
    }

    /// Enters a name; a second use of it is a finding.
    fn name(&mut self, place: Place, entry: &str, key: &str, stands_for: Name) {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        let starts_well = key.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        if !(starts_well && key.bytes().all(plain)) {
            let help = "keys are lower-case letters, digits, hyphens and underscores, a letter first";
            self.add(place, entry, "bad-key", format!("\"{key}\" is no key"), help);
        }
        if self.names.insert(key.to_owned(), stands_for).is_some() {
            let help = "attributes, figures and registers share one set of names: give it another";
            self.add(place, entry, "duplicate", format!("the name \"{key}\" is taken"), help);
        }
    }

    fn amount(&mut self, place: Place, entry: &str, amount: &Amount) -> Decimal {
        money::parse(&amount.0).unwrap_or_else(|| {
            let help = "write digits with at most one point, such as \"0.65\"";
            self.add(place, entry, "bad-amount", format!("\"{}\" is no amount", amount.0), help);
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
        value.checked_mul(Decimal::new(1, places)).unwrap_or(value).normalize()
    }

    fn source(&mut self, place: Place, entry: &str, id: &str) -> usize {
        self.tariff.sources.iter().position(|s| s.id == id).unwrap_or_else(|| {
            let help = "add a [[source]] with this id, or name one that is there";
            self.add(place, entry, "no-source", format!("there is no source \"{id}\""), help);
            0
        })
    }

    fn sources(&mut self) {
        for Located { place, entry } in &self.merged.source {
            if self.tariff.sources.iter().any(|s| s.id == entry.id) {
                self.add(
                    *place,
                    "source",
                    "duplicate",
                    format!("a second source \"{}\"", entry.id),
                    "rename one",
                );
            }
            if !is_document_date(&entry.date) {
                let what = format!("\"{}\" is no date", entry.date);
                let help = "write 2018-01-30, 2018-01 or 2018, or \"\" where it is not known";
                self.add(*place, "source", "bad-date", what, help);
            }
            self.tariff.sources.push(SourceNote {
                id: entry.id.clone(),
                title: entry.title.clone(),
                issuer: entry.issuer.clone(),
                number: entry.number.clone(),
                date: entry.date.clone(),
                mark: entry.mark,
                url: entry.url.clone(),
            });
        }
    }

    // --- attributes ---

    fn attributes(&mut self) {
        if let Some(Located { entry, .. }) = self.merged.units.last() {
            let file::Units { label, least, most, one_policy_each } = entry.clone();
            self.tariff.units = UnitRule { label, least, most, one_policy_each };
        }
        let mut next_slot = BTreeMap::new();
        for (index, Located { place, entry }) in self.merged.attribute.iter().enumerate() {
            let key = format!("attribute {}", entry.key);
            self.name(*place, &key, &entry.key, Name::Attribute(index));
            if entry.scope == Scope::Unit && self.tariff.units.most == 0 {
                let help = "add [units] with least and most, or ask it of the policy";
                self.add(*place, &key, "no-units", "a unit's question, but risks have no units".into(), help);
            }
            let when = self.conditions(*place, &key, &entry.when, entry.scope);
            let kind = self.kind(*place, &key, entry);
            let is_choice = matches!(kind, Kind::Choice(_));
            let slot = next_slot.entry((entry.scope == Scope::Unit, is_choice)).or_insert(0);
            self.tariff.slots.push(*slot);
            *slot += 1;
            let extension = entry.kind == file::Kind::Extension;
            let default = entry.default.clone().or(extension.then(|| "no".to_owned()));
            let attribute = Attribute {
                key: entry.key.clone(),
                scope: entry.scope,
                kind,
                label: entry.label.clone(),
                help: entry.help.clone(),
                when,
                default,
                may_be_unsure: entry.unsure,
                improve_with: entry.improve_with.clone(),
                extension,
            };
            self.check_default(*place, &key, &attribute);
            self.tariff.attributes.push(attribute);
        }
        self.requires();
        self.unsure_conditions();
    }

    fn check_default(&mut self, place: Place, key: &str, attribute: &Attribute) {
        let Some(default) = &attribute.default else { return };
        let fits = match default.as_str() {
            NOT_SURE => attribute.may_be_unsure,
            text => read_answer(&attribute.kind, text, |choice| choice.when.is_empty()).is_ok(),
        };
        if !fits {
            let help = "a default is an answer that is always offered, within the bounds";
            self.add(place, key, "bad-default", format!("the default \"{default}\" is no answer"), help);
        }
    }

    fn kind(&mut self, place: Place, key: &str, entry: &file::Attribute) -> Kind {
        let numeric = entry.least.is_some() || entry.most.is_some() || entry.digits.is_some();
        let measure = match entry.kind {
            file::Kind::Choice | file::Kind::Extension => {
                if numeric {
                    let help = "remove least, most and digits, or make it a number";
                    self.add(place, key, "bad-parameter", "bounds on a choice".into(), help);
                }
                return Kind::Choice(self.choices(place, key, entry));
            }
            file::Kind::Count => Measure::Count,
            file::Kind::Money => Measure::Money,
            file::Kind::Percent => Measure::Percent,
            file::Kind::Date => Measure::Date,
        };
        if !entry.choices.is_empty() {
            let help = "remove them, or set kind = \"choice\"";
            self.add(place, key, "bad-parameter", "choices on a number".into(), help);
        }
        let bound = |compiler: &mut Self, amount: &Option<Amount>, name: &str| match (amount, measure) {
            (Some(Amount(text)), Measure::Date) => match text.parse::<Date>() {
                Ok(date) => Decimal::from(date.days()),
                Err(_) => {
                    let what = format!("{name} \"{text}\" is no date");
                    compiler.add(place, key, "bad-date", what, "write it as 2018-01-30");
                    Decimal::ZERO
                }
            },
            (Some(amount), _) => compiler.amount(place, key, amount),
            (None, _) => {
                let help = "every number has bounds, so that loading can prove what it leads to";
                compiler.add(place, key, "no-bound", format!("{name} is missing"), help);
                Decimal::ZERO
            }
        };
        let (least, most) = (bound(self, &entry.least, "least"), bound(self, &entry.most, "most"));
        if least > most {
            self.add(place, key, "bad-bounds", format!("least {least} is over most {most}"), "swap them");
        }
        let unit = entry.unit.clone().unwrap_or_default();
        Kind::Number(Number { measure, least, most, digits: entry.digits.unwrap_or(0), unit })
    }

    fn choices(&mut self, place: Place, key: &str, entry: &file::Attribute) -> Vec<Choice> {
        if entry.kind == file::Kind::Extension {
            let choice = |key: &str, zh: &str, en: &str| Choice {
                key: key.into(),
                label: Text::new(zh, en),
                help: Text::default(),
                words: Vec::new(),
                when: Vec::new(),
            };
            return vec![choice("no", "不投保", "No"), choice("yes", "投保", "Yes")];
        }
        let mut seen = BTreeSet::new();
        if entry.choices.is_empty() || entry.choices.len() >= usize::from(u16::MAX) {
            self.add(place, key, "no-choices", "a choice needs choices, 65534 at most".into(), "list them");
        }
        let mut choices = Vec::new();
        for choice in &entry.choices {
            if !seen.insert(choice.key.as_str()) || choice.key == NOT_SURE || choice.key == "*" {
                let what = format!("the choice \"{}\" is there twice, or is no key", choice.key);
                self.add(place, key, "duplicate", what, "give every choice a key of its own");
            }
            choices.push(Choice {
                key: choice.key.clone(),
                label: choice.label.clone(),
                help: choice.help.clone(),
                words: choice.words.clone(),
                when: self.conditions(place, key, &choice.when, entry.scope),
            });
        }
        choices
    }

    /// Conditions read attributes that come earlier in the file; a unit's may read the policy's.
    fn conditions(&mut self, place: Place, entry: &str, when: &When, scope: Scope) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for (key, accepted) in when {
            let Some(Name::Attribute(index)) = self.names.get(key).copied() else {
                self.unknown(place, entry, key, "an attribute that comes earlier");
                continue;
            };
            // While attributes are being read, an attribute's own name is entered before it is there.
            let Some(attribute) = self.tariff.attributes.get(index) else {
                self.unknown(place, entry, key, "an attribute that comes earlier");
                continue;
            };
            let _ = scope;
            let Kind::Choice(choices) = &attribute.kind else {
                let help = "conditions are on choices; use a banded table for numbers";
                self.add(place, entry, "bad-condition", format!("\"{key}\" is a number"), help);
                continue;
            };
            let mut any_of = Vec::new();
            let mut wrong = Vec::new();
            for choice in accepted.all() {
                match choices.iter().position(|c| c.key == *choice).and_then(|p| u16::try_from(p).ok()) {
                    Some(position) => any_of.push(position),
                    None => wrong.push(choice.clone()),
                }
            }
            for choice in wrong {
                let what = format!("\"{key}\" has no choice \"{choice}\"");
                self.add(place, entry, "bad-condition", what, "name one of its choices");
            }
            any_of.sort_unstable();
            conditions.push(Condition { attribute: index, any_of });
        }
        conditions
    }

    fn unknown(&mut self, place: Place, entry: &str, name: &str, wanted: &str) {
        let close =
            self.names.keys().filter(|known| distance(known, name) <= 2).min_by_key(|k| distance(k, name));
        let help = match close {
            Some(close) => format!("did you mean \"{close}\"? It must be {wanted}"),
            None => format!("it must be {wanted}"),
        };
        self.add(place, entry, "unknown-name", format!("\"{name}\" is not known here"), &help);
    }

    fn requires(&mut self) {
        for (index, Located { place, entry }) in self.merged.attribute.iter().enumerate() {
            for needed in &entry.requires {
                let key = format!("attribute {}", entry.key);
                match self.names.get(needed) {
                    Some(Name::Attribute(other))
                        if self.tariff.attributes.get(*other).is_some_and(|a| a.extension)
                            && entry.kind == file::Kind::Extension =>
                    {
                        self.tariff.requires.push((index, *other));
                    }
                    _ => self.unknown(*place, &key, needed, "an extension, and only extensions require"),
                }
            }
        }
    }

    /// A question on which others depend must be answered: what is asked may not itself be open.
    fn unsure_conditions(&mut self) {
        let mut conditional: Vec<usize> = Vec::new();
        for attribute in &self.tariff.attributes {
            conditional.extend(attribute.when.iter().map(|c| c.attribute));
            if let Kind::Choice(choices) = &attribute.kind {
                conditional.extend(choices.iter().flat_map(|c| c.when.iter().map(|w| w.attribute)));
            }
        }
        for (index, Located { place, entry }) in self.merged.attribute.iter().enumerate() {
            if entry.unsure && conditional.contains(&index) {
                let help = "remove unsure = true: other questions depend on the answer";
                let what = "may be \"not sure\", but decides what else is asked".to_owned();
                self.add(*place, &format!("attribute {}", entry.key), "unsure-condition", what, help);
            }
        }
    }

    // --- figures, registers, tables ---

    fn figures(&mut self) {
        for Located { place, entry } in &self.merged.figure {
            let key = format!("figure {}", entry.key);
            let value = self.scaled(*place, &key, &entry.value, entry.unit);
            let source = self.source(*place, &key, &entry.source);
            let index = u16::try_from(self.tariff.figures.len()).unwrap_or(u16::MAX);
            self.name(*place, &key, &entry.key, Name::Figure(index));
            self.tariff.figures.push(Figure {
                key: entry.key.clone(),
                label: entry.label.clone(),
                value,
                source,
            });
        }
    }

    /// Registers are what steps write; a name belongs to one scope.
    fn registers(&mut self) {
        let (mut policy, mut unit) = (0, 0);
        for Located { place, entry } in &self.merged.step {
            let name = entry.to.as_ref().unwrap_or(&entry.key);
            let key = format!("step {}", entry.key);
            if let Some(Name::Register(index)) = self.names.get(name) {
                if self.tariff.registers.get(*index).is_some_and(|r| r.scope != entry.scope) {
                    let help = "a unit's register and the policy's need different names";
                    self.add(
                        *place,
                        &key,
                        "two-scopes",
                        format!("\"{name}\" is written in both scopes"),
                        help,
                    );
                }
                continue;
            }
            self.name(*place, &key, name, Name::Register(self.tariff.registers.len()));
            let next = if entry.scope == Scope::Unit { &mut unit } else { &mut policy };
            let register = Register { key: name.clone(), scope: entry.scope, index: *next, counts: false };
            *next += 1;
            self.tariff.registers.push(register);
        }
    }

    /// A reference to a number, as seen from a scope.
    fn reference(&mut self, place: Place, entry: &str, name: &str, scope: Scope) -> Option<Ref> {
        let found = self.number_ref(name);
        let Some(reference) = found else {
            self.unknown(place, entry, name, "a figure, a numeric attribute, or the register of a step");
            return None;
        };
        let of_unit = matches!(reference, Ref::Number(Scope::Unit, _) | Ref::Register(Scope::Unit, _));
        if of_unit && scope == Scope::Policy {
            let help = "take the units together first, with op = \"total\"";
            self.add(place, entry, "unit-in-policy", format!("\"{name}\" belongs to a unit"), help);
            return None;
        }
        Some(reference)
    }

    fn number_ref(&self, name: &str) -> Option<Ref> {
        match *self.names.get(name)? {
            Name::Figure(index) => Some(Ref::Figure(index)),
            Name::Register(index) => {
                self.tariff.registers.get(index).map(|r| Ref::Register(r.scope, r.index))
            }
            Name::Attribute(index) => {
                let attribute = self.tariff.attributes.get(index)?;
                let slot = *self.tariff.slots.get(index)?;
                matches!(attribute.kind, Kind::Number(_)).then_some(Ref::Number(attribute.scope, slot))
            }
        }
    }

    fn tables(&mut self) {
        let mut keys = BTreeSet::new();
        for Located { place, entry } in &self.merged.table {
            let key = format!("table {}", entry.key);
            if !keys.insert(entry.key.as_str()) {
                self.add(*place, &key, "duplicate", "a second table of this name".into(), "rename one");
            }
            let table = TableBuilder { compiler: self, table: entry, key, place: *place }.build();
            self.tariff.tables.push(table);
        }
    }

    // --- steps ---

    fn steps(&mut self) {
        let mut keys = BTreeSet::new();
        for Located { place, entry } in &self.merged.step {
            let key = format!("step {}", entry.key);
            if !keys.insert(entry.key.as_str()) {
                self.add(*place, &key, "duplicate", "a second step of this name".into(), "rename one");
            }
            let when = self.conditions(*place, &key, &entry.when, entry.scope);
            let otherwise = entry.otherwise.as_ref().map(|a| self.amount(*place, &key, a));
            let source = self.source(*place, &key, &entry.source);
            let name = entry.to.as_ref().unwrap_or(&entry.key);
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
            self.add(place, key, "bad-parameter", what, "docs/tariffs.md, \"Operations\", says how many");
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
                self.add(place, key, "bad-parameter", format!("`{name}` is missing"), help);
            }
            if given && !allowed {
                self.add(place, key, "bad-parameter", format!("this operation has no `{name}`"), "remove it");
            }
        }
        if clamps && step.least.is_none() && step.most.is_none() {
            self.add(place, key, "bad-parameter", "clamps nothing".into(), "give least, most or both");
        }
        if total && step.scope == Scope::Unit {
            let help = "only the policy takes units together";
            self.add(place, key, "bad-parameter", "a unit has no units".into(), help);
        }
    }

    fn look_up(&mut self, place: Place, key: &str, step: &file::Step) -> Option<(Op, Vec<ReadName>)> {
        let name = step.table.as_ref()?;
        let position = self.merged.table.iter().position(|t| t.entry.key == *name);
        let Some((position, index)) = position.and_then(|p| Some((p, u16::try_from(p).ok()?))) else {
            self.add(place, key, "unknown-name", format!("there is no table \"{name}\""), "add [[table]]");
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
                "unit-in-policy",
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
                self.add(place, key, "bad-parameter", format!("table \"{name}\" is not of one band"), help);
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
        let writes = |s: &&Located<file::Step>| s.entry.to.as_ref().unwrap_or(&s.entry.key) == register;
        self.merged.step.iter().find(writes).map(|s| s.entry.label.clone())
    }

    // --- what surrounds the premium ---

    fn header(&mut self, header: &Located<file::Header>) {
        let Located { place, entry } = header;
        if entry.inception_to.is_some_and(|to| to < entry.inception_from) {
            self.add(
                *place,
                "tariff",
                "bad-bounds",
                "inception_to is before inception_from".into(),
                "swap them",
            );
        }
        match self.reference(*place, "tariff, premium", &entry.premium, Scope::Policy) {
            Some(Ref::Register(Scope::Policy, index)) => self.tariff.header.premium = index,
            Some(_) => {
                let help = "name the register that the last step writes";
                self.add(*place, "tariff, premium", "bad-parameter", "not a register".into(), help);
            }
            None => {}
        }
        let per_person = entry.per_person.as_ref();
        self.tariff.header.per_person =
            per_person.and_then(|name| self.reference(*place, "tariff, per_person", name, Scope::Policy));
        for name in entry.months.iter().flat_map(file::OneOrMany::all) {
            match self.names.get(name) {
                Some(Name::Attribute(index)) if self.is_months(*index) => {
                    self.tariff.header.months.push(*index)
                }
                _ => self.unknown(
                    *place,
                    "tariff, months",
                    name,
                    "a count of the policy from 1 to at most 120",
                ),
            }
        }
    }

    fn is_months(&self, attribute: usize) -> bool {
        self.tariff.attributes.get(attribute).is_some_and(|a| {
            let fits = |n: &Number| {
                n.measure == Measure::Count
                    && n.digits == 0
                    && n.least >= Decimal::ONE
                    && n.most <= Decimal::from(120)
            };
            a.scope == Scope::Policy && matches!(&a.kind, Kind::Number(n) if fits(n))
        })
    }

    fn covers(&mut self) {
        for Located { place, entry } in &self.merged.cover {
            let key = format!("cover {}", entry.key);
            let source = self.source(*place, &key, &entry.source);
            let extension = match entry.extension.as_ref().map(|name| (name, self.names.get(name).copied())) {
                None => None,
                Some((_, Some(Name::Attribute(i))))
                    if self.tariff.attributes.get(i).is_some_and(|a| a.extension) =>
                {
                    Some(i)
                }
                Some((name, _)) => {
                    self.unknown(*place, &key, name, "an extension");
                    None
                }
            };
            let when = self.conditions(*place, &key, &entry.when, Scope::Policy);
            let mut limits = Vec::new();
            for limit in &entry.limits {
                let Some(amount) = self.reference(*place, &key, &limit.amount, Scope::Policy) else {
                    continue;
                };
                let source = limit.source.as_ref().map_or(source, |id| self.source(*place, &key, id));
                limits.push(LimitRule { per: limit.per, amount, source });
            }
            let deductible = entry.deductible.as_ref();
            let deductible = deductible.and_then(|name| self.reference(*place, &key, name, Scope::Policy));
            self.tariff.covers.push(Cover {
                key: entry.key.clone(),
                label: entry.label.clone(),
                help: entry.help.clone(),
                article: entry.article.clone(),
                source,
                extension,
                when,
                limits,
                deductible,
            });
        }
    }

    fn lines(&mut self) {
        for Located { place, entry } in &self.merged.line {
            let key = format!("line {}", entry.of);
            let Some(of) = self.reference(*place, &key, &entry.of, Scope::Unit) else { continue };
            let scope = match of {
                Ref::Register(scope, _) | Ref::Number(scope, _) => scope,
                Ref::Figure(_) => Scope::Policy,
            };
            let when = self.conditions(*place, &key, &entry.when, scope);
            self.tariff.lines.push(LineRule { of, key: entry.of.clone(), label: entry.label.clone(), when });
        }
    }

    fn laws(&mut self) {
        for Located { place, entry } in &self.merged.law {
            let key = format!("law {}", entry.key);
            let source = self.source(*place, &key, &entry.source);
            let bound = |compiler: &mut Self, a: &Option<Amount>| {
                a.as_ref().map(|a| compiler.amount(*place, &key, a))
            };
            let (least, most) = (bound(self, &entry.least), bound(self, &entry.most));
            let of = entry.of.as_ref().and_then(|name| self.reference(*place, &key, name, Scope::Policy));
            if of.is_some() && ((least.is_none() && most.is_none()) || entry.message.is_none()) {
                let help = "give least or most, and the message for whom is outside";
                self.add(
                    *place,
                    &key,
                    "bad-parameter",
                    "holds against nothing, or says nothing".into(),
                    help,
                );
            }
            self.tariff.laws.push(Law {
                key: entry.key.clone(),
                label: entry.label.clone(),
                of,
                blame: of.and_then(|of| self.blame(of)),
                least,
                most,
                from: entry.from,
                to: entry.to,
                article: entry.article.clone(),
                source,
                message: entry.message.clone(),
            });
        }
    }

    /// The attribute whose answer decides a value: itself, or the key of the table that the register is looked up in.
    fn blame(&self, of: Ref) -> Option<usize> {
        let register = match of {
            Ref::Figure(_) => return None,
            Ref::Number(scope, slot) => {
                return (0..self.tariff.attributes.len()).find(|i| {
                    let attribute = self.tariff.attributes.get(*i);
                    attribute.is_some_and(|a| a.scope == scope && matches!(a.kind, Kind::Number(_)))
                        && self.tariff.slots.get(*i) == Some(&slot)
                });
            }
            Ref::Register(scope, index) => (scope, index),
        };
        let writes = |i: &&Instruction| (i.scope, i.to) == register;
        match &self.tariff.program.iter().find(writes)?.op {
            Op::LookUp(table) => match self.tariff.tables.get(usize::from(*table))?.dimensions.first()? {
                Dimension::Choice { attribute, .. } => Some(*attribute),
                Dimension::Band { of, .. } => self.blame(*of),
            },
            Op::Copy(of) | Op::Round { of, .. } | Op::Clamp { of, .. } => self.blame(*of),
            _ => None,
        }
    }

    fn fund(&mut self) {
        let Some(Located { place, entry }) = self.merged.prevention_fund.last() else { return };
        let mut rows: Vec<FundRow> = Vec::new();
        for row in &entry.rows {
            let key = format!("prevention_fund, from {}", row.from);
            if rows.last().is_some_and(|before| before.from >= row.from) {
                self.add(*place, &key, "order", "rows are not in order of `from`".into(), "sort them");
            }
            let least = self.amount(*place, &key, &row.least);
            let most = row.most.as_ref().map(|most| self.amount(*place, &key, most));
            if most.is_some_and(|most| most < least) || least.is_sign_negative() || least > Decimal::ONE {
                self.add(
                    *place,
                    &key,
                    "bad-bounds",
                    "not a share, or most under least".into(),
                    "0.15 is 15 %",
                );
            }
            let source = self.source(*place, &key, &row.source);
            rows.push(FundRow { from: row.from, least, most, source });
        }
        self.tariff.fund = Some(FundRule { uses: entry.uses.clone(), rows });
    }

    fn obligation(&mut self) {
        let Some(Located { place, entry }) = self.merged.obligation.last() else { return };
        let key = "obligation";
        let index = match self.names.get(&entry.attribute) {
            Some(Name::Attribute(index)) => *index,
            _ => return self.unknown(*place, key, &entry.attribute, "a choice"),
        };
        let Some(Kind::Choice(choices)) = self.tariff.attributes.get(index).map(|a| a.kind.clone()) else {
            return self.unknown(*place, key, &entry.attribute, "a choice");
        };
        let mut rows = Vec::new();
        for row in &entry.rows {
            let source = self.source(*place, key, &row.source);
            let department_source = self.source(*place, key, &row.department_source);
            let position = choices.iter().position(|c| c.key == row.is).and_then(|p| u16::try_from(p).ok());
            let Some(choice) = position else {
                let what = format!("\"{}\" has no choice \"{}\"", entry.attribute, row.is);
                self.add(*place, key, "bad-condition", what, "name one of its choices");
                continue;
            };
            rows.push(ObligationRow {
                choice,
                status: row.status,
                article: row.article.clone(),
                source,
                department: row.department.clone(),
                department_source,
            });
        }
        for choice in &choices {
            let position =
                choices.iter().position(|c| c.key == choice.key).and_then(|p| u16::try_from(p).ok());
            if rows.iter().filter(|r| Some(r.choice) == position).count() != 1 {
                let what = format!("\"{}\" has no row, or two", choice.key);
                self.add(*place, key, "hole", what, "give every choice one row");
            }
        }
        self.tariff.obligation = Some(ObligationRule { attribute: index, rows });
    }

    /// What is written down but never used is a mistake, or a lie to the reader.
    fn unused(&mut self) {
        let merged = self.merged;
        let used_tables: BTreeSet<&str> =
            merged.step.iter().filter_map(|s| s.entry.table.as_deref()).collect();
        for Located { place, entry } in &merged.table {
            if !used_tables.contains(entry.key.as_str()) {
                let key = format!("table {}", entry.key);
                self.add(*place, &key, "unused", "no step looks it up".into(), "use it or remove it");
            }
        }
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for Located { entry, .. } in &merged.step {
            used.extend(entry.of.iter().chain(&entry.least).chain(&entry.most).map(String::as_str));
            used.extend(entry.when.keys().map(String::as_str));
        }
        used.extend(merged.table.iter().flat_map(|t| t.entry.by.iter().map(String::as_str)));
        for Located { entry, .. } in &merged.attribute {
            used.extend(entry.when.keys().map(String::as_str));
            used.extend(entry.choices.iter().flat_map(|c| c.when.keys().map(String::as_str)));
            used.extend(entry.requires.iter().map(String::as_str));
        }
        for Located { entry, .. } in &merged.cover {
            used.extend(entry.limits.iter().map(|l| l.amount.as_str()));
            used.extend(entry.deductible.as_deref());
            used.extend(entry.extension.as_deref());
            used.extend(entry.when.keys().map(String::as_str));
        }
        used.extend(merged.law.iter().filter_map(|l| l.entry.of.as_deref()));
        used.extend(merged.line.iter().map(|l| l.entry.of.as_str()));
        used.extend(merged.obligation.iter().map(|o| o.entry.attribute.as_str()));
        if let Some(Located { entry, .. }) = merged.tariff.last() {
            used.insert(&entry.premium);
            used.extend(entry.per_person.as_deref());
            used.extend(entry.months.iter().flat_map(file::OneOrMany::all).map(String::as_str));
        }
        for Located { place, entry } in &merged.attribute {
            if !used.contains(entry.key.as_str()) {
                let key = format!("attribute {}", entry.key);
                self.add(
                    *place,
                    &key,
                    "unused",
                    "asked, but nothing uses the answer".into(),
                    "use it or remove it",
                );
            }
        }
        for Located { place, entry } in &merged.figure {
            if !used.contains(entry.key.as_str()) {
                let key = format!("figure {}", entry.key);
                self.add(
                    *place,
                    &key,
                    "unused",
                    "no step, cover or law uses it".into(),
                    "use it or remove it",
                );
            }
        }
        for Located { place, entry } in &merged.step {
            let name = entry.to.as_ref().unwrap_or(&entry.key);
            if !used.contains(name.as_str()) {
                let key = format!("step {}", entry.key);
                self.add(*place, &key, "unused", "nothing reads its result".into(), "use it or remove it");
            }
        }
    }
}

/// A document's date as far as it is known: a day, a month, a year, or nothing.
fn is_document_date(text: &str) -> bool {
    let day = match text.len() {
        0 => return true,
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.parse::<Date>().is_ok()
}

/// Edits between two names, for "did you mean".
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(0);
            let best = (diagonal + usize::from(x != y)).min(above + 1).min(left + 1);
            diagonal = above;
            if let Some(cell) = row.get_mut(j) {
                *cell = left;
            }
            left = best;
        }
        if let Some(cell) = row.last_mut() {
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

// --- tables ---

struct TableBuilder<'c, 'a> {
    compiler: &'c mut Compiler<'a>,
    table: &'c file::Table,
    key: String,
    place: Place,
}

/// A side of a band: the number, and whether it belongs to the lower band.
type Bound = Option<Edge>;

/// What a row says of one key.
enum Span {
    Choices(Vec<usize>),
    /// Above the first edge, up to the second.
    Between(Bound, Bound),
}

impl TableBuilder<'_, '_> {
    fn add(&mut self, place: Place, key: &str, code: &'static str, what: String, help: &str) {
        self.compiler.add(place, key, code, what, help);
    }

    fn build(mut self) -> Table {
        if !(1..=4).contains(&self.table.by.len()) {
            self.add(
                self.place,
                &self.key.clone(),
                "bad-parameter",
                "`by` takes one to four keys".into(),
                "split it",
            );
        }
        let rows = self.rows();
        let dimensions = self.dimensions(&rows);
        let cells = self.cells(&dimensions, &rows);
        Table {
            key: self.table.key.clone(),
            label: self.table.label.clone(),
            unit: self.table.unit,
            dimensions,
            cells,
            rows: rows.into_iter().map(|(row, _)| row).collect(),
        }
    }

    fn place_of(&self, row: &toml::Spanned<BTreeMap<String, file::Cell>>) -> Place {
        Place { file: self.place.file, offset: row.span().start }
    }

    fn rows(&mut self) -> Vec<(Row, Vec<Span>)> {
        let table = self.table;
        let mut rows = Vec::new();
        for (number, row) in table.rows.iter().enumerate() {
            let place = self.place_of(row);
            let key = format!("{}, row {}", self.key, number + 1);
            let cells = row.get_ref();
            for name in cells.keys() {
                if !matches!(name.as_str(), "value" | "source") && !table.by.contains(name) {
                    let help = "a row has value, source, and the keys in `by`";
                    self.add(place, &key, "unknown-name", format!("\"{name}\" is no key of the table"), help);
                }
            }
            let value = match cells.get("value") {
                Some(file::Cell::Text(text)) => Some(Amount(text.clone())),
                Some(file::Cell::Whole(whole)) => Some(Amount(whole.to_string())),
                Some(file::Cell::Float(_)) => {
                    self.add(place, &key, "float", "the value is a TOML float".into(), "write it in quotes");
                    None
                }
                _ => {
                    self.add(place, &key, "bad-amount", "the row has no value".into(), "add value = \"…\"");
                    None
                }
            };
            let value = value.map(|v| self.compiler.scaled(place, &key, &v, table.unit)).unwrap_or_default();
            let source = match (cells.get("source"), &table.source) {
                (Some(file::Cell::Text(id)), _) => self.compiler.source(place, &key, id),
                (None, Some(id)) => self.compiler.source(place, &key, id),
                _ => {
                    let help = "give the row or the table a source";
                    self.add(place, &key, "no-source", "a figure without a source".into(), help);
                    0
                }
            };
            let spans = table.by.iter().map(|by| self.span(place, &key, by, cells.get(by))).collect();
            let keys = table.by.iter().map(|by| show(cells.get(by))).collect();
            rows.push((Row { value, keys, source }, spans));
        }
        rows
    }

    fn choices(&self, by: &str) -> Option<(usize, &[Choice])> {
        let Some(Name::Attribute(index)) = self.compiler.names.get(by) else { return None };
        match &self.compiler.tariff.attributes.get(*index)?.kind {
            Kind::Choice(choices) => Some((*index, choices)),
            Kind::Number(_) => None,
        }
    }

    fn span(&mut self, place: Place, key: &str, by: &str, cell: Option<&file::Cell>) -> Span {
        let Some((_, choices)) = self.choices(by) else { return self.band(place, key, by, cell) };
        let wanted = match cell {
            Some(file::Cell::Text(one)) => vec![one.clone()],
            Some(file::Cell::Many(many)) => many.clone(),
            _ => Vec::new(),
        };
        if wanted.iter().any(|w| w == "*") {
            return Span::Choices((0..choices.len()).collect());
        }
        let positions = |w: &String| choices.iter().position(|c| c.key == *w).ok_or(w.clone());
        let found: Vec<Result<usize, String>> = wanted.iter().map(positions).collect();
        if found.is_empty() {
            self.add(place, key, "bad-row", format!("no choice for \"{by}\""), "name one, a list, or \"*\"");
        }
        for missing in found.iter().filter_map(|f| f.as_ref().err()) {
            let what = format!("\"{by}\" has no choice \"{missing}\"");
            self.add(place, key, "bad-row", what, "name one of its choices");
        }
        Span::Choices(found.into_iter().flatten().collect())
    }

    fn band(&mut self, place: Place, key: &str, by: &str, cell: Option<&file::Cell>) -> Span {
        let band = match cell {
            Some(file::Cell::Band(band)) => band.clone(),
            Some(file::Cell::Text(all)) if all == "*" => file::Band::default(),
            _ => {
                let help = "write { up_to = \"…\" }, { over = \"…\", up_to = \"…\" }, or \"*\"";
                self.add(place, key, "bad-row", format!("no band for \"{by}\""), help);
                file::Band::default()
            }
        };
        let both = |a: &Option<Amount>, b: &Option<Amount>| a.is_some() && b.is_some();
        if both(&band.over, &band.from) || both(&band.up_to, &band.below) {
            let help = "a band has one lower and one upper end: over or from, up_to or below";
            self.add(place, key, "bad-row", format!("two ends on one side for \"{by}\""), help);
        }
        let edge = |builder: &mut Self, closed: &Option<Amount>, open: &Option<Amount>| {
            let (amount, closed) = match (closed, open) {
                (Some(amount), _) => (amount, true),
                (None, Some(amount)) => (amount, false),
                (None, None) => return None,
            };
            Some(Edge { at: builder.compiler.amount(place, key, amount), closed })
        };
        let lower = edge(self, &band.over, &band.from);
        let upper = edge(self, &band.up_to, &band.below);
        if let (Some(lower), Some(upper)) = (&lower, &upper)
            && order(lower) >= order(upper)
        {
            self.add(place, key, "bad-row", format!("the band for \"{by}\" holds nothing"), "swap its ends");
        }
        Span::Between(lower, upper)
    }

    fn dimensions(&mut self, rows: &[(Row, Vec<Span>)]) -> Vec<Dimension> {
        let mut dimensions = Vec::new();
        for (position, by) in self.table.by.iter().enumerate() {
            if let Some((attribute, choices)) = self.choices(by) {
                let size = u16::try_from(choices.len()).unwrap_or(u16::MAX);
                let scope = self.compiler.tariff.attributes.get(attribute).map_or(Scope::Policy, |a| a.scope);
                let slot = self.compiler.tariff.slots.get(attribute).copied().unwrap_or(u16::MAX);
                dimensions.push(Dimension::Choice { scope, slot, attribute, size });
                continue;
            }
            let Some(of) = self.compiler.reference(self.place, &self.key, by, Scope::Unit) else { continue };
            let mut edges: Vec<Edge> = Vec::new();
            for (_, spans) in rows {
                if let Some(Span::Between(lower, upper)) = spans.get(position) {
                    edges.extend(lower.iter().chain(upper).cloned());
                }
            }
            edges.sort_by_key(order);
            edges.dedup();
            dimensions.push(Dimension::Band { of, edges });
        }
        dimensions
    }

    /// Writes each row into the cells it covers. Two rows in one cell overlap; holes are the proof's business, since
    /// only what can be asked must be there.
    fn cells(&mut self, dimensions: &[Dimension], rows: &[(Row, Vec<Span>)]) -> Vec<u16> {
        let size: usize = dimensions.iter().map(Dimension::size).product();
        if size > 1_000_000 || rows.len() >= usize::from(u16::MAX) {
            let help = "split it: a table has at most 1,000,000 cells and 65,534 rows";
            self.add(self.place, &self.key.clone(), "too-large", format!("{size} cells"), help);
            return Vec::new();
        }
        let mut cells = vec![0; size];
        for (number, (_, spans)) in rows.iter().enumerate() {
            let positions: Vec<Vec<usize>> =
                spans.iter().zip(dimensions).map(|(s, d)| covered(s, d)).collect();
            let mut clash = None;
            for cell in product(&positions, dimensions) {
                match cells.get_mut(cell) {
                    Some(empty @ 0) => *empty = u16::try_from(number + 1).unwrap_or(0),
                    Some(other) => clash = Some(*other),
                    None => {}
                }
            }
            if let Some(other) = clash {
                let place = self.table.rows.get(number).map_or(self.place, |row| self.place_of(row));
                let key = format!("{}, row {}", self.key, number + 1);
                let what = format!("row {other} answers for the same keys");
                self.add(place, &key, "overlap", what, "let every set of keys meet one row");
            }
        }
        cells
    }
}

/// Position of an edge on the line: a closed edge at 10 lies just above 10, an open one just below.
fn order(edge: &Edge) -> (Decimal, bool) {
    (edge.at, edge.closed)
}

fn covered(span: &Span, dimension: &Dimension) -> Vec<usize> {
    match (span, dimension) {
        (Span::Choices(choices), _) => choices.clone(),
        (Span::Between(lower, upper), Dimension::Band { edges, .. }) => {
            let find = |edge: &Edge| edges.iter().position(|e| e == edge);
            let from = lower.as_ref().and_then(find).map_or(0, |p| p + 1);
            let to = upper.as_ref().and_then(find).unwrap_or(edges.len());
            (from..=to).collect()
        }
        (Span::Between(..), Dimension::Choice { .. }) => Vec::new(),
    }
}

/// Cell numbers of every combination of positions.
fn product(positions: &[Vec<usize>], dimensions: &[Dimension]) -> Vec<usize> {
    let mut cells = vec![0];
    for (choices, dimension) in positions.iter().zip(dimensions) {
        let size = dimension.size();
        cells = cells.iter().flat_map(|cell| choices.iter().map(move |c| cell * size + c)).collect();
    }
    cells
}

fn show(cell: Option<&file::Cell>) -> String {
    let end = |word: &str, amount: &Option<Amount>| amount.as_ref().map(|a| format!("{word} {}", a.0));
    match cell {
        Some(file::Cell::Text(text)) => text.clone(),
        Some(file::Cell::Many(many)) => many.join(", "),
        Some(file::Cell::Band(band)) => {
            let ends =
                [end(">", &band.over), end("≥", &band.from), end("≤", &band.up_to), end("<", &band.below)];
            ends.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}
