//! Random risks that a tariff asks for: its own questions, answered in their order.

use std::collections::BTreeMap;

use rating::attribute::{Attribute, Kind, Measure, Number};
use rating::{Date, NOT_SURE, Questions, Risk, Tariff, Unit, questions};
use rust_decimal::Decimal;

/// Random numbers that a failing test can shrink: small ones are plain answers.
pub struct Picks(std::vec::IntoIter<u16>);

impl Picks {
    pub fn new(picks: Vec<u16>) -> Self {
        Self(picks.into_iter())
    }

    fn next(&mut self) -> u16 {
        self.0.next().unwrap_or(0)
    }
}

/// Answers of the policy, or of a unit.
pub fn answer_mut(risk: &mut Risk, unit: Option<usize>) -> &mut BTreeMap<String, String> {
    match unit {
        None => &mut risk.answers,
        Some(unit) => &mut risk.units[unit].answers,
    }
}

/// A risk with every question answered that has no default, and some of the others.
pub fn risk(tariff: &Tariff, mut picks: Picks, units: usize, unsure: bool) -> Risk {
    let first = tariff.inception_from().max(tariff.known_from());
    let day = first.add_days(i32::from(picks.next() % 700));
    let mut risk = Risk { inception: day, units: vec![Unit::default(); units], ..Risk::default() };
    each_question(tariff, &mut risk, |attribute, offered, answers| {
        let pick = picks.next();
        if attribute.default.is_some() && pick.is_multiple_of(4) {
            return;
        }
        let open = unsure && attribute.may_be_unsure && pick.is_multiple_of(2);
        let answer = if open { NOT_SURE.to_owned() } else { answer(attribute, offered, picks.next()) };
        answers.insert(attribute.key.clone(), answer);
    });
    risk
}

/// The same risk with every "not sure" answered.
pub fn completed(tariff: &Tariff, risk: &Risk, mut picks: Picks) -> Risk {
    let mut risk = risk.clone();
    each_question(tariff, &mut risk, |attribute, offered, answers| {
        if answers.get(&attribute.key).is_some_and(|answer| answer == NOT_SURE) {
            answers.insert(attribute.key.clone(), answer(attribute, offered, picks.next()));
        }
    });
    risk
}

/// Goes through the questions in their order; what is answered decides what is asked next.
fn each_question(
    tariff: &Tariff,
    risk: &mut Risk,
    mut ask: impl FnMut(&Attribute, &[u16], &mut BTreeMap<String, String>),
) {
    for (index, attribute) in tariff.attributes().iter().enumerate() {
        let Questions { policy, units } = questions(tariff, risk);
        let asked =
            std::iter::once((None, policy)).chain(units.into_iter().enumerate().map(|(u, q)| (Some(u), q)));
        for (unit, asked) in asked {
            if let Some(question) = asked.iter().find(|question| question.attribute == index) {
                ask(attribute, &question.offered, answer_mut(risk, unit));
            }
        }
    }
}

fn answer(attribute: &Attribute, offered: &[u16], pick: u16) -> String {
    match &attribute.kind {
        Kind::Choice(choices) => {
            let choice = offered.get(usize::from(pick) % offered.len().max(1));
            choice.map(|choice| choices[usize::from(*choice)].key.clone()).unwrap_or_default()
        }
        Kind::Number(number) => show(number, value(number, pick)),
    }
}

/// Numbers between the bounds: the ends, small ones, and any.
fn value(number: &Number, pick: u16) -> Decimal {
    let part = Decimal::from(pick / 4);
    let width = number.most.saturating_sub(number.least);
    let value = match pick % 4 {
        0 => number.least.saturating_add(part),
        1 => number.most.saturating_sub(part),
        2 => number.least.saturating_add(part * part * part),
        _ => number.least.saturating_add(width.saturating_mul(part / Decimal::from(u16::MAX / 4))),
    };
    value.min(number.most).max(number.least).trunc_with_scale(number.digits)
}

fn show(number: &Number, value: Decimal) -> String {
    let day = || Date::new(1970, 1, 1)?.add_days(value.trunc().to_string().parse().ok()?);
    match number.measure {
        Measure::Date => day().map(|day| day.to_string()).unwrap_or_default(),
        _ => value.normalize().to_string(),
    }
}

/// Answers to a numeric question, the smallest first.
pub fn ascending(number: &Number, picks: &[u16]) -> Vec<String> {
    let mut values: Vec<Decimal> = picks.iter().map(|pick| value(number, *pick)).collect();
    values.sort();
    values.into_iter().map(|value| show(number, value)).collect()
}

/// The answer to which a fault or a change points.
pub fn at_pointer<'a>(risk: &'a Risk, pointer: &str) -> Option<&'a str> {
    let (unit, key) = parse(pointer);
    let answers = unit.map_or(&risk.answers, |unit| &risk.units[unit].answers);
    answers.get(key).map(String::as_str)
}

/// Changes the answer to which a change points.
pub fn set_pointer(risk: &mut Risk, pointer: &str, answer: &str) {
    let (unit, key) = parse(pointer);
    answer_mut(risk, unit).insert(key.to_owned(), answer.to_owned());
}

fn parse(pointer: &str) -> (Option<usize>, &str) {
    match pointer.split('/').collect::<Vec<_>>()[..] {
        ["", "answers", key] => (None, key),
        ["", "units", unit, "answers", key] => (Some(unit.parse().unwrap()), key),
        _ => panic!("no pointer of an answer: {pointer}"),
    }
}
