//! Every combination of choices on which some conditions depend, as far as it can be answered.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::NONE;
use crate::attribute::{Condition, Kind, Scope};
use crate::tariff::Tariff;

/// More combinations than this are not gone through.
const MOST: usize = 500_000;

/// One combination: the choices made, and for the policy which "any unit is so" hold.
#[derive(Clone, Debug, Default)]
pub(super) struct Situation {
    pub choices: BTreeMap<usize, u16>,
    any_unit: Vec<(Condition, bool)>,
}

impl Situation {
    /// Whether a condition holds.
    pub fn meets(&self, condition: &Condition) -> bool {
        let any_unit = self.any_unit.iter().find(|(atom, _)| atom == condition);
        match (any_unit, self.choices.get(&condition.attribute)) {
            (Some((_, holds)), _) => *holds,
            (None, Some(choice)) => condition.any_of.contains(choice),
            (None, None) => false,
        }
    }

    /// Whether all of them hold.
    pub fn meets_all(&self, when: &[Condition]) -> bool {
        when.iter().all(|condition| self.meets(condition))
    }

    /// The choices in words, for a finding.
    pub fn describe(&self, tariff: &Tariff) -> String {
        let all = self.choices_made(tariff);
        if all.is_empty() { "always".to_owned() } else { all.join(", ") }
    }

    /// Each choice in words.
    pub fn choices_made(&self, tariff: &Tariff) -> Vec<String> {
        let words = |(attribute, choice): (&usize, &u16)| {
            let attribute = tariff.attributes.get(*attribute)?;
            let Kind::Choice(choices) = &attribute.kind else { return None };
            Some(format!("{} = {}", attribute.key, choices.get(usize::from(*choice))?.key))
        };
        self.choices.iter().filter_map(words).collect()
    }
}

/// How many situations are wrong, and the first of them: there may be many.
#[derive(Debug, Default)]
pub(super) struct Cases {
    count: usize,
    first: String,
}

impl Cases {
    /// One more; it is described only if it is the first.
    pub fn add(&mut self, describe: impl FnOnce() -> String) {
        if self.count == 0 {
            self.first = describe();
        }
        self.count += 1;
    }

    /// In words, for a finding. Nothing where there is none.
    pub fn told(&self) -> Option<String> {
        let Self { count, first } = self;
        match count {
            0 => None,
            1 => Some(format!("one case: {first}")),
            _ => Some(format!("{count} cases, such as: {first}")),
        }
    }
}

/// Collects what conditions depend on, then goes through all combinations.
pub(super) struct Situations<'a> {
    tariff: &'a Tariff,
    scope: Scope,
    attributes: BTreeSet<usize>,
    any_unit: Vec<Condition>,
}

impl<'a> Situations<'a> {
    /// As seen from a scope: a unit's own choices are known to it; the policy knows only "any unit is so".
    pub fn new(tariff: &'a Tariff, scope: Scope) -> Self {
        Self { tariff, scope, attributes: BTreeSet::new(), any_unit: Vec::new() }
    }

    /// Adds what a condition depends on.
    pub fn depend_on(&mut self, when: &[Condition]) {
        for condition in when {
            let of_unit =
                self.tariff.attributes.get(condition.attribute).map(|a| a.scope) == Some(Scope::Unit);
            if of_unit && self.scope == Scope::Policy {
                if !self.any_unit.contains(condition) {
                    self.any_unit.push(condition.clone());
                }
            } else {
                self.include(condition.attribute);
            }
        }
    }

    /// Adds an attribute and what decides whether it is asked and which choices are offered.
    pub fn include(&mut self, attribute: usize) {
        if !self.attributes.insert(attribute) {
            return;
        }
        let tariff = self.tariff;
        let Some(attribute) = tariff.attributes.get(attribute) else { return };
        self.depend_on(&attribute.when);
        if let Kind::Choice(choices) = &attribute.kind {
            for choice in choices {
                self.depend_on(&choice.when);
            }
        }
    }

    /// Calls `visit` for each combination that can be answered. `None` where there are too many of them.
    pub fn visit(&self, mut visit: impl FnMut(&Situation)) -> Option<()> {
        let mut left = MOST;
        let attributes: Vec<usize> = self.attributes.iter().copied().collect();
        let mut situation = Situation::default();
        self.assume(0, &attributes, &mut situation, &mut left, &mut visit)
    }

    /// Takes each "any unit is so" as true and as false, unless others forbid it.
    fn assume(
        &self,
        index: usize,
        attributes: &[usize],
        situation: &mut Situation,
        left: &mut usize,
        visit: &mut impl FnMut(&Situation),
    ) -> Option<()> {
        let Some(atom) = self.any_unit.get(index) else {
            if self.consistent(situation) {
                return self.choose(attributes, situation, left, visit);
            }
            *left = left.checked_sub(1)?;
            return Some(());
        };
        for holds in [true, false] {
            situation.any_unit.push((atom.clone(), holds));
            self.assume(index + 1, attributes, situation, left, visit)?;
            situation.any_unit.pop();
        }
        Some(())
    }

    fn consistent(&self, situation: &Situation) -> bool {
        let subset = |a: &Condition, b: &Condition| {
            a.attribute == b.attribute && a.any_of.iter().all(|choice| b.any_of.contains(choice))
        };
        let implied = situation.any_unit.iter().all(|(a, a_holds)| {
            situation.any_unit.iter().all(|(b, b_holds)| !(*a_holds && !*b_holds && subset(a, b)))
        });
        implied && self.any_unit.iter().all(|atom| self.some_unit_answers(atom.attribute, situation))
    }

    /// Where every unit must answer, the conditions on its choice cannot all fail if together they name every choice.
    fn some_unit_answers(&self, attribute: usize, situation: &Situation) -> bool {
        let Some(asked) = self.tariff.attributes.get(attribute) else { return true };
        let Kind::Choice(choices) = &asked.kind else { return true };
        if !asked.when.is_empty() || self.tariff.units.least == 0 {
            return true;
        }
        let excluded = |choice: usize| {
            let names = |(atom, holds): &(Condition, bool)| {
                !holds && atom.attribute == attribute && atom.any_of.iter().any(|c| usize::from(*c) == choice)
            };
            situation.any_unit.iter().any(names)
        };
        !(0..choices.len()).all(excluded)
    }

    fn choose(
        &self,
        attributes: &[usize],
        situation: &mut Situation,
        left: &mut usize,
        visit: &mut impl FnMut(&Situation),
    ) -> Option<()> {
        let Some((index, rest)) = attributes.split_first() else {
            *left = left.checked_sub(1)?;
            visit(situation);
            return Some(());
        };
        let attribute = self.tariff.attributes.get(*index)?;
        let Kind::Choice(choices) = &attribute.kind else { return self.choose(rest, situation, left, visit) };
        let options: Vec<u16> = if situation.meets_all(&attribute.when) {
            let offered = choices.iter().enumerate().filter(|(_, choice)| situation.meets_all(&choice.when));
            offered.filter_map(|(position, _)| u16::try_from(position).ok()).collect()
        } else {
            vec![NONE]
        };
        for option in options {
            situation.choices.insert(*index, option);
            self.choose(rest, situation, left, visit)?;
        }
        situation.choices.remove(index);
        Some(())
    }
}
