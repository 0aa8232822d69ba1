//! The one path that rates: runs a tariff's program over answers and registers. A trace is told of every step; the
//! trace that does nothing costs nothing.

use core::ops::Range;

use rust_decimal::Decimal;

use crate::answers::{Answers, Slots};
use crate::attribute::Scope;
use crate::number::{Number, Short};
use crate::operation::Reads;
use crate::tariff::layout::{Code, Layout, Program};
use crate::tariff::plan::Due;
use crate::tariff::{Ref, Tariff};

/// Arithmetic went outside 28 digits, or a table has a hole. Loading proves that neither can happen, so only a forged
/// packed tariff gives this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange;

/// Which steps are to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    All,
    /// Those that the premium depends on.
    Premium,
}

/// Told of every step that runs.
pub(crate) trait Trace<N = Decimal> {
    /// Before the result is written. `row` is the table row that answered: of slices, the highest one reached.
    fn step(&mut self, at: &At<'_, N>, step: usize, row: Option<u16>, result: N);
}

/// The trace of a caller who wants the registers only.
pub(crate) struct Silent;

impl<N> Trace<N> for Silent {
    #[inline(always)]
    fn step(&mut self, _: &At<'_, N>, _: usize, _: Option<u16>, _: N) {}
}

/// Room to rate in. Reused, so that rating allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    pub(crate) exact: Values,
    quick: Values<Short>,
}

/// The values of one run, as the layout of the tariff lays them.
#[derive(Clone, Debug)]
pub(crate) struct Values<N = Decimal> {
    pub row: Vec<N>,
    choices: Vec<u16>,
    due: Due,
}

impl<N> Default for Values<N> {
    fn default() -> Self {
        Self { row: Vec::new(), choices: Vec::new(), due: Due::default() }
    }
}

impl<N: Number> Values<N> {
    /// Figures and answers in their places, registers as they begin.
    #[inline(always)]
    fn fill(&mut self, program: &Program<N>, layout: &Layout, answers: &Answers) -> Option<()> {
        self.row.clear();
        self.choices.clear();
        self.row.extend_from_slice(&program.policy);
        self.answered(layout.figures, &answers.policy)?;
        for slots in &answers.units {
            let first = self.row.len();
            self.row.extend_from_slice(&program.unit);
            self.answered(first, slots)?;
        }
        Some(())
    }

    #[inline(always)]
    fn answered(&mut self, first: usize, slots: &Slots) -> Option<()> {
        self.choices.extend_from_slice(&slots.choices);
        for (cell, number) in self.row.get_mut(first..)?.iter_mut().zip(&slots.numbers) {
            *cell = N::of(number)?;
        }
        Some(())
    }
}

fn premium<N: Number>(tariff: &Tariff, values: &Values<N>) -> Option<N> {
    let premium = Ref::Register(Scope::Policy, tariff.header.premium);
    values.row.get(tariff.plan.layout.place(premium).of(0)).copied()
}

/// Where in the run we are: for the policy, or for one unit.
pub(crate) struct At<'a, N = Decimal> {
    pub tariff: &'a Tariff,
    pub answers: &'a Answers,
    /// As the layout of the tariff lays them.
    pub values: &'a [N],
    /// The unit; nothing for the policy.
    pub unit: Option<usize>,
}

impl<'a, N: Number> At<'a, N> {
    #[inline]
    fn slots(&self, scope: Scope) -> Option<&'a Slots> {
        match scope {
            Scope::Policy => Some(&self.answers.policy),
            Scope::Unit => self.answers.units.get(self.unit?),
        }
    }

    /// The value of a reference.
    #[inline(always)]
    pub fn value(&self, of: Ref) -> Result<N, OutOfRange> {
        let place = self.tariff.plan.layout.place(of);
        self.values.get(place.of(self.unit.unwrap_or(0))).copied().ok_or(OutOfRange)
    }

    /// The choice in a slot.
    #[inline]
    pub fn choice(&self, scope: Scope, slot: u16) -> Option<u16> {
        self.slots(scope)?.choices.get(usize::from(slot)).copied()
    }
}

/// Runs the steps with whatever numbers they need. One function for whoever is told of them: it is not the fast path,
/// and the browser downloads it.
pub(crate) fn run_exact(
    tariff: &Tariff,
    which: Which,
    answers: &Answers,
    values: &mut Values,
    trace: &mut dyn Trace,
) -> Result<(), OutOfRange> {
    run(tariff, &tariff.plan.exact, which, answers, values, trace)
}

/// Runs the steps that are due, in order; those of units for one unit after the other.
fn run<N: Number, T: Trace<N> + ?Sized>(
    tariff: &Tariff,
    program: &Program<N>,
    which: Which,
    answers: &Answers,
    values: &mut Values<N>,
    trace: &mut T,
) -> Result<(), OutOfRange> {
    values.fill(program, &tariff.plan.layout, answers).ok_or(OutOfRange)?;
    program.gates.decide(answers, which == Which::All, &mut values.due);
    let Values { row, choices, due } = values;
    let (values, choices, due) = (row.as_mut_slice(), choices.as_slice(), &*due);
    for stretch in &program.stretches {
        let units = if stretch.scope == Scope::Unit { answers.units.len() } else { 1 };
        for unit in 0..units {
            let run = Run { tariff, program, answers, due, choices, scope: stretch.scope, unit };
            run.stretch(&stretch.steps, values, trace).ok_or(OutOfRange)?;
        }
    }
    Ok(())
}

/// What stays the same while the policy, or a unit, runs through a stretch of steps.
struct Run<'a, N> {
    tariff: &'a Tariff,
    program: &'a Program<N>,
    answers: &'a Answers,
    due: &'a Due,
    choices: &'a [u16],
    scope: Scope,
    unit: usize,
}

impl<N: Number> Run<'_, N> {
    #[inline(always)]
    fn stretch(
        &self,
        steps: &Range<usize>,
        values: &mut [N],
        trace: &mut (impl Trace<N> + ?Sized),
    ) -> Option<()> {
        for word in steps.start / 64..steps.end.div_ceil(64) {
            let (runs, writes) = self.due.word(self.scope, self.unit, word);
            let mut left = writes & bits_between(steps, word * 64);
            while left != 0 {
                let bit = left.trailing_zeros();
                left &= left - 1;
                let step = word * 64 + bit as usize;
                let code = self.program.steps.get(step)?;
                let value = if runs >> bit & 1 == 1 {
                    self.step(step, code, values, trace)?
                } else {
                    code.otherwise?
                };
                *values.get_mut(code.to.of(self.unit))? = value;
            }
        }
        Some(())
    }

    #[inline(always)]
    fn step(
        &self,
        step: usize,
        code: &Code<N>,
        values: &[N],
        trace: &mut (impl Trace<N> + ?Sized),
    ) -> Option<N> {
        let Self { tariff, program, answers, choices, unit, .. } = *self;
        let units = answers.units.len();
        let (value, row) =
            Reads { tables: &program.tables, values, choices, unit, units }.work(&code.work)?;
        let unit = (self.scope == Scope::Unit).then_some(unit);
        trace.step(&At { tariff, answers, values, unit }, step, row, value);
        Some(value)
    }
}

/// Of the 64 steps from `first` on, those in a range.
#[inline(always)]
fn bits_between(steps: &Range<usize>, first: usize) -> u64 {
    let up_to = |step: usize| match step.saturating_sub(first) {
        bits @ 0..64 => !(u64::MAX << bits),
        _ => u64::MAX,
    };
    up_to(steps.end) & !up_to(steps.start)
}

impl Tariff {
    /// The premium alone, in the tariff's own rounding: the fast path. One premium also where every unit is a policy
    /// of its own.
    pub fn premium(&self, answers: &Answers, workspace: &mut Workspace) -> Result<Decimal, OutOfRange> {
        if self.units.one_policy_each {
            let each = answers.each_unit().map(|one| self.policy_premium(&one, workspace));
            return each
                .into_iter()
                .try_fold(Decimal::ZERO, |sum, one| crate::money::plus(sum, one?).ok_or(OutOfRange));
        }
        self.policy_premium(answers, workspace)
    }

    /// With short numbers; where they are too short, the same with long ones.
    fn policy_premium(&self, answers: &Answers, workspace: &mut Workspace) -> Result<Decimal, OutOfRange> {
        let Workspace { quick, exact } = workspace;
        if cfg!(feature = "quick")
            && let Some(program) = &self.plan.quick
            && run(self, program, Which::Premium, answers, quick, &mut Silent).is_ok()
        {
            return premium(self, quick).map(Short::decimal).ok_or(OutOfRange);
        }
        run_exact(self, Which::Premium, answers, exact, &mut Silent)?;
        premium(self, exact).ok_or(OutOfRange)
    }
}
