//! What the page is told: totals at once, rows when it shows them.

use rating::attribute::Scope;
use rating::quote::Status;
use rating::{Mark, Tariff, Text};
use serde::Serialize;
use words::scenario::Scenario;

use super::Rated;
use super::line::{Line, Wrong};
pub use super::outcome::Order;
use super::outcome::Sum;
use super::rater::group;
use super::said::{mark_words, shown};
use crate::{List, Refusal};

/// Of more mistakes than these nobody reads the list on a screen; the workbook has all.
const MOST_WRONG: usize = 1_000;

/// An answer to the page.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// The list was rated, though rows of it may be wrong.
    Found(Box<Summary>),
    /// It was not.
    Refused {
        /// Stable kind.
        code: &'static str,
        /// Why.
        message: Text,
    },
    /// Some of the rows.
    Rows(Vec<Row>),
    /// A workbook comes with this.
    Workbook,
}

/// Totals.
#[derive(Serialize)]
pub struct Summary {
    sheet: String,
    rated: usize,
    wrong_rows: usize,
    mistakes: usize,
    wrong: Vec<Mistake>,
    total: String,
    average: String,
    median: String,
    least: String,
    most: String,
    /// Those that must buy.
    compulsory: Total,
    tariffs: Vec<Used>,
    marks: Vec<Marked>,
    /// What totals are told by.
    group: Text,
    groups: Vec<Group>,
    spread: Vec<Bar>,
    unknown: Vec<String>,
    ignored: Vec<Ignored>,
}

/// How many, and their premiums.
#[derive(Serialize)]
struct Total {
    count: usize,
    premium: String,
}

/// A tariff that rows were rated by.
#[derive(Serialize)]
struct Used {
    id: String,
    edition: String,
    digest: String,
    title: Text,
    count: usize,
}

#[derive(Serialize)]
struct Marked {
    mark: Text,
    count: usize,
}

#[derive(Serialize)]
struct Group {
    label: Text,
    #[serde(flatten)]
    total: Total,
}

#[derive(Serialize)]
struct Bar {
    from: String,
    to: Option<String>,
    count: usize,
}

#[derive(Serialize)]
struct Ignored {
    label: Text,
    count: usize,
}

#[derive(Serialize)]
struct Mistake {
    row: u32,
    column: Text,
    why: Text,
}

/// A row, as the page shows it.
#[derive(Serialize)]
pub struct Row {
    row: u32,
    name: String,
    number: String,
    /// What it is and what it is rated by.
    about: Text,
    premium: String,
    /// Its answers, to be opened in the calculator.
    scenario: Scenario,
}

impl From<Sum> for Total {
    fn from(sum: Sum) -> Self {
        Self { count: sum.count, premium: sum.money().to_string() }
    }
}

/// The report of a file that was not read.
pub fn refused(refusal: &Refusal) -> Report {
    Report::Refused { code: refusal.code(), message: refusal.message(List::Enterprises) }
}

impl Rated {
    /// Totals, and the first mistakes.
    pub fn summary(&self) -> Report {
        let outcome = &self.outcome;
        let ordered = outcome.ordered(Order::Cheapest);
        let premium = |index: Option<&usize>| {
            let line = index.and_then(|index| outcome.lines.get(*index));
            line.map(|line| line.premium.to_string()).unwrap_or_default()
        };
        let all = outcome.sum(|_| true);
        let is_compulsory = |line: &Line| line.status == Some(Status::Compulsory);
        let bar = |(from, to, sum): &(u32, Option<u32>, Sum)| Bar {
            from: from.to_string(),
            to: to.map(|to| to.to_string()),
            count: sum.count,
        };
        let ignored = outcome.ignored.iter();
        Report::Found(Box::new(Summary {
            sheet: self.sheet.clone(),
            rated: all.count,
            wrong_rows: outcome.wrong_rows,
            mistakes: outcome.mistakes,
            wrong: outcome.wrong.iter().take(MOST_WRONG).map(|wrong| self.mistake(wrong)).collect(),
            total: all.money().to_string(),
            average: all.average().to_string(),
            median: outcome.middle(&ordered).average().to_string(),
            least: premium(ordered.first()),
            most: premium(ordered.last()),
            compulsory: outcome.sum(is_compulsory).into(),
            tariffs: self.tariffs(),
            marks: self
                .marks()
                .into_iter()
                .map(|(mark, count)| Marked { mark: mark_words(mark), count })
                .collect(),
            group: self.group(),
            groups: self
                .groups()
                .into_iter()
                .map(|(label, sum)| Group { label, total: sum.into() })
                .collect(),
            spread: outcome.spread().iter().map(bar).collect(),
            unknown: outcome.unknown.clone(),
            ignored: ignored
                .map(|((zh, en), count)| Ignored { label: Text::new(zh, en), count: *count })
                .collect(),
        }))
    }

    /// Rows from one on, in an order.
    pub fn rows(&self, order: Order, first: usize, count: usize) -> Report {
        let ordered = self.outcome.ordered(order);
        let shown = ordered.iter().skip(first).take(count).filter_map(|index| self.outcome.lines.get(*index));
        Report::Rows(shown.map(|line| self.row(line)).collect())
    }

    fn row(&self, line: &Line) -> Row {
        Row {
            row: line.row,
            name: line.name.to_string(),
            number: line.number.to_string(),
            about: self.about(line),
            premium: line.premium.to_string(),
            scenario: self.scenario(line),
        }
    }

    fn mistake(&self, Wrong { row, column, why }: &Wrong) -> Mistake {
        Mistake { row: *row, column: self.outcome.words(*column), why: self.outcome.words(*why) }
    }

    pub(super) fn tariff(&self, line: &Line) -> Option<&Tariff> {
        self.terms.catalogue.iter().nth(line.tariff)
    }

    fn tariffs(&self) -> Vec<Used> {
        let used = self.outcome.sums(|line| line.tariff);
        let told = used.into_iter().filter_map(|(number, sum)| {
            let tariff = self.terms.catalogue.iter().nth(number)?;
            Some(Used {
                id: tariff.id().to_owned(),
                edition: tariff.edition().to_owned(),
                digest: tariff.digest().to_owned(),
                title: tariff.title().clone(),
                count: sum.count,
            })
        });
        told.collect()
    }

    /// Rows by the weakest mark of their figures, the weakest first.
    pub(super) fn marks(&self) -> Vec<(Mark, usize)> {
        let marks = self.outcome.sums(|line| line.mark);
        marks.into_iter().rev().map(|(mark, sum)| (mark, sum.count)).collect()
    }

    /// What totals are told by.
    pub(super) fn group(&self) -> Text {
        let asked = self.terms.catalogue.iter().find_map(|tariff| tariff.attributes().get(group(tariff)?));
        asked.map(|asked| asked.label.clone()).unwrap_or_default()
    }

    /// Totals in the order of the tariffs' choices.
    pub(super) fn groups(&self) -> Vec<(Text, Sum)> {
        let mut told: Vec<(Text, Sum)> = Vec::new();
        for ((choice, tariff), sum) in self.outcome.sums(|line| (line.group, line.tariff)) {
            let tariff = self.terms.catalogue.iter().nth(tariff);
            let asked = tariff.and_then(|tariff| tariff.attributes().get(group(tariff)?));
            let chosen =
                asked.zip(choice).and_then(|(asked, choice)| asked.choices().get(usize::from(choice)));
            let label = chosen.map(|chosen| chosen.label.clone()).unwrap_or_default();
            match told.iter_mut().find(|(known, _)| *known == label) {
                Some((_, known)) => known.merge(sum),
                None => told.push((label, sum)),
            }
        }
        told
    }

    /// Sector, activity, headcount: what is asked of a unit.
    fn about(&self, line: &Line) -> Text {
        let attributes = self.tariff(line).map(Tariff::attributes).unwrap_or_default();
        let parts = self.outcome.answers_of(line).filter_map(|(index, answer)| {
            let asked = attributes.get(index).filter(|asked| asked.scope == Scope::Unit)?;
            Some(shown(&asked.kind, answer))
        });
        let parts: Vec<Text> = parts.collect();
        let join = |of: fn(&Text) -> &str, comma: &str| parts.iter().map(of).collect::<Vec<_>>().join(comma);
        Text::new(join(|text| &text.zh, "，"), join(|text| &text.en, ", "))
    }

    fn scenario(&self, line: &Line) -> Scenario {
        let attributes = self.tariff(line).map(Tariff::attributes).unwrap_or_default();
        let mut scenario = Scenario { inception: Some(line.inception.to_string()), ..Scenario::default() };
        for (index, answer) in self.outcome.answers_of(line) {
            let Some(asked) = attributes.get(index) else { continue };
            let unit = (asked.scope == Scope::Unit).then_some(0);
            scenario.answer(unit, &asked.key, Some(answer.to_owned()));
        }
        scenario
    }
}
