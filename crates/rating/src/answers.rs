//! Answers checked against a tariff: text became indices and decimals. Only [`Tariff::check`] makes them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::attribute::{Attribute, Choice, Condition, Kind, Measure, Number, Scope};
use crate::date::Date;
use crate::fault::{Code, Fault};
use crate::money;
use crate::risk::{NOT_SURE, Risk};
use crate::tariff::Tariff;
use crate::text::Text;

/// No choice: the question does not apply.
pub(crate) const NONE: u16 = u16::MAX;

/// A risk that a tariff can rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    pub(crate) inception: Date,
    pub(crate) as_of: Date,
    pub(crate) policy: Slots,
    pub(crate) units: Vec<Slots>,
    /// Answers that are "not sure"; their slots hold nothing of use.
    pub(crate) open: Vec<Open>,
}

/// Checked answers of the policy, or of one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Slots {
    pub choices: Vec<u16>,
    pub numbers: Vec<Decimal>,
    /// By attribute index: whether the question applies.
    pub asked: Vec<bool>,
}

/// A question left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    pub unit: Option<usize>,
    pub attribute: usize,
}

impl Answers {
    /// Whether an answer is "not sure".
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether a condition holds: for a unit, of its own answer; for the policy, of any unit's.
    #[inline]
    pub(crate) fn meets(&self, tariff: &Tariff, condition: &Condition, unit: Option<usize>) -> bool {
        let Some(attribute) = tariff.attributes.get(condition.attribute) else { return false };
        let slot = tariff.slots.get(condition.attribute).copied().unwrap_or(NONE);
        let has = |slots: &Slots| {
            slots.choices.get(usize::from(slot)).is_some_and(|choice| condition.any_of.contains(choice))
        };
        match (attribute.scope, unit) {
            (Scope::Policy, _) => has(&self.policy),
            (Scope::Unit, Some(unit)) => self.units.get(unit).is_some_and(has),
            (Scope::Unit, None) => self.units.iter().any(has),
        }
    }

    /// The same answers with one unit at a time.
    pub(crate) fn each_unit(&self) -> impl Iterator<Item = Answers> + '_ {
        self.units.iter().enumerate().map(|(index, unit)| {
            let of_this = |open: &&Open| open.unit.is_none_or(|u| u == index);
            let moved = |open: &Open| Open { unit: open.unit.map(|_| 0), ..*open };
            Answers {
                inception: self.inception,
                as_of: self.as_of,
                policy: self.policy.clone(),
                units: vec![unit.clone()],
                open: self.open.iter().filter(of_this).map(moved).collect(),
            }
        })
    }

    pub(crate) fn slots_mut(&mut self, unit: Option<usize>) -> Option<&mut Slots> {
        match unit {
            None => Some(&mut self.policy),
            Some(unit) => self.units.get_mut(unit),
        }
    }

    pub(crate) fn slots(&self, unit: Option<usize>) -> Option<&Slots> {
        match unit {
            None => Some(&self.policy),
            Some(unit) => self.units.get(unit),
        }
    }
}

/// The pointer of an answer in a risk.
pub(crate) fn pointer(unit: Option<usize>, key: &str) -> String {
    let key = key.replace('~', "~0").replace('/', "~1");
    match unit {
        None => format!("/answers/{key}"),
        Some(unit) => format!("/units/{unit}/answers/{key}"),
    }
}

/// The sentence for a fault, with the question's label in front.
fn fault(pointer: String, code: Code, label: &Text, zh: &str, en: &str) -> Fault {
    let message = Text::new(format!("{}：{zh}", label.zh), format!("{}: {en}", label.en));
    Fault { pointer, code, message }
}

impl Tariff {
    /// Checks a risk: every question that applies has a lawful answer, and there is nothing else. Missing answers take
    /// the attribute's default. `inception` must be given; without `as_of` what was known on that day counts.
    pub fn check(&self, risk: &Risk) -> Result<Answers, Vec<Fault>> {
        let mut faults = Vec::new();
        let inception = self.check_dates(risk, &mut faults);
        self.check_unit_count(risk, &mut faults);
        self.check_keys(&risk.answers, None, &mut faults);
        for (unit, given) in risk.units.iter().enumerate() {
            self.check_keys(&given.answers, Some(unit), &mut faults);
        }
        let Some((inception, as_of)) = inception.filter(|_| faults.is_empty()) else { return Err(faults) };

        let mut answers = Answers {
            inception,
            as_of,
            policy: self.empty_slots(Scope::Policy),
            units: vec![self.empty_slots(Scope::Unit); risk.units.len()],
            open: Vec::new(),
        };
        for index in 0..self.attributes.len() {
            self.check_attribute(index, risk, &mut answers, &mut faults);
        }
        self.check_requires(&answers, &mut faults);
        if faults.is_empty() { Ok(answers) } else { Err(faults) }
    }

    fn check_dates(&self, risk: &Risk, faults: &mut Vec<Fault>) -> Option<(Date, Date)> {
        let label = Text::new("起保日期", "Inception");
        let Some(inception) = risk.inception else {
            faults.push(fault(
                "/inception".into(),
                Code::Missing,
                &label,
                "请填写，格式 2026-12-01",
                "give a day such as 2026-12-01",
            ));
            return None;
        };
        let as_of = risk.as_of.unwrap_or(inception);
        let in_force = self.header.inception_from <= inception
            && self.header.inception_to.is_none_or(|last| inception <= last)
            && self.header.known_from <= as_of;
        if in_force {
            return Some((inception, as_of));
        }
        let (from, known) = (self.header.inception_from, self.header.known_from);
        let (to_zh, to_en) = match self.header.inception_to {
            Some(last) => (format!("至 {last} "), format!(" to {last}")),
            None => ("起".to_owned(), String::new()),
        };
        faults.push(fault(
            "/inception".into(),
            Code::NoTariff,
            &label,
            &format!("本费率表自 {from} {to_zh}适用（{known} 起知悉），不适用于该日期"),
            &format!("this tariff rates inceptions from {from}{to_en} (known from {known}), not this one"),
        ));
        None
    }

    fn check_unit_count(&self, risk: &Risk, faults: &mut Vec<Fault>) {
        let rule = &self.units;
        if (rule.least..=rule.most).contains(&risk.units.len()) {
            return;
        }
        let (least, most) = (rule.least, rule.most);
        faults.push(fault(
            "/units".into(),
            Code::UnitCount,
            &rule.label,
            &format!("应有 {least} 至 {most} 个"),
            &format!("there must be {least} to {most}"),
        ));
    }

    fn check_keys(&self, given: &BTreeMap<String, String>, unit: Option<usize>, faults: &mut Vec<Fault>) {
        let scope = if unit.is_some() { Scope::Unit } else { Scope::Policy };
        for key in given.keys() {
            if !self.attributes.iter().any(|a| a.scope == scope && a.key == *key) {
                let label = Text::new(key.as_str(), key.as_str());
                faults.push(fault(
                    pointer(unit, key),
                    Code::Unknown,
                    &label,
                    "本费率表没有这一项",
                    "this tariff asks no such question here",
                ));
            }
        }
    }

    pub(crate) fn empty_slots(&self, scope: Scope) -> Slots {
        let count = |choice: bool| {
            self.attributes
                .iter()
                .filter(|a| a.scope == scope && matches!(a.kind, Kind::Choice(_)) == choice)
                .count()
        };
        Slots {
            choices: vec![NONE; count(true)],
            numbers: vec![Decimal::ZERO; count(false)],
            asked: vec![false; self.attributes.len()],
        }
    }

    fn check_attribute(&self, index: usize, risk: &Risk, answers: &mut Answers, faults: &mut Vec<Fault>) {
        let Some(attribute) = self.attributes.get(index) else { return };
        match attribute.scope {
            Scope::Policy => self.check_answer(index, attribute, None, &risk.answers, answers, faults),
            Scope::Unit => {
                for (unit, given) in risk.units.iter().enumerate() {
                    self.check_answer(index, attribute, Some(unit), &given.answers, answers, faults);
                }
            }
        }
    }

    fn check_answer(
        &self,
        index: usize,
        attribute: &Attribute,
        unit: Option<usize>,
        given: &BTreeMap<String, String>,
        answers: &mut Answers,
        faults: &mut Vec<Fault>,
    ) {
        let given = given.get(&attribute.key).map(String::as_str);
        let asked = attribute.when.iter().all(|condition| answers.meets(self, condition, unit));
        let mut refuse = |code, zh: &str, en: &str| {
            faults.push(fault(pointer(unit, &attribute.key), code, &attribute.label, zh, en));
        };
        if !asked {
            if given.is_some() {
                refuse(
                    Code::NotAsked,
                    "不适用于以上回答，请删去",
                    "does not apply to these answers: leave it out",
                );
            }
            return;
        }
        let Some(text) = given.or(attribute.default.as_deref()) else {
            return refuse(Code::Missing, "请填写", "please answer");
        };
        let is_open = text == NOT_SURE;
        if is_open && !attribute.may_be_unsure {
            return refuse(Code::MustBeKnown, "此项必须填写，不能选“不清楚”", "this must be known");
        }
        if is_open {
            answers.open.push(Open { unit, attribute: index });
        }
        let value = if is_open { Ok(Value::Open) } else { self.read(attribute, text, answers, unit) };
        match value {
            Ok(value) => self.store(index, unit, value, answers),
            Err((code, words)) => refuse(code, &words.zh, &words.en),
        }
    }

    fn read(
        &self,
        attribute: &Attribute,
        text: &str,
        answers: &Answers,
        unit: Option<usize>,
    ) -> Result<Value, (Code, Text)> {
        read_answer(&attribute.kind, text, |choice| choice.when.iter().all(|c| answers.meets(self, c, unit)))
    }

    fn store(&self, index: usize, unit: Option<usize>, value: Value, answers: &mut Answers) {
        let slot = usize::from(self.slots.get(index).copied().unwrap_or(NONE));
        let Some(slots) = answers.slots_mut(unit) else { return };
        if let Some(asked) = slots.asked.get_mut(index) {
            *asked = true;
        }
        match value {
            Value::Choice(choice) => {
                if let Some(cell) = slots.choices.get_mut(slot) {
                    *cell = choice;
                }
            }
            Value::Number(number) => {
                if let Some(cell) = slots.numbers.get_mut(slot) {
                    *cell = number;
                }
            }
            Value::Open => {}
        }
    }

    fn check_requires(&self, answers: &Answers, faults: &mut Vec<Fault>) {
        for (extension, needed) in &self.requires {
            let (Some(attribute), Some(other)) =
                (self.attributes.get(*extension), self.attributes.get(*needed))
            else {
                continue;
            };
            let (bought, also) = (attribute.bought(*extension), other.bought(*needed));
            let units = match attribute.scope {
                Scope::Policy => vec![None],
                Scope::Unit => (0..answers.units.len()).map(Some).collect(),
            };
            for unit in units {
                if answers.meets(self, &bought, unit) && !answers.meets(self, &also, unit) {
                    faults.push(fault(
                        pointer(unit, &attribute.key),
                        Code::Requires,
                        &attribute.label,
                        &format!("须同时投保“{}”", other.label.zh),
                        &format!("needs \"{}\" as well", other.label.en),
                    ));
                }
            }
        }
    }
}

/// An answer that was read.
pub(crate) enum Value {
    Choice(u16),
    Number(Decimal),
    Open,
}

/// Reads the text of an answer; `offered` says which choices may be made here.
pub(crate) fn read_answer(
    kind: &Kind,
    text: &str,
    offered: impl Fn(&Choice) -> bool,
) -> Result<Value, (Code, Text)> {
    match kind {
        Kind::Choice(choices) => {
            let position = choices.iter().position(|choice| choice.key == text && offered(choice));
            let index = position.and_then(|p| u16::try_from(p).ok());
            index.map(Value::Choice).ok_or_else(|| {
                (Code::NotAChoice, Text::new("请从所列选项中选择", "choose one of those listed"))
            })
        }
        Kind::Number(number) => read_number(number, text).map(Value::Number),
    }
}

fn read_number(number: &Number, text: &str) -> Result<Decimal, (Code, Text)> {
    let value = if number.measure == Measure::Date {
        let date: Date = text.parse().map_err(|_| {
            (Code::NotANumber, Text::new("请填写日期，如 2026-12-01", "give a day such as 2026-12-01"))
        })?;
        Decimal::from(date.days())
    } else {
        money::parse(text)
            .ok_or_else(|| (Code::NotANumber, Text::new("请填写数字，如 120", "give a number such as 120")))?
    };
    let show = |value: Decimal| show_number(number, value);
    if value.normalize().scale() > number.digits {
        let words = match number.digits {
            0 => Text::new("请填写整数", "give a whole number"),
            digits => Text::new(
                format!("小数点后最多 {digits} 位"),
                format!("at most {digits} digits after the point"),
            ),
        };
        return Err((Code::TooPrecise, words));
    }
    if value < number.least {
        let least = show(number.least);
        let words = Text::new(format!("不能小于 {least}"), format!("must be at least {least}"));
        return Err((Code::TooSmall, words));
    }
    if value > number.most {
        let most = show(number.most);
        let words = Text::new(format!("不能大于 {most}"), format!("must be at most {most}"));
        return Err((Code::TooLarge, words));
    }
    Ok(value.normalize())
}

/// A numeric answer as it is written in a risk.
pub(crate) fn show_number(number: &Number, value: Decimal) -> String {
    let days = || {
        use rust_decimal::prelude::ToPrimitive;
        value.to_i32().and_then(|days| Date::new(1970, 1, 1)?.add_days(days))
    };
    match number.measure {
        Measure::Date => days().map(|d| d.to_string()).unwrap_or_default(),
        _ => value.normalize().to_string(),
    }
}

/// The pointer and words of an open question.
pub(crate) fn open_pointer(tariff: &Tariff, open: &Open) -> Option<(String, Text)> {
    let attribute = tariff.attributes.get(open.attribute)?;
    Some((pointer(open.unit, &attribute.key), attribute.label.clone()))
}
