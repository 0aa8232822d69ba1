//! A roster: each person through the checks of the proposal form.

use application::roster::{Checker, Column, Person, Row, WrongRow};
use rating::{Date, Text};

use crate::headings::bare;
use crate::table::{Table, cell, is_example};
use crate::{Decode, List, Progress, Refusal, read};

/// What people write above the names.
const NAMES: &[&str] = &[
    "姓名",
    "名字",
    "员工姓名",
    "职工姓名",
    "人员姓名",
    "从业人员姓名",
    "被保险人姓名",
    "被保险人",
    "雇员姓名",
    "工人姓名",
    "name",
    "fullname",
];

/// Above the numbers.
const NUMBERS: &[&str] = &[
    "身份证号",
    "身份证号码",
    "身份证",
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
    "id",
];

/// Above the kinds of documents.
const DOCUMENTS: &[&str] =
    &["证件类型", "证件种类", "证件类别", "证件名称", "身份证件类型", "idtype", "document"];

/// Above the jobs.
const JOBS: &[&str] = &[
    "岗位",
    "工种",
    "职务",
    "职位",
    "职业",
    "岗位名称",
    "工作岗位",
    "岗位工种",
    "职业工种",
    "工种岗位",
    "职业类别",
    "岗位职务",
    "职务岗位",
    "从事工种",
    "job",
    "position",
    "jobtitle",
];

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
        let find = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
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
    /// The sheet it was read from; empty where a file has none.
    pub sheet: String,
    /// Those who are in order.
    pub people: Vec<Person>,
    /// What is wrong with the others.
    pub wrong: Vec<WrongRow>,
}

/// Reads a roster.
pub fn people(
    bytes: &[u8],
    today: Date,
    decode: Decode<'_>,
    progress: Progress<'_>,
) -> Result<Found, Refusal> {
    let new = || People { rows: 0, checker: Checker::new(today) };
    let (people, sheet) = read(bytes, List::People, &new, decode, progress)?;
    let Checker { people, wrong, .. } = match people.rows {
        0 => return Err(Refusal::Nobody),
        _ => people.checker,
    };
    Ok(Found { sheet, people, wrong })
}

struct People {
    rows: usize,
    checker: Checker,
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
        if is_example(row.name) || is_blank {
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
    fn what_is_about_somebody_else_is_no_heading() {
        let found = of(&["紧急联系人姓名", "身份证地址", "身份证有效期", "工龄"]);
        assert_eq!(found, Headings::default());
        assert_eq!(found.missing(), [Column::Name, Column::Number, Column::Job]);
    }
}
