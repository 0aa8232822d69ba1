//! The one path that rates: runs a tariff's program over answers and registers. A trace is told of every step; the
//! trace that does nothing costs nothing.

use rust_decimal::Decimal;

use crate::answers::{Answers, Slots};
use crate::attribute::Scope;
use crate::tariff::plan::{Due, Plan};
use crate::tariff::{Instruction, Ref, Tariff};

/// Arithmetic went outside 28 digits, or a table has a hole. Loading proves that neither can happen, so only a forged
/// packed tariff gives this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange;

/// Told of every step that runs.
pub(crate) trait Trace {
    /// Whether the steps are to run that the premium does not depend on.
    const ALL: bool;

    /// Before the result is written. `row` is the table row that answered: of slices, the highest one reached.
    fn step(&mut self, at: &At<'_>, step: usize, row: Option<u16>, result: Decimal);
}

/// The trace of a caller who wants the registers only: all of them, or those that the premium depends on.
pub(crate) struct Silent<const ALL: bool>;

impl<const ALL: bool> Trace for Silent<ALL> {
    const ALL: bool = ALL;

    #[inline(always)]
    fn step(&mut self, _: &At<'_>, _: usize, _: Option<u16>, _: Decimal) {}
}

/// The values of one run. Reused, so that rating allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    policy: Vec<Decimal>,
    /// Registers of unit 0, then of unit 1, …
    units: Vec<Decimal>,
    stride: usize,
    due: Due,
}

impl Workspace {
    fn clear(&mut self, plan: &Plan, units: usize) {
        self.stride = plan.unit_registers;
        self.policy.clear();
        self.policy.resize(plan.policy_registers, Decimal::ZERO);
        self.units.clear();
        self.units.resize(self.stride * units, Decimal::ZERO);
    }

    /// A register's value after the run.
    #[inline(always)]
    pub(crate) fn register(&self, scope: Scope, unit: usize, index: u16) -> Option<&Decimal> {
        match scope {
            Scope::Policy => self.policy.get(usize::from(index)),
            Scope::Unit => self.units.get(self.stride * unit + usize::from(index)),
        }
    }

    fn write(&mut self, scope: Scope, unit: usize, index: u16, value: Decimal) -> Result<(), OutOfRange> {
        let cell = match scope {
            Scope::Policy => self.policy.get_mut(usize::from(index)),
            Scope::Unit => self.units.get_mut(self.stride * unit + usize::from(index)),
        };
        *cell.ok_or(OutOfRange)? = value;
        Ok(())
    }
}

/// Where in the run we are: for the policy, or for one unit.
pub(crate) struct At<'a> {
    pub tariff: &'a Tariff,
    pub answers: &'a Answers,
    pub workspace: &'a Workspace,
    /// The unit; nothing for the policy.
    pub unit: Option<usize>,
}

impl<'a> At<'a> {
    #[inline]
    fn slots(&self, scope: Scope) -> Option<&'a Slots> {
        match scope {
            Scope::Policy => Some(&self.answers.policy),
            Scope::Unit => self.answers.units.get(self.unit?),
        }
    }

    /// The value of a reference.
    #[inline(always)]
    pub fn value(&self, of: Ref) -> Result<Decimal, OutOfRange> {
        let value = match of {
            Ref::Figure(index) => self.tariff.figures.get(usize::from(index)).map(|f| &f.value),
            Ref::Number(scope, slot) => self.slots(scope).and_then(|s| s.numbers.get(usize::from(slot))),
            Ref::Register(scope, index) => self.workspace.register(scope, self.unit.unwrap_or(0), index),
        };
        value.copied().ok_or(OutOfRange)
    }

    /// The choice in a slot.
    #[inline]
    pub fn choice(&self, scope: Scope, slot: u16) -> Option<u16> {
        self.slots(scope)?.choices.get(usize::from(slot)).copied()
    }
}

/// Runs the steps that are due, in order; a unit's step for every unit.
pub(crate) fn run<T: Trace>(
    tariff: &Tariff,
    answers: &Answers,
    workspace: &mut Workspace,
    trace: &mut T,
) -> Result<(), OutOfRange> {
    workspace.clear(&tariff.plan, answers.units.len());
    tariff.plan.decide(answers, T::ALL, &mut workspace.due);
    for word in 0..workspace.due.words() {
        let mut left = workspace.due.word(word);
        while left != 0 {
            let step = word * 64 + left.trailing_zeros() as usize;
            left &= left - 1;
            let instruction = tariff.program.get(step).ok_or(OutOfRange)?;
            match instruction.scope {
                Scope::Policy => run_one(tariff, answers, workspace, trace, step, instruction, None)?,
                Scope::Unit => {
                    for unit in 0..answers.units.len() {
                        run_one(tariff, answers, workspace, trace, step, instruction, Some(unit))?;
                    }
                }
            }
        }
    }
    Ok(())
}

#[inline(always)]
fn run_one(
    tariff: &Tariff,
    answers: &Answers,
    workspace: &mut Workspace,
    trace: &mut impl Trace,
    step: usize,
    instruction: &Instruction,
    unit: Option<usize>,
) -> Result<(), OutOfRange> {
    let value = if workspace.due.has(unit, step) {
        let at = At { tariff, answers, workspace, unit };
        let mut row = None;
        let value = at.apply(&instruction.op, &mut row)?;
        trace.step(&at, step, row, value);
        value
    } else if let Some(value) = instruction.otherwise {
        value
    } else {
        return Ok(());
    };
    workspace.write(instruction.scope, unit.unwrap_or(0), instruction.to, value)
}

impl Tariff {
    /// The premium alone, in the tariff's own rounding: the fast path. One premium also where every unit is a policy
    /// of its own.
    pub fn premium(&self, answers: &Answers, workspace: &mut Workspace) -> Result<Decimal, OutOfRange> {
        if self.units.one_policy_each {
            let each = answers.each_unit().map(|one| self.policy_premium(&one, workspace));
            return each
                .into_iter()
                .try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one?).ok_or(OutOfRange));
        }
        self.policy_premium(answers, workspace)
    }

    fn policy_premium(&self, answers: &Answers, workspace: &mut Workspace) -> Result<Decimal, OutOfRange> {
        run(self, answers, workspace, &mut Silent::<false>)?;
        workspace.register(Scope::Policy, 0, self.header.premium).copied().ok_or(OutOfRange)
    }
}
