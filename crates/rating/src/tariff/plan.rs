//! Which steps run, decided for all of them at once: an answer rules out the steps whose conditions it does not meet.
//! A set of steps is a row of bits; the steps of a run are what all answers leave of them. Derived from a tariff when
//! it is loaded, and not part of its packed form.

use rust_decimal::Decimal;

use super::Tariff;
use super::course::{self, Task};
use super::layout::{Layout, Program};
use crate::answers::Answers;
use crate::attribute::{Condition, Kind, Scope};
use crate::number::Short;

/// What a run need not find out again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    pub layout: Layout,
    /// Every step, in numbers that hold whatever it gives.
    pub exact: Program<Decimal>,
    /// For the premium alone, in short numbers, unless a figure is too long for them.
    pub quick: Option<Program<Short>>,
}

impl Plan {
    pub fn of(tariff: &Tariff) -> Self {
        let layout = Layout::of_tariff(tariff);
        let quick = || Program::new(tariff, &layout, course::for_the_premium(tariff));
        Self {
            exact: Program::new(tariff, &layout, course::as_written(tariff)).unwrap_or_default(),
            quick: if cfg!(feature = "quick") { quick() } else { None },
            layout,
        }
    }
}

/// What the answers leave of the steps of a program.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Gates {
    /// The steps, a bit each; a set of them is as many words as this.
    all: Vec<u64>,
    /// Those that the premium depends on.
    counts: Vec<u64>,
    /// Those that write something also where they do not run.
    otherwise: Vec<u64>,
    policy: Vec<Gate>,
    unit: Vec<Gate>,
}

/// What the answer to one question leaves of the steps.
#[derive(Clone, Debug, PartialEq)]
struct Gate {
    attribute: usize,
    slot: usize,
    /// A set of steps for every choice.
    passes: Vec<u64>,
    /// The steps that do not ask: all that is left where no choice was made.
    indifferent: Vec<u64>,
}

impl Gate {
    /// A word of the steps that a choice leaves.
    #[inline(always)]
    fn pass(&self, choices: &[u16], word: usize) -> u64 {
        let chosen = choices.get(self.slot).map_or(usize::MAX, |choice| usize::from(*choice));
        let cell = chosen.saturating_mul(self.indifferent.len()).saturating_add(word);
        let pass = self.passes.get(cell).or_else(|| self.indifferent.get(word));
        pass.copied().unwrap_or(0)
    }
}

/// The steps of one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Due {
    policy: Vec<u64>,
    /// Of unit 0, then of unit 1, …
    units: Vec<u64>,
    /// Steps that write something also where they do not run.
    otherwise: Vec<u64>,
}

impl Due {
    /// 64 steps, a bit each, for the policy or for a unit: those that run, and those that write something.
    #[inline(always)]
    pub fn word(&self, scope: Scope, unit: usize, index: usize) -> (u64, u64) {
        let set = match scope {
            Scope::Policy => self.policy.get(index),
            Scope::Unit => self.units.get(unit * self.policy.len() + index),
        };
        let runs = set.copied().unwrap_or(0);
        (runs, runs | self.otherwise.get(index).copied().unwrap_or(0))
    }
}

impl Gates {
    pub fn new(tariff: &Tariff, tasks: &[Task]) -> Self {
        let mut gates = Self {
            all: bits(tasks, |_| true),
            counts: bits(tasks, |task| task.counts),
            otherwise: bits(tasks, |task| task.otherwise.is_some()),
            ..Self::default()
        };
        for (step, task) in tasks.iter().enumerate() {
            for (index, condition) in task.when.iter().enumerate() {
                let before = task.when.iter().take(index);
                let nth = before.filter(|other| other.attribute == condition.attribute).count();
                if let Some(gate) = gates.gate(tariff, condition.attribute, nth) {
                    gate.close(step, condition);
                }
            }
        }
        gates
    }

    /// The nth gate of a question: a step that has two conditions on it goes through two.
    fn gate(&mut self, tariff: &Tariff, attribute: usize, nth: usize) -> Option<&mut Gate> {
        let asked = tariff.attributes.get(attribute)?;
        let Kind::Choice(choices) = &asked.kind else { return None };
        let gates = match asked.scope {
            Scope::Policy => &mut self.policy,
            Scope::Unit => &mut self.unit,
        };
        let known = gates.iter().enumerate().filter(|(_, gate)| gate.attribute == attribute);
        let found = known.map(|(index, _)| index).nth(nth);
        let index = found.unwrap_or(gates.len());
        if found.is_none() {
            gates.push(Gate {
                attribute,
                slot: usize::from(tariff.slots.get(attribute).copied()?),
                passes: self.all.repeat(choices.len()),
                indifferent: self.all.clone(),
            });
        }
        gates.get_mut(index)
    }

    /// Decides which steps run with these answers: all of them, or those that the premium depends on.
    pub fn decide(&self, answers: &Answers, all: bool, due: &mut Due) {
        let wanted = if all { &self.all } else { &self.counts };
        let width = wanted.len();
        due.policy.resize(width, 0);
        due.otherwise.resize(width, 0);
        due.units.resize(width * answers.units.len(), 0);
        for (word, wanted) in wanted.iter().enumerate() {
            let write = |set: &mut Vec<u64>, index: usize, value: u64| {
                if let Some(cell) = set.get_mut(index) {
                    *cell = value;
                }
            };
            write(&mut due.otherwise, word, wanted & self.otherwise.get(word).copied().unwrap_or(0));
            let gates = self.policy.iter();
            let mut policy =
                gates.fold(*wanted, |left, gate| left & gate.pass(&answers.policy.choices, word));
            for (unit, slots) in answers.units.iter().enumerate() {
                let gates = self.unit.iter();
                let left = gates.fold(policy, |left, gate| left & gate.pass(&slots.choices, word));
                write(&mut due.units, unit * width + word, left);
            }
            for gate in &self.unit {
                let none = gate.indifferent.get(word).copied().unwrap_or(0);
                let units = answers.units.iter();
                policy &= units.fold(none, |any, slots| any | gate.pass(&slots.choices, word));
            }
            write(&mut due.policy, word, policy);
        }
    }
}

impl Gate {
    /// Lets a step pass with the choices of a condition only.
    fn close(&mut self, step: usize, condition: &Condition) {
        let (word, bit) = (step / 64, !(1 << (step % 64)));
        for (choice, set) in self.passes.chunks_exact_mut(self.indifferent.len()).enumerate() {
            let passes = condition.any_of.iter().any(|of| usize::from(*of) == choice);
            if let Some(word) = set.get_mut(word).filter(|_| !passes) {
                *word &= bit;
            }
        }
        if let Some(word) = self.indifferent.get_mut(word) {
            *word &= bit;
        }
    }
}

fn bits(tasks: &[Task], wanted: impl Fn(&Task) -> bool) -> Vec<u64> {
    let bit = |(index, task)| u64::from(wanted(task)) << index;
    tasks.chunks(64).map(|chunk| chunk.iter().enumerate().map(bit).sum()).collect()
}
