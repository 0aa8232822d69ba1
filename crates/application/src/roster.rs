//! The roster (名单): who is insured. Each person by name, identity document and job; what is wrong with a row is told by
//! row, column and reason. A roster travels in one canonical form: CSV in UTF-8 that spreadsheets open as it is.

mod wrong;

use std::collections::BTreeMap;

use rating::{Date, Risk};

use crate::id_number::{IdNumber, compact};
use crate::typed::{half_width, is_hidden};

pub use wrong::{Column, Wrong, WrongRow, told};

/// A roster names no more people.
pub const MOST_PEOPLE: usize = 50_000;

/// A name or a job has no more characters.
const LONGEST: usize = 50;

/// Numbers of documents other than identity cards have this many letters and digits.
const DOCUMENT_LENGTHS: core::ops::RangeInclusive<usize> = 5..=18;

/// The first line of the canonical form. The mark before it tells spreadsheets that the text is UTF-8.
const FIRST_LINE: &str = "\u{feff}姓名,证件类型,证件号码,岗位";
const LINE_END: &str = "\r\n";

/// Which document names a person. Only identity cards carry a check character; of the others the shape is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// 居民身份证; also the residence permits of people from Hong Kong, Macao and Taiwan, which are numbered alike.
    #[default]
    IdentityCard,
    /// 港澳居民来往内地通行证.
    HongKongOrMacaoPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 外国人永久居留身份证.
    PermanentResidence,
    /// 护照.
    Passport,
}

/// The word of the canonical form first, then what people write for it.
const DOCUMENTS: [(Document, &[&str]); 5] = [
    (
        Document::IdentityCard,
        &["居民身份证", "身份证", "二代身份证", "港澳台居民居住证", "居住证", "IDCARD", "ID"],
    ),
    (Document::HongKongOrMacaoPermit, &["港澳居民来往内地通行证", "港澳通行证", "港澳居民通行证", "回乡证"]),
    (Document::TaiwanPermit, &["台湾居民来往大陆通行证", "台湾居民通行证", "台胞证"]),
    (Document::PermanentResidence, &["外国人永久居留身份证", "外国人永久居留证", "永久居留身份证", "永居证"]),
    (Document::Passport, &["护照", "外国护照", "中国护照", "PASSPORT"]),
];

impl Document {
    /// What somebody wrote in the column; nothing written is an identity card.
    pub fn read(text: &str) -> Option<Self> {
        let word = compact(text);
        let known = |(document, words): &(Self, &[&str])| words.contains(&word.as_str()).then_some(*document);
        if word.is_empty() { Some(Self::default()) } else { DOCUMENTS.iter().find_map(known) }
    }

    /// Its word in the canonical form.
    pub fn word(self) -> &'static str {
        let of_this = DOCUMENTS.iter().find(|(document, _)| *document == self);
        of_this.and_then(|(_, words)| words.first().copied()).unwrap_or_default()
    }
}

/// One person, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    name: String,
    document: Document,
    number: String,
    job: String,
}

impl Person {
    /// As on the document.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which document.
    pub fn document(&self) -> Document {
        self.document
    }

    /// Its number.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// What the person does (岗位).
    pub fn job(&self) -> &str {
        &self.job
    }

    /// No field holds a comma, a quote or the end of a line: [`Checker`] lets none in.
    fn line(&self) -> String {
        [&self.name, self.document.word(), &self.number, &self.job].join(",")
    }
}

/// A row as somebody typed it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row<'a> {
    /// Name.
    pub name: &'a str,
    /// Kind of document; empty for identity cards.
    pub document: &'a str,
    /// Number of the document.
    pub number: &'a str,
    /// Job.
    pub job: &'a str,
}

/// Checks a roster row by row.
#[derive(Debug)]
pub struct Checker {
    today: Date,
    /// In which row each number stands.
    seen: BTreeMap<(Document, String), u32>,
    /// Those who are in order.
    pub people: Vec<Person>,
    /// Everything that is wrong, in the order of the rows.
    pub wrong: Vec<WrongRow>,
}

impl Checker {
    /// Nobody on the roster is born after `today`.
    pub fn new(today: Date) -> Self {
        Self { today, seen: BTreeMap::new(), people: Vec::new(), wrong: Vec::new() }
    }

    /// Takes a row by the number that its spreadsheet shows.
    pub fn row(&mut self, row: u32, typed: Row<'_>) {
        let mut wrong = |column, why| self.wrong.push(WrongRow { row, column, why });
        let name = name(typed.name).map_err(|why| wrong(Column::Name, why));
        let document =
            Document::read(typed.document).ok_or(Wrong::Kind).map_err(|why| wrong(Column::Document, why));
        let number = document.and_then(|document| {
            number(document, typed.number, self.today).map_err(|why| wrong(Column::Number, why))
        });
        let job = job(typed.job).map_err(|why| wrong(Column::Job, why));
        let (Ok(document), Ok(number)) = (document, number) else { return };
        if let Some(first) = self.seen.get(&(document, number.clone())) {
            return wrong(Column::Number, Wrong::Duplicate(*first));
        }
        self.seen.insert((document, number.clone()), row);
        if let (Ok(name), Ok(job)) = (name, job) {
            self.people.push(Person { name, document, number, job });
        }
    }
}

fn name(typed: &str) -> Result<String, Wrong> {
    let name = plain(typed)?;
    // Letters of any script, and those between the parts of a name; rare characters stand in private use.
    let is_odd =
        |c: &char| !(c.is_alphabetic() || "·•.・ -'’".contains(*c) || ('\u{e000}'..='\u{f8ff}').contains(c));
    match name.chars().find(is_odd) {
        Some(odd) => Err(Wrong::Character(odd)),
        None => Ok(name),
    }
}

fn number(document: Document, typed: &str, today: Date) -> Result<String, Wrong> {
    let number = compact(typed);
    if number.is_empty() {
        return Err(Wrong::Missing);
    }
    if document == Document::IdentityCard {
        return IdNumber::parse(typed, today).map(|number| number.to_string()).map_err(Wrong::IdNumber);
    }
    match number.chars().find(|c| !c.is_ascii_alphanumeric()) {
        Some(odd) => Err(Wrong::Character(odd)),
        None if DOCUMENT_LENGTHS.contains(&number.len()) => Ok(number),
        None => Err(Wrong::Length),
    }
}

fn job(typed: &str) -> Result<String, Wrong> {
    let job: String = plain(typed)?
        .chars()
        .map(|c| match c {
            ',' => '，',
            '"' => '”',
            c => c,
        })
        .collect();
    // A spreadsheet takes a cell that begins so for a formula, and runs it.
    match job.chars().next().filter(|first| "=+-@".contains(*first)) {
        Some(odd) => Err(Wrong::Character(odd)),
        None => Ok(job),
    }
}

/// Trimmed, each run of spaces one space; full-width letters, digits and spaces narrow.
fn plain(typed: &str) -> Result<String, Wrong> {
    let narrow = |c: char| if half_width(c).is_ascii_punctuation() { c } else { half_width(c) };
    let text: String = typed.chars().map(narrow).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().find(|c| is_hidden(*c)) {
        _ if text.is_empty() => Err(Wrong::Missing),
        Some(odd) => Err(Wrong::Character(odd)),
        None if text.chars().count() > LONGEST => Err(Wrong::Length),
        None => Ok(text),
    }
}

/// The canonical form.
pub fn write(people: &[Person]) -> String {
    let mut text = FIRST_LINE.to_owned() + LINE_END;
    for person in people {
        text.push_str(&person.line());
        text.push_str(LINE_END);
    }
    text
}

/// Reads the canonical form, and nothing else: what it accepts, [`write`] gives back byte for byte. The first line is row 1.
pub fn read(bytes: &[u8], today: Date) -> Result<Vec<Person>, Vec<WrongRow>> {
    let not_canonical = |row| vec![WrongRow { row, column: Column::Row, why: Wrong::NotCanonical }];
    let text = core::str::from_utf8(bytes).map_err(|_| not_canonical(1))?;
    let rest = text.strip_prefix(FIRST_LINE).and_then(|rest| rest.strip_prefix(LINE_END));
    let mut checker = Checker::new(today);
    for (line, row) in rest.ok_or_else(|| not_canonical(1))?.split_inclusive(LINE_END).zip(2_u32..) {
        if row as usize > MOST_PEOPLE + 1 {
            return Err(vec![WrongRow { row, column: Column::Row, why: Wrong::TooMany }]);
        }
        let fields: Vec<&str> = line.strip_suffix(LINE_END).unwrap_or_default().split(',').collect();
        let [name, document, number, job] = fields[..] else { return Err(not_canonical(row)) };
        let before = checker.people.len();
        checker.row(row, Row { name, document, number, job });
        let is_other = |person: &Person| person.line() + LINE_END != line;
        if checker.people.get(before).is_some_and(is_other) {
            return Err(not_canonical(row));
        }
    }
    match checker.wrong.is_empty() {
        true if checker.people.is_empty() => Err(not_canonical(1)),
        true => Ok(checker.people),
        false => Err(checker.wrong),
    }
}

/// How many people the risk says there are; nothing where its tariff asks for something else.
pub fn declared(risk: &Risk) -> Option<u64> {
    let counts = risk.units.iter().filter_map(|unit| unit.answers.get("headcount"));
    counts.filter_map(|count| count.parse::<u64>().ok()).reduce(u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        "2026-11-24".parse().unwrap()
    }

    fn row<'a>(name: &'a str, number: &'a str, job: &'a str) -> Row<'a> {
        Row { name, document: "", number, job }
    }

    fn checked(rows: &[Row<'_>]) -> Checker {
        let mut checker = Checker::new(today());
        for (number, row) in (2..).zip(rows) {
            checker.row(number, *row);
        }
        checker
    }

    #[test]
    fn a_row_is_normalised() {
        let checker = checked(&[Row {
            name: " 欧阳　测试 ",
            document: "身份证",
            number: "11010519491231002x",
            job: "装卸,\n\"夜班\"",
        }]);
        assert_eq!(checker.wrong, []);
        assert_eq!(
            write(&checker.people).lines().nth(1),
            Some("欧阳 测试,居民身份证,11010519491231002X,装卸， ”夜班”")
        );
    }

    #[test]
    fn each_wrong_cell_is_told_with_row_column_and_reason() {
        let good = "11010519491231002X";
        let checker = checked(&[
            row("甲", good, "焊工"),
            row("", good, ""),
            row("乙1", "110105194912310021", "=1+1"),
            Row { document: "驾驶证", ..row("丙", good, "司机") },
            row("丁", good, "司机"),
        ]);
        let told: Vec<_> = checker.wrong.iter().map(|w| (w.row, w.column, w.why.code())).collect();
        let expected = [
            (3, Column::Name, "missing"),
            (3, Column::Job, "missing"),
            (3, Column::Number, "duplicate"),
            (4, Column::Name, "wrong-character"),
            (4, Column::Number, "wrong-check"),
            (4, Column::Job, "wrong-character"),
            (5, Column::Document, "not-a-document"),
            (6, Column::Number, "duplicate"),
        ];
        assert_eq!(told, expected);
        assert_eq!(checker.people.len(), 1);
    }

    #[test]
    fn others_without_an_identity_card_are_named_by_their_document() {
        let passport = |number| Row { document: "护照", ..row("Anna-Maria O’Test", number, "engineer") };
        let checker = checked(&[
            passport("x1234567"),
            passport("12-34"),
            passport("123"),
            row("戊", "x1234567", "焊工"),
        ]);
        assert_eq!(checker.people.first().map(Person::number), Some("X1234567"));
        let codes: Vec<_> = checker.wrong.iter().map(|w| w.why.code()).collect();
        assert_eq!(codes, ["wrong-character", "wrong-length", "wrong-character"]);
    }

    #[test]
    fn only_the_canonical_form_is_read() {
        let text = write(&checked(&[row("甲", "11010519491231002X", "焊工")]).people);
        let people = read(text.as_bytes(), today()).unwrap();
        assert_eq!(write(&people), text);
        let line = "甲,居民身份证,11010519491231002X,焊工\r\n";
        let others = [
            text.trim_start_matches('\u{feff}').to_owned(),
            text.replace("\r\n", "\n"),
            text.replace('X', "x"),
            text.replace("居民身份证", "身份证"),
            text.replace("焊工", "焊工,夜班"),
            text.trim_end().to_owned(),
            text.replace(line, ""),
            text.clone() + "\r\n",
            String::new(),
        ];
        for other in others {
            let wrong = read(other.as_bytes(), today()).unwrap_err();
            assert_eq!(wrong.first().map(|w| w.why.code()), Some("not-canonical"), "{other:?}");
        }
        assert_eq!(read((text + line).as_bytes(), today()).unwrap_err().first().map(|w| w.row), Some(3));
    }

    #[test]
    fn the_headcount_of_all_units_is_declared() {
        let risk: Risk = serde_json::from_value(serde_json::json!({
            "units": [{"answers": {"headcount": "12"}}, {"answers": {"contract_value": "1"}}, {"answers": {"headcount": "8"}}]
        }))
        .unwrap();
        assert_eq!(declared(&risk), Some(20));
        assert_eq!(declared(&Risk::default()), None);
    }
}
