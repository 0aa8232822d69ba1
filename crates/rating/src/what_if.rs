//! What would lower the premium: better answers to the questions that the enterprise can improve, alone and in pairs.

use rust_decimal::Decimal;

use crate::answers::{Answers, pointer, show_number};
use crate::attribute::{Attribute, Kind, Number, Scope};
use crate::engine::Workspace;
use crate::explain::{check_law, months_asked, out_of_range};
use crate::fault::Fault;
use crate::money::{self, Money};
use crate::quote::{Change, WhatIf};
use crate::range::offered;
use crate::risk::Risk;
use crate::tariff::table::Dimension;
use crate::tariff::{Ref, Tariff};
use crate::text::Text;

/// An answer that could be given instead.
#[derive(Clone, Copy)]
struct Candidate<'a> {
    unit: Option<usize>,
    attribute: &'a Attribute,
    slot: usize,
    to: Answer,
}

#[derive(Clone, Copy, PartialEq)]
enum Answer {
    Choice(u16),
    Number(Decimal),
}

impl Candidate<'_> {
    fn same_question(&self, other: &Self) -> bool {
        self.unit == other.unit && self.attribute.key == other.attribute.key
    }

    fn apply(&self, risk: &mut Risk) -> Option<()> {
        let answers = match self.unit {
            None => &mut risk.answers,
            Some(unit) => &mut risk.units.get_mut(unit)?.answers,
        };
        answers.insert(self.attribute.key.clone(), self.words(self.to)?.0);
        Some(())
    }

    fn now(&self, answers: &Answers) -> Option<Answer> {
        let slots = answers.slots(self.unit)?;
        match self.to {
            Answer::Choice(_) => slots.choices.get(self.slot).copied().map(Answer::Choice),
            Answer::Number(_) => slots.numbers.get(self.slot).copied().map(Answer::Number),
        }
    }

    fn change(&self, answers: &Answers) -> Option<Change> {
        let (from, _) = self.words(self.now(answers)?)?;
        let (to, to_words) = self.words(self.to)?;
        let paper = self.attribute.improve_with.clone()?;
        let pointer = pointer(self.unit, &self.attribute.key);
        Some(Change { pointer, label: self.attribute.label.clone(), from, to, to_words, paper })
    }

    /// An answer as text, and in words.
    fn words(&self, answer: Answer) -> Option<(String, Text)> {
        match (&self.attribute.kind, answer) {
            (Kind::Choice(choices), Answer::Choice(index)) => {
                let choice = choices.get(usize::from(index))?;
                Some((choice.key.clone(), choice.label.clone()))
            }
            (Kind::Number(number), Answer::Number(value)) => {
                let text = show_number(number, value);
                let words =
                    Text::new(format!("{text} {}", number.unit.zh), format!("{text} {}", number.unit.en));
                Some((text, words))
            }
            _ => None,
        }
    }
}

/// What a policy costs, and by the year.
#[derive(Clone, Copy)]
struct Cost {
    policy: Decimal,
    by_year: Option<ByYear>,
}

/// A premium to compare years by, and the months that it is for.
#[derive(Clone, Copy)]
struct ByYear {
    premium: Decimal,
    months: u32,
}

impl ByYear {
    /// What another saves on this, scaled to twelve months. Scaled last: only one amount is rounded.
    fn saving(self, then: Self) -> Option<Decimal> {
        let saving = money::minus(self.premium, then.premium).filter(|_| self.months == then.months)?;
        money::quotient(money::product(saving, Decimal::from(12))?, Decimal::from(self.months))
    }
}

/// Rates changed risks without a trace.
struct Rater<'a> {
    tariff: &'a Tariff,
    risk: &'a Risk,
    workspace: Workspace,
}

impl Rater<'_> {
    /// The cost after some changes. Nothing where they cannot be made alone: other questions would have to be answered,
    /// or the law forbids what comes out.
    fn cost(&mut self, changes: &[Candidate<'_>]) -> Result<Option<Cost>, Vec<Fault>> {
        let mut risk = self.risk.clone();
        if changes.iter().any(|change| change.apply(&mut risk).is_none()) {
            return Ok(None);
        }
        let Some(mut answers) = self.tariff.check(&risk).ok().filter(|answers| !answers.is_open()) else {
            return Ok(None);
        };
        if check_law(self.tariff, &answers, &mut self.workspace).is_err() {
            return Ok(None);
        }
        let policy = self.premium(&answers)?;
        let by_year = self.by_year(&mut answers, policy)?;
        Ok(Some(Cost { policy, by_year }))
    }

    /// The premium of twelve months, where months up to a year are asked: short periods have rates of their own. As it
    /// is, where it is for longer. Nothing where parts of the policy run for different times.
    fn by_year(&mut self, answers: &mut Answers, premium: Decimal) -> Result<Option<ByYear>, Vec<Fault>> {
        let asked = |index: &usize| Some((*index, months_asked(self.tariff, answers, *index)?));
        let asked: Vec<(usize, u32)> = self.tariff.header.months.iter().filter_map(asked).collect();
        let by_year = match *asked.as_slice() {
            _ if asked.iter().all(|(_, months)| *months == 12) => ByYear { premium, months: 12 },
            [(index, _)] if whole_year(self.tariff, answers, index).is_some() => {
                ByYear { premium: self.premium(answers)?, months: 12 }
            }
            [(_, months)] => ByYear { premium, months },
            _ => return Ok(None),
        };
        Ok(Some(by_year))
    }

    fn premium(&mut self, answers: &Answers) -> Result<Decimal, Vec<Fault>> {
        self.tariff.premium(answers, &mut self.workspace).map_err(out_of_range)
    }
}

/// Answers a question for months with a year. Nothing where it goes beyond one.
fn whole_year(tariff: &Tariff, answers: &mut Answers, index: usize) -> Option<()> {
    let year = Decimal::from(12);
    match &tariff.attributes.get(index)?.kind {
        Kind::Number(number) if number.most == year => {}
        _ => return None,
    }
    *answers.policy.numbers.get_mut(usize::from(*tariff.slots.get(index)?))? = year;
    Some(())
}

/// Every single change and every pair that costs less. A pair is listed where it saves more than either change alone: also
/// where neither saves anything, since a limit on what factors make together swallows the first. Nothing while an answer is
/// open.
pub(crate) fn improvements(tariff: &Tariff, risk: &Risk) -> Result<Vec<WhatIf>, Vec<Fault>> {
    let answers = tariff.check(risk)?;
    if answers.is_open() {
        return Ok(Vec::new());
    }
    let mut rater = Rater { tariff, risk, workspace: Workspace::default() };
    check_law(tariff, &answers, &mut rater.workspace)?;
    let Some(now) = rater.cost(&[])? else { return Ok(Vec::new()) };
    let mut singles = Vec::new();
    for candidate in candidates(tariff, &answers) {
        if let Some(cost) = rater.cost(&[candidate])? {
            singles.push((candidate, cost));
        }
    }
    let mut found = Vec::new();
    for (index, (a, cost_a)) in singles.iter().enumerate() {
        if cost_a.policy < now.policy {
            found.extend(Found::new(&answers, now, &[(*a, *cost_a)], *cost_a));
        }
        for (b, cost_b) in singles.iter().skip(index + 1).filter(|(b, _)| !a.same_question(b)) {
            let better = |cost: &Cost| cost.policy < cost_a.policy.min(cost_b.policy).min(now.policy);
            if let Some(cost) = rater.cost(&[*a, *b])?.filter(better) {
                found.extend(Found::new(&answers, now, &[(*a, *cost_a), (*b, *cost_b)], cost));
            }
        }
    }
    let asks_least = |one: &Found| !found.iter().any(|other| other.asks_less(one));
    let mut least: Vec<WhatIf> =
        found.iter().filter(|one| asks_least(one)).map(|one| one.what_if.clone()).collect();
    // The sort is stable, so equal savings stay in the order of the questions, single changes first.
    let by_saving = |a: &WhatIf, b: &WhatIf| (b.saving_a_year, b.saving).cmp(&(a.saving_a_year, a.saving));
    least.sort_by(|a, b| by_saving(a, b).then(a.changes.len().cmp(&b.changes.len())));
    Ok(least)
}

/// A change or a pair, and how much it asks.
struct Found {
    what_if: WhatIf,
    /// What the changes would save alone, and how far the numbers go.
    asks: (Decimal, Decimal),
}

impl Found {
    fn new(answers: &Answers, now: Cost, changes: &[(Candidate<'_>, Cost)], then: Cost) -> Option<Self> {
        let mut asks = (Decimal::ZERO, Decimal::ZERO);
        for (change, alone) in changes {
            asks.0 = money::plus(asks.0, money::minus(now.policy, alone.policy)?)?;
            if let (Some(Answer::Number(from)), Answer::Number(to)) = (change.now(answers), change.to) {
                asks.1 = money::plus(asks.1, money::minus(from.max(to), from.min(to))?)?;
            }
        }
        let changes: Vec<Candidate<'_>> = changes.iter().map(|(change, _)| *change).collect();
        Some(Self { what_if: what_if(answers, now, &changes, then)?, asks })
    }

    /// Whether this saves as much with easier answers to the same questions.
    fn asks_less(&self, than: &Self) -> bool {
        let (mine, theirs) = (&self.what_if, &than.what_if);
        let questions =
            |of: &WhatIf| of.changes.iter().map(|change| change.pointer.clone()).collect::<Vec<_>>();
        mine.premium == theirs.premium && self.asks < than.asks && questions(mine) == questions(theirs)
    }
}

fn what_if(answers: &Answers, now: Cost, changes: &[Candidate<'_>], then: Cost) -> Option<WhatIf> {
    Some(WhatIf {
        changes: changes.iter().map(|change| change.change(answers)).collect::<Option<Vec<_>>>()?,
        premium: Money::from_decimal(then.policy),
        saving: Money::from_decimal(money::minus(now.policy, then.policy)?),
        saving_a_year: now
            .by_year
            .zip(then.by_year)
            .and_then(|(now, then)| now.saving(then))
            .map(Money::from_decimal),
    })
}

/// Every other answer to the questions that can be improved: choices that are offered, thresholds of numbers.
fn candidates<'a>(tariff: &'a Tariff, answers: &Answers) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    let improvable = tariff.attributes.iter().enumerate().filter(|(_, a)| a.improve_with.is_some());
    for (index, attribute) in improvable {
        let units: Vec<Option<usize>> = match attribute.scope {
            Scope::Policy => vec![None],
            Scope::Unit => (0..answers.units.len()).map(Some).collect(),
        };
        let slot = usize::from(tariff.slots.get(index).copied().unwrap_or(u16::MAX));
        for unit in units {
            let asked = answers.slots(unit).is_some_and(|s| s.asked.get(index) == Some(&true));
            if !asked {
                continue;
            }
            let others = match &attribute.kind {
                Kind::Choice(choices) => {
                    offered(tariff, answers, unit, choices).into_iter().map(Answer::Choice).collect()
                }
                Kind::Number(number) => {
                    let now = answers.slots(unit).and_then(|slots| slots.numbers.get(slot).copied());
                    thresholds(tariff, attribute.scope, slot, number, now.unwrap_or_default())
                }
            };
            let candidate = |to| Candidate { unit, attribute, slot, to };
            let differs = |candidate: &Candidate<'_>| candidate.now(answers) != Some(candidate.to);
            candidates.extend(others.into_iter().map(candidate).filter(differs));
        }
    }
    candidates
}

/// Of each band in which tables look the number up the value nearest to what it is now: what asks least. The band that it is
/// in asks nothing.
fn thresholds(tariff: &Tariff, scope: Scope, slot: usize, number: &Number, now: Decimal) -> Vec<Answer> {
    let smallest = Decimal::try_new(1, number.digits).unwrap_or_default();
    let mut values = Vec::new();
    for dimension in tariff.tables.iter().flat_map(|table| &table.dimensions) {
        let Dimension::Band { of: Ref::Number(s, i), edges } = dimension else { continue };
        if *s == scope && usize::from(*i) == slot {
            for edge in edges {
                let (below, above) = match edge.closed {
                    true => (Some(edge.at), money::plus(edge.at, smallest)),
                    false => (money::minus(edge.at, smallest), Some(edge.at)),
                };
                let nearest = if below.is_some_and(|below| below < now) { below } else { above };
                values.extend(nearest.filter(|value| *value != now));
            }
        }
    }
    values.retain(|value| *value >= number.least && *value <= number.most);
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Answer::Number).collect()
}

#[cfg(test)]
#[cfg(feature = "toml")]
mod tests {
    use super::*;
    use crate::tariff::read::load;

    /// The cheapest limit is against the law from July on, and the grade decides whether another question is asked.
    const TARIFF: &str = r#"
        [tariff]
        id = "t"
        edition = "1"
        title = { zh = "试", en = "Trial" }
        region = "370100"
        currency = "CNY"
        inception_from = "2026-01-01"
        known_from = "2026-01-01"
        premium = "premium"

        [[source]]
        id = "s"
        title = { zh = "试", en = "Trial" }
        issuer = "none"
        date = "2026"
        mark = "illustrative"

        [[attribute]]
        key = "limit"
        kind = "choice"
        label = { zh = "限额", en = "Limit" }
        improve_with = { zh = "批单", en = "Endorsement" }
        choices = [
          { key = "high", label = { zh = "高", en = "High" } },
          { key = "middle", label = { zh = "中", en = "Middle" } },
          { key = "low", label = { zh = "低", en = "Low" } },
        ]

        [[attribute]]
        key = "grade"
        kind = "choice"
        label = { zh = "等级", en = "Grade" }
        improve_with = { zh = "证书", en = "Certificate" }
        choices = [
          { key = "none", label = { zh = "未达标", en = "None" } },
          { key = "one", label = { zh = "一级", en = "One" } },
          { key = "trial", label = { zh = "试行", en = "On trial" } },
        ]

        [[attribute]]
        key = "since"
        kind = "choice"
        label = { zh = "自何时", en = "Since" }
        when = { grade = "one" }
        choices = [
          { key = "new", label = { zh = "新", en = "New" } },
          { key = "old", label = { zh = "旧", en = "Old" } },
        ]

        [[table]]
        key = "amount"
        unit = "yuan"
        source = "s"
        label = { zh = "限额", en = "Limit" }
        by = ["limit"]
        rows = [{ limit = "high", value = 500 }, { limit = "middle", value = 400 }, { limit = "low", value = 300 }]

        [[table]]
        key = "factor"
        source = "s"
        label = { zh = "系数", en = "Factor" }
        by = ["grade"]
        rows = [{ grade = "none", value = 3 }, { grade = "one", value = 1 }, { grade = "trial", value = 2 }]

        [[step]]
        key = "amount"
        op = "look-up"
        label = { zh = "限额", en = "Limit" }
        source = "s"
        table = "amount"

        [[step]]
        key = "factor"
        op = "look-up"
        label = { zh = "系数", en = "Factor" }
        source = "s"
        table = "factor"

        [[step]]
        key = "premium"
        op = "multiply"
        label = { zh = "保险费", en = "Premium" }
        source = "s"
        of = ["amount", "factor"]

        [[step]]
        key = "rounded"
        op = "round"
        label = { zh = "取整", en = "Rounded" }
        source = "s"
        when = { since = ["new", "old"] }
        of = ["premium"]
        digits = 0
        rounding = "half-up"
        to = "premium"

        [[law]]
        key = "limit"
        label = { zh = "至少400", en = "At least 400" }
        of = "amount"
        least = "400"
        from = "2026-07-01"
        article = "1"
        source = "s"
        message = { zh = "至少400", en = "at least 400" }
    "#;

    fn found(inception: &str, limit: &str) -> Result<Vec<Vec<String>>, Vec<Fault>> {
        let tariff = load("t.toml", &|_| Ok(TARIFF.to_owned())).unwrap();
        let answers = [("limit", limit), ("grade", "none")];
        let risk = Risk {
            inception: inception.parse().ok(),
            answers: answers.map(|(key, answer)| (key.to_owned(), answer.to_owned())).into(),
            ..Risk::default()
        };
        let found = improvements(&tariff, &risk)?;
        let to = |what: &WhatIf| what.changes.iter().map(|change| change.to.clone()).collect();
        Ok(found.iter().map(to).collect())
    }

    #[test]
    fn what_the_law_allows_is_proposed_and_nothing_else() {
        let (low, middle, trial) = ("low".to_owned(), "middle".to_owned(), "trial".to_owned());
        let before = [
            vec![low.clone(), trial.clone()],
            vec![middle.clone(), trial.clone()],
            vec![low],
            vec![trial.clone()],
            vec![middle.clone()],
        ];
        assert_eq!(found("2026-06-30", "high").unwrap(), before);
        let after = [vec![middle.clone(), trial.clone()], vec![trial], vec![middle]];
        assert_eq!(found("2026-07-01", "high").unwrap(), after);
    }

    #[test]
    fn where_the_law_refuses_the_quote_nothing_is_proposed() {
        let faults = found("2026-07-01", "low").unwrap_err();
        assert_eq!(faults.first().map(|fault| fault.pointer.as_str()), Some("/answers/limit"));
    }
}
