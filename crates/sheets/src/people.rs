//! A roster: each person through the checks of the proposal form.

use application::roster::{Checker, Column, Person, Row, WrongRow};
use application::typed::half_width;
use rating::{Date, Text};

use crate::headings::bare;
use crate::table::{Table, cell, is_example};
use crate::{Decode, List, Progress, Refusal, Sheet, read};

/// Words above a column: those that say what stands in it, and those that also stand above something else, such as the
/// enterprise or a running number. These count only where none of those is there.
type Known = [&'static [&'static str]; 2];

/// What people write above the names.
const NAMES: Known = [
    &[
        "姓名",
        "名字",
        "员工姓名",
        "职工姓名",
        "人员姓名",
        "从业人员姓名",
        "被保险人姓名",
        "雇员姓名",
        "工人姓名",
        "fullname",
    ],
    &["被保险人", "name"],
];

/// Above the numbers.
const NUMBERS: Known = [
    &[
        "身份证号",
        "身份证号码",
        "证件号码",
        "证件号",
        "公民身份号码",
        "公民身份证号码",
        "居民身份证号码",
        "身份证件号码",
        "身份号码",
        "被保险人证件号码",
        "idnumber",
        "idno",
    ],
    &["身份证", "id"],
];

/// Above the kinds of documents.
const DOCUMENTS: Known =
    [&["证件类型", "证件种类", "证件类别", "证件名称", "身份证件类型", "idtype", "document"], &[]];

/// Above the jobs.
const JOBS: Known = [
    &[
        "岗位",
        "工种",
        "岗位名称",
        "工作岗位",
        "岗位工种",
        "职业工种",
        "工种岗位",
        "岗位职务",
        "职务岗位",
        "从事工种",
        "job",
        "position",
        "jobtitle",
    ],
    &["职务", "职位", "职业", "职业类别"],
];

/// What a line below the people begins with: who signs, and what is to be said.
const BELOW: &[&str] = &[
    "填表",
    "填报",
    "制表",
    "审核",
    "复核",
    "审批",
    "经办人",
    "负责人",
    "单位负责人",
    "联系人",
    "联系电话",
    "单位盖章",
    "盖章",
    "备注",
    "说明",
    "注:",
    "合计",
    "总计",
    "共计",
    "日期",
    "填表日期",
    "Preparedby",
    "Total",
    "Notes",
    "Remarks",
];

/// More lines below the people are passed over without a word.
const MOST_TOLD: usize = 20;

/// Where the columns of a roster stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Headings {
    name: Option<usize>,
    document: Option<usize>,
    number: Option<usize>,
    job: Option<usize>,
}

impl Headings {
    /// What a row says, if it is the row of headings.
    fn of(cells: &[String]) -> Self {
        let words: Vec<String> = cells.iter().map(|cell| bare(cell)).collect();
        let find = |known: Known| {
            known.iter().find_map(|known| words.iter().position(|word| known.contains(&word.as_str())))
        };
        Self { name: find(NAMES), document: find(DOCUMENTS), number: find(NUMBERS), job: find(JOBS) }
    }

    /// What a roster cannot do without and has no heading here.
    fn missing(&self) -> Vec<Column> {
        let needed = [(Column::Name, self.name), (Column::Number, self.number), (Column::Job, self.job)];
        needed.into_iter().filter(|(_, place)| place.is_none()).map(|(column, _)| column).collect()
    }
}

/// What a file gave.
#[derive(Clone, Debug)]
pub struct Found {
    /// The sheet it was read from, and those that look like it.
    pub sheet: Sheet,
    /// Those who are in order.
    pub people: Vec<Person>,
    /// What is wrong with the others.
    pub wrong: Vec<WrongRow>,
    /// Lines that are of nobody: who filled it in, notes, totals.
    pub passed_over: Vec<u32>,
}

/// Reads a roster.
pub fn people(
    bytes: &[u8],
    today: Date,
    decode: Decode<'_>,
    progress: Progress<'_>,
) -> Result<Found, Refusal> {
    let new = || People { rows: 0, checker: Checker::new(today), passed_over: Vec::new() };
    let (People { rows, checker, passed_over }, sheet) = read(bytes, List::People, &new, decode, progress)?;
    if rows == 0 {
        return Err(Refusal::Nobody);
    }
    let Checker { people, wrong, .. } = checker;
    Ok(Found { sheet, people, wrong, passed_over })
}

struct People {
    rows: usize,
    checker: Checker,
    passed_over: Vec<u32>,
}

/// Whether a row is a line below the people: it begins like one, and has neither number nor job.
fn is_below(cells: &[String], row: &Row<'_>) -> bool {
    let begins = |cell: &str| {
        let cell: String = cell.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
        BELOW.iter().any(|word| cell.starts_with(word))
    };
    let first = cells.iter().find(|cell| !cell.trim().is_empty());
    // Several may sign beside each other.
    first.is_some_and(|first| begins(first))
        && [row.number, row.job].iter().all(|cell| cell.is_empty() || begins(cell))
}

impl Table for People {
    type Columns = Headings;

    fn columns(&mut self, cells: &[String]) -> Result<Headings, Vec<Text>> {
        let headings = Headings::of(cells);
        let missing = headings.missing();
        if missing.is_empty() {
            Ok(headings)
        } else {
            Err(missing.into_iter().map(Column::heading).collect())
        }
    }

    fn row(&mut self, headings: &Headings, number: u32, cells: &[String]) -> Result<(), Refusal> {
        let row = Row {
            name: cell(cells, headings.name),
            document: cell(cells, headings.document),
            number: cell(cells, headings.number),
            job: cell(cells, headings.job),
        };
        let is_blank = [row.name, row.number, row.job].iter().all(|cell| cell.is_empty());
        let is_below = is_below(cells, &row);
        if is_below && self.passed_over.len() < MOST_TOLD {
            self.passed_over.push(number);
        }
        if is_example(row.name) || is_blank || is_below {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > List::People.most_rows() {
            return Err(Refusal::TooManyRows);
        }
        self.checker.row(number, row);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: &[&str]) -> Headings {
        Headings::of(&cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn headings_are_known_in_any_order_and_however_they_are_dressed() {
        let found = of(&["序号", "岗位/工种", "*公民身份号码（18位）", "姓 名", "证件类型", "备注"]);
        assert_eq!(found, Headings { name: Some(3), document: Some(4), number: Some(2), job: Some(1) });
        assert_eq!(of(&["Name", "ID No.", "Position"]).missing(), []);
    }

    #[test]
    fn words_that_say_what_stands_there_go_before_those_that_may_say_another_thing() {
        let found = of(&["被保险人", "姓名", "身份证号", "岗位"]);
        assert_eq!((found.name, found.number, found.job), (Some(1), Some(2), Some(3)));
        let found = of(&["ID", "姓名", "身份证", "身份证号", "职业类别", "工种"]);
        assert_eq!((found.name, found.number, found.job), (Some(1), Some(3), Some(5)));
        let found = of(&["被保险人", "ID", "职务"]);
        assert_eq!((found.name, found.number, found.job), (Some(0), Some(1), Some(2)));
    }

    #[test]
    fn what_is_about_somebody_else_is_no_heading() {
        let found = of(&["紧急联系人姓名", "身份证地址", "身份证有效期", "工龄"]);
        assert_eq!(found, Headings::default());
        assert_eq!(found.missing(), [Column::Name, Column::Number, Column::Job]);
    }
}
