//! What typical enterprises of a sector pay: rated by the engine on the day, with the answers that the tariff takes by default.

use std::collections::BTreeMap;

use application::proposal::in_words;
use rating::attribute::{Attribute, Kind, Measure};
use rating::questions::Question;
use rating::{Date, Outcome, Quote, Risk, Tariff, Unit, questions, rate};
use words::{LIST_COMMA, Lang};

/// People in an example, where there is one of each business.
const PEOPLE: [&str; 1] = ["20"];
/// People in the examples of a sector that is one business.
const PEOPLE_OF_ONE: [&str; 3] = ["10", "50", "100"];
/// Yuan.
const VALUES: [&str; 3] = ["10000000", "50000000", "100000000"];

/// An enterprise in words, and its quote.
pub struct Example {
    pub what: String,
    pub quote: Box<Quote>,
}

/// One for each business of the sector, or for each size where it has only one. None where it asks for something else.
pub fn examples(tariff: &Tariff, sector: &str, today: Date, lang: Lang) -> Vec<Example> {
    let first = BTreeMap::from([("sector".to_owned(), sector.to_owned())]);
    let mut open = vec![(Vec::new(), first)];
    let mut found = Vec::new();
    while let Some((words, answers)) = open.pop() {
        let risk = risk(&answers, today);
        match next(tariff, &risk) {
            Some((asked, question)) => open.extend(
                ways(asked, &question, answers.contains_key("activity"), lang).into_iter().rev().map(
                    |(answer, word)| {
                        let words = words.iter().cloned().chain([word]).collect();
                        let mut answers = answers.clone();
                        answers.insert(asked.key.clone(), answer);
                        (words, answers)
                    },
                ),
            ),
            None => {
                if let Ok(Outcome::Quote(quote)) = rate(tariff, &risk) {
                    found.push(Example { what: words.join(lang.say(LIST_COMMA)), quote });
                }
            }
        }
    }
    found
}

/// What the examples take for granted: each question about the policy with the tariff's own default.
pub fn assumptions(tariff: &Tariff, sector: &str, today: Date, lang: Lang) -> String {
    let risk = risk(&BTreeMap::from([("sector".to_owned(), sector.to_owned())]), today);
    let asked = questions(tariff, &risk).policy.into_iter();
    let attributes = asked.filter_map(|question| tariff.attributes().get(question.attribute));
    let assumed = attributes.filter(|asked| !asked.extension).filter_map(|asked| {
        let answer = asked.default.as_deref()?;
        Some(format!("{} {}", lang.text(&asked.label), said(asked, answer, lang)))
    });
    assumed.collect::<Vec<_>>().join(lang.of(("；", "; ")))
}

fn risk(answers: &BTreeMap<String, String>, today: Date) -> Risk {
    let units = vec![Unit { answers: answers.clone() }];
    Risk { inception: today.add_days(1), as_of: Some(today), units, ..Risk::default() }
}

/// The first question about the unit that is open.
fn next<'a>(tariff: &'a Tariff, risk: &Risk) -> Option<(&'a Attribute, Question)> {
    let open = questions(tariff, risk).units.into_iter().flatten().find(|question| !question.settled)?;
    Some((tariff.attributes().get(open.attribute)?, open))
}

/// Answers to it, with their words.
fn ways(
    asked: &Attribute,
    question: &Question,
    is_one_of_several: bool,
    lang: Lang,
) -> Vec<(String, String)> {
    let answers: Vec<&str> = match &asked.kind {
        Kind::Choice(_) => question.choices(asked).map(|choice| choice.key.as_str()).collect(),
        Kind::Number(number) => match number.measure {
            Measure::Money => VALUES.to_vec(),
            Measure::Count if is_one_of_several => PEOPLE.to_vec(),
            Measure::Count => PEOPLE_OF_ONE.to_vec(),
            Measure::Percent | Measure::Date => Vec::new(),
        },
    };
    let with_words = |answer: &str| (answer.to_owned(), said(asked, answer, lang));
    answers.into_iter().map(with_words).collect()
}

/// An answer; of an amount also what it is of.
fn said(asked: &Attribute, answer: &str, lang: Lang) -> String {
    let said = in_words(asked, answer, |text| lang.text(text));
    match &asked.kind {
        Kind::Number(number) if number.measure == Measure::Money => {
            format!("{} {said}", lang.text(&asked.label))
        }
        _ => said,
    }
}
