//! The answer to a risk: premium, every step that led to it, cover, law, and how official it all is.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::mark::Mark;
use crate::money::Money;
use crate::text::Text;

/// What rating a risk gives: one premium, or the range that open answers leave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "result", rename_all = "kebab-case")]
pub enum Outcome {
    /// Every question that applies is answered.
    Quote(Box<Quote>),
    /// At least one answer is "not sure".
    Range(Box<Range>),
}

/// The premiums that open answers leave possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Range {
    /// The tariff used.
    pub tariff: TariffRef,
    /// No completion of the answers costs less, in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub low: Money,
    /// No completion of the answers costs more, in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub high: Money,
    /// The open questions, the one that narrows the range most first.
    pub open: Vec<OpenQuestion>,
    /// Weakest mark among the figures that may be used.
    pub mark: Mark,
}

/// An answer left open, and how much knowing it would narrow the range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenQuestion {
    /// JSON pointer of the answer in the risk.
    pub pointer: String,
    /// The attribute's label.
    pub label: Text,
    /// Width of the range that would be left at worst, in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub width_left: Money,
}

/// Which tariff, to the byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TariffRef {
    /// Identifier such as `jinan-2025`.
    pub id: String,
    /// Its edition, as the tariff numbers it. Quotes of before it was told have none.
    #[serde(default)]
    pub edition: String,
    /// SHA-256 of the tariff's source, lower-case hex.
    pub digest: String,
    /// Title.
    pub title: Text,
}

/// A premium and everything that explains it. The same risk gives the same bytes everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Quote {
    /// The tariff used.
    pub tariff: TariffRef,
    /// First and last day of cover.
    pub period: Period,
    /// The day whose knowledge counted.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub as_of: Date,
    /// The premium in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub premium: Money,
    /// Premium for each person insured, where all of it rests on the headcount.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub premium_per_person: Option<Money>,
    /// Premium for each day of cover, where all of it is for one period.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub premium_per_day: Option<Money>,
    /// What each unit and each extension adds, before what is reckoned on the whole.
    pub lines: Vec<Line>,
    /// From base to premium: each step that changed the running premium.
    pub waterfall: Vec<Bar>,
    /// Every step that ran, in order.
    pub steps: Vec<StepTrace>,
    /// What is covered and up to how much.
    pub covers: Vec<CoverLimit>,
    /// Share of the premium set aside for accident prevention.
    pub prevention_fund: Option<PreventionFund>,
    /// The legal bounds in force at inception that this quote keeps.
    pub legal: Vec<LegalBound>,
    /// Must this enterprise buy, under which rule, and who oversees it. One per sector in the risk, strictest first.
    pub obligations: Vec<Obligation>,
    /// Weakest mark among the figures that the premium used.
    pub mark: Mark,
    /// The steps whose figures carry that mark.
    pub mark_because: Vec<String>,
    /// The sources cited anywhere in this quote.
    pub sources: Vec<SourceNote>,
}

/// The period of insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Period {
    /// First day of cover.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub inception: Date,
    /// Last day of cover.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub expiry: Date,
    /// Days from inception to expiry, both included.
    pub days: i32,
    /// Where parts of the policy run for different times, as a plant and a building site do, how long each of them runs;
    /// the last to end is the expiry. Empty where all of it runs for one period.
    #[serde(default)]
    pub parts: Vec<PeriodPart>,
}

impl Period {
    /// Last day and days of all of it, or of each part under its label.
    pub fn spans(&self) -> Vec<(Option<&Text>, Date, i32)> {
        if self.parts.is_empty() {
            return vec![(None, self.expiry, self.days)];
        }
        self.parts.iter().map(|part| (Some(&part.label), part.expiry, part.days)).collect()
    }
}

/// How long a part of the policy runs, from inception on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PeriodPart {
    /// The attribute that says how long.
    pub attribute: String,
    /// Its label.
    pub label: Text,
    /// Last day of cover.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub expiry: Date,
    /// Days from inception to expiry, both included.
    pub days: i32,
}

/// What one unit or extension adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Line {
    /// Index of the unit, or nothing for an extension.
    pub unit: Option<usize>,
    /// Register or extension key.
    pub key: String,
    /// Label.
    pub label: Text,
    /// Amount in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub amount: Money,
}

/// A bar of the waterfall picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Bar {
    /// The step.
    pub step: String,
    /// The step's label.
    pub label: Text,
    /// Running premium before the step, in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub before: Money,
    /// Running premium after the step, in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub after: Money,
    /// How official `after` is: the weakest mark among everything that it rests on.
    pub mark: Mark,
}

/// One step that ran: what went in, what came out, and who says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StepTrace {
    /// The step's key in the tariff.
    pub step: String,
    /// The unit it ran for; nothing where it ran for the policy.
    pub unit: Option<usize>,
    /// The operation: `look-up`, `multiply`, …
    pub op: String,
    /// Label.
    pub label: Text,
    /// What the operation read, in order.
    pub operands: Vec<Operand>,
    /// The register it wrote.
    pub to: String,
    /// That register's value afterwards.
    pub result: String,
    /// The row of the table that answered, where it was a look-up; of slices, the highest one reached.
    pub row: Option<RowRef>,
    /// Where the step or its figure comes from: index into [`Quote::sources`].
    pub source: usize,
    /// How official the result is: the weakest mark among the step's own figures and everything that they rest on.
    /// Who stated the step itself is [`Self::source`].
    pub mark: Mark,
    /// Whether the premium depends on it.
    pub counts: bool,
}

/// Something a step read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Operand {
    /// Attribute, register or figure key.
    pub name: String,
    /// Label, where it has one.
    pub label: Option<Text>,
    /// The value: a figure, or the key of a choice.
    pub value: String,
    /// Words for the value, where it is a choice.
    pub words: Option<Text>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RowRef {
    /// Table key.
    pub table: String,
    /// Row number in the table, from 1.
    pub row: usize,
}

/// An item of 保险责任 with its limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CoverLimit {
    /// Cover key.
    pub key: String,
    /// The extension it belongs to, or nothing for the main cover.
    pub extension: Option<String>,
    /// Label.
    pub label: Text,
    /// What it is, in a sentence.
    pub help: Text,
    /// Limits, most specific first; none where the source gives no figure.
    pub limits: Vec<Limit>,
    /// Deductible in yuan, where there is one.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub deductible: Option<Money>,
    /// Deductible as a share of the loss, `0.1` for 10 %, where there is one. With an amount too, the larger of both is borne.
    #[serde(default)]
    pub deductible_share: Option<String>,
    /// Article that grants it.
    pub article: String,
    /// Index into [`Quote::sources`].
    pub source: usize,
    /// Weakest mark of cover and limits.
    pub mark: Mark,
}

/// A limit of liability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Limit {
    /// Per what.
    pub per: Per,
    /// Amount in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub amount: Money,
    /// Index into [`Quote::sources`].
    pub source: usize,
    /// How official the limit is.
    pub mark: Mark,
}

/// What a limit is per.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// 每人责任限额.
    Person,
    /// 每次事故责任限额.
    Accident,
    /// 累计责任限额.
    Aggregate,
}

/// Share of the premium set aside for accident prevention.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PreventionFund {
    /// Least share, such as `"0.15"`.
    pub least_share: String,
    /// Least amount in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub least: Money,
    /// Most share, where the law in force has one.
    pub most_share: Option<String>,
    /// Most amount in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub most: Option<Money>,
    /// What it may be spent on.
    pub uses: Vec<Text>,
    /// Index into [`Quote::sources`].
    pub source: usize,
    /// How official the shares are.
    pub mark: Mark,
}

/// A bound that the law in force at inception sets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LegalBound {
    /// Key of the rule.
    pub key: String,
    /// The rule in words.
    pub label: Text,
    /// Least value, where it has one.
    pub least: Option<String>,
    /// Most value, where it has one.
    pub most: Option<String>,
    /// The article.
    pub article: String,
    /// Index into [`Quote::sources`].
    pub source: usize,
    /// How official it is.
    pub mark: Mark,
}

/// Must this kind of enterprise buy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// 强制实施.
    Compulsory,
    /// 全面推行.
    Promoted,
    /// 积极推广.
    Encouraged,
}

/// The obligation of a sector, with its article and the department that oversees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Obligation {
    /// The choice of the sector attribute.
    pub sector: String,
    /// Its label.
    pub label: Text,
    /// Compulsory, promoted or encouraged.
    pub status: Status,
    /// The article that says so.
    pub article: String,
    /// Index into [`Quote::sources`].
    pub source: usize,
    /// How official that is.
    pub mark: Mark,
    /// Competent department.
    pub department: Text,
    /// How official the department is.
    pub department_mark: Mark,
}

/// A document a figure comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourceNote {
    /// Key in the tariff.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Who issued it.
    pub issuer: String,
    /// Document number, where it has one.
    pub number: Option<String>,
    /// Its date.
    pub date: String,
    /// How official.
    pub mark: Mark,
    /// Where an official copy is, where one is known.
    pub url: Option<String>,
}

/// A change that would lower the premium, and the papers that prove it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WhatIf {
    /// One change, or two made together.
    pub changes: Vec<Change>,
    /// The premium then, in yuan.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub premium: Money,
    /// Yuan saved on this policy.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub saving: Money,
    /// Yuan saved a year: on the policy of a whole year where this one is shorter, in proportion where it is longer.
    /// Nothing where parts of the policy run for different times.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub saving_a_year: Option<Money>,
}

/// One answer changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Change {
    /// JSON pointer of the answer in the risk.
    pub pointer: String,
    /// The attribute's label.
    pub label: Text,
    /// The answer now.
    pub from: String,
    /// The answer that lowers the premium.
    pub to: String,
    /// Words for that answer.
    pub to_words: Text,
    /// The paper that proves it.
    pub paper: Text,
}
