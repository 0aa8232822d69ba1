//! Random risks for a tariff, drawn from its own questions: most can be rated, some are wrong in one place. The same
//! seed gives the same risks on every machine.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result};
use rating::attribute::{Attribute, Kind, Measure, Number, Scope};
use rating::{Date, NOT_SURE, Risk, Tariff, Unit};

use crate::pack;

/// `risks TARIFF [COUNT] [SEED]`, to standard output.
pub fn print(words: &[String]) -> Result<()> {
    let id = words.first().context("which tariff? risks TARIFF [COUNT] [SEED]")?;
    let number = |position: usize, default: u64| {
        words.get(position).map_or(Ok(default), |text| text.parse()).context("a number is wanted")
    };
    let (count, seed) = (number(1, 1000)?, number(2, 1)?);
    let tariff = pack::tariff(id)?;
    let mut random = Random(seed);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for _ in 0..count {
        serde_json::to_writer(&mut out, &risk(&tariff, &mut random))?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// SplitMix64: five lines, and the same everywhere.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `bound`, which is small beside 2⁶⁴: the bias does not matter here.
    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    /// Once in `many`.
    fn once_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(usize::try_from(self.below(from.len() as u64)).unwrap_or(0))
    }
}

/// One risk. Questions that a condition hides are mostly left out, so that the answers that remain are rated.
pub fn risk(tariff: &Tariff, random: &mut Random) -> Risk {
    let rule = tariff.unit_rule();
    let spread = (rule.most - rule.least.min(rule.most)).min(4) as u64;
    let count = rule.least + usize::try_from(random.below(spread + 1)).unwrap_or(0);
    let none = BTreeMap::new();
    // A question of the policy may depend on the units, one of a unit on the policy: two rounds settle most.
    let mut policy = answers(tariff, Scope::Policy, &none, &none, random);
    let units: Vec<_> = (0..count).map(|_| answers(tariff, Scope::Unit, &none, &policy, random)).collect();
    let all_units = units.iter().flatten().map(|(key, value)| (key.clone(), value.clone())).collect();
    policy = answers(tariff, Scope::Policy, &policy, &all_units, random);
    let day = tariff.inception_from().days() + i32::try_from(random.below(700)).unwrap_or(0);
    let inception = Date::new(1970, 1, 1).and_then(|epoch| epoch.add_days(day));
    let units = units.into_iter().map(|answers| Unit { answers }).collect();
    // No clock comes in: what was known on the day itself.
    let as_of = inception.map(|day| day.max(tariff.known_from()));
    Risk { inception, as_of, answers: policy, units }
}

type Given = BTreeMap<String, String>;

/// Answers to the questions of a scope that apply, given earlier ones and those of the other scope.
fn answers(tariff: &Tariff, scope: Scope, keep: &Given, others: &Given, random: &mut Random) -> Given {
    let mut given = Given::new();
    for attribute in tariff.attributes().iter().filter(|a| a.scope == scope) {
        let applies = applies(tariff, attribute, &given, others);
        // Now and then what does not apply is answered all the same, and what must be answered is not.
        if applies == random.once_in(400) {
            continue;
        }
        if attribute.default.is_some() && random.once_in(3) {
            continue;
        }
        let kept = keep.get(&attribute.key).cloned();
        if let Some(answer) = kept.or_else(|| answer(tariff, attribute, &given, others, random)) {
            given.insert(attribute.key.clone(), answer);
        }
    }
    given
}

fn applies(tariff: &Tariff, attribute: &Attribute, given: &Given, others: &Given) -> bool {
    all_hold(tariff, &attribute.when, given, others)
}

fn all_hold(tariff: &Tariff, when: &[rating::attribute::Condition], given: &Given, others: &Given) -> bool {
    when.iter().all(|condition| {
        let Some(asked) = tariff.attributes().get(condition.attribute) else { return false };
        let Kind::Choice(choices) = &asked.kind else { return false };
        let answer = given.get(&asked.key).or_else(|| others.get(&asked.key)).or(asked.default.as_ref());
        let position = choices.iter().position(|choice| Some(&choice.key) == answer);
        position.and_then(|p| u16::try_from(p).ok()).is_some_and(|p| condition.any_of.contains(&p))
    })
}

fn answer(
    tariff: &Tariff,
    attribute: &Attribute,
    given: &Given,
    others: &Given,
    random: &mut Random,
) -> Option<String> {
    if attribute.may_be_unsure && random.once_in(100) {
        return Some(NOT_SURE.to_owned());
    }
    match &attribute.kind {
        Kind::Choice(choices) => {
            let offered: Vec<&str> = choices
                .iter()
                .filter(|choice| all_hold(tariff, &choice.when, given, others) || random.once_in(2000))
                .map(|choice| choice.key.as_str())
                .collect();
            random.pick(&offered).map(|key| (*key).to_owned())
        }
        Kind::Number(number) => Some(self::number(number, random)),
    }
}

/// Mostly of an everyday size, sometimes a bound, seldom beyond it.
fn number(number: &Number, random: &mut Random) -> String {
    if number.measure == Measure::Date {
        return format!(
            "20{}-{:02}-{:02}",
            10 + random.below(20),
            1 + random.below(12),
            1 + random.below(28)
        );
    }
    match random.below(400) {
        0 => format!("{}1", number.most),
        1..=8 => number.most.to_string(),
        9..=16 => number.least.to_string(),
        _ => everyday(number, random),
    }
}

/// Between the bounds, all orders of magnitude alike.
fn everyday(number: &Number, random: &mut Random) -> String {
    let whole = |text: String| text.split('.').next().and_then(|t| t.parse::<u64>().ok()).unwrap_or(u64::MAX);
    let (least, most) = (whole(number.least.to_string()), whole(number.most.to_string()));
    let room = most.saturating_sub(least);
    let magnitude = random.below(u64::from(64 - room.leading_zeros()) + 1);
    let value = least + random.below((1_u64 << magnitude.min(62)).min(room) + 1);
    if number.digits > 0 && value < most && random.once_in(3) {
        let digits = usize::try_from(number.digits.min(2)).unwrap_or(2);
        return format!("{value}.{:0digits$}", random.below(10_u64.pow(number.digits.min(2))));
    }
    value.to_string()
}
