//! The roster as the screen shows it. A worker reads the file (`crate::sheets`); here stands what it told: counts, words and
//! masked numbers. The whole numbers are in the file that goes with the application, which nothing here looks into.

use std::rc::Rc;

use application::attachment::{Kind, MediaType, name_for};
use application::{Attachment, Problem};
use rating::Text;
use serde::{Deserialize, Serialize};

use super::State;
use crate::words::{self as w, Lang};

/// So many mistakes on the screen at a time.
pub const MISTAKES_A_PAGE: usize = 20;

impl Roster {
    /// What is said of it in the form, once it goes along. The name of the file it was read from is kept.
    pub fn attachment(&self) -> Option<Attachment> {
        let Summary { size, sha256, .. } = &*self.summary;
        let name = if self.file.is_empty() { "名单" } else { &self.file };
        self.taken.then(|| Attachment {
            kind: Kind::Roster,
            name: name_for(name, MediaType::Csv),
            media_type: MediaType::Csv,
            size: *size,
            sha256: sha256.clone(),
        })
    }
}

/// Whether a file is being read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reading {
    /// None is.
    #[default]
    Idle,
    /// So many rows, of so many where that is known.
    UnderWay { done: u32, of: u32 },
    /// The file gave no roster: why, or nothing where it could not be read at all.
    Refused(Option<Text>),
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// The file's name.
    pub file: String,
    pub summary: Rc<Summary>,
    /// Whether it goes with the application. One with mistakes does so only once somebody said so.
    pub taken: bool,
    /// Which mistakes are on the screen.
    #[serde(skip)]
    pub page: usize,
}

/// What the worker tells of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The sheet; empty for text.
    pub sheet: String,
    /// Sheets that look like a roster too, and were not read.
    #[serde(default)]
    pub others: Vec<String>,
    /// People in order.
    pub people: usize,
    /// The first of them: name, masked number, job.
    pub first: Vec<[String; 3]>,
    /// Rows with mistakes.
    pub wrong_rows: usize,
    /// The mistakes, not all where there are very many.
    pub wrong: Vec<Mistake>,
    /// Lines below the people that are of nobody.
    #[serde(default)]
    pub passed_over: Vec<u32>,
    /// Bytes of the roster in its canonical form, and their SHA-256.
    pub size: u32,
    pub sha256: String,
}

/// A cell with something wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    pub row: u32,
    pub column: Text,
    pub why: Text,
}

/// What can happen to it.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Begin,
    Progress(u32, u32),
    /// A roster, or why there is none.
    Done(Result<Roster, Option<Text>>),
    Cancel,
    /// Goes with the application, without the rows that are wrong.
    Take,
    Page(usize),
    Remove,
}

impl State {
    /// What is still to be decided about the roster: without that it would stay behind, and nobody would know.
    pub(super) fn undecided(&self) -> Option<Problem> {
        if !self.takes_files() {
            return None;
        }
        let (n, m);
        let (code, words, values) = match (&self.reading, &self.form.roster) {
            (Reading::UnderWay { .. }, _) => ("roster-under-way", w::ROSTER_STILL_READ, Vec::new()),
            (Reading::Refused(_), _) => ("roster-unread", w::ROSTER_UNREAD, Vec::new()),
            (Reading::Idle, Some(Roster { taken: false, summary, .. })) => {
                (n, m) = (summary.people.to_string(), summary.wrong_rows.to_string());
                let words = if summary.people > 0 { w::ROSTER_UNDECIDED } else { w::ROSTER_NOBODY };
                ("roster-undecided", words, vec![("n", n.as_str()), ("m", m.as_str())])
            }
            _ => return None,
        };
        let message = Text::new(Lang::Zh.fill(words, &values), Lang::En.fill(words, &values));
        Some(Problem { pointer: "/roster".into(), code: code.into(), message })
    }

    /// The roster that was filed, where a correction has no other.
    pub fn filed_roster(&self) -> Option<&Attachment> {
        self.form.attachments.iter().find(|one| one.kind == Kind::Roster)
    }

    /// What goes along: another roster takes the place of the one that was filed.
    pub fn attached(&self) -> Vec<Attachment> {
        let mut attached = self.form.attachments.clone();
        if let Some(roster) = self.form.roster.as_ref().and_then(Roster::attachment) {
            attached.retain(|one| one.kind != Kind::Roster);
            attached.push(roster);
        }
        attached
    }
}

/// The worker's report.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Report {
    Found(Summary),
    Refused { message: Text },
}

/// What the worker's report on a file means.
pub fn told(file: &str, report: &str) -> Result<Roster, Option<Text>> {
    match serde_json::from_str(report) {
        Ok(Report::Found(summary)) => {
            let taken = summary.wrong_rows == 0;
            Ok(Roster { file: file.to_owned(), summary: Rc::new(summary), taken, page: 0 })
        }
        Ok(Report::Refused { message }) => Err(Some(message)),
        Err(_) => Err(None),
    }
}

/// What follows from a step. What a worker still says after it was ended is not heard.
pub fn step(reading: &mut Reading, roster: &mut Option<Roster>, step: Step) {
    let under_way = matches!(reading, Reading::UnderWay { .. });
    match step {
        Step::Begin => (*reading, *roster) = (Reading::UnderWay { done: 0, of: 0 }, None),
        Step::Progress(done, of) if under_way => *reading = Reading::UnderWay { done, of },
        Step::Done(Ok(read)) if under_way => (*reading, *roster) = (Reading::Idle, Some(read)),
        Step::Done(Err(why)) if under_way => *reading = Reading::Refused(why),
        Step::Cancel => *reading = Reading::Idle,
        Step::Remove => *roster = None,
        Step::Take => {
            if let Some(read) = roster {
                read.taken = read.summary.people > 0;
            }
        }
        Step::Page(page) => {
            if let Some(read) = roster {
                read.page = page;
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Action;

    fn found(wrong_rows: usize) -> Step {
        let report = format!(
            "{{\"found\":{{\"sheet\":\"\",\"people\":2,\"first\":[],\"wrong_rows\":{wrong_rows},\"wrong\":[],\"size\":99,\"sha256\":\"\"}}}}"
        );
        Step::Done(told("名单.csv", &report))
    }

    fn after(steps: Vec<Step>) -> (Reading, Option<Roster>) {
        let (mut reading, mut roster) = Default::default();
        for one in steps {
            step(&mut reading, &mut roster, one);
        }
        (reading, roster)
    }

    #[test]
    fn a_roster_with_mistakes_goes_along_only_once_somebody_says_so() {
        let taken = |steps| after(steps).1.map(|read| read.taken);
        assert_eq!(taken(vec![Step::Begin, found(1)]), Some(false));
        assert_eq!(taken(vec![Step::Begin, found(1), Step::Take]), Some(true));
        assert_eq!(taken(vec![Step::Begin, found(0)]), Some(true));
        assert_eq!(taken(vec![Step::Begin, found(0), Step::Begin]), None);
        let attached = |steps| after(steps).1.and_then(|roster| roster.attachment());
        assert_eq!(attached(vec![Step::Begin, found(1)]), None);
        assert_eq!(
            attached(vec![Step::Begin, found(0)]).map(|one| (one.name, one.size)),
            Some(("名单.csv".into(), 99))
        );
    }

    #[test]
    fn a_roster_that_would_stay_behind_is_an_open_item() {
        let open = |steps: Vec<Step>| {
            let start = State::new("2026-12-01".parse().unwrap(), Lang::Zh, "key".into());
            let state = steps.into_iter().fold(start, |state, step| state.reduce(Action::Roster(step)));
            state.undecided().map(|problem| problem.code)
        };
        assert_eq!(open(vec![]), None);
        assert_eq!(open(vec![Step::Begin]).as_deref(), Some("roster-under-way"));
        assert_eq!(open(vec![Step::Begin, found(0)]), None);
        let wrong = || vec![Step::Begin, found(1)];
        assert_eq!(open(wrong()).as_deref(), Some("roster-undecided"));
        for way_on in [Step::Take, Step::Remove] {
            assert_eq!(open([wrong(), vec![way_on]].concat()), None);
        }
        let refused = || vec![Step::Begin, Step::Done(Err(None))];
        assert_eq!(open(refused()).as_deref(), Some("roster-unread"));
        assert_eq!(open([refused(), vec![Step::Cancel]].concat()), None);
    }

    #[test]
    fn what_was_cancelled_is_not_heard_of_again() {
        let begun = vec![Step::Begin, Step::Progress(10, 20)];
        assert_eq!(after(begun.clone()).0, Reading::UnderWay { done: 10, of: 20 });
        for late in [Step::Progress(20, 20), found(0), Step::Done(Err(None)), Step::Take] {
            let steps = [begun.clone(), vec![Step::Cancel, late]].concat();
            assert_eq!(after(steps), (Reading::Idle, None));
        }
    }

    #[test]
    fn a_refusal_is_told_in_its_own_words() {
        let report = "{\"refused\":{\"code\":\"nobody\",\"message\":{\"zh\":\"中\",\"en\":\"e\"}}}";
        assert_eq!(told("", report), Err(Some(Text::new("中", "e"))));
        assert_eq!(told("", ""), Err(None));
    }
}
