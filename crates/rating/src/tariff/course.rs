//! What a run does, step by step: as the tariff has it, which is what a trace is told, or for the premium alone, where
//! nobody asks what came out in between: then a factor that is looked up just to be multiplied with is multiplied with as
//! it is found, and a row of such products is one.

use rust_decimal::Decimal;

use super::{Op, Ref, Tariff};
use crate::attribute::{Condition, Scope};

/// One step of a run.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Task {
    pub scope: Scope,
    pub when: Vec<Condition>,
    pub otherwise: Option<Decimal>,
    /// Register of its scope.
    pub to: u16,
    /// Whether the premium depends on it.
    pub counts: bool,
    pub work: Work,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Work<R = Ref> {
    Operation(Op<R>),
    Product(Vec<Factor<R>>),
}

/// What a product is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Factor<R = Ref> {
    pub taken: Taken,
    pub from: Origin<R>,
}

/// How a number becomes a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    AsItIs,
    OnTopOfOne,
    OffOne,
}

/// Where a factor comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Origin<R> {
    Value(R),
    Table(u16),
}

impl<R: Copy> Work<R> {
    /// The same work, reading what stands for each of the values that it reads.
    pub fn map<S>(&self, to: impl Fn(R) -> S) -> Work<S> {
        match self {
            Self::Operation(op) => Work::Operation(op.map(to)),
            Self::Product(factors) => {
                let from = |from| match from {
                    Origin::Value(of) => Origin::Value(to(of)),
                    Origin::Table(table) => Origin::Table(table),
                };
                let factor = |factor: &Factor<R>| Factor { taken: factor.taken, from: from(factor.from) };
                Work::Product(factors.iter().map(factor).collect())
            }
        }
    }
}

impl Work {
    /// The operation as a product, if it is one.
    fn of(op: &Op) -> Self {
        let value = |taken, of: &Ref| Factor { taken, from: Origin::Value(*of) };
        match op {
            Op::LookUp(table) => {
                Self::Product(vec![Factor { taken: Taken::AsItIs, from: Origin::Table(*table) }])
            }
            Op::Multiply(of) => Self::Product(of.iter().map(|of| value(Taken::AsItIs, of)).collect()),
            Op::FactorSum(of) if of.len() == 1 => {
                Self::Product(of.iter().map(|of| value(Taken::OnTopOfOne, of)).collect())
            }
            Op::Discount(of, share) => {
                Self::Product(vec![value(Taken::AsItIs, of), value(Taken::OffOne, share)])
            }
            _ => Self::Operation(op.clone()),
        }
    }

    /// How often a value is read.
    fn reads(&self, tariff: &Tariff, value: Ref) -> usize {
        let of_op = |op: &Op| tariff.inputs(op).into_iter().filter(|of| *of == value).count();
        let of_factor = |factor: &Factor| match factor.from {
            Origin::Value(of) => usize::from(of == value),
            Origin::Table(table) => of_op(&Op::LookUp(table)),
        };
        match self {
            Self::Operation(op) => of_op(op),
            Self::Product(factors) => factors.iter().map(of_factor).sum(),
        }
    }
}

/// The steps as they stand in the tariff.
pub(crate) fn as_written(tariff: &Tariff) -> Vec<Task> {
    let task = |(step, instruction): (usize, &super::Instruction)| Task {
        scope: instruction.scope,
        when: instruction.when.clone(),
        otherwise: instruction.otherwise,
        to: instruction.to,
        counts: tariff.counts(step),
        work: Work::Operation(instruction.op.clone()),
    };
    tariff.program.iter().enumerate().map(task).collect()
}

/// Those that the premium depends on, as few as will do.
pub(crate) fn for_the_premium(tariff: &Tariff) -> Vec<Task> {
    let mut all = as_written(tariff);
    all.retain(|task| task.counts);
    for task in &mut all {
        if let Work::Operation(op) = &task.work {
            task.work = Work::of(op);
        }
    }
    let readers = |value| all.iter().filter(|task| task.work.reads(tariff, value) > 0).count();
    let mut shorter: Vec<Task> = Vec::new();
    for task in &all {
        let mut task = task.clone();
        while let Some(both) = shorter.last().and_then(|before| joined(tariff, before, &task, &readers)) {
            shorter.pop();
            task = both;
        }
        shorter.push(task);
    }
    shorter
}

/// Two steps in one: the second multiplies with what the first has made, and nobody else wants it.
fn joined(tariff: &Tariff, first: &Task, second: &Task, readers: &impl Fn(Ref) -> usize) -> Option<Task> {
    let made = Ref::Register(first.scope, first.to);
    let overwritten = first.to == second.to;
    let premium = Ref::Register(Scope::Policy, tariff.header.premium);
    let together = first.scope == second.scope && first.when == second.when;
    if !together || !(overwritten || readers(made) == 1 && made != premium) {
        return None;
    }
    let (Work::Product(inner), Work::Product(outer)) = (&first.work, &second.work) else { return None };
    let is_made = |factor: &Factor| factor.from == Origin::Value(made);
    let place = outer.iter().position(is_made).filter(|_| second.work.reads(tariff, made) == 1)?;
    let mut factors = outer.clone();
    let taken = factors.get(place)?.taken;
    let instead = match inner.as_slice() {
        _ if taken == Taken::AsItIs => inner.clone(),
        [Factor { taken: Taken::AsItIs, from }] => vec![Factor { taken, from: *from }],
        _ => return None,
    };
    factors.splice(place..=place, instead);
    let otherwise = second.otherwise.or(first.otherwise.filter(|_| overwritten));
    Some(Task { otherwise, work: Work::Product(factors), ..second.clone() })
}
