//! Finding an answer by the words people use: 加油站 finds both the sector and the activity.

use application::typed::half_width;
use rating::Tariff;
use rating::attribute::{Attribute, Choice};

/// Answers that a search found, and the choices they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Attribute key and choice key; a sector, or a sector and an activity in it.
    pub answers: Vec<(String, String)>,
    /// What they are called.
    pub labels: Vec<rating::Text>,
}

/// Choices of the attribute, and choices of later questions that hang on it, in which the words occur.
pub fn search(tariff: &Tariff, attribute: usize, typed: &str) -> Vec<Hit> {
    let words = folded(typed);
    let Some(first) = tariff.attributes().get(attribute) else { return Vec::new() };
    if words.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<(u8, Hit)> = Vec::new();
    let later = tariff.attributes().iter().skip(attribute + 1).filter(|other| other.scope == first.scope);
    for other in later {
        for choice in other.choices() {
            let condition = choice.when.iter().find(|condition| condition.attribute == attribute);
            let Some(above) = condition.and_then(|c| first.choices().get(usize::from(*c.any_of.first()?)))
            else {
                continue;
            };
            if let Some(rank) = rank(choice, &words, false) {
                hits.push((rank, hit(&[(first, above), (other, choice)])));
            }
        }
    }
    for choice in first.choices() {
        if let Some(rank) = rank(choice, &words, true) {
            // After the more specific ones of the same rank.
            hits.push((rank, hit(&[(first, choice)])));
        }
    }
    hits.sort_by_key(|(rank, _)| *rank);
    hits.into_iter().map(|(_, hit)| hit).collect()
}

fn hit(answers: &[(&Attribute, &Choice)]) -> Hit {
    Hit {
        answers: answers
            .iter()
            .map(|(attribute, choice)| (attribute.key.clone(), choice.key.clone()))
            .collect(),
        labels: answers.iter().map(|(_, choice)| choice.label.clone()).collect(),
    }
}

/// A text as it is compared, however it was typed: half-width small letters, and no spaces but between Latin words.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    let mut is_apart = false;
    for c in text.chars().map(half_width) {
        if c.is_whitespace() || c == '-' {
            is_apart = true;
            continue;
        }
        if is_apart && is_latin(c) && folded.ends_with(is_latin) {
            folded.push(' ');
        }
        is_apart = false;
        folded.push(c.to_ascii_lowercase());
    }
    folded
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// How well the words fit: 0 best. Both ways round, since people type more or less than the word; but the label of what hangs on
/// another choice says nothing alone: 食品生产 makes food, not fireworks.
fn rank(choice: &Choice, typed: &str, stands_alone: bool) -> Option<u8> {
    let words = choice.words.iter().map(|word| fits(word, typed, true));
    let labels = [&choice.label.zh, &choice.label.en].map(|label| fits(label, typed, stands_alone));
    let mentioned = [&choice.help.zh, &choice.help.en].iter().any(|help| holds(&folded(help), typed, false));
    words.chain(labels).flatten().min().or(mentioned.then_some(3))
}

/// A word is what was typed, stands in it, or begins with it or has it as a part.
fn fits(word: &str, typed: &str, within: bool) -> Option<u8> {
    let word = folded(word);
    let letters = |text: &str| text.replace(' ', "");
    if letters(&word) == letters(typed) {
        Some(0)
    } else if within && word.chars().count() > 1 && holds(typed, &word, true) {
        Some(1)
    } else {
        holds(&word, typed, false).then_some(2)
    }
}

/// Whether the part stands in the text: `use` is none of `warehouse`. A Latin word may go on, as one types, where it need not be
/// whole, and may have its plural.
fn holds(text: &str, part: &str, whole: bool) -> bool {
    text.match_indices(part).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(part).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after);
        let begins = !(before.ends_with(is_latin) && part.starts_with(is_latin));
        begins && !(whole && part.ends_with(is_latin) && after.starts_with(is_latin))
    })
}
