//! The premium, how official it is and whether one must buy, without the way there: for long lists of risks.

use rust_decimal::Decimal;

use crate::answers::Answers;
use crate::attribute::Scope;
use crate::engine::{At, OutOfRange, Which, Workspace, run_exact};
use crate::explain::{obligations_of, out_of_range, policy_law};
use crate::fault::Fault;
use crate::mark::Mark;
use crate::marks::Marks;
use crate::money::{Money, plus};
use crate::quote::Status;
use crate::tariff::{Ref, Tariff};

/// What a list says of a risk. The same figures as in its [`crate::Quote`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    /// The premium in yuan.
    pub premium: Money,
    /// Weakest mark among the figures that the premium used.
    pub mark: Mark,
    /// Must it buy; by the strictest of its sectors, nothing where no rule says.
    pub status: Option<Status>,
}

impl Tariff {
    /// Rates checked answers in which nothing is open, and holds them against the law. Faults as of a quote.
    pub fn brief(&self, answers: &Answers, workspace: &mut Workspace) -> Result<Brief, Vec<Fault>> {
        let status = obligations_of(self, answers).first().map(|first| first.status);
        let (premium, mark) = if self.units.one_policy_each {
            let mut whole = (Money::from_decimal(Decimal::ZERO), Mark::Notice);
            for one in answers.each_unit() {
                let (premium, mark) = policy(self, &one, workspace)?;
                let sum = plus(whole.0.yuan(), premium.yuan()).ok_or_else(|| out_of_range(OutOfRange))?;
                whole = (Money::from_decimal(sum), whole.1.max(mark));
            }
            whole
        } else {
            policy(self, answers, workspace)?
        };
        Ok(Brief { premium, mark, status })
    }
}

fn policy(
    tariff: &Tariff,
    answers: &Answers,
    workspace: &mut Workspace,
) -> Result<(Money, Mark), Vec<Fault>> {
    let mut marks = Marks::new(tariff, answers.units.len());
    run_exact(tariff, Which::All, answers, &mut workspace.exact, &mut marks).map_err(out_of_range)?;
    let at = At { tariff, answers, values: &workspace.exact.row, unit: None };
    policy_law(&at)?;
    let premium = Ref::Register(Scope::Policy, tariff.header.premium);
    let mark = marks.of(tariff, None, premium);
    Ok((Money::from_decimal(at.value(premium).map_err(out_of_range)?), mark))
}
