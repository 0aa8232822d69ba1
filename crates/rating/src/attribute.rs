//! What the engine asks of a risk. The form on the screen is drawn from these: a new factor needs no new code.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::money;
use crate::text::Text;

/// A question of a tariff.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Key in risks, tables and steps.
    pub key: String,
    /// Asked once, or of every unit.
    pub scope: Scope,
    /// What an answer looks like.
    pub kind: Kind,
    /// The question, short.
    pub label: Text,
    /// What is meant, in a sentence.
    pub help: Text,
    /// Asked only where all of these hold.
    pub when: Vec<Condition>,
    /// The answer taken until another is given; shown as a default.
    pub default: Option<String>,
    /// Whether "not sure" is an answer.
    pub may_be_unsure: bool,
    /// The paper that proves a better answer, where the enterprise can improve it.
    pub improve_with: Option<Text>,
    /// Whether it is an extension that the applicant chooses.
    pub extension: bool,
}

impl Attribute {
    /// Its answers, where they are a list.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            Kind::Choice(choices) => choices,
            Kind::Number(_) => &[],
        }
    }

    /// The answer of the list with this key.
    pub fn choice(&self, key: &str) -> Option<&Choice> {
        self.choices().iter().find(|choice| choice.key == key)
    }
}

/// Asked of the whole, or of each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Of the enterprise and its policy.
    Policy,
    /// Of each plant, site or fleet.
    Unit,
}

/// The kind of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One of a list.
    Choice(Vec<Choice>),
    /// A number between bounds.
    Number(Number),
}

/// One answer of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Key.
    pub key: String,
    /// Label.
    pub label: Text,
    /// What it is, in a sentence.
    pub help: Text,
    /// Words people use for it: 加油站, 工地.
    pub words: Vec<String>,
    /// Offered only where all of these hold (such as: an activity of the sector chosen).
    pub when: Vec<Condition>,
}

/// Bounds of a numeric answer. A date is the number of days since 1970-01-01 inside, `YYYY-MM-DD` outside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// What it counts.
    pub measure: Measure,
    /// Least.
    #[serde(with = "money::text")]
    pub least: Decimal,
    /// Most.
    #[serde(with = "money::text")]
    pub most: Decimal,
    /// Places after the point.
    pub digits: u32,
    /// Unit on the screen: 人, 元, %.
    pub unit: Text,
}

/// What a number counts; decides how it is typed and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Whole things: people, vehicles, months.
    Count,
    /// Yuan.
    Money,
    /// Per cent, typed as `45` and meaning 45 %.
    Percent,
    /// A day.
    Date,
}

/// The choice that buys an extension.
pub(crate) const BOUGHT: &str = "yes";

/// The choice that leaves an extension out.
#[cfg(feature = "toml")]
pub(crate) const NOT_BOUGHT: &str = "no";

/// An attribute that must have one of these choices. For the policy, a condition on a unit's attribute holds where
/// any unit meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Index of the attribute in [`crate::Tariff::attributes`].
    pub attribute: usize,
    /// Indices of its choices, ascending.
    pub any_of: Vec<u16>,
}

impl Attribute {
    /// The condition that this extension, which has this index, is bought.
    pub(crate) fn bought(&self, index: usize) -> Condition {
        let choices = match &self.kind {
            Kind::Choice(choices) => choices.as_slice(),
            Kind::Number(_) => &[],
        };
        let yes = choices.iter().position(|choice| choice.key == BOUGHT);
        Condition {
            attribute: index,
            any_of: yes.and_then(|yes| u16::try_from(yes).ok()).into_iter().collect(),
        }
    }
}
