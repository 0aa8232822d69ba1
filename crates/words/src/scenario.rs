//! One set of answers, as typed. Answers that do not apply at the moment are kept: whoever takes a step back finds them.

use std::collections::BTreeMap;

use rating::quote::Change;
use serde::{Deserialize, Serialize};

/// Answers by attribute key, as typed.
pub type Answers = BTreeMap<String, String>;

/// What somebody wants to be rated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// First day of cover as typed; tomorrow until something is.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub inception: Option<String>,
    /// About the policy.
    #[serde(rename = "a", default, skip_serializing_if = "Answers::is_empty")]
    pub answers: Answers,
    /// About each unit.
    #[serde(rename = "u")]
    pub units: Vec<Answers>,
}

impl Default for Scenario {
    fn default() -> Self {
        Self { inception: None, answers: Answers::new(), units: vec![Answers::new()] }
    }
}

impl Scenario {
    /// The answers of a unit, or of the policy.
    pub fn of(&self, unit: Option<usize>) -> Option<&Answers> {
        unit.map_or(Some(&self.answers), |unit| self.units.get(unit))
    }

    fn of_mut(&mut self, unit: Option<usize>) -> Option<&mut Answers> {
        unit.map_or(Some(&mut self.answers), |unit| self.units.get_mut(unit))
    }

    /// Gives an answer, or takes it back.
    pub fn answer(&mut self, unit: Option<usize>, key: &str, text: Option<String>) {
        let Some(answers) = self.of_mut(unit) else { return };
        match text {
            Some(text) => answers.insert(key.to_owned(), text),
            None => answers.remove(key),
        };
    }

    /// One more plant, site or fleet.
    pub fn add_unit(&mut self) {
        self.units.push(Answers::new());
    }

    /// One fewer; the last one stays.
    pub fn remove_unit(&mut self, unit: usize) {
        if unit < self.units.len() && self.units.len() > 1 {
            self.units.remove(unit);
        }
    }

    /// Makes the changes of a what-if.
    pub fn apply(&mut self, changes: &[Change]) {
        for change in changes {
            if let Some((unit, key)) = place(&change.pointer) {
                self.answer(unit, key, Some(change.to.clone()));
            }
        }
    }
}

/// Unit and key of an answer's pointer: `/units/0/answers/headcount`, `/answers/limit`.
pub fn place(pointer: &str) -> Option<(Option<usize>, &str)> {
    if let Some(key) = pointer.strip_prefix("/answers/") {
        return Some((None, key));
    }
    let (unit, key) = pointer.strip_prefix("/units/")?.split_once("/answers/")?;
    Some((Some(unit.parse().ok()?), key))
}

/// The pointer of an answer.
pub fn pointer(unit: Option<usize>, key: &str) -> String {
    match unit {
        None => format!("/answers/{key}"),
        Some(unit) => format!("/units/{unit}/answers/{key}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_go_both_ways() {
        for (unit, key) in [(None, "limit"), (Some(3), "headcount")] {
            assert_eq!(place(&pointer(unit, key)), Some((unit, key)));
        }
        for wrong in ["", "/answer/limit", "/units/x/answers/limit", "/units/1", "/inception"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_last_unit_stays() {
        let mut scenario = Scenario::default();
        scenario.remove_unit(0);
        assert_eq!(scenario.units.len(), 1);
    }
}
