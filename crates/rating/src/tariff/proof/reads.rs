//! Nothing is read before it is written, and no answer is used where it was not asked for.

use super::situations::{Cases, Situations};
use super::step_key;
use crate::attribute::{Attribute, Condition, Kind, Scope};
use crate::tariff::finding::{Code, Findings, Place};
use crate::tariff::read::Merged;
use crate::tariff::{How, Instruction, Op, Ref, Tariff};

/// Something that reads a value: where it stands, when it runs, how far the program has come by then.
struct Reader<'a> {
    place: Place,
    key: String,
    scope: Scope,
    when: &'a [Condition],
    before: usize,
}

pub(super) fn check(tariff: &Tariff, merged: &Merged, findings: &mut Findings) {
    for (step, instruction) in tariff.program.iter().enumerate() {
        let (place, key) = step_key(merged, step);
        let (scope, when): (Scope, &[Condition]) = match instruction.op {
            Op::Total { how: How::Count, .. } => continue,
            // Every unit is read, whatever decided that the total is taken.
            Op::Total { .. } => (Scope::Unit, &[]),
            _ => (instruction.scope, &instruction.when),
        };
        let reader = Reader { place, key, scope, when, before: step };
        for of in tariff.inputs(&instruction.op) {
            check_read(tariff, &reader, of, findings);
        }
    }
    check_header(tariff, merged, findings);
    check_covers(tariff, merged, findings);
    check_laws(tariff, merged, findings);
}

fn check_header(tariff: &Tariff, merged: &Merged, findings: &mut Findings) {
    let Some(header) = merged.tariff.last() else { return };
    let premium = Ref::Register(Scope::Policy, tariff.header.premium);
    for (name, of) in [("premium", Some(premium)), ("per_person", tariff.header.per_person)] {
        let key = format!("tariff, {name}");
        let reader = Reader {
            place: header.place,
            key,
            scope: Scope::Policy,
            when: &[],
            before: tariff.program.len(),
        };
        if let Some(of) = of {
            check_read(tariff, &reader, of, findings);
        }
    }
}

fn check_covers(tariff: &Tariff, merged: &Merged, findings: &mut Findings) {
    for (cover, written) in tariff.covers.iter().zip(&merged.cover) {
        let bought = cover.extension.and_then(|extension| tariff.bought(extension));
        let when: Vec<Condition> = cover.when.iter().cloned().chain(bought).collect();
        let key = format!("cover {}", cover.key);
        let reader = Reader {
            place: written.place,
            key,
            scope: Scope::Policy,
            when: &when,
            before: tariff.program.len(),
        };
        let taken = cover.deductible.into_iter().chain(cover.deductible_share);
        for of in cover.limits.iter().map(|limit| limit.amount).chain(taken) {
            check_read(tariff, &reader, of, findings);
        }
    }
}

/// A law is held against a value only where the question to blame is asked.
fn check_laws(tariff: &Tariff, merged: &Merged, findings: &mut Findings) {
    for (law, written) in tariff.laws.iter().zip(&merged.law) {
        let Some(of) = law.of else { continue };
        let asked = law.blame.and_then(|attribute| tariff.attributes.get(attribute));
        let when = asked.map(|a| a.when.as_slice()).unwrap_or_default();
        let key = format!("law {}", law.key);
        let before = tariff.program.len();
        let reader = Reader { place: written.place, key, scope: Scope::Policy, when, before };
        check_read(tariff, &reader, of, findings);
    }
}

fn check_read(tariff: &Tariff, reader: &Reader<'_>, of: Ref, findings: &mut Findings) {
    let Some((name, givers)) = givers(tariff, of, reader.before) else { return };
    if givers.iter().any(|when| when.is_empty()) {
        return;
    }
    if givers.is_empty() {
        let what = format!("reads \"{name}\", which only a step further down writes");
        return findings.add(reader.place, reader.key.clone(), Code::Unset, what, "put that step first");
    }
    let mut situations = Situations::new(tariff, reader.scope);
    situations.depend_on(reader.when);
    givers.iter().for_each(|when| situations.depend_on(when));
    let mut missing = Cases::default();
    let all = situations.visit(|situation| {
        let given = givers.iter().any(|when| situation.meets_all(when));
        if situation.meets_all(reader.when) && !given {
            missing.add(|| situation.describe(tariff));
        }
    });
    if let Some(cases) = missing.told() {
        let what = format!("reads \"{name}\", which is not there in {cases}");
        let help = "write it before, give the writer an `otherwise`, or narrow `when`";
        findings.add(reader.place, reader.key.clone(), Code::Unset, what, help);
    }
    if all.is_none() {
        let what = format!("too many combinations of choices to prove that \"{name}\" is there");
        let help = "drop conditions, or use `otherwise`";
        findings.add(reader.place, reader.key.clone(), Code::Unproved, what, help);
    }
}

/// What a value is called, and when it is given: where its question is asked, or a step before `before` writes it.
/// Nothing for what is always there.
fn givers(tariff: &Tariff, of: Ref, before: usize) -> Option<(&str, Vec<&[Condition]>)> {
    match of {
        Ref::Figure(_) => None,
        Ref::Number(scope, slot) => {
            let is_it = |(attribute, at): &(&Attribute, &u16)| {
                attribute.scope == scope && matches!(attribute.kind, Kind::Number(_)) && **at == slot
            };
            let (attribute, _) = tariff.attributes.iter().zip(&tariff.slots).find(is_it)?;
            Some((attribute.key.as_str(), vec![attribute.when.as_slice()]))
        }
        Ref::Register(scope, index) => {
            let writes = |i: &&Instruction| (i.scope, i.to) == (scope, index);
            let mut givers: Vec<&[Condition]> = Vec::new();
            for instruction in tariff.program.iter().take(before).filter(writes) {
                let always = instruction.otherwise.is_some();
                givers.push(if always { &[] } else { instruction.when.as_slice() });
            }
            let register = tariff.registers.iter().find(|r| (r.scope, r.index) == (scope, index))?;
            Some((register.key.as_str(), givers))
        }
    }
}
