//! Rates row after row while they are read.

use std::collections::BTreeMap;

use rating::attribute::{Attribute, Kind, Scope};
use rating::{Brief, Code, Date, Fault, Risk, Tariff, Text, Unit, Workspace};
use words::many::{self as w, both};
use words::scenario::place;
use words::{BAD_DATE, INCEPTION};

use super::Terms;
use super::answers::{Chosen, Reader, day, holds, is_blank};
use super::columns::Columns;
use super::line::{Line, name};
use super::outcome::Outcome;
use crate::table::{Table, cell, is_example};
use crate::{List, Refusal};

pub(super) struct Rater {
    terms: Terms,
    /// One for each tariff: they may understand words differently.
    readers: Vec<Reader>,
    workspace: Workspace,
    outcome: Outcome,
    rows: usize,
}

/// What a row says, in the words of its tariff.
#[derive(Default)]
struct Said {
    /// By the index of the question.
    answers: Vec<(usize, String)>,
    /// Answers to questions that are not asked.
    ignored: Vec<usize>,
    chosen: Chosen,
    wrong: Vec<(usize, Text)>,
}

impl Rater {
    pub fn new(terms: Terms) -> Self {
        let readers = terms.catalogue.iter().map(|_| Reader::default()).collect();
        Self { terms, readers, workspace: Workspace::default(), outcome: Outcome::default(), rows: 0 }
    }

    pub fn finish(self) -> Outcome {
        self.outcome
    }

    fn rate(&mut self, columns: &Columns, row: u32, cells: &[String]) {
        let catalogue = self.terms.catalogue.clone();
        let heading = both(INCEPTION, &[]);
        let inception = match cell(cells, columns.inception) {
            typed if is_blank(typed) => self.terms.inception,
            typed => match day(typed).parse() {
                Ok(day) => day,
                Err(_) => return self.outcome.refuse(row, [(heading, both(BAD_DATE, &[]))]),
            },
        };
        let tariff = catalogue.pick(inception, self.terms.today);
        let picked = tariff
            .and_then(|tariff| Some((catalogue.iter().position(|one| one.id() == tariff.id())?, tariff)));
        let Some((number, tariff)) = picked else {
            return self.outcome.refuse(row, [(heading, both(w::MANY_NO_TARIFF, &[]))]);
        };
        let said = self.said(number, tariff, columns, cells);
        match self.brief(tariff, inception, &said) {
            Ok(brief) => {
                let line = Line {
                    row,
                    name: name(cell(cells, columns.name)),
                    number: name(cell(cells, columns.number)),
                    inception,
                    tariff: number,
                    answers: self.outcome.answers(&said.answers),
                    group: group(tariff).and_then(|index| said.chosen.get(index).copied().flatten()),
                    premium: brief.premium,
                    mark: brief.mark,
                    status: brief.status,
                };
                let ignored = said.ignored.iter().filter_map(|index| tariff.attributes().get(*index));
                self.outcome.add(line, ignored.map(|asked| &asked.label));
            }
            Err(wrong) => self.outcome.refuse(row, wrong),
        }
    }

    /// What a row answers, question by question: which are asked depends on the answers before.
    fn said(&mut self, number: usize, tariff: &Tariff, columns: &Columns, cells: &[String]) -> Said {
        let attributes = tariff.attributes();
        let mut said = Said { chosen: vec![None; attributes.len()], ..Said::default() };
        let Some(reader) = self.readers.get_mut(number) else { return said };
        for (index, attribute) in attributes.iter().enumerate() {
            let typed = cell(cells, columns.answers.get(&attribute.key).copied());
            if !holds(&attribute.when, &said.chosen) {
                said.ignored.extend((!is_blank(typed)).then_some(index));
                continue;
            }
            let answer = match (&attribute.default, is_blank(typed)) {
                (Some(default), true) => default.clone(),
                (None, true) => continue,
                (_, false) => match reader.read(index, attribute, typed, &said.chosen) {
                    Ok(answer) => answer,
                    Err(why) => {
                        said.wrong.push((index, why));
                        continue;
                    }
                },
            };
            if let (Kind::Choice(choices), Some(cell)) = (&attribute.kind, said.chosen.get_mut(index)) {
                let choice = choices.iter().position(|choice| choice.key == answer);
                *cell = choice.and_then(|choice| u16::try_from(choice).ok());
            }
            said.answers.push((index, answer));
        }
        said
    }

    /// The premium, or everything that is in the way, by column.
    fn brief(&mut self, tariff: &Tariff, inception: Date, said: &Said) -> Result<Brief, Vec<(Text, Text)>> {
        let risk = risk(tariff.attributes(), inception, self.terms.today, &said.answers);
        let rated = tariff.check(&risk).and_then(|answers| tariff.brief(&answers, &mut self.workspace));
        let labels = |(index, why): &(usize, Text)| {
            tariff.attributes().get(*index).map(|asked| (asked.label.clone(), why.clone()))
        };
        let own: Vec<(Text, Text)> = said.wrong.iter().filter_map(labels).collect();
        match rated {
            Ok(brief) if own.is_empty() => Ok(brief),
            Ok(_) => Err(own),
            Err(faults) => {
                let all = faults.into_iter().map(|fault| told(tariff, fault));
                // What could not be read was left out, and is no open question.
                let other = all.filter(|(column, code, _)| {
                    *code != Code::Missing || !own.iter().any(|(own, _)| own == column)
                });
                let other: Vec<_> = other.map(|(column, _, why)| (column, why)).collect();
                Err(own.into_iter().chain(other).collect())
            }
        }
    }
}

/// The question that totals are told by: the first that has a list of answers.
pub(super) fn group(tariff: &Tariff) -> Option<usize> {
    tariff.attributes().iter().position(|asked| matches!(asked.kind, Kind::Choice(_)))
}

/// A risk of one unit.
fn risk(attributes: &[Attribute], inception: Date, today: Date, answers: &[(usize, String)]) -> Risk {
    let of = |scope: Scope| -> BTreeMap<String, String> {
        let asked = answers.iter().filter_map(|(index, answer)| Some((attributes.get(*index)?, answer)));
        let here = asked.filter(|(attribute, _)| attribute.scope == scope);
        here.map(|(attribute, answer)| (attribute.key.clone(), answer.clone())).collect()
    };
    Risk {
        inception: Some(inception),
        as_of: Some(today),
        answers: of(Scope::Policy),
        units: vec![Unit { answers: of(Scope::Unit) }],
    }
}

/// Column and reason of a fault: its words begin with the column, which is told beside them.
fn told(tariff: &Tariff, fault: Fault) -> (Text, Code, Text) {
    let asked = place(&fault.pointer).and_then(|(_, key)| tariff.attribute(key));
    let Some(label) = asked.map(|asked| &asked.label) else {
        return (Text::default(), fault.code, fault.message);
    };
    let rest = |message: &str, label: &str, colon: &str| {
        let rest = message.strip_prefix(label).and_then(|rest| rest.strip_prefix(colon));
        rest.map_or(message, str::trim_start).to_owned()
    };
    let Text { zh, en } = &fault.message;
    (label.clone(), fault.code, Text::new(rest(zh, &label.zh, "："), rest(en, &label.en, ":")))
}

impl Table for Rater {
    type Columns = Columns;

    fn columns(&mut self, cells: &[String]) -> Result<Columns, Vec<Text>> {
        let columns = Columns::of(&self.terms.catalogue, cells)?;
        self.outcome.unknown.clone_from(&columns.unknown);
        Ok(columns)
    }

    fn row(&mut self, columns: &Columns, number: u32, cells: &[String]) -> Result<(), Refusal> {
        let name = cell(cells, columns.name);
        let says_nothing = columns.answers.values().all(|place| is_blank(cell(cells, Some(*place))));
        // Numbers that somebody filled in beforehand are no enterprises.
        if is_example(name) || (name.is_empty() && says_nothing) {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > List::Enterprises.most_rows() {
            return Err(Refusal::TooManyRows);
        }
        self.rate(columns, number, cells);
        Ok(())
    }
}
