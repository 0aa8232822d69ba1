//! Which questions apply to the answers so far. The form is drawn from this.

use crate::answers::{Answers, NONE, Value, read_answer};
use crate::attribute::{Attribute, Choice, Condition, Kind, Scope};
use crate::date::Date;
use crate::risk::{NOT_SURE, Risk};
use crate::tariff::Tariff;

/// What to ask, as indices into [`Tariff::attributes`], in the order of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// Of the enterprise and its policy.
    pub policy: Vec<Question>,
    /// Of each unit.
    pub units: Vec<Vec<Question>>,
}

/// A question that applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Index of the attribute.
    pub attribute: usize,
    /// Indices of the choices that are offered here; empty for a number.
    pub offered: Vec<u16>,
    /// Whether the answer given, or else the default, can be used.
    pub settled: bool,
}

impl Question {
    /// The choices of its attribute that are offered here.
    pub fn choices<'a>(&'a self, attribute: &'a Attribute) -> impl Iterator<Item = &'a Choice> {
        self.offered.iter().filter_map(|index| attribute.choices().get(usize::from(*index)))
    }
}

/// The questions that apply to these answers. Faults are not its business: an answer that cannot be read leaves its
/// question open, and questions that hang on it are not asked yet.
pub fn questions(tariff: &Tariff, risk: &Risk) -> Questions {
    asked(tariff, risk).map(|(questions, _)| questions).unwrap_or_default()
}

/// What is asked, and the choices that are made so far.
pub(crate) fn asked(tariff: &Tariff, risk: &Risk) -> Option<(Questions, Answers)> {
    let epoch = Date::new(1970, 1, 1)?;
    let mut answers = Answers {
        inception: epoch,
        as_of: epoch,
        policy: tariff.empty_slots(Scope::Policy),
        units: vec![tariff.empty_slots(Scope::Unit); risk.units.len()],
        open: Vec::new(),
    };
    let mut questions = Questions { policy: Vec::new(), units: vec![Vec::new(); risk.units.len()] };
    for (index, attribute) in tariff.attributes.iter().enumerate() {
        match attribute.scope {
            Scope::Policy => {
                let given = risk.answers.get(&attribute.key).map(String::as_str);
                questions.policy.extend(ask(tariff, index, attribute, None, given, &mut answers));
            }
            Scope::Unit => {
                for (unit, (asked, about)) in questions.units.iter_mut().zip(&risk.units).enumerate() {
                    let given = about.answers.get(&attribute.key).map(String::as_str);
                    asked.extend(ask(tariff, index, attribute, Some(unit), given, &mut answers));
                }
            }
        }
    }
    Some((questions, answers))
}

fn ask(
    tariff: &Tariff,
    index: usize,
    attribute: &Attribute,
    unit: Option<usize>,
    given: Option<&str>,
    answers: &mut Answers,
) -> Option<Question> {
    let holds = |when: &[Condition], answers: &Answers| when.iter().all(|c| answers.meets(tariff, c, unit));
    if !holds(&attribute.when, answers) {
        return None;
    }
    let offered = match &attribute.kind {
        Kind::Choice(choices) => {
            let offered = choices.iter().enumerate().filter(|(_, choice)| holds(&choice.when, answers));
            offered.filter_map(|(position, _)| u16::try_from(position).ok()).collect()
        }
        Kind::Number(_) => Vec::new(),
    };
    let text = given.or(attribute.default.as_deref());
    let open = text == Some(NOT_SURE) && attribute.may_be_unsure;
    let value = text.and_then(|text| read_answer(&attribute.kind, text, |c| holds(&c.when, answers)).ok());
    if let Some(Value::Choice(choice)) = value {
        let slot = usize::from(tariff.slots.get(index).copied().unwrap_or(NONE));
        if let Some(cell) = answers.slots_mut(unit).and_then(|slots| slots.choices.get_mut(slot)) {
            *cell = choice;
        }
    }
    Some(Question { attribute: index, offered, settled: open || value.is_some() })
}
