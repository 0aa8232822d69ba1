//! Questions, answers and marks as they stand on screens and in workbooks.

use rating::attribute::{Attribute, Kind};
use rating::{Mark, Text};
use words::Lang;

/// A question above a column, its unit in brackets, which are not read.
pub(super) fn heading(asked: &Attribute, lang: Lang) -> String {
    let label = lang.text(&asked.label);
    match &asked.kind {
        Kind::Number(number) if !lang.text(&number.unit).is_empty() => {
            lang.of((format!("{label}（{}）", number.unit.zh), format!("{label} ({})", number.unit.en)))
        }
        _ => label.to_owned(),
    }
}

/// An answer as people read it.
pub(super) fn shown(kind: &Kind, answer: &str) -> Text {
    match kind {
        Kind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.key == answer);
            chosen.map_or_else(|| Text::new(answer, answer), |choice| choice.label.clone())
        }
        Kind::Number(number) => {
            let figure = application::shown::grouped(answer);
            let with = |unit: &str| format!("{figure} {unit}").trim().to_owned();
            Text::new(with(&number.unit.zh), with(&number.unit.en))
        }
    }
}

/// The same as it is filled in: the unit stands in the heading.
pub(super) fn plain(kind: &Kind, answer: &str) -> Text {
    match kind {
        Kind::Choice(_) => shown(kind, answer),
        Kind::Number(_) => Text::new(answer, answer),
    }
}

/// A mark as it stands beside figures.
pub(super) fn mark_words(mark: Mark) -> Text {
    let (zh, en) = mark.words();
    Text::new(zh, en)
}
