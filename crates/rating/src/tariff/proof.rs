//! What loading proves of a tariff, for every risk that can be answered: arithmetic stays exact, every look-up meets a
//! row and every row can be met, nothing is read before it is written, and what the tariff says must hold does hold.

mod monotone;
mod reads;
mod rows;
mod situations;

use rust_decimal::Decimal;

use super::file::Must;
use super::finding::{Code, Findings, Located, Place};
use super::read::Merged;
use super::{Ref, Tariff};
use crate::answers::NONE;
use crate::attribute::{Kind, Scope};
use crate::bounds::{Group, Possible, Span, Trouble, Watch, run};
use crate::mark::Mark;
use crate::money;

/// Proves what can be proved; what cannot becomes a finding.
pub(super) fn prove(mut tariff: Tariff, merged: &Merged, findings: &mut Findings) -> Tariff {
    mark_what_counts(&mut tariff);
    let policy = anything(&tariff, Scope::Policy);
    let groups = any_units(&tariff);
    let mut notes = Notes::new(tariff.program.len());
    let bounds = run(&tariff, &policy, &groups, &mut notes);
    let premium = bounds.span(Ref::Register(Scope::Policy, tariff.header.premium), None);
    check_policies(&tariff, merged, premium, findings);
    let spans = |name: &str| reference(&tariff, name).and_then(|of| bounds.span(of, None));
    // Where a value cannot be worked out, whatever leads there is told, and says nothing of the rules.
    let worked_out = notes.troubles.iter().all(Option::is_none);
    for Located { place, entry } in merged.must.iter().filter(|_| worked_out) {
        check_must(&tariff, *place, entry, &spans, &notes, findings);
    }
    reads::check(&tariff, merged, findings);
    rows::check(&tariff, merged, &notes, findings);
    report_troubles(merged, &notes, findings);
    check_rounding(merged, premium, findings);
    tariff
}

/// What the run over all possible answers told, step by step.
struct Notes {
    troubles: Vec<Option<Trouble>>,
    values: Vec<Option<Span>>,
    /// Positions at which a look-up may be made.
    positions: Vec<Vec<Vec<usize>>>,
}

impl Notes {
    fn new(steps: usize) -> Self {
        Self { troubles: vec![None; steps], values: vec![None; steps], positions: vec![Vec::new(); steps] }
    }
}

impl Watch for Notes {
    fn look_up(&mut self, step: usize, positions: &[Vec<usize>]) {
        if let Some(cell) = self.positions.get_mut(step) {
            *cell = positions.to_vec();
        }
    }

    fn trouble(&mut self, step: usize, trouble: Trouble) {
        if let Some(cell) = self.troubles.get_mut(step) {
            *cell = Some(trouble);
        }
    }

    fn value(&mut self, step: usize, span: Span) {
        if let Some(cell) = self.values.get_mut(step) {
            *cell = Some(span);
        }
    }
}

/// Every answer that can be given to the questions of a scope.
fn anything(tariff: &Tariff, scope: Scope) -> Possible {
    let mut possible = Possible::default();
    for attribute in tariff.attributes.iter().filter(|a| a.scope == scope) {
        match &attribute.kind {
            Kind::Choice(choices) => {
                let all = (0..choices.len()).filter_map(|index| u16::try_from(index).ok());
                let unasked = (!attribute.when.is_empty()).then_some(NONE);
                possible.choices.push(all.chain(unasked).collect());
            }
            Kind::Number(number) => {
                let (low, high, places) = (number.least, number.most, number.digits);
                possible.numbers.push(Some(Span { low, high, places, mark: Mark::Notice }));
            }
        }
    }
    possible
}

fn any_units(tariff: &Tariff) -> Vec<Group> {
    let rule = &tariff.units;
    if rule.most == 0 {
        return Vec::new();
    }
    let (least, most) = if rule.one_policy_each { (1, 1) } else { (rule.least, rule.most) };
    vec![Group { possible: anything(tariff, Scope::Unit), least, most }]
}

/// Finds the registers on which the premium depends, going backwards from it.
fn mark_what_counts(tariff: &mut Tariff) {
    let mut counts = vec![(Scope::Policy, tariff.header.premium)];
    let mut next = 0;
    while let Some(target) = counts.get(next).copied() {
        next += 1;
        for instruction in tariff.program.iter().filter(|i| (i.scope, i.to) == target) {
            for of in tariff.inputs(&instruction.op) {
                if let Ref::Register(scope, index) = of
                    && !counts.contains(&(scope, index))
                {
                    counts.push((scope, index));
                }
            }
        }
    }
    for register in &mut tariff.registers {
        register.counts = counts.contains(&(register.scope, register.index));
    }
}

/// A number or register by its name.
fn reference(tariff: &Tariff, name: &str) -> Option<Ref> {
    if let Some(register) = tariff.registers.iter().find(|r| r.key == name) {
        return Some(Ref::Register(register.scope, register.index));
    }
    if let Some(index) = tariff.figures.iter().position(|f| f.key == name) {
        return u16::try_from(index).ok().map(Ref::Figure);
    }
    let index = tariff.attributes.iter().position(|a| a.key == name)?;
    let attribute = tariff.attributes.get(index)?;
    let number = matches!(attribute.kind, Kind::Number(_));
    number.then_some(Ref::Number(attribute.scope, *tariff.slots.get(index)?))
}

fn step_key(merged: &Merged, step: usize) -> (Place, String) {
    merged.step.get(step).map(|s| (s.place, format!("step {}", s.entry.key))).unwrap_or_default()
}

fn report_troubles(merged: &Merged, notes: &Notes, findings: &mut Findings) {
    for (step, trouble) in notes.troubles.iter().enumerate() {
        let Some(trouble) = trouble else { continue };
        // A value that is missing makes all that follow it missing: told once, and only where nothing else says why.
        if *trouble == Trouble::Unset && !findings.is_empty() {
            continue;
        }
        let (place, key) = step_key(merged, step);
        let (code, what, help) = match trouble {
            Trouble::Digits => (
                Code::Precision,
                "its value may need more than 28 digits",
                "round on the way, or tighten the bounds of the attributes",
            ),
            // Which rows are missing is told with the table.
            Trouble::NoRow if findings.has(&key, Code::Hole) => continue,
            Trouble::NoRow => (Code::Hole, "no row of the table answers", "add the rows that are missing"),
            Trouble::DivideByZero => {
                (Code::DivideByZero, "the divisor may be zero", "give the divisor a least above zero")
            }
            Trouble::Unset => (
                Code::Unset,
                "it reads what no earlier step or answer gives",
                "put the step that writes it first",
            ),
        };
        findings.add(place, key, code, what, help);
    }
}

/// Where every unit is a policy of its own, the premiums of all of them are added.
fn check_policies(tariff: &Tariff, merged: &Merged, premium: Option<Span>, findings: &mut Findings) {
    let (Some(header), Some(premium)) = (merged.tariff.last(), premium) else { return };
    if tariff.units.one_policy_each && premium.times(tariff.units.most).is_none() {
        let what = "the premiums of all policies may need more than 28 digits together";
        let help = "let there be fewer units, or tighten the bounds of the attributes";
        findings.add(header.place, "tariff, premium", Code::Precision, what, help);
    }
}

/// The last step must leave fen: a premium that prints other than it is would be a lie.
fn check_rounding(merged: &Merged, premium: Option<Span>, findings: &mut Findings) {
    let Some(header) = merged.tariff.last() else { return };
    if premium.is_some_and(|span| span.places > 2) {
        let what = "the premium may have more than two digits after the point";
        findings.add(
            header.place,
            "tariff, premium",
            Code::Unrounded,
            what,
            "end with op = \"round\", digits = 2",
        );
    }
    if premium.is_some_and(|span| span.low < Decimal::ZERO) {
        let what = "the premium may be negative";
        findings.add(header.place, "tariff, premium", Code::Negative, what, "clamp it, or mend the bounds");
    }
}

fn check_must(
    tariff: &Tariff,
    place: Place,
    must: &Must,
    spans: &dyn Fn(&str) -> Option<Span>,
    notes: &Notes,
    findings: &mut Findings,
) {
    let (of, bound, least) = match must {
        Must::Monotone { attribute, choices } => {
            return monotone::check(tariff, place, attribute, choices, notes, findings);
        }
        Must::AtLeast { of, bound } => (of, &bound.0, true),
        Must::AtMost { of, bound } => (of, &bound.0, false),
    };
    let key = format!("must, {of}");
    let limit =
        money::parse(bound).or_else(|| spans(bound).map(|span| if least { span.high } else { span.low }));
    let (Some(span), Some(limit)) = (spans(of), limit) else {
        let help = "`of` names a value of the policy, `bound` a figure or an amount";
        return findings.add(
            place,
            key,
            Code::UnknownName,
            format!("\"{of}\" or \"{bound}\" is not known"),
            help,
        );
    };
    let holds = if least { span.low >= limit } else { span.high <= limit };
    if !holds {
        let (low, high) = (span.low.normalize(), span.high.normalize());
        let what = format!("must stay on its side of {limit}, but may be {low} to {high}");
        findings.add(place, key, Code::Must, what, "clamp it, or take the rule away");
    }
}
