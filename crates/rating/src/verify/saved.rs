//! A quote in a file, with all that it says, and the risk that it is for.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Verdict, again, differs, other_tariff};
use crate::quote::{Quote, StepTrace};
use crate::risk::Risk;
use crate::tariff::Tariff;

/// A risk and the quote that somebody holds for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedQuote {
    /// What was rated. Days that it does not say are those of the quote.
    pub risk: Risk,
    /// What came out.
    pub quote: Quote,
}

/// Rates `saved.risk` again and compares.
pub fn verify(tariff: &Tariff, saved: &SavedQuote) -> Verdict {
    let SavedQuote { risk, quote } = saved;
    if quote.tariff.digest != tariff.digest() {
        return other_tariff(&quote.tariff.digest, tariff);
    }
    let mut quote = quote.clone();
    if quote.tariff.edition.is_empty() {
        quote.tariff.edition = tariff.edition().to_owned();
    }
    let risk = Risk {
        inception: risk.inception.or(Some(quote.period.inception)),
        as_of: risk.as_of.or(Some(quote.as_of)),
        ..risk.clone()
    };
    match again(tariff, &risk, quote.premium) {
        Ok(right) => compare(&quote, &right),
        Err(verdict) => verdict,
    }
}

/// The steps first, since whatever else differs mostly does so because of them; then the premium; then everything.
fn compare(saved: &Quote, right: &Quote) -> Verdict {
    for (mine, theirs) in saved.steps.iter().zip(&right.steps) {
        if mine != theirs {
            return step_differs(mine, theirs);
        }
    }
    if saved.steps.len() != right.steps.len() {
        return differs("steps", &saved.steps.len(), right.steps.len());
    }
    if saved.premium != right.premium {
        return differs("premium", &saved.premium, right.premium);
    }
    match difference(saved, right) {
        Some((place, saved, right)) => differs(&place, &saved, right),
        None => Verdict::Agrees,
    }
}

/// The two sums; where these are the same, what else is not.
fn step_differs(mine: &StepTrace, theirs: &StepTrace) -> Verdict {
    let sum = |step: &StepTrace| {
        let operands: Vec<&str> = step.operands.iter().map(|o| o.value.as_str()).collect();
        format!("{} {} = {}", step.op, operands.join(", "), step.result)
    };
    let (saved, right) = (sum(mine), sum(theirs));
    match difference(mine, theirs).filter(|_| saved == right) {
        Some((place, saved, right)) => differs(&format!("{}, {place}", theirs.step), &saved, right),
        None => differs(&theirs.step, &saved, right),
    }
}

/// The way to the first difference, and both values.
fn difference<T: Serialize>(saved: &T, right: &T) -> Option<(String, String, String)> {
    let mut way = Vec::new();
    let (saved, right) = (serde_json::to_value(saved).ok()?, serde_json::to_value(right).ok()?);
    let (saved, right) = apart(&saved, &right, &mut way)?;
    Some((way.join("/"), saved, right))
}

fn apart(saved: &Value, right: &Value, way: &mut Vec<String>) -> Option<(String, String)> {
    match (saved, right) {
        (Value::Object(mine), Value::Object(theirs)) => mine.iter().find_map(|(key, mine)| {
            way.push(key.clone());
            let found = apart(mine, theirs.get(key).unwrap_or(&Value::Null), way);
            found.or_else(|| way.pop().and(None))
        }),
        (Value::Array(mine), Value::Array(theirs)) => {
            let differ = mine.iter().zip(theirs).enumerate().find_map(|(index, (mine, theirs))| {
                way.push(index.to_string());
                apart(mine, theirs, way).or_else(|| way.pop().and(None))
            });
            let entries = |of: &Vec<Value>| format!("{} of them", of.len());
            differ.or_else(|| (mine.len() != theirs.len()).then(|| (entries(mine), entries(theirs))))
        }
        _ => (saved != right).then(|| (plain(saved), plain(right))),
    }
}

/// Text as it is, everything else as JSON.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
