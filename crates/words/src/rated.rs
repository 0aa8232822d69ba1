//! A scenario, rated: what is asked, what it costs, what would lower it. Made anew with every change, by the engine that
//! the platform runs.

use std::cell::OnceCell;
use std::sync::Arc;

use application::shown::grouped;
use rating::attribute::{Attribute, Kind, Scope};
use rating::questions::Question;
use rating::quote::Obligation;
use rating::{
    Catalogue, Code, Date, Fault, Outcome, Questions, Quote, Rate, Risk, Tariff, Text, Unit, WhatIf,
    questions, rate, what_if,
};

use super::scenario::{Answers, Scenario, place, pointer};
use super::typed;
use crate::{self as w, Lang, Words};
use application::typed::day;

/// What the screens need to know of a scenario.
pub struct Rated {
    catalogue: Arc<Catalogue>,
    /// Identifier of the tariff that the inception picks; none where none applies.
    tariff: Option<String>,
    /// First day of cover; tomorrow where nothing usable is typed.
    pub inception: Date,
    /// Whether the typed inception is no day.
    pub bad_inception: bool,
    /// As typed.
    pub scenario: Scenario,
    /// What it means: answers to the questions that are asked.
    pub risk: Risk,
    /// What is asked.
    pub questions: Questions,
    /// Whether one must buy, as far as that is known.
    pub obligations: Vec<Obligation>,
    /// The premium, the range of premiums, or everything that is in the way.
    pub result: Result<Outcome, Vec<Fault>>,
    what_ifs: OnceCell<Vec<WhatIf>>,
}

/// Two are the same only if they are one: comparing deeper would cost more than drawing.
impl PartialEq for Rated {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Rated {
    /// Rates a scenario with what is known today.
    pub fn new(catalogue: Arc<Catalogue>, scenario: Scenario, today: Date) -> Self {
        Self::with(rate, catalogue, scenario, today)
    }

    /// The same by another way of rating.
    pub fn with(rate: Rate, catalogue: Arc<Catalogue>, scenario: Scenario, today: Date) -> Self {
        let typed = scenario.inception.as_deref().map(day);
        let read = typed.as_deref().and_then(|text| text.parse::<Date>().ok());
        let inception = read.or_else(|| today.add_days(1)).unwrap_or(today);
        let bad_inception = typed.is_some() && read.is_none();
        let mut rated = Self {
            tariff: catalogue.pick(inception, today).map(|tariff| tariff.id().to_owned()),
            catalogue,
            inception,
            bad_inception,
            scenario,
            risk: Risk::default(),
            questions: Questions::default(),
            obligations: Vec::new(),
            result: Err(Vec::new()),
            what_ifs: OnceCell::new(),
        };
        rated.rate(rate, today);
        rated
    }

    fn rate(&mut self, rate: Rate, today: Date) {
        let catalogue = self.catalogue.clone();
        let Some(tariff) = self.tariff.as_deref().and_then(|id| catalogue.get(id)) else { return };
        let units = self.scenario.units.iter();
        let all = Risk {
            inception: Some(self.inception),
            as_of: Some(today),
            answers: meanings(tariff, &self.scenario.answers),
            units: units.map(|answers| Unit { answers: meanings(tariff, answers) }).collect(),
        };
        self.questions = questions(tariff, &all);
        self.risk = applying(tariff, &self.questions, all);
        self.obligations = rating::obligations(tariff, &self.risk);
        self.result = rate(tariff, &self.risk);
    }

    /// What would lower the premium; worked out when it is first asked for.
    pub fn what_ifs(&self) -> &[WhatIf] {
        let all = || self.tariff().and_then(|tariff| what_if(tariff, &self.risk).ok()).unwrap_or_default();
        self.what_ifs.get_or_init(all)
    }

    /// The tariff that the inception picks.
    pub fn tariff(&self) -> Option<&Tariff> {
        self.tariff.as_deref().and_then(|id| self.catalogue.get(id))
    }

    /// All tariffs that are known.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The same, to rate other answers with.
    pub fn catalogue_shared(&self) -> Arc<Catalogue> {
        self.catalogue.clone()
    }

    /// The attribute of a question.
    pub fn attribute(&self, question: &Question) -> Option<&Attribute> {
        self.tariff()?.attributes().get(question.attribute)
    }

    /// What a unit is and what it is rated by: `行业领域 加油站，从业人员人数 12 人`.
    pub fn unit_in_words(&self, unit: usize, lang: Lang) -> String {
        let attributes = self.tariff().map(Tariff::attributes).unwrap_or_default();
        let answers = self.risk.units.get(unit).map(|unit| &unit.answers);
        let words = attributes.iter().filter(|asked| asked.scope == Scope::Unit).filter_map(|asked| {
            let answer = answers?.get(&asked.key)?;
            Some(match &asked.kind {
                Kind::Choice(choices) => {
                    let chosen = choices.iter().find(|choice| choice.key == *answer)?;
                    lang.text(&chosen.label).to_owned()
                }
                Kind::Number(number) => {
                    format!("{} {} {}", lang.text(&asked.label), grouped(answer), lang.text(&number.unit))
                }
            })
        });
        words.collect::<Vec<_>>().join(lang.say(w::LIST_COMMA))
    }

    /// Whether nothing is in the way, but for a way of rating that knows what "not sure" costs.
    pub fn is_open(&self) -> bool {
        self.tariff.is_some() && self.result.as_ref().is_err_and(Vec::is_empty)
    }

    /// The quote, where there is one.
    pub fn quote(&self) -> Option<&Quote> {
        match &self.result {
            Ok(Outcome::Quote(quote)) => Some(quote),
            _ => None,
        }
    }

    /// Why there is no premium to apply with.
    pub fn no_quote(&self) -> Words {
        if matches!(self.result, Ok(Outcome::Range(_))) { w::SETTLE_FIRST } else { w::NO_QUOTE_YET }
    }

    /// The risk as it is sent: the platform knows what day it is.
    pub fn risk_to_send(&self) -> Risk {
        Risk { as_of: None, ..self.risk.clone() }
    }

    /// Everything wrong, but for what is simply not answered yet.
    pub fn wrong(&self) -> impl Iterator<Item = &Fault> {
        self.faults().filter(|fault| fault.code != Code::Missing)
    }

    /// What is not answered yet.
    pub fn missing(&self) -> impl Iterator<Item = &Fault> {
        self.faults().filter(|fault| fault.code == Code::Missing)
    }

    fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.result.as_ref().err().into_iter().flatten()
    }

    /// What a fault is about, in the words of its question; its own where it is about none.
    pub fn asked<'a>(&'a self, fault: &'a Fault, lang: Lang) -> &'a str {
        lang.text(self.question(fault).unwrap_or(&fault.message))
    }

    /// What is wrong, where the question and its unit are not in sight. The message names the question.
    pub fn told(&self, fault: &Fault, lang: Lang) -> String {
        let message = lang.text(&fault.message);
        match place(&fault.pointer) {
            Some((Some(unit), _)) if self.scenario.units.len() > 1 => {
                let unit = lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]);
                format!("{unit} · {message}")
            }
            _ => message.to_owned(),
        }
    }

    fn question(&self, fault: &Fault) -> Option<&Text> {
        let (_, key) = place(&fault.pointer)?;
        Some(&self.tariff()?.attribute(key)?.label)
    }

    /// What is wrong with one answer.
    pub fn fault(&self, unit: Option<usize>, key: &str) -> Option<&Fault> {
        let pointer = pointer(unit, key);
        self.faults().find(|fault| fault.pointer == pointer)
    }
}

fn meanings(tariff: &Tariff, answers: &Answers) -> Answers {
    let meant = answers.iter().filter_map(|(key, typed)| {
        let meaning = typed::meaning(&tariff.attribute(key)?.kind, typed);
        Some((key.clone(), meaning)).filter(|(_, meaning)| !meaning.is_empty())
    });
    meant.collect()
}

/// Only the answers to questions that are asked, and only choices that are offered.
fn applying(tariff: &Tariff, questions: &Questions, mut risk: Risk) -> Risk {
    keep(tariff, &questions.policy, &mut risk.answers);
    for (asked, unit) in questions.units.iter().zip(&mut risk.units) {
        keep(tariff, asked, &mut unit.answers);
    }
    risk
}

fn keep(tariff: &Tariff, asked: &[Question], answers: &mut Answers) {
    let key = |question: &Question| tariff.attributes().get(question.attribute).map(|a| a.key.as_str());
    // A choice that is not offered any more leaves the question open.
    let of_choices = |question: &Question| !question.offered.is_empty();
    answers.retain(|name, _| {
        let question = asked.iter().find(|question| key(question) == Some(name.as_str()));
        question.is_some_and(|question| question.settled || !of_choices(question))
    });
}
