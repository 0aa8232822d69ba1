//! What would lower the premium: better answers to the questions that the enterprise can improve, alone and in pairs.

use rust_decimal::Decimal;

use crate::answers::{Answers, pointer, show_number};
use crate::attribute::{Attribute, Kind, Number, Scope};
use crate::engine::{OutOfRange, Workspace};
use crate::money::Money;
use crate::quote::{Change, WhatIf};
use crate::range::offered;
use crate::tariff::table::Dimension;
use crate::tariff::{Ref, Tariff};
use crate::text::Text;

/// An answer that could be given instead.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    unit: Option<usize>,
    attribute: &'a Attribute,
    slot: usize,
    to: Answer,
}

#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Choice(u16),
    Number(Decimal),
}

impl Candidate<'_> {
    fn same_question(&self, other: &Self) -> bool {
        self.unit == other.unit && self.attribute.key == other.attribute.key
    }

    fn apply(&self, answers: &mut Answers) -> Option<()> {
        let slots = answers.slots_mut(self.unit)?;
        match self.to {
            Answer::Choice(choice) => *slots.choices.get_mut(self.slot)? = choice,
            Answer::Number(number) => *slots.numbers.get_mut(self.slot)? = number,
        }
        Some(())
    }

    fn now(&self, answers: &Answers) -> Option<Answer> {
        let slots = answers.slots(self.unit)?;
        match self.to {
            Answer::Choice(_) => slots.choices.get(self.slot).copied().map(Answer::Choice),
            Answer::Number(_) => slots.numbers.get(self.slot).copied().map(Answer::Number),
        }
    }

    fn change(&self, answers: &Answers) -> Option<Change> {
        let (from, _) = self.words(self.now(answers)?)?;
        let (to, to_words) = self.words(self.to)?;
        let paper = self.attribute.improve_with.clone()?;
        let pointer = pointer(self.unit, &self.attribute.key);
        Some(Change { pointer, label: self.attribute.label.clone(), from, to, to_words, paper })
    }

    /// An answer as text, and in words.
    fn words(&self, answer: Answer) -> Option<(String, Text)> {
        match (&self.attribute.kind, answer) {
            (Kind::Choice(choices), Answer::Choice(index)) => {
                let choice = choices.get(usize::from(index))?;
                Some((choice.key.clone(), choice.label.clone()))
            }
            (Kind::Number(number), Answer::Number(value)) => {
                let text = show_number(number, value);
                let words =
                    Text::new(format!("{text} {}", number.unit.zh), format!("{text} {}", number.unit.en));
                Some((text, words))
            }
            _ => None,
        }
    }
}

/// A premium as it is, and as it would be for a whole year.
#[derive(Clone, Copy)]
struct Cost {
    policy: Decimal,
    year: Decimal,
}

/// Rates changed answers without a trace.
struct Rater<'a> {
    tariff: &'a Tariff,
    answers: &'a Answers,
    workspace: Workspace,
}

impl Rater<'_> {
    fn cost(&mut self, changes: &[Candidate<'_>]) -> Result<Cost, OutOfRange> {
        let mut answers = self.answers.clone();
        for change in changes {
            change.apply(&mut answers).ok_or(OutOfRange)?;
        }
        let policy = self.tariff.premium(&answers, &mut self.workspace)?;
        let year = match whole_year(self.tariff, &mut answers) {
            Some(()) => self.tariff.premium(&answers, &mut self.workspace)?,
            None => policy,
        };
        Ok(Cost { policy, year })
    }
}

/// Sets the months of cover to a year. `None` where the tariff has no such question, or it is not asked.
fn whole_year(tariff: &Tariff, answers: &mut Answers) -> Option<()> {
    let year = Decimal::from(12);
    let is_year = |index: &&usize| {
        let attribute = tariff.attributes.get(**index);
        attribute.is_some_and(|a| matches!(&a.kind, Kind::Number(number) if number.most == year))
    };
    let months = tariff.header.months.iter().find(is_year)?;
    answers.policy.asked.get(*months).filter(|asked| **asked)?;
    *answers.policy.numbers.get_mut(usize::from(*tariff.slots.get(*months)?))? = year;
    Some(())
}

/// Every single change and every pair that costs less. A pair is listed where it saves more than either change alone.
pub(crate) fn improvements(tariff: &Tariff, answers: &Answers) -> Result<Vec<WhatIf>, OutOfRange> {
    let mut rater = Rater { tariff, answers, workspace: Workspace::default() };
    let now = rater.cost(&[])?;
    let mut singles = Vec::new();
    for candidate in candidates(tariff, answers) {
        let cost = rater.cost(&[candidate])?;
        if cost.policy < now.policy {
            singles.push((candidate, cost));
        }
    }
    let mut found: Vec<WhatIf> =
        singles.iter().filter_map(|(candidate, cost)| what_if(answers, now, &[*candidate], *cost)).collect();
    for (index, (a, cost_a)) in singles.iter().enumerate() {
        for (b, cost_b) in singles.iter().skip(index + 1).filter(|(b, _)| !a.same_question(b)) {
            let cost = rater.cost(&[*a, *b])?;
            if cost.policy < cost_a.policy.min(cost_b.policy) {
                found.extend(what_if(answers, now, &[*a, *b], cost));
            }
        }
    }
    // The sort is stable, so equal savings stay in the order of the questions, single changes first.
    found.sort_by(|a, b| b.saving_a_year.cmp(&a.saving_a_year).then(a.changes.len().cmp(&b.changes.len())));
    Ok(found)
}

fn what_if(answers: &Answers, now: Cost, changes: &[Candidate<'_>], then: Cost) -> Option<WhatIf> {
    Some(WhatIf {
        changes: changes.iter().map(|change| change.change(answers)).collect::<Option<Vec<_>>>()?,
        premium: Money::from_decimal(then.policy),
        saving: Money::from_decimal(now.policy.checked_sub(then.policy)?),
        saving_a_year: Money::from_decimal(now.year.checked_sub(then.year)?),
    })
}

/// Every other answer to the questions that can be improved: choices that are offered, thresholds of numbers.
fn candidates<'a>(tariff: &'a Tariff, answers: &Answers) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    let improvable = tariff.attributes.iter().enumerate().filter(|(_, a)| a.improve_with.is_some());
    for (index, attribute) in improvable {
        let units: Vec<Option<usize>> = match attribute.scope {
            Scope::Policy => vec![None],
            Scope::Unit => (0..answers.units.len()).map(Some).collect(),
        };
        let slot = usize::from(tariff.slots.get(index).copied().unwrap_or(u16::MAX));
        for unit in units {
            let asked = answers.slots(unit).is_some_and(|s| s.asked.get(index) == Some(&true));
            if !asked {
                continue;
            }
            let others = match &attribute.kind {
                Kind::Choice(choices) => {
                    offered(tariff, answers, unit, choices).into_iter().map(Answer::Choice).collect()
                }
                Kind::Number(number) => thresholds(tariff, attribute.scope, slot, number),
            };
            let candidate = |to| Candidate { unit, attribute, slot, to };
            let differs = |candidate: &Candidate<'_>| candidate.now(answers) != Some(candidate.to);
            candidates.extend(others.into_iter().map(candidate).filter(differs));
        }
    }
    candidates
}

/// The last value of each band in which tables look the number up, on either side of every edge.
fn thresholds(tariff: &Tariff, scope: Scope, slot: usize, number: &Number) -> Vec<Answer> {
    let smallest = Decimal::new(1, number.digits);
    let mut values = Vec::new();
    for dimension in tariff.tables.iter().flat_map(|table| &table.dimensions) {
        let Dimension::Band { of: Ref::Number(s, i), edges } = dimension else { continue };
        if *s == scope && usize::from(*i) == slot {
            for edge in edges {
                let (below, above) = match edge.closed {
                    true => (Some(edge.at), edge.at.checked_add(smallest)),
                    false => (edge.at.checked_sub(smallest), Some(edge.at)),
                };
                values.extend(below.into_iter().chain(above));
            }
        }
    }
    values.retain(|value| *value >= number.least && *value <= number.most);
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Answer::Number).collect()
}
