//! How official the registers of a run are: marks are carried from figure to register, trust is propagated.

use rust_decimal::Decimal;

use crate::attribute::Scope;
use crate::engine::{At, Trace};
use crate::mark::Mark;
use crate::tariff::{Instruction, Op, Read, Ref, Row, Table, Tariff};

/// The mark of every register so far.
pub(crate) struct Marks {
    policy: Vec<Mark>,
    /// Of the units' registers, unit after unit.
    units: Vec<Mark>,
    stride: usize,
}

impl Marks {
    pub fn new(tariff: &Tariff, units: usize) -> Self {
        let layout = &tariff.plan.layout;
        let stride = layout.unit.registers;
        Self {
            policy: vec![Mark::Notice; layout.policy.registers],
            units: vec![Mark::Notice; stride * units],
            stride,
        }
    }

    fn cell(&mut self, scope: Scope, unit: usize, index: u16) -> Option<&mut Mark> {
        match scope {
            Scope::Policy => self.policy.get_mut(usize::from(index)),
            Scope::Unit => self.units.get_mut(self.stride * unit + usize::from(index)),
        }
    }

    /// How official a value is that was read.
    pub fn of(&self, tariff: &Tariff, unit: Option<usize>, of: Ref) -> Mark {
        match of {
            Ref::Figure(index) => {
                tariff.figures.get(usize::from(index)).map_or(Mark::Notice, |f| tariff.mark_of(f.source))
            }
            Ref::Number(..) => Mark::Notice,
            Ref::Register(Scope::Policy, index) => {
                self.policy.get(usize::from(index)).copied().unwrap_or(Mark::Notice)
            }
            Ref::Register(Scope::Unit, index) => {
                let of_unit = |unit: usize| self.units.get(self.stride * unit + usize::from(index));
                match unit {
                    Some(unit) => of_unit(unit).copied().unwrap_or(Mark::Notice),
                    None => {
                        let units = self.units.len().checked_div(self.stride).unwrap_or(0);
                        (0..units).filter_map(of_unit).copied().max().unwrap_or(Mark::Notice)
                    }
                }
            }
        }
    }

    /// Carries the marks of what a step read to the register it writes.
    pub fn carry(&mut self, at: &At<'_>, index: usize, row: &UsedRow<'_>) -> Carried {
        let tariff = at.tariff;
        let (Some(step), Some(instruction)) = (tariff.steps.get(index), tariff.program.get(index)) else {
            return Carried { own: Mark::Notice, mark: Mark::Notice };
        };
        let mut own = tariff.mark_of(step.source).max(row_mark(tariff, instruction, row));
        let mut inherited = Mark::Notice;
        for read in &step.reads {
            match read.of {
                Read::Value(of @ Ref::Figure(_)) => own = own.max(self.of(tariff, at.unit, of)),
                Read::Value(of) | Read::Units(of) => inherited = inherited.max(self.of(tariff, at.unit, of)),
                Read::Choice(_) => {}
            }
        }
        let mark = own.max(inherited);
        if let Some(cell) = self.cell(instruction.scope, at.unit.unwrap_or(0), instruction.to) {
            *cell = mark;
        }
        Carried { own, mark }
    }
}

/// How official a step is.
pub(crate) struct Carried {
    /// By itself: who says that it is part of the calculation, and the figures that it brings.
    pub own: Mark,
    /// The weakest among these and everything that its result rests on.
    pub mark: Mark,
}

/// Marks alone, for whoever wants a premium and how official it is.
impl Trace for Marks {
    fn step(&mut self, at: &At<'_>, step: usize, row: Option<u16>, _: Decimal) {
        let row = at.tariff.program.get(step).and_then(|instruction| row_used(at.tariff, instruction, row));
        self.carry(at, step, &row);
    }
}

/// A row of a table, with its number.
pub(crate) type UsedRow<'a> = Option<(&'a Table, u16, &'a Row)>;

pub(crate) fn row_used<'a>(tariff: &'a Tariff, instruction: &Instruction, row: Option<u16>) -> UsedRow<'a> {
    let (Op::LookUp(table) | Op::Slices(table)) = instruction.op else { return None };
    let table = tariff.tables.get(usize::from(table))?;
    Some((table, row?, table.rows.get(usize::from(row?))?))
}

/// How official the rows are that a step used. Slices use every row up to the amount: the weakest speaks for all.
fn row_mark(tariff: &Tariff, instruction: &Instruction, row: &UsedRow<'_>) -> Mark {
    match (&instruction.op, row) {
        (Op::Slices(_), Some((table, top, _))) => {
            let used = table.rows_up_to(*top).filter_map(|row| table.rows.get(usize::from(row)));
            used.map(|row| tariff.mark_of(row.source)).fold(Mark::Notice, Mark::max)
        }
        (_, Some((_, _, row))) => tariff.mark_of(row.source),
        (_, None) => Mark::Notice,
    }
}
