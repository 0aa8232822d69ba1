//! A tariff file as written: nothing in it is believed yet. docs/tariffs.md describes every key.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::How;
use super::table::Unit;
use crate::attribute::Scope;
use crate::date::Date;
use crate::mark::Mark;
use crate::money::Rounding;
use crate::quote::{Per, Status};
use crate::text::Text;

/// One TOML file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TariffFile {
    pub include: Vec<Spanned<String>>,
    pub tariff: Option<Spanned<Header>>,
    pub units: Option<Spanned<Units>>,
    pub source: Vec<Spanned<Source>>,
    pub attribute: Vec<Spanned<Attribute>>,
    pub figure: Vec<Spanned<Figure>>,
    pub table: Vec<Spanned<Table>>,
    pub step: Vec<Spanned<Step>>,
    pub cover: Vec<Spanned<Cover>>,
    pub line: Vec<Spanned<Line>>,
    pub law: Vec<Spanned<Law>>,
    pub prevention_fund: Option<Spanned<Fund>>,
    pub obligation: Option<Spanned<Obligation>>,
    pub must: Vec<Spanned<Must>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub id: String,
    pub edition: String,
    pub title: Text,
    pub region: String,
    pub currency: String,
    pub inception_from: Date,
    pub inception_to: Option<Date>,
    pub known_from: Date,
    pub premium: String,
    pub per_person: Option<String>,
    #[serde(default)]
    pub per_person_when: When,
    pub months: Option<OneOrMany>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Units {
    pub label: Text,
    pub least: usize,
    pub most: usize,
    #[serde(default)]
    pub one_policy_each: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub id: String,
    pub title: Text,
    pub issuer: String,
    pub number: Option<String>,
    pub date: String,
    pub mark: Mark,
    pub url: Option<String>,
}

/// Attributes and the choices that a condition accepts.
pub(crate) type When = BTreeMap<String, OneOrMany>;

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(one) => core::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribute {
    pub key: String,
    #[serde(default = "policy")]
    pub scope: Scope,
    pub kind: Kind,
    pub label: Text,
    #[serde(default)]
    pub help: Text,
    #[serde(default)]
    pub when: When,
    pub default: Option<String>,
    #[serde(default)]
    pub unsure: bool,
    pub improve_with: Option<Text>,
    #[serde(default)]
    pub requires: Vec<String>,
    #[serde(default)]
    pub choices: Vec<Choice>,
    pub least: Option<Amount>,
    pub most: Option<Amount>,
    pub digits: Option<u32>,
    pub unit: Option<Text>,
}

fn policy() -> Scope {
    Scope::Policy
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Choice,
    Count,
    Money,
    Percent,
    Date,
    Extension,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub key: String,
    pub label: Text,
    #[serde(default)]
    pub help: Text,
    #[serde(default)]
    pub words: Vec<String>,
    #[serde(default)]
    pub when: When,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    pub key: String,
    pub value: Amount,
    #[serde(default)]
    pub unit: Unit,
    pub source: String,
    pub label: Option<Text>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub key: String,
    #[serde(default)]
    pub unit: Unit,
    pub source: Option<String>,
    pub label: Text,
    pub by: Vec<String>,
    pub rows: Vec<Spanned<BTreeMap<String, Cell>>>,
}

/// A value in a row: the figure, its source, a choice, several, or a band.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Cell {
    Whole(i64),
    Text(String),
    Many(Vec<String>),
    Band(Band),
    /// Caught, so that the finding can name the row.
    Float(de::IgnoredAny),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Band {
    pub up_to: Option<Amount>,
    pub over: Option<Amount>,
    pub from: Option<Amount>,
    pub below: Option<Amount>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub key: String,
    pub op: OpName,
    #[serde(default = "policy")]
    pub scope: Scope,
    pub label: Text,
    pub source: String,
    #[serde(default)]
    pub when: When,
    pub otherwise: Option<Amount>,
    pub to: Option<String>,
    pub table: Option<String>,
    #[serde(default)]
    pub of: Vec<String>,
    pub digits: Option<u32>,
    pub rounding: Option<Rounding>,
    pub least: Option<String>,
    pub most: Option<String>,
    pub how: Option<How>,
}

impl Step {
    /// The register that it writes.
    pub fn writes(&self) -> &str {
        self.to.as_ref().unwrap_or(&self.key)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum OpName {
    LookUp,
    Slices,
    Multiply,
    Add,
    Subtract,
    Divide,
    FactorSum,
    Discount,
    Clamp,
    LeastOf,
    MostOf,
    Round,
    Copy,
    Total,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cover {
    pub key: String,
    pub label: Text,
    #[serde(default)]
    pub help: Text,
    pub article: String,
    pub source: String,
    pub extension: Option<String>,
    #[serde(default)]
    pub when: When,
    #[serde(default)]
    pub limits: Vec<Limit>,
    pub deductible: Option<String>,
    pub deductible_share: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    pub per: Per,
    pub amount: String,
    pub source: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    pub of: String,
    pub label: Text,
    #[serde(default)]
    pub when: When,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Law {
    pub key: String,
    pub label: Text,
    pub of: Option<String>,
    pub least: Option<Amount>,
    pub most: Option<Amount>,
    pub from: Date,
    pub to: Option<Date>,
    pub article: String,
    pub source: String,
    pub message: Option<Text>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fund {
    pub uses: Vec<Text>,
    pub rows: Vec<FundRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FundRow {
    pub from: Date,
    pub least: Amount,
    pub most: Option<Amount>,
    pub source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Obligation {
    pub attribute: String,
    pub rows: Vec<ObligationRow>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ObligationRow {
    pub is: String,
    pub status: Status,
    pub article: String,
    pub source: String,
    pub department: Text,
    pub department_source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "rule", deny_unknown_fields)]
pub(crate) enum Must {
    #[serde(rename = "never-cheaper")]
    Monotone {
        attribute: String,
        #[serde(default)]
        choices: Vec<String>,
    },
    #[serde(rename = "never-below")]
    AtLeast { of: String, bound: Amount },
    #[serde(rename = "never-above")]
    AtMost { of: String, bound: Amount },
}

impl Must {
    /// The figure or amount that a value is held against.
    pub fn bound(&self) -> Option<&str> {
        match self {
            Self::Monotone { .. } => None,
            Self::AtLeast { bound, .. } | Self::AtMost { bound, .. } => Some(&bound.0),
        }
    }
}

/// An amount as text: from a string or a whole number, never from a float.
#[derive(Clone, Debug)]
pub(crate) struct Amount(pub String);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Amount;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a string such as \"0.65\" or a whole number (a TOML float loses digits)")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                Ok(Amount(text.to_owned()))
            }

            fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Amount, E> {
                Ok(Amount(whole.to_string()))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}
