//! Which steps run, decided for all of them at once: an answer rules out the steps whose conditions it does not meet.
//! A set of steps is a row of bits; the steps of a run are what all answers leave of them. Derived from a tariff when
//! it is loaded, and not part of its packed form.

use super::{Register, Tariff};
use crate::answers::Answers;
use crate::attribute::{Condition, Kind, Scope};

/// What a run need not find out again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Plan {
    /// How many registers the policy has.
    pub policy_registers: usize,
    /// How many registers each unit has.
    pub unit_registers: usize,
    /// The steps, a bit each; a set of them is as many words as this.
    all: Vec<u64>,
    /// Those that the premium depends on.
    counts: Vec<u64>,
    /// Those that write something also where they do not run.
    otherwise: Vec<u64>,
    gates: Vec<Gate>,
}

/// What the answer to one question leaves of the steps.
#[derive(Clone, Debug, PartialEq)]
struct Gate {
    attribute: usize,
    scope: Scope,
    slot: usize,
    /// A set of steps for every choice.
    passes: Vec<u64>,
    /// The steps that do not ask: all that is left where no choice was made.
    indifferent: Vec<u64>,
}

impl Gate {
    fn pass(&self, choices: &[u16]) -> &[u64] {
        let width = self.indifferent.len();
        let from =
            choices.get(self.slot).map_or(usize::MAX, |choice| usize::from(*choice).saturating_mul(width));
        self.passes.get(from..from.saturating_add(width)).unwrap_or(&self.indifferent)
    }
}

/// The steps of one run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Due {
    /// Steps that do something, for the policy or for any unit.
    any: Vec<u64>,
    policy: Vec<u64>,
    /// Of unit 0, then of unit 1, …
    units: Vec<u64>,
    /// Room to work in.
    room: Vec<u64>,
}

impl Due {
    /// Whether a step is to run for the policy, or for a unit.
    #[inline]
    pub fn has(&self, unit: Option<usize>, step: usize) -> bool {
        let (set, first) = unit.map_or((&self.policy, 0), |unit| (&self.units, unit * self.policy.len()));
        set.get(first + step / 64).is_some_and(|word| word >> (step % 64) & 1 == 1)
    }

    /// How many words of 64 steps there are.
    #[inline]
    pub fn words(&self) -> usize {
        self.any.len()
    }

    /// 64 steps, a bit each, that do something.
    #[inline]
    pub fn word(&self, index: usize) -> u64 {
        self.any.get(index).copied().unwrap_or(0)
    }
}

impl Plan {
    pub fn of(tariff: &Tariff) -> Self {
        let steps = tariff.program.len();
        let set_of = |wanted: &dyn Fn(usize) -> bool| bits(steps, wanted);
        let in_scope = |scope| move |register: &&Register| register.scope == scope;
        let mut plan = Self {
            policy_registers: tariff.registers.iter().filter(in_scope(Scope::Policy)).count(),
            unit_registers: tariff.registers.iter().filter(in_scope(Scope::Unit)).count(),
            all: set_of(&|_| true),
            counts: set_of(&|step| tariff.counts(step)),
            otherwise: set_of(&|step| tariff.program.get(step).is_some_and(|i| i.otherwise.is_some())),
            gates: Vec::new(),
        };
        for (step, instruction) in tariff.program.iter().enumerate() {
            for (index, condition) in instruction.when.iter().enumerate() {
                let before = instruction.when.iter().take(index);
                let nth = before.filter(|other| other.attribute == condition.attribute).count();
                if let Some(gate) = plan.gate(tariff, condition.attribute, nth) {
                    gate.close(step, condition);
                }
            }
        }
        plan
    }

    /// The nth gate of a question: a step that has two conditions on it goes through two.
    fn gate(&mut self, tariff: &Tariff, attribute: usize, nth: usize) -> Option<&mut Gate> {
        let known = self.gates.iter().enumerate().filter(|(_, gate)| gate.attribute == attribute);
        let found = known.map(|(index, _)| index).nth(nth);
        let index = found.unwrap_or(self.gates.len());
        if found.is_none() {
            let asked = tariff.attributes.get(attribute)?;
            let Kind::Choice(choices) = &asked.kind else { return None };
            self.gates.push(Gate {
                attribute,
                scope: asked.scope,
                slot: usize::from(tariff.slots.get(attribute).copied()?),
                passes: self.all.repeat(choices.len()),
                indifferent: self.all.clone(),
            });
        }
        self.gates.get_mut(index)
    }

    /// Decides which steps run with these answers: all of them, or those that the premium depends on.
    pub fn decide(&self, answers: &Answers, all: bool, due: &mut Due) {
        let Due { any, policy, units, room } = due;
        policy.clone_from(if all { &self.all } else { &self.counts });
        any.clone_from(policy);
        for gate in self.gates.iter().filter(|gate| gate.scope == Scope::Policy) {
            keep(policy, gate.pass(&answers.policy.choices));
        }
        units.clear();
        for _ in &answers.units {
            units.extend_from_slice(policy);
        }
        let width = self.all.len();
        for gate in self.gates.iter().filter(|gate| gate.scope == Scope::Unit) {
            room.clone_from(&gate.indifferent);
            for (slots, unit) in answers.units.iter().zip(units.chunks_exact_mut(width)) {
                let pass = gate.pass(&slots.choices);
                keep(unit, pass);
                room.iter_mut().zip(pass).for_each(|(word, more)| *word |= more);
            }
            keep(policy, room);
        }
        let some = |word: usize| {
            let units = units.iter().skip(word).step_by(width.max(1));
            let always = self.otherwise.get(word).into_iter().chain(policy.get(word));
            always.chain(units).fold(0, |so_far, word| so_far | word)
        };
        any.iter_mut().enumerate().for_each(|(index, word)| *word &= some(index));
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

fn keep(set: &mut [u64], of: &[u64]) {
    set.iter_mut().zip(of).for_each(|(word, also)| *word &= also);
}

fn bits(steps: usize, wanted: &dyn Fn(usize) -> bool) -> Vec<u64> {
    let word = |first: usize| {
        (first..steps.min(first + 64))
            .filter(|step| wanted(*step))
            .fold(0, |word, step| word | 1 << (step - first))
    };
    (0..steps).step_by(64).map(word).collect()
}
