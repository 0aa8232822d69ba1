//! A tariff: checked, indexed, ready to rate. Names became indices when it was loaded; what is left of strings is for
//! the reader of a quote.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::attribute::{Attribute, Condition, Scope};
use crate::date::Date;
use crate::mark::Mark;
use crate::money::{self, Rounding};
use crate::quote::{Per, SourceNote, Status, TariffRef};
use crate::text::Text;

#[cfg(feature = "toml")]
mod compile;
pub(crate) mod course;
#[cfg(feature = "toml")]
pub(crate) mod file;
#[cfg(feature = "toml")]
pub mod finding;
pub(crate) mod layout;
pub(crate) mod plan;
#[cfg(feature = "toml")]
mod proof;
#[cfg(feature = "toml")]
pub mod read;
#[cfg(feature = "toml")]
mod syntax;
pub(crate) mod table;

use plan::Plan;
use table::Dimension;
pub use table::{Row, Table, Unit as FigureUnit};

/// No tariff rates more units: forms, links and files hold so many.
pub const MOST_UNITS: usize = 100;

/// A tariff that loading has checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tariff {
    pub(crate) header: Header,
    pub(crate) units: UnitRule,
    pub(crate) sources: Vec<SourceNote>,
    pub(crate) attributes: Vec<Attribute>,
    /// Where each attribute's answer is kept: an index among the choices or the numbers of its scope.
    pub(crate) slots: Vec<u16>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) tables: Vec<Table>,
    pub(crate) registers: Vec<Register>,
    /// What runs, parallel to `steps`.
    pub(crate) program: Vec<Instruction>,
    /// What is said about it.
    pub(crate) steps: Vec<Step>,
    pub(crate) covers: Vec<Cover>,
    pub(crate) lines: Vec<LineRule>,
    pub(crate) laws: Vec<Law>,
    pub(crate) fund: Option<FundRule>,
    pub(crate) obligation: Option<ObligationRule>,
    /// Extensions that an extension needs: pairs of attribute indices.
    pub(crate) requires: Vec<(usize, usize)>,
    /// Made of the rest.
    #[serde(skip)]
    pub(crate) plan: Plan,
}

/// Identity, dates, and which values the quote is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub id: String,
    pub edition: String,
    pub digest: String,
    pub title: Text,
    pub region: String,
    pub currency: String,
    pub inception_from: Date,
    pub inception_to: Option<Date>,
    pub known_from: Date,
    /// Register of the policy.
    pub premium: u16,
    /// What the premium is divided by for a price per person.
    pub per_person: Option<Ref>,
    /// There is such a price only where every unit is so.
    pub per_person_when: Vec<Condition>,
    /// Attributes with months of cover: the longest that is asked counts.
    pub months: Vec<usize>,
}

/// How many units a risk may have, and what a unit is called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitRule {
    /// Plant, site, fleet …
    pub label: Text,
    /// Fewest.
    pub least: usize,
    /// Most; 0 where everything is asked of the policy.
    pub most: usize,
    /// Whether every unit is a policy of its own.
    pub one_policy_each: bool,
}

/// Where a value is found while rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ref {
    /// A named figure.
    Figure(u16),
    /// A numeric answer: index of the number among those of its scope.
    Number(Scope, u16),
    /// A register: index among those of its scope.
    Register(Scope, u16),
}

/// A figure with a name and a source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figure {
    pub key: String,
    pub label: Option<Text>,
    #[serde(with = "money::text")]
    pub value: Decimal,
    pub source: usize,
}

/// A value that steps write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Register {
    pub key: String,
    pub scope: Scope,
    /// Index among the registers of its scope.
    pub index: u16,
    /// Whether the premium depends on it.
    pub counts: bool,
}

/// One operation, as it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Instruction {
    pub scope: Scope,
    pub when: Vec<Condition>,
    #[serde(with = "optional_figure")]
    pub otherwise: Option<Decimal>,
    /// Register of its scope.
    pub to: u16,
    pub op: Op,
}

/// What a reader is told of a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Step {
    pub key: String,
    pub label: Text,
    pub source: usize,
    /// Index into `registers`.
    pub register: usize,
    /// Names of what it reads, in the order of the operation's references.
    pub reads: Vec<ReadName>,
}

/// The name under which a step reads something, and its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReadName {
    pub key: String,
    pub label: Option<Text>,
    pub of: Read,
}

/// What a step reads: a number, or the choice made for an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Read {
    Value(Ref),
    Choice(usize),
    /// Over all units: nothing that one operand could show.
    Units(Ref),
}

/// The operations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Op<R = Ref> {
    LookUp(u16),
    Slices(u16),
    Multiply(Vec<R>),
    Add(Vec<R>),
    Subtract(R, R),
    Divide { of: R, by: R, digits: u32, rounding: Rounding },
    FactorSum(Vec<R>),
    Discount(R, R),
    Clamp { of: R, least: Option<R>, most: Option<R> },
    LeastOf(Vec<R>),
    MostOf(Vec<R>),
    Round { of: R, digits: u32, rounding: Rounding },
    Copy(R),
    Total { of: R, how: How },
}

impl<R: Copy> Op<R> {
    /// The same operation, reading what stands for each of the values that it reads.
    pub fn map<S>(&self, to: impl Fn(R) -> S) -> Op<S> {
        let all = |of: &[R]| of.iter().map(|of| to(*of)).collect();
        match self {
            Self::LookUp(table) => Op::LookUp(*table),
            Self::Slices(table) => Op::Slices(*table),
            Self::Multiply(of) => Op::Multiply(all(of)),
            Self::Add(of) => Op::Add(all(of)),
            Self::Subtract(a, b) => Op::Subtract(to(*a), to(*b)),
            Self::Divide { of, by, digits, rounding } => {
                Op::Divide { of: to(*of), by: to(*by), digits: *digits, rounding: *rounding }
            }
            Self::FactorSum(of) => Op::FactorSum(all(of)),
            Self::Discount(of, share) => Op::Discount(to(*of), to(*share)),
            Self::Clamp { of, least, most } => {
                Op::Clamp { of: to(*of), least: least.map(&to), most: most.map(&to) }
            }
            Self::LeastOf(of) => Op::LeastOf(all(of)),
            Self::MostOf(of) => Op::MostOf(all(of)),
            Self::Round { of, digits, rounding } => {
                Op::Round { of: to(*of), digits: *digits, rounding: *rounding }
            }
            Self::Copy(of) => Op::Copy(to(*of)),
            Self::Total { of, how } => Op::Total { of: to(*of), how: *how },
        }
    }
}

/// How units are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Their values added.
    Sum,
    /// The largest.
    Most,
    /// The smallest.
    Least,
    /// How many units there are.
    Count,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Cover {
    pub key: String,
    pub label: Text,
    pub help: Text,
    pub article: String,
    pub source: usize,
    /// Attribute of the extension it belongs to.
    pub extension: Option<usize>,
    pub when: Vec<Condition>,
    pub limits: Vec<LimitRule>,
    pub deductible: Option<Ref>,
    /// Of the loss.
    pub deductible_share: Option<Ref>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LimitRule {
    pub per: Per,
    pub amount: Ref,
    pub source: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct LineRule {
    pub of: Ref,
    pub key: String,
    pub label: Text,
    pub when: Vec<Condition>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Law {
    pub key: String,
    pub label: Text,
    pub of: Option<Ref>,
    /// The attribute whose answer is to blame where `of` is outside.
    pub blame: Option<usize>,
    #[serde(with = "optional_figure")]
    pub least: Option<Decimal>,
    #[serde(with = "optional_figure")]
    pub most: Option<Decimal>,
    pub from: Date,
    pub to: Option<Date>,
    pub article: String,
    pub source: usize,
    pub message: Option<Text>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FundRule {
    pub uses: Vec<Text>,
    /// Ascending by `from`.
    pub rows: Vec<FundRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FundRow {
    pub from: Date,
    #[serde(with = "money::text")]
    pub least: Decimal,
    #[serde(with = "optional_figure")]
    pub most: Option<Decimal>,
    pub source: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ObligationRule {
    pub attribute: usize,
    pub rows: Vec<ObligationRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ObligationRow {
    pub choice: u16,
    pub status: Status,
    pub article: String,
    pub source: usize,
    pub department: Text,
    pub department_source: usize,
}

/// serde of an optional decimal, as [`money::text`].
pub(crate) mod optional_figure {
    use super::*;
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Figure<'a>(#[serde(with = "money::text")] &'a Decimal);
        value.as_ref().map(Figure).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
        #[derive(Deserialize)]
        struct Figure(#[serde(with = "money::text")] Decimal);
        Ok(Option::<Figure>::deserialize(deserializer)?.map(|figure| figure.0))
    }
}

impl Tariff {
    /// Identifier such as `jinan-2025`.
    pub fn id(&self) -> &str {
        &self.header.id
    }

    /// SHA-256 of the source, lower-case hex.
    pub fn digest(&self) -> &str {
        &self.header.digest
    }

    /// Title.
    pub fn title(&self) -> &Text {
        &self.header.title
    }

    /// The edition, as the tariff numbers it.
    pub fn edition(&self) -> &str {
        &self.header.edition
    }

    /// Code of the region it was made for.
    pub fn region(&self) -> &str {
        &self.header.region
    }

    /// First inception it rates.
    pub fn inception_from(&self) -> Date {
        self.header.inception_from
    }

    /// Last inception it rates, where there is one.
    pub fn inception_to(&self) -> Option<Date> {
        self.header.inception_to
    }

    /// From when it was known.
    pub fn known_from(&self) -> Date {
        self.header.known_from
    }

    /// The questions, in the order of asking.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The question with this key.
    pub fn attribute(&self, key: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.key == key)
    }

    /// What a unit is called and how many there may be.
    pub fn unit_rule(&self) -> &UnitRule {
        &self.units
    }

    /// Every document a figure comes from.
    pub fn sources(&self) -> &[SourceNote] {
        &self.sources
    }

    /// The tables, for a reader who wants to see the figures.
    pub fn table(&self, key: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.key == key)
    }

    /// How a step takes units together. Nothing where it does something else.
    pub fn taken_together(&self, step: &str) -> Option<How> {
        match self.operation(step)? {
            Op::Total { how, .. } => Some(*how),
            _ => None,
        }
    }

    /// Whether a step holds what it reads from below, and whether from above.
    pub fn clamps(&self, step: &str) -> (bool, bool) {
        match self.operation(step) {
            Some(Op::Clamp { least, most, .. }) => (least.is_some(), most.is_some()),
            _ => (false, false),
        }
    }

    fn operation(&self, step: &str) -> Option<&Op> {
        let index = self.steps.iter().position(|one| one.key == step)?;
        self.program.get(index).map(|instruction| &instruction.op)
    }

    /// Identity as quotes carry it.
    pub fn reference(&self) -> TariffRef {
        let Header { id, edition, digest, title, .. } = &self.header;
        TariffRef { id: id.clone(), edition: edition.clone(), digest: digest.clone(), title: title.clone() }
    }

    /// The same tariff, ready to run.
    pub(crate) fn planned(mut self) -> Self {
        self.plan = Plan::of(&self);
        self
    }

    /// The numbers that an operation reads; the choices of a look-up are not among them.
    pub(crate) fn inputs(&self, op: &Op) -> Vec<Ref> {
        let band = |dimension: &Dimension| match dimension {
            Dimension::Band { of, .. } => Some(*of),
            Dimension::Choice { .. } => None,
        };
        match op {
            Op::LookUp(table) | Op::Slices(table) => {
                let dimensions =
                    self.tables.get(usize::from(*table)).map(|table| table.dimensions.as_slice());
                dimensions.unwrap_or_default().iter().filter_map(band).collect()
            }
            Op::Multiply(of) | Op::Add(of) | Op::FactorSum(of) | Op::LeastOf(of) | Op::MostOf(of) => {
                of.clone()
            }
            Op::Subtract(a, b) | Op::Divide { of: a, by: b, .. } | Op::Discount(a, b) => vec![*a, *b],
            Op::Clamp { of, least, most } => [Some(*of), *least, *most].into_iter().flatten().collect(),
            Op::Round { of, .. } | Op::Copy(of) | Op::Total { of, .. } => vec![*of],
        }
    }

    /// Whether the premium depends on a step.
    pub(crate) fn counts(&self, step: usize) -> bool {
        let register = self.steps.get(step).and_then(|step| self.registers.get(step.register));
        register.is_some_and(|register| register.counts)
    }

    /// The condition that an extension is bought.
    pub(crate) fn bought(&self, extension: usize) -> Option<Condition> {
        self.attributes.get(extension).map(|attribute| attribute.bought(extension))
    }

    pub(crate) fn mark_of(&self, source: usize) -> Mark {
        self.sources.get(source).map_or(Mark::Illustrative, |s| s.mark)
    }
}
