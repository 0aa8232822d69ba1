//! The table to be filled in, made of the tariff that is in force: headings, examples, and every choice there is.

use rating::Tariff;
use rating::attribute::{Attribute, Choice, Condition, Kind, Number};
use words::many as w;
use words::{INCEPTION, Lang};

use super::Terms;
use super::answers::{Chosen, holds};
use super::book::{Book, Cell, Offer, Sheet};
use super::rater::group;
use super::said::{heading, plain};
use crate::List;

/// The bytes of an XLSX file; nothing where no tariff is in force at inception.
pub fn template(terms: &Terms, lang: Lang) -> Option<Vec<u8>> {
    let tariff = terms.catalogue.pick(terms.inception, terms.today)?;
    let mut book = Book::new();
    let first = [w::MANY_NAME, w::MANY_NUMBER, INCEPTION].map(|words| lang.say(words));
    let widths: Vec<usize> = [32, 22, 14].into_iter().chain(tariff.attributes().iter().map(|_| 20)).collect();
    let mut sheet = book.sheet(lang.say(w::MANY_LIST_SHEET), &widths);
    let labels = tariff.attributes().iter().map(|asked| heading(asked, lang));
    let heads: Vec<String> = first.iter().map(|word| (*word).to_owned()).chain(labels).collect();
    sheet.row(heads.iter().map(|head| Cell::Heading(head)));
    for answers in examples(tariff, lang) {
        let name = [lang.say(w::MANY_EXAMPLE), "", ""].into_iter();
        sheet.row(name.chain(answers.iter().map(String::as_str)).map(Cell::Example));
    }
    sheet.finish(&offers(tariff, first.len(), lang), List::Enterprises.most_rows() + 1);
    choices(tariff, lang, book.sheet(lang.say(w::MANY_CHOICES_SHEET), &[26, 30, 24, 30, 16, 60]));
    book.finish()
}

/// Two rows: of the first choice that totals are told by, and of the first that asks for something else.
fn examples(tariff: &Tariff, lang: Lang) -> Vec<Vec<String>> {
    let Some(index) = group(tariff) else { return vec![example(tariff, 0, lang)] };
    let count = tariff.attributes().get(index).map_or(0, |asked| asked.choices().len());
    let mut rows: Vec<Vec<String>> = Vec::new();
    for choice in 0..u16::try_from(count).unwrap_or_default() {
        let row = example(tariff, choice, lang);
        let blanks = |row: &[String]| row.iter().map(String::is_empty).collect::<Vec<_>>();
        if !rows.iter().any(|known| blanks(known) == blanks(&row)) {
            rows.push(row);
        }
    }
    rows
}

/// Answers for one choice of what totals are told by: defaults, else what comes first.
fn example(tariff: &Tariff, choice: u16, lang: Lang) -> Vec<String> {
    let mut chosen: Chosen = vec![None; tariff.attributes().len()];
    let mut cells = Vec::new();
    for (index, asked) in tariff.attributes().iter().enumerate() {
        if !holds(&asked.when, &chosen) {
            cells.push(String::new());
            continue;
        }
        let wanted = (group(tariff) == Some(index)).then_some(choice);
        let answer = match &asked.kind {
            Kind::Choice(choices) => {
                let offered = |place: &u16| {
                    choices.get(usize::from(*place)).is_some_and(|one| holds(&one.when, &chosen))
                };
                let usual = choices.iter().position(|one| Some(&one.key) == asked.default.as_ref());
                let usual = usual.and_then(|place| u16::try_from(place).ok());
                let taken =
                    wanted.or(usual).or_else(|| (0..).zip(choices).map(|(place, _)| place).find(offered));
                if let Some(cell) = chosen.get_mut(index) {
                    *cell = taken;
                }
                taken.and_then(|place| choices.get(usize::from(place))).map(|one| one.key.clone())
            }
            Kind::Number(number) => {
                asked.default.clone().or_else(|| Some(number.least.normalize().to_string()))
            }
        };
        let text = answer.map(|answer| plain(&asked.kind, &answer)).unwrap_or_default();
        cells.push(lang.text(&text).to_owned());
    }
    cells
}

/// The choices stand in the second column of the other sheet, question after question.
fn offers(tariff: &Tariff, first: usize, lang: Lang) -> Vec<Offer> {
    let sheet = lang.say(w::MANY_CHOICES_SHEET);
    let mut row = 2;
    let mut offers = Vec::new();
    for (index, asked) in tariff.attributes().iter().enumerate() {
        let rows = asked.choices().len().max(1);
        if !asked.choices().is_empty() {
            let from = format!("'{sheet}'!$B${row}:$B${}", row + rows - 1);
            offers.push(Offer { column: first + index, from });
        }
        row += rows;
    }
    offers
}

fn choices(tariff: &Tariff, lang: Lang, mut sheet: Sheet<'_>) {
    let heads =
        [w::MANY_QUESTION, w::MANY_ANSWER, w::MANY_CODE, w::MANY_APPLIES, w::MANY_DEFAULT, w::MANY_MEANS];
    sheet.row(heads.map(|words| Cell::Heading(lang.say(words))));
    for asked in tariff.attributes() {
        let label = heading(asked, lang);
        let usual = asked.default.as_deref().map(|default| plain(&asked.kind, default)).unwrap_or_default();
        match &asked.kind {
            Kind::Choice(all) => {
                for choice in all {
                    one(&mut sheet, tariff, lang, &label, (asked, choice), lang.text(&usual));
                }
            }
            Kind::Number(number) => {
                let applies = applies(tariff, &asked.when, lang);
                let cells = [
                    &label,
                    &bounds(number, lang),
                    &asked.key,
                    &applies,
                    lang.text(&usual),
                    lang.text(&asked.help),
                ];
                sheet.row(cells.map(Cell::Text));
            }
        }
    }
    sheet.finish(&[], 0);
}

fn one(
    sheet: &mut Sheet<'_>,
    tariff: &Tariff,
    lang: Lang,
    label: &str,
    (asked, choice): (&Attribute, &Choice),
    usual: &str,
) {
    let when: Vec<Condition> = asked.when.iter().chain(&choice.when).cloned().collect();
    let applies = applies(tariff, if choice.when.is_empty() { &when } else { &choice.when }, lang);
    let cells = [label, lang.text(&choice.label), &choice.key, &applies, usual, lang.text(&choice.help)];
    sheet.row(cells.map(Cell::Text));
}

fn bounds(number: &Number, lang: Lang) -> String {
    let text = |value: rust_decimal::Decimal| value.normalize().to_string();
    lang.fill(w::MANY_BOUNDS, &[("least", &text(number.least)), ("most", &text(number.most))])
}

/// Where a question is asked, or a choice offered: `矿山、交通运输`.
fn applies(tariff: &Tariff, when: &[Condition], lang: Lang) -> String {
    let comma = lang.of(("、", "; "));
    let told = when.iter().filter_map(|condition| {
        let asked = tariff.attributes().get(condition.attribute)?;
        let labels = condition.any_of.iter().filter_map(|place| asked.choices().get(usize::from(*place)));
        let labels: Vec<&str> = labels.map(|choice| lang.text(&choice.label)).collect();
        Some(format!("{}: {}", lang.text(&asked.label), labels.join(comma)))
    });
    told.collect::<Vec<_>>().join(lang.of(("；", " / ")))
}
