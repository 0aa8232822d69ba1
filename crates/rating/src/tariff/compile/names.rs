//! Names: each stands for one thing, and one that is not known may be near one that is.

use super::Compiler;
use crate::attribute::{Kind, Measure, Scope};
use crate::tariff::Ref;
use crate::tariff::file::OpName;
use crate::tariff::finding::{Code, Place};
use crate::tariff::table::Unit;

/// What a name in a tariff file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    Attribute(usize),
    Figure(u16),
    /// Index into the tariff's registers.
    Register(usize),
}

impl Compiler<'_> {
    /// Enters a name; a second use of it is a finding.
    pub(super) fn name(&mut self, place: Place, entry: &str, key: &str, stands_for: Name) {
        if !is_key(key) {
            let help = "keys are lower-case letters, digits, hyphens and underscores, a letter first";
            self.add(place, entry, Code::BadKey, format!("\"{key}\" is no key"), help);
        }
        if self.names.insert(key.to_owned(), stands_for).is_some() {
            let help = "attributes, figures and registers share one set of names: give it another";
            self.add(place, entry, Code::Duplicate, format!("the name \"{key}\" is taken"), help);
        }
    }

    pub(super) fn unknown(&mut self, place: Place, entry: &str, name: &str, wanted: &str) {
        if let Some(known) = self.names.get(name) {
            let what = format!("\"{name}\" is {}, which cannot stand here", self.said(*known));
            return self.add(place, entry, Code::UnknownName, what, &format!("it must be {wanted}"));
        }
        if let Some(step) = self.merged.step.iter().find(|step| step.entry.key == name) {
            let result = step.entry.writes().to_owned();
            let what = format!("\"{name}\" is a step, whose result is called \"{result}\"");
            return self.add(
                place,
                entry,
                Code::UnknownName,
                what,
                &format!("name \"{result}\", or give it another `to`"),
            );
        }
        let close =
            self.names.keys().filter(|known| distance(known, name) <= 2).min_by_key(|k| distance(k, name));
        let help = match close {
            Some(close) => format!("did you mean \"{close}\"? It must be {wanted}"),
            None => format!("it must be {wanted}"),
        };
        self.add(place, entry, Code::UnknownName, format!("\"{name}\" is not known here"), &help);
    }

    /// What a name stands for, in words.
    fn said(&self, name: Name) -> &'static str {
        let attribute = match name {
            Name::Figure(_) => return "a figure",
            Name::Register(_) => return "the register of a step",
            Name::Attribute(index) => self.tariff.attributes.get(index),
        };
        match attribute.map(|attribute| (&attribute.kind, attribute.extension)) {
            // While attributes are being read, an attribute's own name is entered before it is there.
            None => "this question itself",
            Some((_, true)) => "an extension",
            Some((Kind::Choice(_), _)) => "a choice",
            Some((Kind::Number(_), _)) => "a number that is asked",
        }
    }

    /// A reference to a number, as seen from a scope.
    pub(super) fn reference(&mut self, place: Place, entry: &str, name: &str, scope: Scope) -> Option<Ref> {
        let found = self.number_ref(name);
        let Some(reference) = found else {
            let wanted =
                "a figure, a numeric attribute, or the register of a step; a choice is looked up in a table";
            self.unknown(place, entry, name, wanted);
            return None;
        };
        let of_unit = matches!(reference, Ref::Number(Scope::Unit, _) | Ref::Register(Scope::Unit, _));
        if of_unit && scope == Scope::Policy {
            let help = "take the units together first, with op = \"total\"";
            self.add(place, entry, Code::UnitInPolicy, format!("\"{name}\" belongs to a unit"), help);
            return None;
        }
        Some(reference)
    }

    /// What a numeric attribute counts. Nothing where the name is another thing's.
    pub(super) fn measure(&self, name: &str) -> Option<Measure> {
        let Name::Attribute(index) = *self.names.get(name)? else { return None };
        match &self.tariff.attributes.get(index)?.kind {
            Kind::Number(number) => Some(number.measure),
            Kind::Choice(_) => None,
        }
    }

    /// A reference to something in yuan or in per cent: what is certainly counted in something else is refused.
    pub(super) fn counted(&mut self, place: Place, entry: &str, name: &str, unit: Unit) -> Option<Ref> {
        let of = self.reference(place, entry, name, Scope::Policy)?;
        let fits = match of {
            Ref::Figure(index) => {
                let figure = self.merged.figure.get(usize::from(index));
                figure.is_some_and(|figure| figure.entry.unit == unit)
            }
            Ref::Number(..) => unit == Unit::Yuan && self.measure(name) == Some(Measure::Money),
            Ref::Register(..) => self.may_be_in(name, unit),
        };
        if !fits {
            let words = if unit == Unit::Yuan { "yuan" } else { "per cent" };
            let help = "it is shown as such: name a figure of this unit, or a step that comes to it";
            self.add(place, entry, Code::BadParameter, format!("\"{name}\" is not in {words}"), help);
        }
        Some(of)
    }

    /// Whether no look-up writes something of another unit to a register.
    fn may_be_in(&self, register: &str, unit: Unit) -> bool {
        let table = |key: &String| self.merged.table.iter().find(|table| table.entry.key == *key);
        self.merged.step.iter().map(|step| &step.entry).all(|step| {
            let looked_up = step.table.as_ref().filter(|_| step.op == OpName::LookUp).and_then(table);
            step.writes() != register || looked_up.is_none_or(|table| table.entry.unit == unit)
        })
    }

    pub(super) fn number_ref(&self, name: &str) -> Option<Ref> {
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
}

/// Lower-case letters, digits, hyphens and underscores, a letter first.
pub(super) fn is_key(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    text.bytes().next().is_some_and(|b| b.is_ascii_lowercase()) && text.bytes().all(plain)
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
