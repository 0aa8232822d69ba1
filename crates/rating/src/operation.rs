//! The operations of steps: what each makes of what it reads.

use crate::number::Number;
use crate::tariff::course::{Factor, Origin, Taken, Work};
use crate::tariff::layout::{Axis, Grid, Place, band};
use crate::tariff::{How, Op};

/// What an operation reads.
pub(crate) struct Reads<'a, N> {
    pub tables: &'a [Grid<N>],
    /// Values and choices, as the layout of the tariff lays them.
    pub values: &'a [N],
    pub choices: &'a [u16],
    /// The unit; 0 for the policy, which reads nothing of one.
    pub unit: usize,
    /// How many there are.
    pub units: usize,
}

/// What came out, and the row of a look-up, or the highest one that slices reached.
type Found<N> = Option<(N, Option<u16>)>;

impl<N: Number> Reads<'_, N> {
    #[inline(always)]
    fn value(&self, of: Place) -> Option<N> {
        self.values.get(of.of(self.unit)).copied()
    }

    /// Does what a step does. Nothing where a number went outside what its kind holds, or a table has a hole.
    #[inline(always)]
    pub fn work(&self, work: &Work<Place>) -> Found<N> {
        match work {
            Work::Operation(op) => self.apply(op),
            Work::Product(factors) => Some((self.product(factors)?, None)),
        }
    }

    #[inline(always)]
    fn product(&self, factors: &[Factor<Place>]) -> Option<N> {
        let (first, rest) = factors.split_first()?;
        rest.iter().try_fold(self.factor(first)?, |so_far, next| so_far.times(self.factor(next)?))
    }

    #[inline(always)]
    fn factor(&self, factor: &Factor<Place>) -> Option<N> {
        let number = match factor.from {
            Origin::Value(of) => self.value(of)?,
            Origin::Table(table) => self.look_up(table)?.0,
        };
        match factor.taken {
            Taken::AsItIs => Some(number),
            Taken::OnTopOfOne => N::ONE.plus(number),
            Taken::OffOne => N::ONE.minus(number),
        }
    }

    #[inline(always)]
    fn apply(&self, op: &Op<Place>) -> Found<N> {
        let result = match op {
            Op::LookUp(table) => return self.look_up(*table),
            Op::Slices(table) => return self.slices(*table),
            Op::Multiply(of) => self.fold(of, N::times)?,
            Op::Add(of) => self.fold(of, N::plus)?,
            Op::Subtract(a, b) => self.value(*a)?.minus(self.value(*b)?)?,
            Op::Divide { of, by, digits, rounding } => {
                self.value(*of)?.over(self.value(*by)?, *digits, *rounding)?
            }
            Op::FactorSum(of) => N::ONE.plus(self.fold(of, N::plus)?)?,
            Op::Discount(of, share) => self.value(*of)?.times(N::ONE.minus(self.value(*share)?)?)?,
            Op::Clamp { of, least, most } => self.clamp(*of, *least, *most)?,
            Op::LeastOf(of) => self.fold(of, |a, b| Some(a.lesser(b)))?,
            Op::MostOf(of) => self.fold(of, |a, b| Some(a.greater(b)))?,
            Op::Round { of, digits, rounding } => self.value(*of)?.rounded(*digits, *rounding)?,
            Op::Copy(of) => self.value(*of)?,
            Op::Total { of, how } => self.total(*of, *how)?,
        };
        Some((result, None))
    }

    /// A position that is not there, such as that of a choice which was not made, lies outside the table.
    #[inline(always)]
    fn look_up(&self, table: u16) -> Found<N> {
        let grid = self.tables.get(usize::from(table))?;
        let mut cell = 0;
        for axis in &grid.axes {
            let (position, size) = match axis {
                Axis::Choice { of, size } => (usize::from(*self.choices.get(of.of(self.unit))?), *size),
                Axis::Band { of, ends } => (band(ends, self.value(*of)?), ends.len() + 1),
            };
            if position >= size {
                return None;
            }
            cell = cell * size + position;
        }
        let (row, figure) = grid.at(cell)?;
        Some((figure, Some(row)))
    }

    /// Each slice of the amount at its own rate.
    fn slices(&self, table: u16) -> Found<N> {
        let grid = self.tables.get(usize::from(table))?;
        let Some(Axis::Band { of, .. }) = grid.axes.first() else { return None };
        let (row, sum) = slice_sum(grid, self.value(*of)?)?;
        Some((sum, row))
    }

    #[inline(always)]
    fn clamp(&self, of: Place, least: Option<Place>, most: Option<Place>) -> Option<N> {
        let mut value = self.value(of)?;
        if let Some(most) = most {
            value = value.lesser(self.value(most)?);
        }
        if let Some(least) = least {
            value = value.greater(self.value(least)?);
        }
        Some(value)
    }

    #[inline(always)]
    fn fold(&self, of: &[Place], combine: impl Fn(N, N) -> Option<N>) -> Option<N> {
        let (first, rest) = of.split_first()?;
        let mut so_far = self.value(*first)?;
        for next in rest {
            so_far = combine(so_far, self.value(*next)?)?;
        }
        Some(so_far)
    }

    fn total(&self, of: Place, how: How) -> Option<N> {
        if how == How::Count {
            return N::of(&self.units.into());
        }
        let mut each = (0..self.units).map(|unit| self.values.get(of.of(unit)).copied());
        let first = each.next().unwrap_or(Some(N::default()))?;
        each.try_fold(first, |so_far, value| match how {
            How::Most => Some(so_far.greater(value?)),
            How::Least => Some(so_far.lesser(value?)),
            How::Sum | How::Count => so_far.plus(value?),
        })
    }
}

/// The sum over the bands of `amount`, from zero, and the highest row it reached: shared with the interval arithmetic
/// of `bounds`.
pub(crate) fn slice_sum<N: Number>(grid: &Grid<N>, amount: N) -> Option<(Option<u16>, N)> {
    let Some(Axis::Band { ends, .. }) = grid.axes.first() else { return None };
    let mut top = None;
    let mut sum = N::default();
    let mut from = N::default();
    for index in 0..=ends.len() {
        let to = ends.get(index).map_or(amount, |end| end.at.lesser(amount));
        if to.compare(from).is_gt() {
            let (row, rate) = grid.at(index)?;
            sum = sum.plus(to.minus(from)?.times(rate)?)?;
            top = Some(row);
            from = to;
        }
    }
    Some((top, sum))
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::attribute::Scope;
    use crate::date::Date;
    use crate::money::{self, Rounding};
    use crate::number::Short;
    use crate::tariff::layout::{Layout, Program, Share};
    use crate::tariff::plan::Plan;
    use crate::tariff::table::{Dimension, Edge, Unit};
    use crate::tariff::{Figure, Header, Ref, Row, Table, Tariff, UnitRule};
    use crate::text::Text;

    fn number(text: &str) -> Decimal {
        money::parse(text).unwrap()
    }

    /// A tariff that has figures and a table, and nothing else.
    fn tariff(figures: &[&str], tables: Vec<Table>) -> Tariff {
        let day = Date::new(2026, 1, 1).unwrap();
        let figure =
            |value: &&str| Figure { key: String::new(), label: None, value: number(value), source: 0 };
        Tariff {
            header: Header {
                id: String::new(),
                edition: String::new(),
                digest: String::new(),
                title: Text::default(),
                region: String::new(),
                currency: String::new(),
                inception_from: day,
                inception_to: None,
                known_from: day,
                premium: 0,
                per_person: None,
                per_person_when: Vec::new(),
                months: Vec::new(),
            },
            units: UnitRule { label: Text::default(), least: 0, most: 9, one_policy_each: false },
            sources: Vec::new(),
            attributes: Vec::new(),
            slots: Vec::new(),
            figures: figures.iter().map(figure).collect(),
            tables,
            registers: Vec::new(),
            program: Vec::new(),
            steps: Vec::new(),
            covers: Vec::new(),
            lines: Vec::new(),
            laws: Vec::new(),
            fund: None,
            obligation: None,
            requires: Vec::new(),
            plan: Plan::default(),
        }
    }

    /// Bands up to 10, up to 20, and above; `rows` says which have a figure: 1, 2 or 3.
    fn bands(closed: bool, rows: &[u16]) -> Table {
        let edge = |at: i64| Edge { at: Decimal::from(at), closed };
        let row = |value: i64| Row { value: Decimal::from(value), keys: Vec::new(), source: 0 };
        Table {
            key: String::new(),
            label: Text::default(),
            unit: Unit::Factor,
            dimensions: vec![Dimension::Band { of: Ref::Figure(0), edges: vec![edge(10), edge(20)] }],
            cells: (1..=3).map(|cell| if rows.contains(&cell) { cell } else { 0 }).collect(),
            rows: vec![row(1), row(2), row(3)],
        }
    }

    /// Applies an operation for the policy, which made the third choice; every unit has one number. Short numbers give
    /// the same as long ones, or nothing.
    fn apply(op: &Op, tariff: &Tariff, units: &[&str]) -> Option<(Option<u16>, String)> {
        let exact = apply_in::<Decimal>(op, tariff, units);
        if let Some(quick) = apply_in::<Short>(op, tariff, units) {
            assert_eq!(Some(quick), exact, "{op:?} with short numbers");
        }
        exact
    }

    fn apply_in<N: Number>(op: &Op, tariff: &Tariff, units: &[&str]) -> Option<(Option<u16>, String)> {
        let unit = Share { numbers: 1, ..Share::default() };
        let layout = Layout { figures: tariff.figures.len(), unit, ..Layout::default() };
        let program = Program::<N>::new(tariff, &layout, Vec::new())?;
        let answered = units.iter().map(|value| N::of(&number(value)));
        let values = program.policy.iter().map(|figure| Some(*figure)).chain(answered);
        let reads = Reads {
            tables: &program.tables,
            values: &values.collect::<Option<Vec<_>>>()?,
            choices: &[2],
            unit: 0,
            units: units.len(),
        };
        let (value, row) = reads.apply(&op.map(|of| layout.place(of)))?;
        Some((row, value.decimal().normalize().to_string()))
    }

    const MOST: &str = "7922816251426433759354395033";

    #[test]
    fn arithmetic() {
        let [a, b, c] = [Ref::Figure(0), Ref::Figure(1), Ref::Figure(2)];
        let divide = |digits, rounding| Op::Divide { of: a, by: b, digits, rounding };
        let clamp = |least, most| Op::Clamp { of: a, least, most };
        let cases: &[(Op, &[&str], Option<&str>)] = &[
            (Op::Multiply(vec![a, b, c]), &["2", "3", "0.5"], Some("3")),
            (Op::Multiply(vec![a, b]), &["-0.1", "0.2"], Some("-0.02")),
            (Op::Multiply(vec![a, b]), &[MOST, "100"], None),
            (Op::Multiply(vec![a, c]), &["2", "3"], None),
            (Op::Add(vec![a, b, c]), &["2", "3", "0.5"], Some("5.5")),
            (Op::Subtract(a, b), &["2", "3.5"], Some("-1.5")),
            (divide(2, Rounding::HalfUp), &["2", "3"], Some("0.67")),
            (divide(2, Rounding::Down), &["2", "3"], Some("0.66")),
            (divide(0, Rounding::HalfEven), &["5", "2"], Some("2")),
            (divide(2, Rounding::HalfUp), &["5", "0"], None),
            (Op::FactorSum(vec![a]), &["-0.1"], Some("0.9")),
            (Op::FactorSum(vec![a, b, c]), &["0.1", "0.2", "-0.05"], Some("1.25")),
            (Op::Discount(a, b), &["200", "0.15"], Some("170")),
            (Op::Discount(a, b), &["200", "1.5"], Some("-100")),
            (clamp(Some(b), Some(c)), &["5", "6", "9"], Some("6")),
            (clamp(Some(b), Some(c)), &["7", "6", "9"], Some("7")),
            (clamp(Some(b), Some(c)), &["10", "6", "9"], Some("9")),
            (clamp(Some(b), None), &["10", "6"], Some("10")),
            (clamp(None, Some(b)), &["10", "6"], Some("6")),
            // Crossed bounds: the least is kept, since a minimum premium protects the most.
            (clamp(Some(b), Some(c)), &["5", "9", "6"], Some("9")),
            (Op::LeastOf(vec![a, b, c]), &["2", "-3", "0.5"], Some("-3")),
            (Op::MostOf(vec![a, b, c]), &["2", "-3", "0.5"], Some("2")),
            (Op::Copy(b), &["2", "3"], Some("3")),
            (Op::Copy(c), &["2", "3"], None),
        ];
        for (op, figures, expected) in cases {
            let given = apply(op, &tariff(figures, Vec::new()), &[]);
            assert_eq!(given, expected.map(|value| (None, value.to_owned())), "{op:?} {figures:?}");
        }
    }

    #[test]
    fn rounding() {
        use Rounding::{Down, HalfEven, HalfUp, Up};
        let cases = [
            ("2.345", 2, ["2.35", "2.34", "2.35", "2.34"]),
            ("2.355", 2, ["2.36", "2.36", "2.36", "2.35"]),
            ("-2.345", 2, ["-2.35", "-2.34", "-2.35", "-2.34"]),
            ("2.341", 2, ["2.34", "2.34", "2.35", "2.34"]),
            ("2.3", 2, ["2.3", "2.3", "2.3", "2.3"]),
            ("15", 0, ["15", "15", "15", "15"]),
        ];
        for (value, digits, expected) in cases {
            let tariff = tariff(&[value], Vec::new());
            let each = [HalfUp, HalfEven, Up, Down].map(|rounding| {
                apply(&Op::Round { of: Ref::Figure(0), digits, rounding }, &tariff, &[]).unwrap().1
            });
            assert_eq!(each, expected, "{value}");
        }
    }

    #[test]
    fn look_ups_by_band_and_by_choice() {
        // (value, row where the upper end belongs to the band, row where the lower does)
        let cases =
            [("-5", 0, 0), ("9.99", 0, 0), ("10", 0, 1), ("10.01", 1, 1), ("20", 1, 2), ("20.01", 2, 2)];
        for (value, upper, lower) in cases {
            for (closed, row) in [(true, upper), (false, lower)] {
                let tariff = tariff(&[value], vec![bands(closed, &[1, 2, 3])]);
                let expected = Some((Some(row), (row + 1).to_string()));
                assert_eq!(apply(&Op::LookUp(0), &tariff, &[]), expected, "{value} {closed}");
            }
        }
        let hole = tariff(&["15"], vec![bands(true, &[1, 3])]);
        assert_eq!(apply(&Op::LookUp(0), &hole, &[]), None);
        assert_eq!(apply(&Op::LookUp(1), &hole, &[]), None);
        let choice = |size| {
            let by = Dimension::Choice { scope: Scope::Policy, slot: 0, attribute: 0, size };
            tariff(&[], vec![Table { dimensions: vec![by], ..bands(true, &[1, 2, 3]) }])
        };
        assert_eq!(apply(&Op::LookUp(0), &choice(3), &[]), Some((Some(2), "3".to_owned())));
        assert_eq!(apply(&Op::LookUp(0), &choice(2), &[]), None, "a choice outside the table");
    }

    #[test]
    fn slices_take_each_part_at_its_own_rate() {
        let cases = [
            ("-5", None, "0"),
            ("0", None, "0"),
            ("4.5", Some(0), "4.5"),
            ("10", Some(0), "10"),
            ("11", Some(1), "12"),
            ("20", Some(1), "30"),
            ("25", Some(2), "45"),
        ];
        for (amount, row, sum) in cases {
            for closed in [true, false] {
                let tariff = tariff(&[amount], vec![bands(closed, &[1, 2, 3])]);
                assert_eq!(apply(&Op::Slices(0), &tariff, &[]), Some((row, sum.to_owned())), "{amount}");
            }
        }
        let hole = tariff(&["25"], vec![bands(true, &[1, 3])]);
        assert_eq!(apply(&Op::Slices(0), &hole, &[]), None);
    }

    #[test]
    fn units_taken_together() {
        let cases: &[(How, &[&str], &str)] = &[
            (How::Sum, &["2", "3.5", "-1"], "4.5"),
            (How::Most, &["2", "3.5", "-1"], "3.5"),
            (How::Least, &["2", "3.5", "-1"], "-1"),
            (How::Count, &["2", "3.5", "-1"], "3"),
            (How::Most, &["-2"], "-2"),
            (How::Sum, &[], "0"),
            (How::Most, &[], "0"),
            (How::Count, &[], "0"),
        ];
        let none = tariff(&[], Vec::new());
        for (how, units, expected) in cases {
            let op = Op::Total { of: Ref::Number(Scope::Unit, 0), how: *how };
            assert_eq!(apply(&op, &none, units), Some((None, (*expected).to_owned())), "{how:?} {units:?}");
        }
        let too_much = Op::Total { of: Ref::Number(Scope::Unit, 0), how: How::Sum };
        assert_eq!(apply(&too_much, &none, &[MOST; 11]), None);
    }
}
