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
            if let Some(rank) = rank(choice, &words) {
                hits.push((rank, hit(&[(first, above), (other, choice)])));
            }
        }
    }
    for choice in first.choices() {
        if let Some(rank) = rank(choice, &words) {
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

/// A text as it is compared, however it was typed: half-width small letters, and no spaces, which Chinese has none of.
fn folded(text: &str) -> String {
    let narrow = text.chars().map(half_width).filter(|c| !c.is_whitespace());
    narrow.map(|c| c.to_ascii_lowercase()).collect()
}

/// How well the words fit: 0 best. Both ways round, since people type more or less than the word.
fn rank(choice: &Choice, typed: &str) -> Option<u8> {
    let fits = |word: &str| {
        let word = folded(word);
        if word == typed {
            Some(0)
        } else if word.contains(typed) || (word.chars().count() > 1 && typed.contains(&word)) {
            Some(1)
        } else {
            None
        }
    };
    let named =
        choice.words.iter().chain([&choice.label.zh, &choice.label.en]).filter_map(|word| fits(word)).min();
    let mentioned = [&choice.help.zh, &choice.help.en].iter().any(|help| folded(help).contains(typed));
    named.or(mentioned.then_some(2))
}
