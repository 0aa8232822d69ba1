//! The outcome as a workbook: totals and what they rest on, each enterprise, and every mistake.

use std::collections::BTreeSet;

use rating::Tariff;
use rating::attribute::{Attribute, Kind, Measure};
use rating::quote::Status;
use words::many as w;
use words::quote::must;
use words::{INCEPTION, Lang, NOT_OFFICIAL, Words};

use super::Rated;
use super::book::{Book, Cell, Sheet};
use super::line::Line;
use super::outcome::Sum;
use super::said::{heading, mark_words, plain};

/// The bytes of an XLSX file. `name` is that of the file which the list was in.
pub fn export(rated: &Rated, name: &str, lang: Lang) -> Option<Vec<u8>> {
    let mut book = Book::new();
    summary(rated, name, lang, book.sheet(lang.say(w::MANY_SUMMARY_SHEET), &[30, 60, 20]));
    results(rated, lang, &mut book);
    wrong(rated, lang, book.sheet(lang.say(w::MANY_WRONG_SHEET), &[8, 26, 80]));
    book.finish()
}

fn headings(sheet: &mut Sheet<'_>, lang: Lang, all: &[Words]) {
    sheet.row(all.iter().map(|words| Cell::Heading(lang.say(*words))));
}

/// Totals, and what they rest on.
fn summary(rated: &Rated, name: &str, lang: Lang, mut sheet: Sheet<'_>) {
    let outcome = &rated.outcome;
    let all = outcome.sum(|_| true);
    let must_buy = outcome.sum(|line| line.status == Some(Status::Compulsory));
    headings(&mut sheet, lang, &[w::MANY_ITEM, w::MANY_VALUE]);
    let from =
        [name, &rated.sheet].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let said = |words: Words| Cell::Text(lang.say(words));
    sheet.row([said(w::MANY_FROM_FILE), Cell::Text(&from)]);
    sheet.row([said(w::MANY_RATED_ON), Cell::Text(&rated.terms.today.to_string())]);
    sheet.row([said(w::MANY_RATED), Cell::Count(all.count as u64)]);
    sheet.row([said(w::MANY_NOT_RATED), Cell::Count(outcome.wrong_rows as u64)]);
    sheet.row([said(w::MANY_PREMIUMS), Cell::Amount(all.money().to_string())]);
    let compulsory = lang.say(must(Status::Compulsory).0);
    sheet.row([
        Cell::Text(compulsory),
        Cell::Count(must_buy.count as u64),
        Cell::Amount(must_buy.money().to_string()),
    ]);
    sheet.row([said(w::MANY_NOTE), said(NOT_OFFICIAL)]);
    for (mark, count) in rated.marks() {
        let mark = mark_words(mark);
        let note = lang.fill(w::MANY_MARK, &[("n", &count.to_string()), ("mark", lang.text(&mark))]);
        sheet.row([said(w::MANY_MARKS), Cell::Text(&note), Cell::Count(count as u64)]);
    }
    sheet.row([]);
    headings(&mut sheet, lang, &[w::MANY_TARIFF_ID, w::MANY_VALUE, w::MANY_ENTERPRISES]);
    for (number, sum) in outcome.sums(|line| line.tariff) {
        let Some(tariff) = rated.terms.catalogue.iter().nth(number) else { continue };
        sheet.row([
            Cell::Text(tariff.id()),
            Cell::Text(lang.text(tariff.title())),
            Cell::Count(sum.count as u64),
        ]);
        sheet.row([said(w::MANY_EDITION), Cell::Text(tariff.edition())]);
        sheet.row([said(w::MANY_DIGEST), Cell::Text(tariff.digest())]);
    }
    sheet.row([]);
    // The question alone would be the heading of a list, were this file read as one.
    let by = lang.fill(w::MANY_BY_GROUP, &[("label", lang.text(&rated.group()))]);
    let heads = [by.as_str(), lang.say(w::MANY_PREMIUMS), lang.say(w::MANY_ENTERPRISES)];
    totals(&mut sheet, heads, rated.groups().iter().map(|(label, sum)| (lang.text(label).to_owned(), *sum)));
    sheet.row([]);
    let heads = [w::MANY_SPREAD, w::MANY_PREMIUMS, w::MANY_ENTERPRISES].map(|words| lang.say(words));
    let bars = outcome.spread();
    totals(&mut sheet, heads, bars.iter().map(|(from, to, sum)| (bar(*from, *to, lang), *sum)));
    sheet.finish(&[], 0);
}

fn totals(sheet: &mut Sheet<'_>, heads: [&str; 3], all: impl Iterator<Item = (String, Sum)>) {
    sheet.row(heads.map(Cell::Heading));
    for (label, sum) in all {
        sheet.row([Cell::Text(&label), Cell::Amount(sum.money().to_string()), Cell::Count(sum.count as u64)]);
    }
}

/// From where to where a bar of premiums reaches.
fn bar(from: u32, to: Option<u32>, lang: Lang) -> String {
    let from = from.to_string();
    match to {
        Some(to) => lang.fill(w::MANY_BIN, &[("from", &from), ("to", &to.to_string())]),
        None => lang.fill(w::MANY_LAST_BIN, &[("from", &from)]),
    }
}

/// Each enterprise with everything that it was rated by.
fn results(rated: &Rated, lang: Lang, book: &mut Book) {
    let asked = asked(rated);
    let fixed = [w::MANY_ROW, w::MANY_NAME, w::MANY_NUMBER, INCEPTION];
    let last = [w::MANY_PREMIUM, w::MANY_MARKS, w::MANY_MUST_BUY, w::MANY_TARIFF_ID];
    let widths = [8, 30, 22, 12].into_iter().chain(asked.iter().map(|_| 16)).chain([16, 14, 14, 14]);
    let mut sheet = book.sheet(lang.say(w::MANY_RESULTS_SHEET), &widths.collect::<Vec<_>>());
    let heads = |words: [Words; 4]| words.map(|words| lang.say(words)).into_iter();
    let labels: Vec<String> = asked.iter().map(|asked| heading(asked, lang)).collect();
    let labels = labels.iter().map(String::as_str);
    sheet.row(heads(fixed).chain(labels).chain(heads(last)).map(Cell::Heading));
    for line in &rated.outcome.lines {
        let answers = answers(rated, line, &asked, lang);
        let (inception, mark) = (line.inception.to_string(), mark_words(line.mark));
        let status = line.status.map_or("", |status| lang.say(must(status).0));
        let id = rated.tariff(line).map_or("", Tariff::id);
        let first = [
            Cell::Count(line.row.into()),
            Cell::Text(&line.name),
            Cell::Text(&line.number),
            Cell::Text(&inception),
        ];
        let answers = asked.iter().zip(&answers).map(|(asked, answer)| match &asked.kind {
            Kind::Number(number) if number.measure != Measure::Date => Cell::Figure(answer),
            _ => Cell::Text(answer),
        });
        let last = [
            Cell::Amount(line.premium.to_string()),
            Cell::Text(lang.text(&mark)),
            Cell::Text(status),
            Cell::Text(id),
        ];
        sheet.row(first.into_iter().chain(answers).chain(last));
    }
    sheet.finish(&[], 0);
}

/// The questions that any row answers, in the order of asking.
fn asked(rated: &Rated) -> Vec<&Attribute> {
    let mut used: BTreeSet<(usize, usize)> = BTreeSet::new();
    for line in &rated.outcome.lines {
        used.extend(rated.outcome.answers_of(line).map(|(index, _)| (index, line.tariff)));
    }
    let mut asked: Vec<&Attribute> = Vec::new();
    for (index, tariff) in used {
        let tariff = rated.terms.catalogue.iter().nth(tariff);
        let Some(attribute) = tariff.and_then(|tariff| tariff.attributes().get(index)) else { continue };
        if !asked.iter().any(|known| known.key == attribute.key) {
            asked.push(attribute);
        }
    }
    asked
}

/// What a row answers to these, in words.
fn answers(rated: &Rated, line: &Line, asked: &[&Attribute], lang: Lang) -> Vec<String> {
    let attributes = rated.tariff(line).map(Tariff::attributes).unwrap_or_default();
    let mut cells = vec![String::new(); asked.len()];
    for (index, answer) in rated.outcome.answers_of(line) {
        let Some(attribute) = attributes.get(index) else { continue };
        let place = asked.iter().position(|asked| asked.key == attribute.key);
        if let Some(cell) = place.and_then(|place| cells.get_mut(place)) {
            let text = plain(&attribute.kind, answer);
            lang.text(&text).clone_into(cell);
        }
    }
    cells
}

fn wrong(rated: &Rated, lang: Lang, mut sheet: Sheet<'_>) {
    headings(&mut sheet, lang, &[w::MANY_ROW, w::MANY_COLUMN, w::MANY_WHY]);
    for wrong in &rated.outcome.wrong {
        let (column, why) = (rated.outcome.words(wrong.column), rated.outcome.words(wrong.why));
        sheet.row([
            Cell::Count(wrong.row.into()),
            Cell::Text(lang.text(&column)),
            Cell::Text(lang.text(&why)),
        ]);
    }
    sheet.finish(&[], 0);
}
