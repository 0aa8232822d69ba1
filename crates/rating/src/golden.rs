//! Golden quotes: what a tariff must give, worked out by hand and kept beside it as CSV. docs/tariffs.md has the columns.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as Word;

use crate::engine::{At, Trace, Values, Which, run_exact};
use crate::quote::{Quote, RowRef, StepTrace};
use crate::tariff::{Op, Tariff};
use crate::{Code, Date, Fault, Outcome, Risk, Unit, rate};

/// The columns before the answers, and those after them.
const BEFORE: [&str; 3] = ["name", "inception", "as_of"];
const AFTER: [&str; 4] = ["premium", "fault", "steps", "sum"];

/// More units than this are a slip in a column's name.
const MOST_UNITS: usize = 1000;

/// What became of a file of golden quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many quotes there are.
    pub quotes: usize,
    /// Those that came out otherwise, in the order of the file.
    pub failures: Vec<Failure>,
    /// Rows of tables that no quote used, in the order of the tariff; `tariff::read::load_with_rows` knows their lines.
    pub untouched: Vec<RowRef>,
}

/// A quote that came out otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Line of the file, from 1.
    pub line: u64,
    /// The quote's name.
    pub name: String,
    /// Everything that differs.
    pub differences: Vec<Difference>,
}

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `premium`, `fault`, or the step as the file names it.
    pub what: String,
    /// What the file says.
    pub expected: String,
    /// What the tariff gives.
    pub given: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.name)?;
        for Difference { what, expected, given } in &self.differences {
            write!(f, "\n    {what}: the file has \"{expected}\", the tariff gives \"{given}\"")?;
        }
        Ok(())
    }
}

/// The file is not what docs/tariffs.md, "Golden quotes", describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl core::error::Error for Unreadable {}

/// Rates every quote of a CSV file and compares: premium, refusals, the steps that are named.
pub fn run(tariff: &Tariff, csv_text: &str) -> Result<Report, Unreadable> {
    let mut touched = Touched::default();
    let mut report = Report::default();
    for golden in read(csv_text)? {
        report.quotes += 1;
        touched.by(tariff, &golden.risk);
        let differences = golden.compare(tariff, rate(tariff, &golden.risk));
        if !differences.is_empty() {
            report.failures.push(Failure { line: golden.line, name: golden.name, differences });
        }
    }
    report.untouched = touched.others(tariff);
    Ok(report)
}

/// One line of the file.
struct Golden {
    line: u64,
    name: String,
    risk: Risk,
    /// Empty where the quote is refused.
    premium: String,
    faults: Vec<(String, Code)>,
    steps: Vec<Expected>,
}

/// A step and its result, as the file has them.
struct Expected {
    written: String,
    unit: usize,
    key: String,
    value: String,
}

impl Golden {
    fn compare(&self, tariff: &Tariff, outcome: Result<Outcome, Vec<Fault>>) -> Vec<Difference> {
        let mut differences = Vec::new();
        let mut differs = |what: &str, expected: &str, given: String| {
            if expected != given {
                let (what, expected) = (what.to_owned(), expected.to_owned());
                differences.push(Difference { what, expected, given });
            }
        };
        let faults = outcome.as_ref().err().map(Vec::as_slice).unwrap_or_default();
        let given = faults.iter().map(|fault| (fault.pointer.clone(), fault.code)).collect();
        differs("fault", &words(self.faults.clone()), words(given));
        match &outcome {
            Ok(Outcome::Quote(quote)) => {
                differs("premium", &self.premium, quote.premium.to_string());
                for step in &self.steps {
                    differs(&step.written, &step.value, result(tariff, quote, step));
                }
            }
            Ok(Outcome::Range(range)) => {
                differs("premium", &self.premium, format!("{} to {}", range.low, range.high));
            }
            Err(_) => differs("premium", &self.premium, String::new()),
        }
        differences
    }
}

/// Refusals as the file writes them; their order does not matter.
fn words(mut faults: Vec<(String, Code)>) -> String {
    faults.sort_by_cached_key(|(pointer, code)| (pointer.clone(), code.to_string()));
    let each: Vec<String> = faults.iter().map(|(pointer, code)| format!("{pointer} {code}")).collect();
    each.join(" ")
}

fn result(tariff: &Tariff, quote: &Quote, step: &Expected) -> String {
    let is_it = |ran: &&StepTrace| ran.step == step.key && ran.unit.unwrap_or(0) == step.unit;
    match quote.steps.iter().find(is_it) {
        Some(ran) => ran.result.clone(),
        None if tariff.steps.iter().any(|known| known.key == step.key) => "did not run".to_owned(),
        None => "no such step".to_owned(),
    }
}

// --- the file ---

fn read(text: &str) -> Result<Vec<Golden>, Unreadable> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(unreadable)?.clone();
    let columns = columns(&header)?;
    let mut quotes = Vec::new();
    for record in reader.records() {
        quotes.push(golden(&columns, &record.map_err(unreadable)?)?);
    }
    Ok(quotes)
}

fn unreadable(error: csv::Error) -> Unreadable {
    Unreadable { line: error.position().map_or(1, csv::Position::line), what: error.to_string() }
}

/// Where an answer belongs.
struct Column {
    unit: Option<usize>,
    key: String,
}

/// The columns of answers, those around them checked.
fn columns(header: &StringRecord) -> Result<Vec<Column>, Unreadable> {
    let wrong = |what: String| Unreadable { line: 1, what };
    let names: Vec<&str> = header.iter().collect();
    let answers = names
        .strip_prefix(BEFORE.as_slice())
        .and_then(|rest| rest.strip_suffix(AFTER.as_slice()))
        .ok_or_else(|| {
            wrong(format!("the columns are {}, answers, {}", BEFORE.join(", "), AFTER.join(", ")))
        })?;
    let mut seen = BTreeSet::new();
    let mut columns = Vec::new();
    for name in answers {
        let column = column(name).ok_or_else(|| wrong(format!("\"{name}\" is no column")))?;
        if !seen.insert((column.unit, column.key.clone())) {
            return Err(wrong(format!("there are two columns \"{name}\"")));
        }
        columns.push(column);
    }
    Ok(columns)
}

/// `headcount`, `unit.headcount`, `unit2.headcount`.
fn column(name: &str) -> Option<Column> {
    let Some((before, key)) = name.split_once('.') else {
        return (!name.is_empty()).then(|| Column { unit: None, key: name.to_owned() });
    };
    let unit = unit_index(before)?;
    (!key.is_empty()).then(|| Column { unit: Some(unit), key: key.to_owned() })
}

/// Index of `unit`, which is the first, or of `unit2`.
fn unit_index(text: &str) -> Option<usize> {
    match text.strip_prefix("unit")? {
        "" => Some(0),
        number => number.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < MOST_UNITS),
    }
}

fn golden(columns: &[Column], record: &StringRecord) -> Result<Golden, Unreadable> {
    let line = record.position().map_or(0, csv::Position::line);
    let wrong = |what: String| Unreadable { line, what };
    let cell = |index: usize| record.get(index).unwrap_or_default();
    let date = |text: &str| match text {
        "" => Ok(None),
        text => text.parse::<Date>().map(Some).map_err(|error| wrong(format!("\"{text}\": {error}"))),
    };
    let after = BEFORE.len() + columns.len();
    let mut risk = Risk { inception: date(cell(1))?, as_of: date(cell(2))?, ..Risk::default() };
    for (column, answer) in columns.iter().zip(record.iter().skip(BEFORE.len())) {
        if !answer.is_empty() {
            answers_of(&mut risk, column.unit).insert(column.key.clone(), answer.to_owned());
        }
    }
    Ok(Golden {
        line,
        name: cell(0).to_owned(),
        risk,
        premium: cell(after).to_owned(),
        faults: faults(cell(after + 1)).map_err(wrong)?,
        steps: cell(after + 2).split_whitespace().map(step).collect::<Result<_, _>>().map_err(wrong)?,
    })
}

/// The answers of the policy or of a unit; the units before it come to be, too.
fn answers_of(risk: &mut Risk, unit: Option<usize>) -> &mut BTreeMap<String, String> {
    let Some(unit) = unit else { return &mut risk.answers };
    if risk.units.len() <= unit {
        risk.units.resize(unit + 1, Unit::default());
    }
    match risk.units.get_mut(unit) {
        Some(unit) => &mut unit.answers,
        None => &mut risk.answers,
    }
}

fn faults(text: &str) -> Result<Vec<(String, Code)>, String> {
    let mut words = text.split_whitespace();
    let mut faults = Vec::new();
    while let Some(pointer) = words.next() {
        let code = words.next().ok_or_else(|| format!("the refusal \"{pointer}\" has no code"))?;
        let known = Code::deserialize(IntoDeserializer::<Word>::into_deserializer(code));
        faults.push((pointer.to_owned(), known.map_err(|_| format!("\"{code}\" is no code of a refusal"))?));
    }
    Ok(faults)
}

fn step(pair: &str) -> Result<Expected, String> {
    let (written, value) = pair.split_once('=').ok_or_else(|| format!("\"{pair}\" is not key=value"))?;
    let of_unit = written.split_once('.').and_then(|(unit, key)| Some((unit_index(unit)?, key)));
    let (unit, key) = of_unit.unwrap_or((0, written));
    Ok(Expected { written: written.to_owned(), unit, key: key.to_owned(), value: value.to_owned() })
}

// --- which rows were used ---

/// Rows that look-ups met, also those of quotes that the law refuses: it is held against what came out.
#[derive(Default)]
struct Touched {
    /// By table and row.
    rows: BTreeSet<(u16, u16)>,
    values: Values,
}

impl Touched {
    fn by(&mut self, tariff: &Tariff, risk: &Risk) {
        let Ok(answers) = tariff.check(risk) else { return };
        if answers.is_open() {
            return;
        }
        let policies =
            if tariff.units.one_policy_each { answers.each_unit().collect() } else { vec![answers] };
        for policy in policies {
            // What cannot be reckoned is a difference already, and touches what it touched.
            run_exact(tariff, Which::All, &policy, &mut self.values, &mut Rows(&mut self.rows))
                .unwrap_or_default();
        }
    }

    fn others(&self, tariff: &Tariff) -> Vec<RowRef> {
        let mut others = Vec::new();
        for (index, table) in tariff.tables.iter().enumerate() {
            let touched = |row: usize| {
                let numbers = u16::try_from(index).ok().zip(u16::try_from(row).ok());
                numbers.is_some_and(|numbers| self.rows.contains(&numbers))
            };
            let rows = (0..table.rows.len()).filter(|row| !touched(*row));
            others.extend(rows.map(|row| RowRef { table: table.key.clone(), row: row + 1 }));
        }
        others
    }
}

/// Writes down the rows, nothing else.
struct Rows<'a>(&'a mut BTreeSet<(u16, u16)>);

impl Trace for Rows<'_> {
    fn step(&mut self, at: &At<'_>, step: usize, row: Option<u16>, _: Decimal) {
        let Some((instruction, row)) = at.tariff.program.get(step).zip(row) else { return };
        match instruction.op {
            Op::LookUp(index) => {
                self.0.insert((index, row));
            }
            Op::Slices(index) => {
                let table = at.tariff.tables.get(usize::from(index));
                self.0.extend(table.iter().flat_map(|t| t.rows_up_to(row)).map(|row| (index, row)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tariff::read::load;

    const TARIFF: &str = r#"
        [tariff]
        id = "t"
        edition = "1"
        title = { zh = "试", en = "Trial" }
        region = "370100"
        currency = "CNY"
        inception_from = "2026-01-01"
        known_from = "2026-01-01"
        premium = "premium"

        [units]
        label = { zh = "厂", en = "Plant" }
        least = 1
        most = 3

        [[source]]
        id = "s"
        title = { zh = "试", en = "Trial" }
        issuer = "nobody"
        date = "2026"
        mark = "illustrative"

        [[attribute]]
        key = "people"
        scope = "unit"
        kind = "count"
        label = { zh = "人数", en = "People" }
        least = 1
        most = 1000

        [[table]]
        key = "each"
        unit = "yuan"
        source = "s"
        label = { zh = "每人", en = "Each" }
        by = ["people"]
        rows = [{ people = { up_to = 10 }, value = 7 }, { people = { over = 10 }, value = 5 }]

        [[step]]
        key = "price"
        op = "look-up"
        scope = "unit"
        label = { zh = "每人", en = "Each" }
        source = "s"
        table = "each"

        [[step]]
        key = "sum"
        op = "multiply"
        scope = "unit"
        label = { zh = "合计", en = "Together" }
        source = "s"
        of = ["price", "people"]

        [[step]]
        key = "premium"
        op = "total"
        label = { zh = "保险费", en = "Premium" }
        source = "s"
        of = ["sum"]
        how = "sum"
    "#;

    fn report(lines: &str) -> Result<Report, Unreadable> {
        let tariff = load("t.toml", &|_| Ok(TARIFF.to_owned())).unwrap();
        run(
            &tariff,
            &format!("name,inception,as_of,unit.people,unit2.people,premium,fault,steps,sum\n{lines}"),
        )
    }

    #[test]
    fn what_comes_out_as_written_is_no_failure() {
        let right = "two,2026-02-01,,4,20,128.00,,price=7 unit2.price=5,4 x 7 + 20 x 5\n\
                     none,2026-02-01,,0,,,/units/0/answers/people too-small,,\n";
        let report = report(right).unwrap();
        assert_eq!(report, Report { quotes: 2, failures: vec![], untouched: vec![] });
    }

    #[test]
    fn every_difference_is_told() {
        let all = report(
            "premium,2026-02-01,,4,,28.01,,,\n\
             step,2026-02-01,,4,,28.00,,unit2.price=7 price=8,\n\
             refused,2026-02-01,,0,,0.00,,,\n\
             fault,2026-02-01,,0,,,/units/0/answers/people too-large,,\n\
             early,2025-02-01,,4,,,/inception no-tariff /units unit-count,,\n",
        )
        .unwrap();
        let told: Vec<(u64, Vec<&str>)> = all
            .failures
            .iter()
            .map(|f| (f.line, f.differences.iter().map(|d| d.what.as_str()).collect()))
            .collect();
        let expected = [
            (2, vec!["premium"]),
            (3, vec!["unit2.price", "price"]),
            (4, vec!["fault", "premium"]),
            (5, vec!["fault"]),
            (6, vec!["fault"]),
        ];
        assert_eq!(told, expected);
        let printed = all.failures.first().unwrap().to_string();
        let words = "line 2: premium\n    premium: the file has \"28.01\", the tariff gives \"28.00\"";
        assert_eq!(printed, words);
        assert_eq!(all.untouched, [RowRef { table: "each".into(), row: 2 }]);
    }

    #[test]
    fn a_step_that_is_not_there_is_not_one_that_did_not_run() {
        let report = report("a,2026-02-01,,4,,28.00,,unit2.price=7 pirce=7,\n").unwrap();
        let given = report.failures.iter().flat_map(|f| &f.differences).map(|d| d.given.as_str());
        assert_eq!(given.collect::<Vec<_>>(), ["did not run", "no such step"]);
    }

    #[test]
    fn what_is_no_file_of_quotes_is_named() {
        let tariff = load("t.toml", &|_| Ok(TARIFF.to_owned())).unwrap();
        let cases = [
            ("name,inception,premium,fault,steps,sum", 1),
            ("name,inception,as_of,unit0.people,premium,fault,steps,sum", 1),
            ("name,inception,as_of,unit9999.people,premium,fault,steps,sum", 1),
            ("name,inception,as_of,unit.people,unit1.people,premium,fault,steps,sum", 1),
            ("name,inception,as_of,premium,fault,steps,sum\na,2026-02-30,,1.00,,,", 2),
            ("name,inception,as_of,premium,fault,steps,sum\na,2026-02-01,,,/units,,", 2),
            ("name,inception,as_of,premium,fault,steps,sum\na,2026-02-01,,,/units wrong,,", 2),
            ("name,inception,as_of,premium,fault,steps,sum\na,2026-02-01,,1.00,,price,", 2),
            ("name,inception,as_of,premium,fault,steps,sum\na,2026-02-01,,1.00", 2),
        ];
        for (text, line) in cases {
            assert_eq!(run(&tariff, text).unwrap_err().line, line, "{text}");
        }
    }
}
