//! A quote that somebody holds on paper, rated again on this device: does it stand, and if not, where does it differ?

use rating::attribute::Attribute;
use rating::quote::StepTrace;
use rating::verify::{NotPaper, Paper, Verdict};
use rating::{Catalogue, Date, Outcome, Quote, Risk, Tariff, Text, rate};

use super::scenario::{Answers, Scenario};

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    pub paper: Paper,
    pub verdict: Verdict,
    /// The same answers with the tariff that applies today, where the paper's is gone.
    pub now: Option<Box<Quote>>,
}

impl Proof {
    /// Rates again what a text holds.
    pub fn read(text: &str, catalogue: &Catalogue, today: Date) -> Result<Self, NotPaper> {
        let paper = Paper::read(text)?;
        let gone = Verdict::OtherTariff { saved: paper.digest.clone(), at_hand: String::new() };
        let verdict = catalogue.get(&paper.tariff).map_or(gone, |tariff| paper.verify(tariff));
        let now = matches!(verdict, Verdict::OtherTariff { .. }).then(|| now(&paper.risk, catalogue, today));
        Ok(Self { paper, verdict, now: now.flatten() })
    }

    /// The tariff of the paper, or the one at hand that is nearest to it.
    pub fn tariff<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a Tariff> {
        catalogue.get(&self.paper.tariff).or_else(|| catalogue.get(&self.now.as_ref()?.tariff.id))
    }

    /// The answers, to be looked at in the calculator.
    pub fn scenario(&self) -> Scenario {
        of_risk(&self.paper.risk)
    }
}

/// The quote of the present tariff.
fn now(risk: &Risk, catalogue: &Catalogue, today: Date) -> Option<Box<Quote>> {
    let tariff = catalogue.pick(risk.inception?, today)?;
    match rate(tariff, &Risk { as_of: Some(today), ..risk.clone() }) {
        Ok(Outcome::Quote(quote)) => Some(quote),
        _ => None,
    }
}

/// A risk as somebody would have typed it.
pub fn of_risk(risk: &Risk) -> Scenario {
    let units: Vec<Answers> = risk.units.iter().map(|unit| unit.answers.clone()).collect();
    Scenario {
        inception: risk.inception.map(|day| day.to_string()),
        answers: risk.answers.clone(),
        units: if units.is_empty() { vec![Answers::new()] } else { units },
    }
}

/// The words of a step by its key.
pub fn step_label(tariff: &Tariff, risk: &Risk, key: &str) -> Option<Text> {
    let Ok(Outcome::Quote(quote)) = rate(tariff, risk) else { return None };
    let named = |step: &&StepTrace| step.step == key;
    quote.steps.iter().find(named).map(|step| step.label.clone())
}

/// Every answer with its question: of which unit, and what was answered.
pub fn answers<'a>(
    tariff: &'a Tariff,
    risk: &'a Risk,
) -> impl Iterator<Item = (Option<usize>, &'a Attribute, &'a str)> {
    let of_policy = risk.answers.iter().map(|(key, answer)| (None, key, answer));
    let units = risk.units.iter().enumerate();
    let of_units = units
        .flat_map(|(unit, about)| about.answers.iter().map(move |(key, answer)| (Some(unit), key, answer)));
    of_units.chain(of_policy).filter_map(|(unit, key, answer)| {
        let asked = tariff.attribute(key)?;
        Some((unit, asked, answer.as_str()))
    })
}
