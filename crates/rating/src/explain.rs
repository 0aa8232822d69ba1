//! From a run to a quote: every step with what it read, its row, its source, and how official the result is.

use rust_decimal::Decimal;

use crate::answers::{Answers, pointer, show_number};
use crate::attribute::{Condition, Kind, Scope};
use crate::date::Date;
use crate::engine::{At, OutOfRange, Silent, Trace, Values, Which, Workspace, run_exact};
use crate::fault::{Code, Fault};
use crate::mark::Mark;
use crate::marks::{Carried, Marks, row_used};
use crate::money::{self, Money};
use crate::quote::{
    Bar, CoverLimit, LegalBound, Limit, Line, Obligation, Operand, Period, PeriodPart, PreventionFund, Quote,
    RowRef, StepTrace,
};
use crate::tariff::{Cover, Law, Op, Read, Ref, Step, Tariff};
use crate::text::Text;

/// Writes down every step.
struct Collector {
    steps: Vec<StepTrace>,
    /// How official each step is by itself, whatever its result rests on.
    own: Vec<Mark>,
    waterfall: Vec<Bar>,
    marks: Marks,
    /// Register of the premium, and its value so far.
    premium: u16,
    so_far: Decimal,
}

impl Collector {
    fn new(tariff: &Tariff, units: usize) -> Self {
        Self {
            steps: Vec::new(),
            own: Vec::new(),
            waterfall: Vec::new(),
            marks: Marks::new(tariff, units),
            premium: tariff.header.premium,
            so_far: Decimal::ZERO,
        }
    }
}

impl Collector {
    /// The running premium goes from where it was to where this step takes it.
    fn bar(&mut self, step: &Step, mark: Mark, result: Decimal) {
        self.waterfall.push(Bar {
            step: step.key.clone(),
            label: step.label.clone(),
            before: Money::from_decimal(self.so_far),
            after: Money::from_decimal(result),
            mark,
        });
        self.so_far = result;
    }
}

impl Trace for Collector {
    fn step(&mut self, at: &At<'_>, index: usize, row: Option<u16>, result: Decimal) {
        let tariff = at.tariff;
        let (Some(step), Some(instruction)) = (tariff.steps.get(index), tariff.program.get(index)) else {
            return;
        };
        let row = row_used(tariff, instruction, row);
        let source = row.as_ref().map_or(step.source, |(_, _, row)| row.source);
        let Carried { own, mark } = self.marks.carry(at, index, &row);
        self.own.push(own);
        if instruction.scope == Scope::Policy && instruction.to == self.premium {
            self.bar(step, mark, result);
        }
        let register = tariff.registers.get(step.register);
        self.steps.push(StepTrace {
            step: step.key.clone(),
            unit: at.unit,
            op: op_name(&instruction.op).to_owned(),
            label: step.label.clone(),
            operands: step.reads.iter().map(|read| operand(at, read)).collect(),
            to: register.map(|r| r.key.clone()).unwrap_or_default(),
            result: result.normalize().to_string(),
            row: row.map(|(table, row, _)| RowRef { table: table.key.clone(), row: usize::from(row) + 1 }),
            source,
            mark,
            counts: register.is_some_and(|r| r.counts),
        });
    }
}

fn op_name(op: &Op) -> &'static str {
    match op {
        Op::LookUp(_) => "look-up",
        Op::Slices(_) => "slices",
        Op::Multiply(_) => "multiply",
        Op::Add(_) => "add",
        Op::Subtract(..) => "subtract",
        Op::Divide { .. } => "divide",
        Op::FactorSum(_) => "factor-sum",
        Op::Discount(..) => "discount",
        Op::Clamp { .. } => "clamp",
        Op::LeastOf(_) => "least-of",
        Op::MostOf(_) => "most-of",
        Op::Round { .. } => "round",
        Op::Copy(_) => "copy",
        Op::Total { .. } => "total",
    }
}

fn operand(at: &At<'_>, read: &crate::tariff::ReadName) -> Operand {
    let (value, words) = match read.of {
        Read::Value(of) => (show_value(at, of), None),
        Read::Units(of) => {
            let each =
                (0..at.answers.units.len()).map(|unit| show_value(&At { unit: Some(unit), ..*at }, of));
            (each.collect::<Vec<_>>().join(" | "), None)
        }
        Read::Choice(index) => choice_words(at, index),
    };
    Operand { name: read.key.clone(), label: read.label.clone(), value, words }
}

fn show_value(at: &At<'_>, of: Ref) -> String {
    let value = at.value(of).unwrap_or_default();
    let number = match of {
        Ref::Number(scope, slot) => {
            at.tariff.attributes.iter().zip(&at.tariff.slots).find_map(|(a, s)| match &a.kind {
                Kind::Number(number) if a.scope == scope && *s == slot => Some(number),
                _ => None,
            })
        }
        _ => None,
    };
    number.map_or_else(|| value.normalize().to_string(), |number| show_number(number, value))
}

fn choice_words(at: &At<'_>, attribute: usize) -> (String, Option<Text>) {
    let found =
        at.tariff.attributes.get(attribute).zip(at.tariff.slots.get(attribute)).and_then(|(a, slot)| {
            let index = at.choice(a.scope, *slot)?;
            match &a.kind {
                Kind::Choice(choices) => choices.get(usize::from(index)),
                Kind::Number(_) => None,
            }
        });
    found.map(|choice| (choice.key.clone(), Some(choice.label.clone()))).unwrap_or_default()
}

/// A fault that loading proves impossible.
pub(crate) fn out_of_range(_: OutOfRange) -> Vec<Fault> {
    vec![Fault {
        pointer: String::new(),
        code: Code::OutOfRange,
        message: Text::new("超出可计算的范围", "outside what can be reckoned"),
    }]
}

/// Rates checked answers in which nothing is open.
pub(crate) fn quote(tariff: &Tariff, answers: &Answers) -> Result<Quote, Vec<Fault>> {
    if !tariff.units.one_policy_each {
        return policy_quote(tariff, answers);
    }
    let mut parts = Vec::new();
    for (unit, one) in answers.each_unit().enumerate() {
        let mut part = policy_quote(tariff, &one)?;
        part.steps.iter_mut().for_each(|step| step.unit = Some(unit));
        part.lines.iter_mut().for_each(|line| line.unit = Some(unit));
        parts.push(part);
    }
    joined(tariff, parts).ok_or_else(|| out_of_range(OutOfRange))
}

/// The policies of one risk, side by side. Nothing where there is none, or their sum is out of range.
fn joined(tariff: &Tariff, parts: Vec<Quote>) -> Option<Quote> {
    let waterfall = joined_waterfall(tariff, &parts)?;
    let mut parts = parts.into_iter();
    let mut whole = parts.next()?;
    whole.waterfall = waterfall;
    for part in parts {
        whole.premium = sum([whole.premium, part.premium])?;
        whole.steps.extend(part.steps);
        whole.lines.extend(part.lines);
        add_new(&mut whole.covers, part.covers);
        add_new(&mut whole.obligations, part.obligations);
        if let (Some(fund), Some(more)) = (&mut whole.prevention_fund, part.prevention_fund) {
            fund.least = sum([fund.least, more.least])?;
            fund.most = fund.most.zip(more.most).and_then(|(a, b)| sum([a, b]));
        }
        if part.mark > whole.mark {
            whole.mark_because.clear();
        }
        if part.mark >= whole.mark {
            whole.mark = part.mark;
            add_new(&mut whole.mark_because, part.mark_because);
        }
    }
    whole.obligations.sort_by_key(|o| o.status);
    whole.premium_per_day = per_day(whole.premium, &whole.period);
    whole.premium_per_person = None;
    Some(whole)
}

/// One bar for every step that any of the policies took; the others stay where they are meanwhile.
fn joined_waterfall(tariff: &Tariff, parts: &[Quote]) -> Option<Vec<Bar>> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut so_far = vec![(Money::from_decimal(Decimal::ZERO), Mark::Notice); parts.len()];
    let total = |so_far: &[(Money, Mark)]| sum(so_far.iter().map(|(amount, _)| *amount));
    for step in &tariff.steps {
        let before = total(&so_far)?;
        let mut changed = false;
        for (part, so_far) in parts.iter().zip(&mut so_far) {
            for bar in part.waterfall.iter().filter(|bar| bar.step == step.key) {
                *so_far = (bar.after, bar.mark);
                changed = true;
            }
        }
        if changed {
            let after = total(&so_far)?;
            let mark = so_far.iter().map(|(_, mark)| *mark).fold(Mark::Notice, Mark::max);
            bars.push(Bar { step: step.key.clone(), label: step.label.clone(), before, after, mark });
        }
    }
    Some(bars)
}

fn sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
    let all = amounts.into_iter().try_fold(Decimal::ZERO, |sum, one| money::plus(sum, one.yuan()));
    all.map(Money::from_decimal)
}

fn add_new<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

fn policy_quote(tariff: &Tariff, answers: &Answers) -> Result<Quote, Vec<Fault>> {
    let mut values = Values::default();
    let mut collector = Collector::new(tariff, answers.units.len());
    run_exact(tariff, Which::All, answers, &mut values, &mut collector).map_err(out_of_range)?;
    let at = At { tariff, answers, values: &values.row, unit: None };
    policy_law(&at)?;
    let premium = Ref::Register(Scope::Policy, tariff.header.premium);
    let premium_mark = collector.marks.of(tariff, None, premium);
    let premium = Money::from_decimal(at.value(premium).map_err(out_of_range)?);
    let period = period(&at);
    let because = |(step, own): &(&StepTrace, &Mark)| step.counts && **own == premium_mark;
    let because = collector.steps.iter().zip(&collector.own).filter(because);
    let mut mark_because = Vec::new();
    // A step that runs for each unit is named once.
    add_new(&mut mark_because, because.map(|(step, _)| step.step.clone()).collect());
    let covers = covers(&at, &collector);
    Ok(Quote {
        tariff: tariff.reference(),
        as_of: answers.as_of,
        premium,
        premium_per_person: per_person(&at, premium),
        premium_per_day: per_day(premium, &period),
        period,
        lines: lines(&at),
        waterfall: collector.waterfall,
        steps: collector.steps,
        covers,
        prevention_fund: fund(tariff, answers.inception, premium),
        legal: laws_in_force(tariff, answers.inception).map(|law| legal_bound(tariff, law)).collect(),
        obligations: obligations(&at),
        mark: premium_mark,
        mark_because,
        sources: tariff.sources.clone(),
    })
}

fn divided(amount: Money, by: Decimal) -> Option<Money> {
    money::quotient(amount.yuan(), by).filter(|_| by > Decimal::ZERO).map(Money::from_decimal)
}

/// Nothing where a part of the premium does not rest on the headcount.
fn per_person(at: &At<'_>, premium: Money) -> Option<Money> {
    let header = &at.tariff.header;
    let count = at.value(header.per_person?).ok()?;
    let every_unit = (0..at.answers.units.len()).all(|unit| holds(at, &header.per_person_when, Some(unit)));
    divided(premium, count).filter(|_| every_unit)
}

/// Nothing where parts of the premium are for different times.
fn per_day(premium: Money, period: &Period) -> Option<Money> {
    divided(premium, Decimal::from(period.days)).filter(|_| period.parts.is_empty())
}

fn period(at: &At<'_>) -> Period {
    let inception = at.answers.inception;
    let until = |months: u32| {
        let expiry = inception.add_months(months).and_then(|next| next.add_days(-1)).unwrap_or(inception);
        (expiry, expiry.days() - inception.days() + 1)
    };
    let parts = at.tariff.header.months.iter().filter_map(|index| {
        let attribute = at.tariff.attributes.get(*index)?;
        let (expiry, days) = until(months_asked(at.tariff, at.answers, *index)?);
        Some(PeriodPart { attribute: attribute.key.clone(), label: attribute.label.clone(), expiry, days })
    });
    let mut parts: Vec<PeriodPart> = parts.collect();
    let last = parts.iter().map(|part| (part.expiry, part.days)).max();
    let (expiry, days) = last.unwrap_or_else(|| until(12));
    if parts.iter().all(|part| part.days == days) {
        parts.clear();
    }
    Period { inception, expiry, days, parts }
}

/// The months that were answered, where they are asked.
pub(crate) fn months_asked(tariff: &Tariff, answers: &Answers, attribute: usize) -> Option<u32> {
    use rust_decimal::prelude::ToPrimitive;
    let slot = tariff.slots.get(attribute)?;
    let asked = answers.policy.asked.get(attribute) == Some(&true);
    answers.policy.numbers.get(usize::from(*slot)).filter(|_| asked)?.to_u32()
}

fn holds(at: &At<'_>, when: &[Condition], unit: Option<usize>) -> bool {
    when.iter().all(|condition| at.answers.meets(at.tariff, condition, unit))
}

fn lines(at: &At<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for rule in &at.tariff.lines {
        let of_unit = matches!(rule.of, Ref::Register(Scope::Unit, _) | Ref::Number(Scope::Unit, _));
        let units: Vec<Option<usize>> =
            if of_unit { (0..at.answers.units.len()).map(Some).collect() } else { vec![None] };
        for unit in units {
            let Ok(amount) = (At { unit, ..*at }).value(rule.of) else { continue };
            if holds(at, &rule.when, unit) && !amount.is_zero() {
                let amount = Money::from_decimal(amount);
                lines.push(Line { unit, key: rule.key.clone(), label: rule.label.clone(), amount });
            }
        }
    }
    lines
}

fn covers(at: &At<'_>, collector: &Collector) -> Vec<CoverLimit> {
    let is_bought = |index| at.tariff.bought(index).is_some_and(|bought| holds(at, &[bought], None));
    let bought = |cover: &&Cover| cover.extension.is_none_or(is_bought);
    let applies = |cover: &&Cover| holds(at, &cover.when, None);
    at.tariff
        .covers
        .iter()
        .filter(bought)
        .filter(applies)
        .map(|cover| cover_limit(at, collector, cover))
        .collect()
}

fn cover_limit(at: &At<'_>, collector: &Collector, cover: &Cover) -> CoverLimit {
    let tariff = at.tariff;
    let limits: Vec<Limit> = cover
        .limits
        .iter()
        .filter_map(|rule| {
            let amount = Money::from_decimal(at.value(rule.amount).ok()?);
            let mark = tariff.mark_of(rule.source).max(collector.marks.of(tariff, None, rule.amount));
            Some(Limit { per: rule.per, amount, source: rule.source, mark })
        })
        .collect();
    let mark = limits.iter().map(|limit| limit.mark).fold(tariff.mark_of(cover.source), Mark::max);
    CoverLimit {
        key: cover.key.clone(),
        extension: cover.extension.and_then(|i| tariff.attributes.get(i)).map(|a| a.key.clone()),
        label: cover.label.clone(),
        help: cover.help.clone(),
        limits,
        deductible: cover.deductible.and_then(|of| at.value(of).ok()).map(Money::from_decimal),
        deductible_share: cover.deductible_share.map(|of| show_value(at, of)),
        article: cover.article.clone(),
        source: cover.source,
        mark,
    }
}

fn fund(tariff: &Tariff, inception: Date, premium: Money) -> Option<PreventionFund> {
    let rule = tariff.fund.as_ref()?;
    let row = rule.rows.iter().rfind(|row| row.from <= inception)?;
    let share = |share: Decimal| money::product(premium.yuan(), share).map(Money::from_decimal);
    Some(PreventionFund {
        least_share: row.least.normalize().to_string(),
        least: share(row.least)?,
        most_share: row.most.map(|most| most.normalize().to_string()),
        most: row.most.and_then(share),
        uses: rule.uses.clone(),
        source: row.source,
        mark: tariff.mark_of(row.source),
    })
}

// --- law ---

pub(crate) fn laws_in_force(tariff: &Tariff, inception: Date) -> impl Iterator<Item = &Law> {
    let in_force = move |law: &&Law| law.from <= inception && law.to.is_none_or(|last| inception <= last);
    tariff.laws.iter().filter(in_force)
}

fn legal_bound(tariff: &Tariff, law: &Law) -> LegalBound {
    let show = |value: Option<Decimal>| value.map(|v| v.normalize().to_string());
    LegalBound {
        key: law.key.clone(),
        label: law.label.clone(),
        least: show(law.least),
        most: show(law.most),
        article: law.article.clone(),
        source: law.source,
        mark: tariff.mark_of(law.source),
    }
}

/// Holds every policy of a risk against the law, without a quote.
pub(crate) fn check_law(
    tariff: &Tariff,
    answers: &Answers,
    workspace: &mut Workspace,
) -> Result<(), Vec<Fault>> {
    let mut policy = |answers: &Answers| {
        run_exact(tariff, Which::All, answers, &mut workspace.exact, &mut Silent).map_err(out_of_range)?;
        policy_law(&At { tariff, answers, values: &workspace.exact.row, unit: None })
    };
    if tariff.units.one_policy_each {
        answers.each_unit().try_for_each(|one| policy(&one))
    } else {
        policy(answers)
    }
}

/// What the law in force at inception forbids is refused, with the law's own words.
pub(crate) fn policy_law(at: &At<'_>) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    for law in laws_in_force(at.tariff, at.answers.inception) {
        let Some(value) = law.of.and_then(|of| at.value(of).ok()) else { continue };
        let applies = law.blame.is_none_or(|index| at.answers.policy.asked.get(index) == Some(&true));
        let outside =
            law.least.is_some_and(|least| value < least) || law.most.is_some_and(|most| value > most);
        if applies && outside {
            faults.push(forbidden(at.tariff, law));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// What the law says to a policy that it does not allow.
pub(crate) fn forbidden(tariff: &Tariff, law: &Law) -> Fault {
    let blame = law.blame.and_then(|index| tariff.attributes.get(index));
    Fault {
        pointer: blame.map_or_else(|| "/answers".to_owned(), |a| pointer(None, &a.key)),
        code: Code::Unlawful,
        message: law.message.clone().unwrap_or_else(|| law.label.clone()),
    }
}

/// The obligations that the answers show, complete or not.
pub(crate) fn obligations_of(tariff: &Tariff, answers: &Answers) -> Vec<Obligation> {
    obligations(&At { tariff, answers, values: &[], unit: None })
}

fn obligations(at: &At<'_>) -> Vec<Obligation> {
    let Some(rule) = &at.tariff.obligation else { return Vec::new() };
    let Some(attribute) = at.tariff.attributes.get(rule.attribute) else { return Vec::new() };
    let Kind::Choice(choices) = &attribute.kind else { return Vec::new() };
    let units: Vec<Option<usize>> = match attribute.scope {
        Scope::Policy => vec![None],
        Scope::Unit => (0..at.answers.units.len()).map(Some).collect(),
    };
    let slot = at.tariff.slots.get(rule.attribute).copied().unwrap_or(u16::MAX);
    let chosen: Vec<u16> =
        units.iter().filter_map(|unit| At { unit: *unit, ..*at }.choice(attribute.scope, slot)).collect();
    let mut obligations: Vec<Obligation> = rule
        .rows
        .iter()
        .filter(|row| chosen.contains(&row.choice))
        .filter_map(|row| {
            let choice = choices.get(usize::from(row.choice))?;
            Some(Obligation {
                sector: choice.key.clone(),
                label: choice.label.clone(),
                status: row.status,
                article: row.article.clone(),
                source: row.source,
                mark: at.tariff.mark_of(row.source),
                department: row.department.clone(),
                department_mark: at.tariff.mark_of(row.department_source),
            })
        })
        .collect();
    obligations.sort_by_key(|o| o.status);
    obligations
}
