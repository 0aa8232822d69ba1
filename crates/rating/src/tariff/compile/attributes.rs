//! Questions, their choices and bounds, and the conditions under which they are asked.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Compiler;
use super::names::Name;
use crate::answers::read_answer;
use crate::attribute::{Attribute, BOUGHT, Choice, Condition, Kind, Measure, NOT_BOUGHT, Number, Scope};
use crate::risk::NOT_SURE;
use crate::tariff::file::{self, Amount, When};
use crate::tariff::finding::{Code, Located, Place};
use crate::tariff::{MOST_UNITS, UnitRule};
use crate::text::Text;

impl Compiler<'_> {
    pub(super) fn units(&mut self) {
        let Some(Located { place, entry }) = self.merged.units.last() else { return };
        let file::Units { label, least, most, one_policy_each } = entry.clone();
        if least > most {
            self.add(
                *place,
                "units",
                Code::BadBounds,
                format!("least {least} is over most {most}"),
                "swap them",
            );
        }
        if most > MOST_UNITS {
            let what = format!("most is {most}; forms, links and files hold {MOST_UNITS} units");
            self.add(*place, "units", Code::TooLarge, what, "lower most");
        }
        if one_policy_each && least == 0 {
            let what = "every unit is a policy, but there may be none".into();
            self.add(*place, "units", Code::NoUnits, what, "set least = 1");
        }
        self.tariff.units = UnitRule { label, least, most, one_policy_each };
    }

    pub(super) fn attributes(&mut self) {
        let mut next_slot = BTreeMap::new();
        for (index, Located { place, entry }) in self.merged.attribute.iter().enumerate() {
            let key = format!("attribute {}", entry.key);
            self.name(*place, &key, &entry.key, Name::Attribute(index));
            if entry.scope == Scope::Unit && self.tariff.units.most == 0 {
                let help = "add [units] with least and most, or ask it of the policy";
                self.add(
                    *place,
                    &key,
                    Code::NoUnits,
                    "a unit's question, but risks have no units".into(),
                    help,
                );
            }
            let when = self.conditions(*place, &key, &entry.when);
            let kind = self.kind(*place, &key, entry);
            let is_choice = matches!(kind, Kind::Choice(_));
            let slot = next_slot.entry((entry.scope == Scope::Unit, is_choice)).or_insert(0);
            self.tariff.slots.push(*slot);
            *slot += 1;
            let extension = entry.kind == file::Kind::Extension;
            let default = entry.default.clone().or(extension.then(|| NOT_BOUGHT.to_owned()));
            let attribute = Attribute {
                key: entry.key.clone(),
                scope: entry.scope,
                kind,
                label: entry.label.clone(),
                help: entry.help.clone(),
                when,
                default,
                may_be_unsure: entry.unsure,
                improve_with: entry.improve_with.clone(),
                extension,
            };
            self.check_default(*place, &key, &attribute);
            self.tariff.attributes.push(attribute);
        }
        self.requires();
        self.unsure_conditions();
    }

    fn check_default(&mut self, place: Place, key: &str, attribute: &Attribute) {
        let Some(default) = &attribute.default else { return };
        let fits = match default.as_str() {
            NOT_SURE => attribute.may_be_unsure,
            text => read_answer(&attribute.kind, text, |choice| choice.when.is_empty()).is_ok(),
        };
        if !fits {
            let help = "a default is an answer that is always offered, within the bounds";
            self.add(place, key, Code::BadDefault, format!("the default \"{default}\" is no answer"), help);
        }
    }

    fn kind(&mut self, place: Place, key: &str, entry: &file::Attribute) -> Kind {
        let numeric = entry.least.is_some() || entry.most.is_some() || entry.digits.is_some();
        let measure = match entry.kind {
            file::Kind::Choice | file::Kind::Extension => {
                if numeric {
                    let help = "remove least, most and digits, or make it a number";
                    self.add(place, key, Code::BadParameter, "bounds on a choice".into(), help);
                }
                return Kind::Choice(self.choices(place, key, entry));
            }
            file::Kind::Count => Measure::Count,
            file::Kind::Money => Measure::Money,
            file::Kind::Percent => Measure::Percent,
            file::Kind::Date => Measure::Date,
        };
        if !entry.choices.is_empty() {
            let help = "remove them, or set kind = \"choice\"";
            self.add(place, key, Code::BadParameter, "choices on a number".into(), help);
        }
        let bound = |compiler: &mut Self, amount: &Option<Amount>, name: &str| match amount {
            Some(amount) => compiler.end(place, key, amount, measure == Measure::Date),
            None => {
                let help = "every number has bounds, so that loading can prove what it leads to";
                compiler.add(place, key, Code::NoBound, format!("{name} is missing"), help);
                Decimal::ZERO
            }
        };
        let (least, most) = (bound(self, &entry.least, "least"), bound(self, &entry.most, "most"));
        if least > most {
            self.add(place, key, Code::BadBounds, format!("least {least} is over most {most}"), "swap them");
        }
        self.digits(place, key, entry.digits);
        let unit = entry.unit.clone().unwrap_or_default();
        Kind::Number(Number { measure, least, most, digits: entry.digits.unwrap_or(0), unit })
    }

    fn choices(&mut self, place: Place, key: &str, entry: &file::Attribute) -> Vec<Choice> {
        if entry.kind == file::Kind::Extension {
            let choice = |key: &str, zh: &str, en: &str| Choice {
                key: key.into(),
                label: Text::new(zh, en),
                help: Text::default(),
                words: Vec::new(),
                when: Vec::new(),
            };
            return vec![choice(NOT_BOUGHT, "不投保", "No"), choice(BOUGHT, "投保", "Yes")];
        }
        let mut seen = BTreeSet::new();
        if entry.choices.is_empty() || entry.choices.len() >= usize::from(u16::MAX) {
            self.add(
                place,
                key,
                Code::NoChoices,
                "a choice needs choices, 65534 at most".into(),
                "list them",
            );
        }
        let mut choices = Vec::new();
        for choice in &entry.choices {
            if !seen.insert(choice.key.as_str()) || choice.key == NOT_SURE || choice.key == "*" {
                let what = format!("the choice \"{}\" is there twice, or is no key", choice.key);
                self.add(place, key, Code::Duplicate, what, "give every choice a key of its own");
            }
            choices.push(Choice {
                key: choice.key.clone(),
                label: choice.label.clone(),
                help: choice.help.clone(),
                words: choice.words.clone(),
                when: self.conditions(place, key, &choice.when),
            });
        }
        choices
    }

    /// Conditions read attributes that come earlier in the file; a unit's may read the policy's.
    pub(super) fn conditions(&mut self, place: Place, entry: &str, when: &When) -> Vec<Condition> {
        let mut conditions = Vec::new();
        for (key, accepted) in when {
            let Some(Name::Attribute(index)) = self.names.get(key).copied() else {
                self.unknown(place, entry, key, "an attribute that comes earlier");
                continue;
            };
            // While attributes are being read, an attribute's own name is entered before it is there.
            let Some(attribute) = self.tariff.attributes.get(index) else {
                self.unknown(place, entry, key, "an attribute that comes earlier");
                continue;
            };
            let Kind::Choice(choices) = &attribute.kind else {
                let help = "conditions are on choices; use a banded table for numbers";
                self.add(place, entry, Code::BadCondition, format!("\"{key}\" is a number"), help);
                continue;
            };
            let mut any_of = Vec::new();
            let mut wrong = Vec::new();
            for choice in accepted.all() {
                match choices.iter().position(|c| c.key == *choice).and_then(|p| u16::try_from(p).ok()) {
                    Some(position) => any_of.push(position),
                    None => wrong.push(choice.clone()),
                }
            }
            for choice in wrong {
                let what = format!("\"{key}\" has no choice \"{choice}\"");
                self.add(place, entry, Code::BadCondition, what, "name one of its choices");
            }
            any_of.sort_unstable();
            conditions.push(Condition { attribute: index, any_of });
        }
        conditions
    }

    fn requires(&mut self) {
        for (index, Located { place, entry }) in self.merged.attribute.iter().enumerate() {
            for needed in &entry.requires {
                let key = format!("attribute {}", entry.key);
                match self.names.get(needed) {
                    Some(Name::Attribute(other)) if *other == index => {
                        let what = "it requires itself, and could not be chosen first".into();
                        self.add(*place, &key, Code::BadParameter, what, "name another extension, or none");
                    }
                    Some(Name::Attribute(other))
                        if self.tariff.attributes.get(*other).is_some_and(|a| a.extension)
                            && entry.kind == file::Kind::Extension =>
                    {
                        self.tariff.requires.push((index, *other));
                    }
                    _ => self.unknown(*place, &key, needed, "an extension, and only extensions require"),
                }
            }
        }
    }

    /// A question on which others depend must be answered: what is asked may not itself be open.
    fn unsure_conditions(&mut self) {
        let mut conditional: Vec<usize> = Vec::new();
        for attribute in &self.tariff.attributes {
            conditional.extend(attribute.when.iter().map(|c| c.attribute));
            if let Kind::Choice(choices) = &attribute.kind {
                conditional.extend(choices.iter().flat_map(|c| c.when.iter().map(|w| w.attribute)));
            }
        }
        for (index, Located { place, entry }) in self.merged.attribute.iter().enumerate() {
            if entry.unsure && conditional.contains(&index) {
                let help = "remove unsure = true: other questions depend on the answer";
                let what = "may be \"not sure\", but decides what else is asked".to_owned();
                self.add(*place, &format!("attribute {}", entry.key), Code::UnsureCondition, what, help);
            }
        }
    }
}
