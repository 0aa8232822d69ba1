//! Does a saved quote still stand? Rates the risk again and compares step by step.

mod paper;

pub use paper::{NotPaper, Paper};

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::money::Money;
use crate::quote::{Outcome, Quote, StepTrace};
use crate::risk::Risk;
use crate::tariff::Tariff;

/// A risk and the quote that somebody holds for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedQuote {
    /// What was rated.
    pub risk: Risk,
    /// What came out.
    pub quote: Quote,
}

/// The outcome of rating a saved quote again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything is the same.
    Agrees,
    /// The tariff at hand is not the one it was made with.
    OtherTariff {
        /// Digest in the saved quote.
        saved: String,
        /// Digest of the tariff at hand.
        at_hand: String,
    },
    /// The first step that differs.
    DiffersAt {
        /// The step's key, or the name of the field outside the steps.
        step: String,
        /// What the saved quote says.
        saved: String,
        /// What the tariff gives.
        right: String,
    },
    /// The risk cannot be rated.
    Faults {
        /// Why.
        faults: Vec<Fault>,
    },
}

/// Rates `saved.risk` again and compares.
pub fn verify(tariff: &Tariff, saved: &SavedQuote) -> Verdict {
    if saved.quote.tariff.digest != tariff.digest() {
        return other_tariff(&saved.quote.tariff.digest, tariff);
    }
    match again(tariff, &saved.risk, saved.quote.premium) {
        Ok(right) => compare(&saved.quote, &right),
        Err(verdict) => verdict,
    }
}

fn other_tariff(saved: &str, at_hand: &Tariff) -> Verdict {
    Verdict::OtherTariff { saved: saved.to_owned(), at_hand: at_hand.digest().to_owned() }
}

/// The quote that the tariff gives, or why it gives none that could be compared.
fn again(tariff: &Tariff, risk: &Risk, premium: Money) -> Result<Box<Quote>, Verdict> {
    match crate::rate(tariff, risk) {
        Err(faults) => Err(Verdict::Faults { faults }),
        Ok(Outcome::Range(range)) => {
            Err(differs("premium", &premium, format!("{} – {}", range.low, range.high)))
        }
        Ok(Outcome::Quote(right)) => Ok(right),
    }
}

fn differs(step: &str, saved: &impl ToString, right: impl ToString) -> Verdict {
    Verdict::DiffersAt { step: step.to_owned(), saved: saved.to_string(), right: right.to_string() }
}

fn compare(saved: &Quote, right: &Quote) -> Verdict {
    let show = |step: &StepTrace| {
        let operands: Vec<&str> = step.operands.iter().map(|o| o.value.as_str()).collect();
        format!("{} {} = {}", step.op, operands.join(", "), step.result)
    };
    for (mine, theirs) in saved.steps.iter().zip(&right.steps) {
        if mine != theirs {
            return differs(&theirs.step, &show(mine), show(theirs));
        }
    }
    if saved.steps.len() != right.steps.len() {
        return differs("steps", &saved.steps.len(), right.steps.len());
    }
    if saved.premium != right.premium {
        return differs("premium", &saved.premium, right.premium);
    }
    let same = [
        ("tariff", saved.tariff == right.tariff),
        ("period", saved.period == right.period),
        ("as_of", saved.as_of == right.as_of),
        ("premium_per_person", saved.premium_per_person == right.premium_per_person),
        ("premium_per_day", saved.premium_per_day == right.premium_per_day),
        ("lines", saved.lines == right.lines),
        ("waterfall", saved.waterfall == right.waterfall),
        ("covers", saved.covers == right.covers),
        ("prevention_fund", saved.prevention_fund == right.prevention_fund),
        ("legal", saved.legal == right.legal),
        ("obligations", saved.obligations == right.obligations),
        ("mark", saved.mark == right.mark && saved.mark_because == right.mark_because),
        ("sources", saved.sources == right.sources),
    ];
    match same.iter().find(|(_, same)| !same) {
        Some((field, _)) => differs(field, &"other", "as the tariff gives it"),
        None => Verdict::Agrees,
    }
}
