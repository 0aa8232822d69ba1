//! Many enterprises at once, as the screen shows them. A worker holds the list (`crate::sheets`); here stands what it told:
//! totals, the first mistakes, and the rows that are on the screen.

use std::rc::Rc;

use rating::{Date, Text};
use serde::Deserialize;

use super::roster::{Mistake, Reading};
use super::scenario::Scenario;

/// So many rows on the screen at a time.
pub const ROWS_A_PAGE: usize = 50;

/// A list, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Many {
    /// First day of cover as typed; tomorrow until something is.
    pub inception: Option<String>,
    pub reading: Reading,
    /// The file's name.
    pub file: String,
    pub found: Option<Rc<Summary>>,
    pub shown: Shown,
    /// The rows there, once they are here.
    pub rows: Rc<Vec<Row>>,
    /// Which mistakes are on the screen.
    pub wrong_page: usize,
    pub export: Export,
}

/// Which rows are on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    pub order: Order,
    pub first: usize,
}

/// In which order rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    AsGiven,
    Dearest,
    Cheapest,
}

impl Order {
    /// All there are.
    pub const ALL: [Self; 3] = [Self::AsGiven, Self::Dearest, Self::Cheapest];

    /// As the worker calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AsGiven => "as-given",
            Self::Dearest => "dearest",
            Self::Cheapest => "cheapest",
        }
    }
}

/// How writing the workbook stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Export {
    #[default]
    Idle,
    UnderWay,
    Done,
}

/// Totals, as the worker tells them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Summary {
    /// The sheet; empty for text.
    pub sheet: String,
    /// Rows with a premium.
    pub rated: usize,
    /// Rows without one.
    pub wrong_rows: usize,
    /// Mistakes in all.
    pub mistakes: usize,
    /// The first of them.
    pub wrong: Vec<Mistake>,
    /// Yuan.
    pub total: String,
    pub average: String,
    pub median: String,
    pub least: String,
    pub most: String,
    /// Those that must buy.
    pub compulsory: Total,
    /// The tariffs that rows were rated by.
    pub tariffs: Vec<Used>,
    /// How official premiums are.
    pub marks: Vec<Marked>,
    /// What totals are told by: the sector.
    pub group: Text,
    pub groups: Vec<Group>,
    /// How premiums are spread.
    pub spread: Vec<Bar>,
    /// Headings that were not understood.
    pub unknown: Vec<String>,
    /// Answers to questions that are not asked.
    pub ignored: Vec<Ignored>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Total {
    pub count: usize,
    pub premium: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Used {
    pub id: String,
    pub edition: String,
    pub digest: String,
    pub title: Text,
    pub count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Marked {
    pub mark: Text,
    pub count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Group {
    pub label: Text,
    pub count: usize,
    pub premium: String,
}

/// From how many yuan up to where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Bar {
    pub from: String,
    pub to: Option<String>,
    pub count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Ignored {
    pub label: Text,
    pub count: usize,
}

/// A row that was rated.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Row {
    pub row: u32,
    pub name: String,
    pub number: String,
    pub about: Text,
    pub premium: String,
    /// Its answers, to be opened in the calculator.
    pub scenario: Scenario,
}

/// What the worker tells.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    /// The list was rated.
    Found(Box<Summary>),
    /// It was not, and why.
    Refused { message: Text },
    /// The rows that were asked for.
    Rows(Vec<Row>),
    /// A workbook came along.
    Workbook,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Inception(String),
    /// A file of this name is read.
    Begin(String),
    Progress(u32, u32),
    Told(Told),
    /// The worker broke down.
    Failed,
    Show(Shown),
    WrongPage(usize),
    Export,
    Cancel,
    Remove,
}

impl Many {
    /// Whether there is a list, or is about to be. Its worker has no other reason to be there.
    pub fn holds_a_list(&self) -> bool {
        self.found.is_some() || matches!(self.reading, Reading::UnderWay { .. })
    }

    /// First day of cover; nothing where what is typed is no day.
    pub fn day(&self, today: Date) -> Option<Date> {
        match &self.inception {
            None => today.add_days(1),
            Some(typed) => application::typed::day(typed).parse().ok(),
        }
    }

    /// What follows from a step. What a worker still says after it was ended is not heard.
    pub fn step(&mut self, step: Step) {
        let under_way = matches!(self.reading, Reading::UnderWay { .. });
        match step {
            Step::Inception(typed) => self.inception = Some(typed),
            Step::Begin(file) => {
                let inception = self.inception.take();
                let reading = Reading::UnderWay { done: 0, of: 0 };
                *self = Self { inception, reading, file, ..Self::default() };
            }
            Step::Progress(done, of) if under_way => self.reading = Reading::UnderWay { done, of },
            Step::Told(told) => self.told(told, under_way),
            Step::Failed => {
                let refused = Reading::Refused(None);
                *self = Self { inception: self.inception.take(), reading: refused, ..Self::default() };
            }
            Step::Show(shown) => self.shown = shown,
            Step::WrongPage(page) => self.wrong_page = page,
            Step::Export => self.export = Export::UnderWay,
            Step::Cancel | Step::Remove => {
                *self = Self { inception: self.inception.take(), ..Self::default() };
            }
            Step::Progress(..) => {}
        }
    }

    fn told(&mut self, told: Told, under_way: bool) {
        match told {
            Told::Found(summary) if under_way => {
                (self.reading, self.found) = (Reading::Idle, Some(Rc::new(*summary)));
            }
            Told::Refused { message } if under_way => self.reading = Reading::Refused(Some(message)),
            Told::Rows(rows) => self.rows = Rc::new(rows),
            Told::Workbook => self.export = Export::Done,
            Told::Found(_) | Told::Refused { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(steps: Vec<Step>) -> Many {
        let mut many = Many::default();
        steps.into_iter().for_each(|step| many.step(step));
        many
    }

    fn refused() -> Step {
        Step::Told(
            serde_json::from_str(r#"{"refused":{"code":"nobody","message":{"zh":"中","en":"e"}}}"#).unwrap(),
        )
    }

    #[test]
    fn what_was_cancelled_is_not_heard_of_again() {
        let begun =
            vec![Step::Inception("2027-01-01".into()), Step::Begin("清单.csv".into()), Step::Progress(1, 2)];
        assert_eq!(after(begun.clone()).reading, Reading::UnderWay { done: 1, of: 2 });
        for late in [Step::Progress(2, 2), refused()] {
            let many = after([begun.clone(), vec![Step::Cancel, late]].concat());
            assert_eq!(many, Many { inception: Some("2027-01-01".into()), ..Many::default() });
        }
        let many = after([begun, vec![refused()]].concat());
        assert_eq!(many.reading, Reading::Refused(Some(Text::new("中", "e"))));
    }

    #[test]
    fn there_is_a_list_from_the_beginning_to_the_end() {
        let holds = |steps| after(steps).holds_a_list();
        let begun = Step::Begin("清单.csv".into());
        assert!(!holds(vec![]) && holds(vec![begun.clone()]));
        for end in [Step::Cancel, Step::Remove, Step::Failed, refused()] {
            assert!(!holds(vec![begun.clone(), end]));
        }
    }

    #[test]
    fn the_first_day_is_tomorrow_until_another_is_typed() {
        let today: Date = "2026-11-27".parse().unwrap();
        let day = |steps| after(steps).day(today).map(|day| day.to_string());
        assert_eq!(day(vec![]).as_deref(), Some("2026-11-28"));
        assert_eq!(day(vec![Step::Inception("2027/1/1".into())]).as_deref(), Some("2027-01-01"));
        assert_eq!(day(vec![Step::Inception("soon".into())]), None);
    }

    #[test]
    fn answers_of_the_worker_are_read() {
        assert_eq!(serde_json::from_str::<Told>("\"workbook\"").unwrap(), Told::Workbook);
        assert_eq!(serde_json::from_str::<Told>("{\"rows\":[]}").unwrap(), Told::Rows(Vec::new()));
    }
}
