//! The engine's operations over sets of possible answers instead of answers: every value is a span that holds whatever
//! the real run can give. Loading proves tariffs with it, and "not sure" answers become a range of premiums.

use rust_decimal::Decimal;

use crate::attribute::{Condition, Scope};
use crate::mark::Mark;
use crate::money;
use crate::operation::slice_sum;
use crate::tariff::layout::{Axis, Grid, band};
use crate::tariff::table::{Dimension, Edge};
use crate::tariff::{How, Instruction, Op, Ref, Table, Tariff};

/// The digits that a value may need, so that arithmetic on it is exact.
pub(crate) const MOST_DIGITS: u32 = 28;

/// All that a value can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub low: Decimal,
    pub high: Decimal,
    /// Places after the point, at most.
    pub places: u32,
    /// The weakest mark among the figures that may have led here.
    pub mark: Mark,
}

impl Span {
    /// One value.
    pub fn exact(value: Decimal, mark: Mark) -> Self {
        Self { low: value, high: value, places: value.normalize().scale(), mark }
    }

    fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            places: self.places.max(other.places),
            mark: self.mark.max(other.mark),
        }
    }

    fn of_ends(ends: &[Decimal], places: u32, mark: Mark) -> Option<Self> {
        let (low, high) = (*ends.iter().min()?, *ends.iter().max()?);
        Some(Self { low, high, places, mark })
    }

    /// As many such values added. Nothing where that may need more than 28 digits.
    #[cfg(feature = "toml")]
    pub fn times(self, count: usize) -> Option<Self> {
        product(self, Self::exact(Decimal::from(count), self.mark)).ok()
    }

    /// Whether every value in it can be written with 28 digits.
    fn fits(&self) -> bool {
        let largest = self.low.abs().max(self.high.abs()).trunc();
        let mut digits = 0;
        let mut rest = largest;
        while rest >= Decimal::ONE {
            rest = (rest / Decimal::TEN).trunc();
            digits += 1;
        }
        self.places.saturating_add(digits) <= MOST_DIGITS
    }
}

/// Answers of which some are open: the choices that may be made, the spans that numbers lie in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Possible {
    /// By slot; [`crate::answers::NONE`] among them where the question may not apply.
    pub choices: Vec<Vec<u16>>,
    /// By slot; nothing where the question cannot apply.
    pub numbers: Vec<Option<Span>>,
}

/// Units that are alike, and how many of them there may be.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub possible: Possible,
    pub least: usize,
    pub most: usize,
}

/// Why a step has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A value may need more than 28 digits.
    Digits,
    /// No row answers at all.
    NoRow,
    /// The divisor may be zero.
    DivideByZero,
    /// A register or number that no step or answer gives.
    Unset,
}

/// Told what happens on the way; the proof listens.
pub(crate) trait Watch {
    /// A look-up is about to be made at any combination of these positions.
    fn look_up(&mut self, _step: usize, _positions: &[Vec<usize>]) {}
    /// A step has no value.
    fn trouble(&mut self, _step: usize, _trouble: Trouble) {}
    /// A step has this value.
    fn value(&mut self, _step: usize, _span: Span) {}
}

/// Nobody listens.
pub(crate) struct Unwatched;

impl Watch for Unwatched {}

/// Registers after a run.
#[derive(Clone, Debug)]
pub(crate) struct Bounds<'a> {
    tariff: &'a Tariff,
    policy: &'a Possible,
    groups: &'a [Group],
    policy_registers: Vec<Option<Span>>,
    /// By group.
    unit_registers: Vec<Vec<Option<Span>>>,
}

/// Whether a condition can hold, and whether it must.
#[derive(Clone, Copy)]
struct Holds {
    possible: bool,
    certain: bool,
}

/// Runs every step over spans.
pub(crate) fn run<'a>(
    tariff: &'a Tariff,
    policy: &'a Possible,
    groups: &'a [Group],
    watch: &mut impl Watch,
) -> Bounds<'a> {
    let stride = tariff.registers.iter().filter(|r| r.scope == Scope::Unit).count();
    let mut bounds = Bounds {
        tariff,
        policy,
        groups,
        policy_registers: vec![None; tariff.registers.len() - stride],
        unit_registers: vec![vec![None; stride]; groups.len()],
    };
    for (index, instruction) in tariff.program.iter().enumerate() {
        match instruction.scope {
            Scope::Policy => bounds.step(index, instruction, None, watch),
            Scope::Unit => {
                for group in 0..groups.len() {
                    bounds.step(index, instruction, Some(group), watch);
                }
            }
        }
    }
    bounds
}

impl Bounds<'_> {
    fn step(
        &mut self,
        index: usize,
        instruction: &Instruction,
        group: Option<usize>,
        watch: &mut impl Watch,
    ) {
        let holds = self.all_hold(&instruction.when, group);
        let mut result = None;
        if holds.possible {
            match self.apply(index, &instruction.op, group, watch) {
                Ok(span) if !span.fits() => watch.trouble(index, Trouble::Digits),
                Ok(span) => {
                    watch.value(index, span);
                    result = Some(span);
                }
                Err(trouble) => watch.trouble(index, trouble),
            }
        }
        let Some(cell) = self.cell(instruction.scope, group, instruction.to) else { return };
        if !holds.certain {
            let otherwise = instruction.otherwise.map(|value| Span::exact(value, Mark::Notice));
            let not_run = otherwise.or(*cell);
            result = match (result, not_run) {
                (Some(a), Some(b)) => Some(a.hull(b)),
                (a, b) => a.or(b),
            };
        }
        *cell = result;
    }

    fn cell(&mut self, scope: Scope, group: Option<usize>, index: u16) -> Option<&mut Option<Span>> {
        match scope {
            Scope::Policy => self.policy_registers.get_mut(usize::from(index)),
            Scope::Unit => self.unit_registers.get_mut(group?)?.get_mut(usize::from(index)),
        }
    }

    fn possible(&self, scope: Scope, group: Option<usize>) -> Option<&Possible> {
        match scope {
            Scope::Policy => Some(self.policy),
            Scope::Unit => self.groups.get(group?).map(|g| &g.possible),
        }
    }

    /// The span of a reference after the run, or so far.
    pub fn span(&self, of: Ref, group: Option<usize>) -> Option<Span> {
        match of {
            Ref::Figure(index) => {
                let figure = self.tariff.figures.get(usize::from(index))?;
                Some(Span::exact(figure.value, self.tariff.mark_of(figure.source)))
            }
            Ref::Number(scope, slot) => *self.possible(scope, group)?.numbers.get(usize::from(slot))?,
            Ref::Register(Scope::Policy, index) => *self.policy_registers.get(usize::from(index))?,
            Ref::Register(Scope::Unit, index) => *self.unit_registers.get(group?)?.get(usize::from(index))?,
        }
    }

    fn read(&self, of: Ref, group: Option<usize>) -> Result<Span, Trouble> {
        self.span(of, group).ok_or(Trouble::Unset)
    }

    fn all_hold(&self, when: &[Condition], group: Option<usize>) -> Holds {
        let each = when.iter().map(|condition| self.holds(condition, group));
        each.fold(Holds { possible: true, certain: true }, |all, one| Holds {
            possible: all.possible && one.possible,
            certain: all.certain && one.certain,
        })
    }

    fn holds(&self, condition: &Condition, group: Option<usize>) -> Holds {
        let slot = self.tariff.slots.get(condition.attribute).copied().unwrap_or(u16::MAX);
        let of = |possible: &Possible| {
            let choices = possible.choices.get(usize::from(slot)).map(Vec::as_slice).unwrap_or_default();
            Holds {
                possible: choices.iter().any(|c| condition.any_of.contains(c)),
                certain: !choices.is_empty() && choices.iter().all(|c| condition.any_of.contains(c)),
            }
        };
        let scope = self.tariff.attributes.get(condition.attribute).map(|a| a.scope);
        match (scope, group) {
            (Some(Scope::Policy), _) => of(self.policy),
            (Some(Scope::Unit), Some(_)) => {
                self.possible(Scope::Unit, group).map_or(Holds { possible: false, certain: false }, of)
            }
            _ => Holds {
                possible: self.groups.iter().any(|g| g.most > 0 && of(&g.possible).possible),
                certain: self.groups.iter().any(|g| g.least > 0 && of(&g.possible).certain),
            },
        }
    }

    /// The positions along each key that a look-up may be made at.
    fn positions(&self, table: u16, group: Option<usize>) -> Result<Vec<Vec<usize>>, Trouble> {
        let (table, grid) = self.table(table)?;
        let along = |(dimension, axis): (&Dimension, &Axis<Decimal>)| match (dimension, axis) {
            (Dimension::Choice { scope, slot, size, .. }, _) => {
                let possible = self.possible(*scope, group).ok_or(Trouble::Unset)?;
                let choices = possible.choices.get(usize::from(*slot)).ok_or(Trouble::Unset)?;
                Ok(choices.iter().filter(|c| *c < size).map(|c| usize::from(*c)).collect())
            }
            (Dimension::Band { of, .. }, Axis::Band { ends, .. }) => {
                let span = self.read(*of, group)?;
                Ok((band(ends, span.low)..=band(ends, span.high)).collect())
            }
            (Dimension::Band { .. }, Axis::Choice { .. }) => Err(Trouble::NoRow),
        };
        table.dimensions.iter().zip(&grid.axes).map(along).collect()
    }

    fn apply(
        &self,
        step: usize,
        op: &Op,
        group: Option<usize>,
        watch: &mut impl Watch,
    ) -> Result<Span, Trouble> {
        let own = self.tariff.steps.get(step).map_or(Mark::Notice, |s| self.tariff.mark_of(s.source));
        let mut span = match op {
            Op::LookUp(table) => self.look_up(step, *table, group, watch)?,
            Op::Slices(table) => self.slices(step, *table, group, watch)?,
            Op::Multiply(of) => self.fold(of, group, product)?,
            Op::Add(of) => self.fold(of, group, sum)?,
            Op::Subtract(a, b) => difference(self.read(*a, group)?, self.read(*b, group)?)?,
            Op::Divide { of, by, digits, rounding } => {
                let (of, by) = (self.read(*of, group)?, self.read(*by, group)?);
                if by.low <= Decimal::ZERO && by.high >= Decimal::ZERO {
                    return Err(Trouble::DivideByZero);
                }
                let ends =
                    corners(of, by, |a, b| Some(money::round(money::quotient(a, b)?, *digits, *rounding)));
                Span::of_ends(&ends?, *digits, of.mark.max(by.mark)).ok_or(Trouble::Digits)?
            }
            Op::FactorSum(of) => sum(Span::exact(Decimal::ONE, Mark::Notice), self.fold(of, group, sum)?)?,
            Op::Discount(of, share) => {
                let kept = difference(Span::exact(Decimal::ONE, Mark::Notice), self.read(*share, group)?)?;
                product(self.read(*of, group)?, kept)?
            }
            Op::Clamp { of, least, most } => {
                let mut span = self.read(*of, group)?;
                if let Some(most) = most {
                    span = least_of(span, self.read(*most, group)?)?;
                }
                if let Some(least) = least {
                    span = most_of(span, self.read(*least, group)?)?;
                }
                span
            }
            Op::LeastOf(of) => self.fold(of, group, least_of)?,
            Op::MostOf(of) => self.fold(of, group, most_of)?,
            Op::Round { of, digits, rounding } => {
                let span = self.read(*of, group)?;
                let round = |value| money::round(value, *digits, *rounding);
                Span {
                    low: round(span.low),
                    high: round(span.high),
                    places: (*digits).min(span.places),
                    ..span
                }
            }
            Op::Copy(of) => self.read(*of, group)?,
            Op::Total { of, how } => self.total(*of, *how)?,
        };
        span.mark = span.mark.max(own);
        Ok(span)
    }

    fn fold(
        &self,
        of: &[Ref],
        group: Option<usize>,
        combine: impl Fn(Span, Span) -> Result<Span, Trouble>,
    ) -> Result<Span, Trouble> {
        let (first, rest) = of.split_first().ok_or(Trouble::Unset)?;
        rest.iter()
            .try_fold(self.read(*first, group)?, |so_far, next| combine(so_far, self.read(*next, group)?))
    }

    fn look_up(
        &self,
        step: usize,
        table: u16,
        group: Option<usize>,
        watch: &mut impl Watch,
    ) -> Result<Span, Trouble> {
        let positions = self.positions(table, group)?;
        let (table, _) = self.table(table)?;
        watch.look_up(step, &positions);
        let mut hull: Option<Span> = None;
        for position in combinations(&positions) {
            let row = table.row(position.into_iter()).and_then(|row| table.rows.get(usize::from(row)));
            if let Some(row) = row {
                let span = Span::exact(row.value, self.tariff.mark_of(row.source));
                hull = Some(hull.map_or(span, |so_far| so_far.hull(span)));
            }
        }
        hull.ok_or(Trouble::NoRow)
    }

    /// A table, as written and as it runs.
    fn table(&self, index: u16) -> Result<(&Table, &Grid<Decimal>), Trouble> {
        let (tables, grids) = (&self.tariff.tables, &self.tariff.plan.exact.tables);
        tables.get(usize::from(index)).zip(grids.get(usize::from(index))).ok_or(Trouble::NoRow)
    }

    fn slices(
        &self,
        step: usize,
        table: u16,
        group: Option<usize>,
        watch: &mut impl Watch,
    ) -> Result<Span, Trouble> {
        let (table, grid) = self.table(table)?;
        let Some(Dimension::Band { of, edges }) = table.dimensions.first() else {
            return Err(Trouble::NoRow);
        };
        let amount = self.read(*of, group)?;
        // Every band between zero and the most is used.
        let begins_below = |band: usize| band.checked_sub(1).and_then(|lower| edges.get(lower));
        let used = |band: &usize| {
            begins_below(*band).is_none_or(|lower| lower.at < amount.high)
                && edges.get(*band).is_none_or(|upper| upper.at > Decimal::ZERO)
        };
        watch.look_up(step, &[(0..=edges.len()).filter(used).collect()]);
        let inside = |edge: &Edge| amount.low < edge.at && edge.at < amount.high;
        // Between two of them the sum goes one way.
        let turns = |band: usize| {
            let rates = grid.at(band).zip(grid.at(band + 1));
            rates.is_none_or(|((_, a), (_, b))| a.is_sign_negative() != b.is_sign_negative())
        };
        let turning = edges.iter().enumerate().filter(|(band, edge)| inside(edge) && turns(*band));
        let mut ends = Vec::new();
        for at in turning.map(|(_, edge)| edge.at).chain([amount.low, amount.high]) {
            ends.push(slice_sum(grid, at).ok_or(Trouble::NoRow)?.1);
        }
        let scale = |values: &mut dyn Iterator<Item = Decimal>| values.map(|v| v.normalize().scale()).max();
        let edge_places = scale(&mut edges.iter().map(|e| e.at)).unwrap_or(0);
        let rate_places = scale(&mut table.rows.iter().map(|r| r.value)).unwrap_or(0);
        let mark = table.rows.iter().map(|r| self.tariff.mark_of(r.source)).fold(amount.mark, Mark::max);
        let places = amount.places.max(edge_places).saturating_add(rate_places);
        Span::of_ends(&ends, places, mark).ok_or(Trouble::NoRow)
    }

    fn total(&self, of: Ref, how: How) -> Result<Span, Trouble> {
        let count = |n: usize| Span::exact(Decimal::from(n), Mark::Notice);
        let times = |group: &Group| Span { high: Decimal::from(group.most), ..count(group.least) };
        let nothing = count(0);
        if how == How::Count {
            let all = self.groups.iter().map(times);
            return all.into_iter().try_fold(nothing, sum);
        }
        let mut result: Option<Span> = None;
        let certain = self.groups.iter().any(|g| g.least > 0);
        for (index, group) in self.groups.iter().enumerate().filter(|(_, g)| g.most > 0) {
            let each = self.read(of, Some(index))?;
            let part = if how == How::Sum { product(each, times(group))? } else { each };
            result = Some(match (result, how) {
                (None, _) => part,
                (Some(so_far), How::Sum) => sum(so_far, part)?,
                // Groups that may be empty only widen.
                (Some(so_far), _) if group.least == 0 => so_far.hull(part),
                (Some(so_far), How::Most) => most_of(so_far, part)?,
                (Some(so_far), _) => least_of(so_far, part)?,
            });
        }
        let result = result.unwrap_or(nothing);
        Ok(if certain || how == How::Sum { result } else { result.hull(nothing) })
    }
}

/// Every combination of one index from each list.
pub(crate) fn combinations(positions: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for choices in positions {
        all = all
            .into_iter()
            .flat_map(|so_far: Vec<usize>| {
                choices.iter().map(move |choice| {
                    let mut next = so_far.clone();
                    next.push(*choice);
                    next
                })
            })
            .collect();
    }
    all
}

fn corners(
    a: Span,
    b: Span,
    combine: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Result<[Decimal; 4], Trouble> {
    let corner = |x, y| combine(x, y).ok_or(Trouble::Digits);
    Ok([corner(a.low, b.low)?, corner(a.low, b.high)?, corner(a.high, b.low)?, corner(a.high, b.high)?])
}

fn combine(
    a: Span,
    b: Span,
    places: u32,
    op: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Result<Span, Trouble> {
    let span = Span::of_ends(&corners(a, b, op)?, places, a.mark.max(b.mark)).ok_or(Trouble::Digits)?;
    if span.fits() { Ok(span) } else { Err(Trouble::Digits) }
}

fn product(a: Span, b: Span) -> Result<Span, Trouble> {
    combine(a, b, a.places.saturating_add(b.places), money::product)
}

fn sum(a: Span, b: Span) -> Result<Span, Trouble> {
    combine(a, b, a.places.max(b.places), money::plus)
}

fn difference(a: Span, b: Span) -> Result<Span, Trouble> {
    combine(a, b, a.places.max(b.places), money::minus)
}

fn least_of(a: Span, b: Span) -> Result<Span, Trouble> {
    let (low, high) = (a.low.min(b.low), a.high.min(b.high));
    Ok(Span { low, high, places: a.places.max(b.places), mark: a.mark.max(b.mark) })
}

fn most_of(a: Span, b: Span) -> Result<Span, Trouble> {
    let (low, high) = (a.low.max(b.low), a.high.max(b.high));
    Ok(Span { low, high, places: a.places.max(b.places), mark: a.mark.max(b.mark) })
}
