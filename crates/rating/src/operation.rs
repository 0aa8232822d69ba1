//! The operations of steps: what each makes of what it reads.

use rust_decimal::Decimal;

use crate::engine::{At, OutOfRange};
use crate::money;
use crate::tariff::table::{Dimension, Edge, band};
use crate::tariff::{How, Op, Ref, Table};

impl<'a> At<'a> {
    /// The row that answers, and its figure. A position that is not there, such as that of a choice which was not made,
    /// lies outside the table.
    #[inline]
    fn look_up(&self, table: &'a Table) -> Result<(u16, &'a Decimal), OutOfRange> {
        let position = table.dimensions.iter().map(|dimension| match dimension {
            Dimension::Choice { scope, slot, .. } => {
                self.choice(*scope, *slot).map_or(usize::MAX, usize::from)
            }
            Dimension::Band { of, edges } => self.value(*of).map_or(usize::MAX, |value| band(edges, value)),
        });
        let row = table.row(position).ok_or(OutOfRange)?;
        let figure = table.rows.get(usize::from(row)).ok_or(OutOfRange)?;
        Ok((row, &figure.value))
    }

    fn total(&self, of: Ref, how: How) -> Result<Decimal, OutOfRange> {
        let count = self.answers.units.len();
        if how == How::Count {
            return Ok(Decimal::from(count));
        }
        let mut result = None;
        for unit in 0..count {
            let value = At { unit: Some(unit), ..*self }.value(of)?;
            result = Some(match (result, how) {
                (None, _) => value,
                (Some(so_far), How::Most) => value.max(so_far),
                (Some(so_far), How::Least) => value.min(so_far),
                (Some(so_far), _) => value.checked_add(so_far).ok_or(OutOfRange)?,
            });
        }
        Ok(result.unwrap_or(Decimal::ZERO))
    }

    /// Applies an operation; `row` becomes that of a look-up, or the highest one that slices reached.
    #[inline(always)]
    pub(crate) fn apply(&self, op: &Op, row: &mut Option<u16>) -> Result<Decimal, OutOfRange> {
        match op {
            Op::LookUp(table) => {
                let table = self.tariff.tables.get(usize::from(*table)).ok_or(OutOfRange)?;
                let (found, value) = self.look_up(table)?;
                *row = Some(found);
                Ok(*value)
            }
            Op::Slices(table) => {
                let (top, sum) =
                    slices(self, self.tariff.tables.get(usize::from(*table)).ok_or(OutOfRange)?)?;
                *row = top;
                Ok(sum)
            }
            Op::Multiply(of) => fold(self, of, money::product),
            Op::Add(of) => fold(self, of, Decimal::checked_add),
            Op::Subtract(a, b) => self.value(*a)?.checked_sub(self.value(*b)?).ok_or(OutOfRange),
            Op::Divide { of, by, digits, rounding } => {
                let quotient = self.value(*of)?.checked_div(self.value(*by)?).ok_or(OutOfRange)?;
                Ok(money::round(quotient, *digits, *rounding))
            }
            Op::FactorSum(of) => {
                Decimal::ONE.checked_add(fold(self, of, Decimal::checked_add)?).ok_or(OutOfRange)
            }
            Op::Discount(of, share) => {
                let kept = Decimal::ONE.checked_sub(self.value(*share)?).ok_or(OutOfRange)?;
                money::product(self.value(*of)?, kept).ok_or(OutOfRange)
            }
            Op::Clamp { of, least, most } => {
                let mut value = self.value(*of)?;
                if let Some(most) = most {
                    value = value.min(self.value(*most)?);
                }
                if let Some(least) = least {
                    value = value.max(self.value(*least)?);
                }
                Ok(value)
            }
            Op::LeastOf(of) => fold(self, of, |a, b| Some(a.min(b))),
            Op::MostOf(of) => fold(self, of, |a, b| Some(a.max(b))),
            Op::Round { of, digits, rounding } => Ok(money::round(self.value(*of)?, *digits, *rounding)),
            Op::Copy(of) => Ok(self.value(*of)?),
            Op::Total { of, how } => self.total(*of, *how),
        }
    }
}

#[inline(always)]
fn fold(
    at: &At<'_>,
    of: &[Ref],
    combine: impl Fn(Decimal, Decimal) -> Option<Decimal>,
) -> Result<Decimal, OutOfRange> {
    let (first, rest) = of.split_first().ok_or(OutOfRange)?;
    let mut so_far = at.value(*first)?;
    for next in rest {
        so_far = combine(so_far, at.value(*next)?).ok_or(OutOfRange)?;
    }
    Ok(so_far)
}

/// Each slice of the amount at its own rate.
fn slices(at: &At<'_>, table: &Table) -> Result<(Option<u16>, Decimal), OutOfRange> {
    let Some(Dimension::Band { of, edges }) = table.dimensions.first() else { return Err(OutOfRange) };
    let amount = at.value(*of)?;
    slice_sum(table, edges, amount)
}

/// The sum over the bands of `amount`, from zero, and the highest row it reached: shared with the interval arithmetic
/// of `bounds`.
pub(crate) fn slice_sum(
    table: &Table,
    edges: &[Edge],
    amount: Decimal,
) -> Result<(Option<u16>, Decimal), OutOfRange> {
    let mut top = None;
    let mut sum = Decimal::ZERO;
    let mut from = Decimal::ZERO;
    for index in 0..=edges.len() {
        let to = edges.get(index).map_or(amount, |edge| edge.at.min(amount));
        if to > from {
            let row = table.row(core::iter::once(index)).ok_or(OutOfRange)?;
            let rate = table.rows.get(usize::from(row)).ok_or(OutOfRange)?.value;
            let part = to.checked_sub(from).and_then(|slice| slice.checked_mul(rate)).ok_or(OutOfRange)?;
            sum = sum.checked_add(part).ok_or(OutOfRange)?;
            top = Some(row);
            from = to;
        }
    }
    Ok((top, sum))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Answers, Slots};
    use crate::attribute::Scope;
    use crate::date::Date;
    use crate::engine::Workspace;
    use crate::money::Rounding;
    use crate::tariff::plan::Plan;
    use crate::tariff::table::Unit;
    use crate::tariff::{Figure, Header, Row, Tariff, UnitRule};
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

    /// Applies an operation for the policy; every unit has one number.
    fn apply(op: &Op, tariff: &Tariff, units: &[&str]) -> Option<(Option<u16>, String)> {
        let slots = |value: &&str| Slots { numbers: vec![number(value)], ..Slots::default() };
        let answers = Answers {
            inception: tariff.header.inception_from,
            as_of: tariff.header.inception_from,
            policy: Slots { choices: vec![2], ..Slots::default() },
            units: units.iter().map(slots).collect(),
            open: Vec::new(),
        };
        let workspace = Workspace::default();
        let at = At { tariff, answers: &answers, workspace: &workspace, unit: None };
        let mut row = None;
        at.apply(op, &mut row).ok().map(|value| (row, value.normalize().to_string()))
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
