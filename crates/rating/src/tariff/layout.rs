//! The program as it runs. Every value of a run has a place in one row, so that a name costs an addition; figures are in
//! the numbers that a run reckons with. Derived from a tariff when it is loaded, and not part of its packed form.

use core::ops::Range;

use super::course::{Task, Work};
use super::plan::Gates;
use super::table::{Dimension, Edge, Table};
use super::{Ref, Tariff};
use crate::attribute::Scope;
use crate::number::Number;

/// Where a value lies: the next unit's is `stride` further on, and that of the policy is the same for every unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Place {
    first: u32,
    stride: u32,
}

impl Place {
    /// Indices have sixteen bits: a row has fewer places than [`u32::MAX`], which is none.
    fn new(before: usize, index: u16, stride: usize) -> Self {
        let short = |long: usize| u32::try_from(long).unwrap_or(u32::MAX);
        Self { first: short(before + usize::from(index)), stride: short(stride) }
    }

    #[inline(always)]
    pub fn of(self, unit: usize) -> usize {
        self.first as usize + unit * self.stride as usize
    }
}

/// The row of values: the figures, the numbers answered for the policy, its registers, and then numbers and registers of
/// unit after unit. Choices have a row of their own: those of the policy, then of unit after unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Layout {
    pub figures: usize,
    pub policy: Share,
    pub unit: Share,
}

/// How much of the rows belongs to the policy, or to each unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Share {
    pub numbers: usize,
    pub registers: usize,
    pub choices: usize,
}

impl Share {
    fn values(&self) -> usize {
        self.numbers + self.registers
    }
}

impl Layout {
    pub fn of_tariff(tariff: &Tariff) -> Self {
        let share = |scope| {
            let slots = tariff.empty_slots(scope);
            Share {
                numbers: slots.numbers.len(),
                registers: tariff.registers.iter().filter(|register| register.scope == scope).count(),
                choices: slots.choices.len(),
            }
        };
        Self { figures: tariff.figures.len(), policy: share(Scope::Policy), unit: share(Scope::Unit) }
    }

    /// The place of a value.
    pub fn place(&self, of: Ref) -> Place {
        let registers = self.figures + self.policy.numbers;
        let units = registers + self.policy.registers;
        let stride = self.unit.numbers + self.unit.registers;
        match of {
            Ref::Figure(index) => Place::new(0, index, 0),
            Ref::Number(Scope::Policy, index) => Place::new(self.figures, index, 0),
            Ref::Register(Scope::Policy, index) => Place::new(registers, index, 0),
            Ref::Number(Scope::Unit, index) => Place::new(units, index, stride),
            Ref::Register(Scope::Unit, index) => Place::new(units + self.unit.numbers, index, stride),
        }
    }

    /// How many values there are.
    pub fn values(&self, units: usize) -> usize {
        self.figures + self.policy.values() + self.unit.values() * units
    }

    fn choice(&self, scope: Scope, slot: u16) -> Place {
        match scope {
            Scope::Policy => Place::new(0, slot, 0),
            Scope::Unit => Place::new(self.policy.choices, slot, self.unit.choices),
        }
    }
}

/// A tariff's program in one kind of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Program<N> {
    pub gates: Gates,
    pub stretches: Vec<Stretch>,
    /// What the row of values begins with: the figures, and the policy's numbers and registers.
    pub policy: Vec<N>,
    /// The numbers and registers that every unit adds to it.
    pub unit: Vec<N>,
    pub tables: Vec<Grid<N>>,
    pub steps: Vec<Code<N>>,
}

/// Steps that follow each other and are all of the policy, or all of a unit. Units do not read of each other: each runs
/// through the whole stretch before the next does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub scope: Scope,
    pub steps: Range<usize>,
}

fn stretches(tasks: &[Task]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for (step, task) in tasks.iter().enumerate() {
        match all.last_mut() {
            Some(last) if last.scope == task.scope => last.steps.end = step + 1,
            _ => all.push(Stretch { scope: task.scope, steps: step..step + 1 }),
        }
    }
    all
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Code<N> {
    pub to: Place,
    pub work: Work<Place>,
    /// What is written where the step does not run.
    pub otherwise: Option<N>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grid<N> {
    pub axes: Vec<Axis<N>>,
    /// As in [`Table`].
    pub cells: Vec<u16>,
    pub figures: Vec<N>,
}

/// One key of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Axis<N> {
    Choice { of: Place, size: usize },
    Band { of: Place, ends: Vec<End<N>> },
}

/// Where a band ends, and whether its end belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct End<N> {
    pub at: N,
    pub closed: bool,
}

impl<N: Number> Program<N> {
    /// Nothing where a figure is too long for the numbers.
    pub fn new(tariff: &Tariff, layout: &Layout, mut tasks: Vec<Task>) -> Option<Self> {
        let mut program = Self {
            stretches: stretches(&tasks),
            policy: tariff.figures.iter().map(|figure| N::of(&figure.value)).collect::<Option<_>>()?,
            unit: vec![N::default(); layout.unit.values()],
            tables: tariff.tables.iter().map(|table| Grid::of_table(table, layout)).collect::<Option<_>>()?,
            ..Self::default()
        };
        program.policy.resize(layout.figures + layout.policy.values(), N::default());
        program.begin_with(layout, &mut tasks)?;
        program.steps = tasks.iter().map(|task| Code::of_task(task, layout)).collect::<Option<_>>()?;
        program.gates = Gates::new(tariff, &tasks);
        Some(program)
    }

    /// What the only step that writes a register gives where it does not run, the register has from the beginning.
    fn begin_with(&mut self, layout: &Layout, tasks: &mut [Task]) -> Option<()> {
        let targets: Vec<_> = tasks.iter().map(|task| (task.scope, task.to)).collect();
        for task in tasks {
            let is_only = targets.iter().filter(|target| **target == (task.scope, task.to)).count() == 1;
            let Some(value) = task.otherwise.take_if(|_| is_only) else { continue };
            let place = layout.place(Ref::Register(task.scope, task.to)).of(0);
            let (row, place) = match task.scope {
                Scope::Policy => (&mut self.policy, place),
                Scope::Unit => (&mut self.unit, place - layout.values(0)),
            };
            *row.get_mut(place)? = N::of(&value)?;
        }
        Some(())
    }
}

impl<N: Number> Code<N> {
    fn of_task(task: &Task, layout: &Layout) -> Option<Self> {
        let otherwise = match &task.otherwise {
            Some(value) => Some(N::of(value)?),
            None => None,
        };
        Some(Self {
            to: layout.place(Ref::Register(task.scope, task.to)),
            work: task.work.map(|of| layout.place(of)),
            otherwise,
        })
    }
}

impl<N: Number> Grid<N> {
    pub fn of_table(table: &Table, layout: &Layout) -> Option<Self> {
        let axis = |dimension: &Dimension| {
            Some(match dimension {
                Dimension::Choice { scope, slot, size, .. } => {
                    Axis::Choice { of: layout.choice(*scope, *slot), size: usize::from(*size) }
                }
                Dimension::Band { of, edges } => {
                    let end = |edge: &Edge| Some(End { at: N::of(&edge.at)?, closed: edge.closed });
                    Axis::Band { of: layout.place(*of), ends: edges.iter().map(end).collect::<Option<_>>()? }
                }
            })
        };
        Some(Self {
            axes: table.dimensions.iter().map(axis).collect::<Option<_>>()?,
            cells: table.cells.clone(),
            figures: table.rows.iter().map(|row| N::of(&row.value)).collect::<Option<_>>()?,
        })
    }

    /// The figure in a cell, with the number of its row. Nothing where the table has a hole.
    #[inline(always)]
    pub fn at(&self, cell: usize) -> Option<(u16, N)> {
        let row = self.cells.get(cell)?.checked_sub(1)?;
        Some((row, *self.figures.get(usize::from(row))?))
    }
}

/// The band in which a value lies: the number of ends under it.
#[inline(always)]
pub(crate) fn band<N: Number>(ends: &[End<N>], value: N) -> usize {
    let is_above = |end: &End<N>| {
        let side = value.compare(end.at);
        if end.closed { side.is_gt() } else { side.is_ge() }
    };
    ends.iter().take_while(|end| is_above(end)).count()
}
