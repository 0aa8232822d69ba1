//! "Not sure" is an answer: the premiums that open answers leave possible, and which question narrows them most.

use crate::answers::{Answers, Open, open_pointer};
use crate::attribute::{Choice, Kind, Scope};
use crate::bounds::{Bounds, Group, Possible, Span, Unwatched, run};
use crate::engine::OutOfRange;
use crate::explain::{forbidden, laws_in_force, out_of_range};
use crate::fault::Fault;
use crate::mark::Mark;
use crate::money::{self, Money};
use crate::quote::{OpenQuestion, Range};
use crate::tariff::table::Dimension;
use crate::tariff::{Law, Ref, Tariff};

/// The premiums that the open answers leave.
pub(crate) fn range(tariff: &Tariff, answers: &Answers) -> Result<Range, Vec<Fault>> {
    let all = World::new(tariff, answers);
    let policies = all.policies(tariff);
    let premium = World::premium(tariff, &policies).ok_or_else(|| out_of_range(OutOfRange))?;
    let faults: Vec<Fault> =
        forbidding(tariff, answers, &policies).into_iter().map(|law| forbidden(tariff, law)).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut open: Vec<OpenQuestion> =
        answers.open.iter().filter_map(|open| open_question(tariff, answers, &all, *open)).collect();
    open.sort_by_key(|question| question.width_left);
    Ok(Range {
        tariff: tariff.reference(),
        low: Money::from_decimal(premium.low),
        high: Money::from_decimal(premium.high),
        open,
        mark: premium.mark,
    })
}

/// All answers that are still possible.
#[derive(Clone)]
struct World {
    policy: Possible,
    groups: Vec<Group>,
}

impl World {
    fn new(tariff: &Tariff, answers: &Answers) -> Self {
        let group = |(unit, _)| Group { possible: possible(tariff, answers, Some(unit)), least: 1, most: 1 };
        Self {
            policy: possible(tariff, answers, None),
            groups: answers.units.iter().enumerate().map(group).collect(),
        }
    }

    /// Every policy that it may be: one, or one for each unit.
    fn policies<'a>(&'a self, tariff: &'a Tariff) -> Vec<Bounds<'a>> {
        let groups: Vec<&[Group]> = match tariff.units.one_policy_each {
            true => self.groups.chunks(1).collect(),
            false => vec![&self.groups],
        };
        groups.into_iter().map(|groups| run(tariff, &self.policy, groups, &mut Unwatched)).collect()
    }

    fn premium(tariff: &Tariff, policies: &[Bounds<'_>]) -> Option<Span> {
        let premium = Ref::Register(Scope::Policy, tariff.header.premium);
        let mut each = policies.iter().map(|policy| policy.span(premium, None));
        if !tariff.units.one_policy_each {
            return each.next()?;
        }
        each.try_fold(Span::exact(0.into(), Mark::Notice), |sum, one| {
            let one = one?;
            Some(Span {
                low: money::plus(sum.low, one.low)?,
                high: money::plus(sum.high, one.high)?,
                places: sum.places.max(one.places),
                mark: sum.mark.max(one.mark),
            })
        })
    }

    fn possible_mut(&mut self, unit: Option<usize>) -> Option<&mut Possible> {
        match unit {
            None => Some(&mut self.policy),
            Some(unit) => self.groups.get_mut(unit).map(|g| &mut g.possible),
        }
    }
}

/// The laws that none of the answers left open can keep to.
fn forbidding<'a>(tariff: &'a Tariff, answers: &Answers, policies: &[Bounds<'_>]) -> Vec<&'a Law> {
    let is_outside = |law: &Law, span: Span| {
        law.least.is_some_and(|least| span.high < least) || law.most.is_some_and(|most| span.low > most)
    };
    let breaks = |law: &&Law| {
        let span = |policy: &Bounds<'_>| policy.span(law.of?, None);
        policies.iter().filter_map(span).any(|span| is_outside(law, span))
    };
    laws_in_force(tariff, answers.inception)
        .filter(|law| law.blame.is_none_or(|index| answers.policy.asked.get(index) == Some(&true)))
        .filter(breaks)
        .collect()
}

fn possible(tariff: &Tariff, answers: &Answers, unit: Option<usize>) -> Possible {
    let Some(slots) = answers.slots(unit) else { return Possible::default() };
    let exact = |value| Some(Span::exact(value, Mark::Notice));
    let mut possible = Possible {
        choices: slots.choices.iter().map(|choice| vec![*choice]).collect(),
        numbers: slots.numbers.iter().map(|number| exact(*number)).collect(),
    };
    for open in answers.open.iter().filter(|open| open.unit == unit) {
        let Some((attribute, slot)) =
            tariff.attributes.get(open.attribute).zip(tariff.slots.get(open.attribute))
        else {
            continue;
        };
        match &attribute.kind {
            Kind::Choice(choices) => {
                if let Some(cell) = possible.choices.get_mut(usize::from(*slot)) {
                    *cell = offered(tariff, answers, unit, choices);
                }
            }
            Kind::Number(number) => {
                if let Some(cell) = possible.numbers.get_mut(usize::from(*slot)) {
                    let (low, high, places) = (number.least, number.most, number.digits);
                    *cell = Some(Span { low, high, places, mark: Mark::Notice });
                }
            }
        }
    }
    possible
}

/// The choices that may be made, given the answers that are known.
pub(crate) fn offered(
    tariff: &Tariff,
    answers: &Answers,
    unit: Option<usize>,
    choices: &[Choice],
) -> Vec<u16> {
    let may = |choice: &Choice| choice.when.iter().all(|c| answers.meets(tariff, c, unit));
    let offered = choices.iter().enumerate().filter(|(_, choice)| may(choice));
    offered.filter_map(|(position, _)| u16::try_from(position).ok()).collect()
}

/// How wide the range would still be at worst if this question were answered.
fn open_question(tariff: &Tariff, answers: &Answers, all: &World, open: Open) -> Option<OpenQuestion> {
    let attribute = tariff.attributes.get(open.attribute)?;
    let slot = usize::from(*tariff.slots.get(open.attribute)?);
    let mut world = all.clone();
    let mut width = None;
    let mut consider = |world: &World| {
        let span = World::premium(tariff, &world.policies(tariff))?;
        let left = money::minus(span.high, span.low)?;
        width = width.max(Some(left));
        Some(())
    };
    match &attribute.kind {
        Kind::Choice(choices) => {
            for choice in offered(tariff, answers, open.unit, choices) {
                *world.possible_mut(open.unit)?.choices.get_mut(slot)? = vec![choice];
                consider(&world)?;
            }
        }
        Kind::Number(number) => {
            let this = Ref::Number(attribute.scope, u16::try_from(slot).ok()?);
            for value in edges_of(tariff, this).chain([number.least, number.most]) {
                let exact = Span::exact(value, Mark::Notice);
                *world.possible_mut(open.unit)?.numbers.get_mut(slot)? = Some(exact);
                consider(&world)?;
            }
        }
    }
    let (pointer, label) = open_pointer(tariff, &open)?;
    Some(OpenQuestion { pointer, label, width_left: Money::from_decimal(width?) })
}

/// The ends of the bands in which tables look a number up.
fn edges_of(tariff: &Tariff, number: Ref) -> impl Iterator<Item = rust_decimal::Decimal> + '_ {
    let of = move |dimension: &Dimension| match dimension {
        Dimension::Band { of, edges } if *of == number => edges.iter().map(|e| e.at).collect(),
        _ => Vec::new(),
    };
    tariff.tables.iter().flat_map(|table| &table.dimensions).flat_map(of)
}
