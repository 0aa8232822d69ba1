//! Everything that the screens show, and the only ways in which it changes. Knows no browser: tested natively.

pub mod action;
pub mod campaign;
pub mod code;
pub mod correction;
pub mod evidence;
pub mod file;
pub mod form;
pub mod invited;
pub mod kept;
pub mod kiosk;
pub mod link;
pub mod many;
pub mod opening;
pub mod outbox;
pub mod paper;
pub mod proof;
pub mod queue;
pub mod receipts;
pub mod roster;
pub mod sending;
pub mod units;
pub mod workbook;

// Estimating is the platform's too, for its plain pages.
pub use words::{account, rated, scenario, search};

use std::rc::Rc;

use application::{Draft, Problem, SeenQuote};
use rating::quote::TariffRef;
use rating::{Date, Money, Outcome};
use serde::{Deserialize, Serialize};

use crate::route::Follow;
use crate::words::Lang;
pub use action::Action;
use campaign::Campaign;
use evidence::Evidence;
use form::{Form, Part};
pub use kept::Kept;
use many::Many;
use opening::{Before, Opening};
use outbox::Outbox;
use queue::Waiting;
use rated::Rated;
use receipts::Given;
use roster::Reading;
use scenario::Scenario;
use sending::Sending;
use units::Undo;

/// As many scenarios as fit side by side.
pub const MOST_SCENARIOS: usize = 4;

/// What is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Screen {
    #[default]
    Estimate,
    Compare,
    Apply,
    Receipt,
    /// A code on paper, checked.
    Verify,
    /// The form as it is printed.
    Paper,
    /// The receipts of this device.
    Mine,
    /// Many enterprises at once.
    Many,
}

/// The whole.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Never asked of the clock in between: a page that is open over midnight is reloaded by its reader.
    pub today: Date,
    pub lang: Lang,
    /// Whether type and targets are large (适老化).
    pub elder: bool,
    pub screen: Screen,
    /// 1 to [`MOST_SCENARIOS`].
    pub scenarios: Vec<Scenario>,
    /// Index of the one that is being worked on.
    pub current: usize,
    /// What the last what-if or removal changed can be taken back.
    pub undo: Option<Undo>,
    /// The column that was removed last, and where it stood.
    pub removed: Option<(usize, Scenario)>,
    pub form: Form,
    /// Whether a roster is being read.
    pub reading: Reading,
    /// What is known of its files beside what the form says.
    pub evidence: Evidence,
    /// What the application is to earlier ones for the same, once that was asked: `replacement`, `addition`.
    pub relation: &'static str,
    /// The application of which a new version is being made.
    pub correcting: Option<Follow>,
    /// What a link of invitation filled in and nobody looked at yet, see [`invited::mark`].
    pub prefilled: Vec<String>,
    /// The campaign of that link: a word, or a tag that is marked as one, see [`Self::tag`].
    pub campaign: String,
    /// Whether this very visit came by it: only then is it counted.
    pub came: bool,
    /// What the platform says of the campaign, once it was asked.
    pub told: Option<Box<Campaign>>,
    /// What the form was before it was cleared.
    pub cleared: Option<Cleared>,
    /// Made with the draft, not with the press: pressing again is the same application.
    pub key: String,
    pub sending: Sending,
    /// The platform's quote that the applicant agreed to after a difference.
    pub agreed: Option<SeenQuote>,
    /// Whether "send" was pressed: what is wrong with the form is told from then on.
    pub pressed: bool,
    /// Whether open questions are pointed at: only once somebody wanted to go on.
    pub point_at_missing: bool,
    /// What was opened last, and what was there before.
    pub opened: Option<Rc<(Opening, Before)>>,
    /// Why nothing is kept on this device, where nothing is.
    pub refused: Option<Refused>,
    pub outbox: Outbox,
    /// What waits behind the form, in the order of pressing.
    pub queue: Vec<Waiting>,
    /// The last one first.
    pub receipts: Vec<Given>,
    /// Another version of the draft, which another tab has kept: nothing is kept here until one of them is chosen.
    pub elsewhere: Option<Box<Kept>>,
    pub notice: Option<Notice>,
    /// Another's list, of which nothing is kept.
    pub many: Rc<Many>,
    /// The day by the clock of this device, where the platform's says another.
    pub wrong_day: Option<Date>,
    /// The day that the tariffs are of, where there was no network to ask for newer ones.
    pub tariffs_of: Option<Date>,
    /// Whether a newer build of the page waits.
    pub newer: bool,
    /// Whether the page is a file by itself: nothing can be sent from it.
    pub alone: bool,
    /// Whether it is at a campaign table, where one comes after the other.
    pub kiosk: bool,
    /// Whether nobody seems to be there any more.
    pub leaving: bool,
}

/// What a visitor is told once, whatever the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// What was kept was too old.
    Expired,
    /// The link holds no answers, or not all of them.
    BrokenLink,
    NoSuchPage,
    /// Another tab has sent the application.
    SentElsewhere(Given),
    /// One of those that waited was received.
    Received(Given),
    /// Somebody wants this device to forget what nothing else has; on a shared computer also what comes.
    Forget {
        shared: bool,
    },
}

/// Which application the form is of. These change together or not at all: a correction never becomes a new application.
#[derive(Clone, Debug, Default, PartialEq)]
struct Belongs {
    key: String,
    outbox: Outbox,
    correcting: Option<Follow>,
}

/// Why nothing is kept on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The browser does not allow it.
    Off,
    /// There is no room.
    Full,
    /// The reader said that others use this computer too.
    Shared,
}

/// What was cleared, and can be brought back.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared {
    /// The one part; all of the form where there is none.
    pub part: Option<Part>,
    before: Form,
    /// What of it a link had filled in and nobody looked at yet.
    marks: Vec<String>,
    /// Where another application took its place: which it is, and what was answered for it.
    belonged: Option<(Belongs, Scenario)>,
}

impl State {
    /// A first visit.
    pub fn new(today: Date, lang: Lang, key: String) -> Self {
        Self {
            today,
            lang,
            elder: false,
            screen: Screen::default(),
            scenarios: vec![Scenario::default()],
            current: 0,
            undo: None,
            removed: None,
            form: Form::default(),
            evidence: Evidence::default(),
            relation: "",
            correcting: None,
            prefilled: Vec::new(),
            campaign: String::new(),
            came: false,
            told: None,
            reading: Reading::Idle,
            cleared: None,
            key,
            sending: Sending::Idle,
            agreed: None,
            pressed: false,
            point_at_missing: false,
            refused: None,
            opened: None,
            outbox: Outbox::default(),
            queue: Vec::new(),
            receipts: Vec::new(),
            elsewhere: None,
            notice: None,
            many: Rc::default(),
            wrong_day: None,
            tariffs_of: None,
            newer: false,
            alone: false,
            kiosk: false,
            leaving: false,
        }
    }

    /// Whether files can go along: what is at hand for all of the way, and for nobody else after it.
    pub fn takes_files(&self) -> bool {
        !self.alone && !self.kiosk
    }

    /// The form is of another application from now on; which it was of before.
    fn belong(&mut self, to: Belongs) -> Belongs {
        (self.agreed, self.relation, self.pressed, self.sending) = (None, "", false, Sending::Idle);
        Belongs {
            key: core::mem::replace(&mut self.key, to.key),
            outbox: core::mem::replace(&mut self.outbox, to.outbox),
            correcting: core::mem::replace(&mut self.correcting, to.correcting),
        }
    }

    /// The scenario that is being worked on.
    pub fn scenario(&self) -> Scenario {
        self.scenarios.get(self.current).cloned().unwrap_or_default()
    }

    /// The form with the risk and the quote that is on the screen.
    pub fn draft(&self, rated: &Rated) -> Draft {
        let attachments = self.attached();
        let Form { enterprise, insures_another, insured, contact, sites, terms, declarations, .. } =
            self.form.clone();
        let insured = insures_another.then_some(insured);
        let seen = match &rated.result {
            Ok(Outcome::Quote(quote)) => seen(&quote.tariff, quote.premium),
            _ => SeenQuote::default(),
        };
        let quote = self.agreed.clone().unwrap_or(seen);
        let risk = rated.risk_to_send();
        let relation = self.relation.to_owned();
        // A correction is no further application.
        let tag = self.tag().filter(|_| self.correcting.is_none());
        let campaign = tag.map(|tag| tag.to_string()).unwrap_or_default();
        Draft {
            enterprise,
            insured,
            contact,
            sites,
            terms,
            declarations,
            attachments,
            relation,
            campaign,
            risk,
            quote,
        }
    }

    /// Everything wrong with the form, by pointer.
    pub fn problems(&self, rated: &Rated) -> Vec<Problem> {
        let found = application::check(&self.draft(rated), self.today).err().unwrap_or_default();
        found.into_iter().chain(self.undecided()).collect()
    }

    /// What follows from an action.
    pub fn reduce(mut self, action: Action) -> Self {
        if let Some(rest) = self.reduce_estimate(action) {
            self.reduce_rest(rest);
        }
        self
    }

    /// The same for what the estimate can do, which all of a first visit is; any other action is given back.
    pub fn reduce_estimate(&mut self, action: Action) -> Option<Action> {
        match action {
            Action::Speak(lang) => self.lang = lang,
            Action::Enlarge(elder) => self.elder = elder,
            Action::Go(screen) => self.screen = screen,
            Action::PointAtMissing => self.point_at_missing = true,
            Action::Answer { scenario, unit, key, text } => self.answer(scenario, unit, &key, text),
            Action::Inception { scenario, text } => {
                self.change_risk();
                self.change(scenario, |scenario| scenario.inception = Some(text));
            }
            Action::AddUnit => {
                self.change_risk();
                self.change(self.current, Scenario::add_unit);
            }
            Action::Add(scenario) => {
                self.change_risk();
                if self.scenarios.len() < MOST_SCENARIOS {
                    self.scenarios.push(scenario);
                }
            }
            rest => return Some(rest),
        }
        None
    }

    /// The same for every other action.
    pub fn reduce_rest(&mut self, action: Action) {
        match action {
            Action::Keeping(refused) => self.refused = refused,
            Action::Press => self.pressed = true,
            Action::Confirm => self.prefilled.clear(),
            action if self.is_locked() && changes_what_is_sent(&action) => {}
            Action::Correct { follow, filed, key } => self.correct(follow, *filed, key),
            Action::LeaveAsFiled { key } => self.leave_as_filed(key),
            Action::Roster(step) => {
                self.outbox.take_back();
                roster::step(&mut self.reading, &mut self.form.roster, step);
            }
            Action::Many(step) => Rc::make_mut(&mut self.many).step(step),
            Action::Evidence(change) => self.reduce_evidence(change),
            Action::Fill { .. }
            | Action::Declare { .. }
            | Action::Clear { .. }
            | Action::ClearPart(_)
            | Action::Unclear => {
                self.outbox.take_back();
                self.reduce_form(action);
            }
            Action::OpenFile(_) | Action::CloseFile | Action::FileRead => self.reduce_file(action),
            Action::Invite { invitation, key } => self.invite(invitation, key),
            Action::Come(campaign) => self.come_by(campaign),
            Action::Told(campaign) => self.told(campaign),
            // What another window of this browser holds is not for who stands at the table.
            Action::Meet { .. } if self.kiosk => {}
            Action::Meet { theirs, changed_here, next_key } => self.meet(*theirs, changed_here, next_key),
            Action::Choose { theirs } => self.choose(theirs),
            Action::ForgetReceipt(number) => self.receipts.retain(|given| given.receipt != number),
            Action::Notice(notice) => self.notice = notice,
            Action::Newer => self.newer = true,
            Action::Kiosk(step) => self.reduce_kiosk(step),
            Action::Outbox(step) => self.reduce_outbox(step),
            // At a table what others have sent is not theirs to forget.
            Action::ForgetAll { key } if self.kiosk => {
                self.reduce_kiosk(kiosk::Step::Reset { key, today: self.today });
            }
            Action::ForgetAll { key } => self.forget_all(key),
            Action::Agree(_) | Action::Relate(_) | Action::Anew { .. } => self.reduce_sending(action),
            _ => self.reduce_scenarios(action),
        }
    }

    /// What this device and this page are stays as it is.
    fn forget_all(&mut self, key: String) {
        let (refused, elder, wrong_day) = (self.refused, self.elder, self.wrong_day);
        let (tariffs_of, newer, alone) = (self.tariffs_of, self.newer, self.alone);
        let fresh = Self::new(self.today, self.lang, key);
        *self = Self { refused, elder, wrong_day, tariffs_of, newer, alone, ..fresh };
    }

    fn reduce_form(&mut self, action: Action) {
        match action {
            Action::Fill { pointer, text } => {
                self.prefilled.retain(|prefilled| *prefilled != pointer);
                self.form.fill(&pointer, text, self.today);
                self.drop_problem(&pointer);
                // What it is to earlier ones was said of another enterprise.
                if pointer == "/enterprise/uscc" {
                    self.relation = "";
                }
            }
            Action::Declare { pointer, agreed } => {
                self.form.declare(&pointer, agreed);
                self.drop_problem(&pointer);
            }
            Action::Clear { key } => {
                let before = core::mem::take(&mut self.form);
                let marks = self.take_marks("/");
                self.cleared = Some(Cleared { part: None, before, marks, belonged: None });
                self.evidence = Evidence::default();
                self.pressed = false;
                // While an answer may still be out the key stays, so that the form brought back is no second application.
                if self.outbox.earlier.is_empty() {
                    self.key = key;
                }
                self.sending = Sending::Idle;
            }
            Action::ClearPart(part) => {
                let mut before = Form::default();
                self.form.swap(&mut before, part);
                let marks = self.take_marks(part.pointer());
                self.cleared = Some(Cleared { part: Some(part), before, marks, belonged: None });
            }
            Action::Unclear => self.unclear(),
            _ => {}
        }
    }

    fn unclear(&mut self) {
        let Some(Cleared { part, mut before, marks, belonged }) = self.cleared.take() else { return };
        self.take_marks(part.map_or("/", Part::pointer));
        match (part, belonged) {
            (Some(part), _) => self.form.swap(&mut before, part),
            (None, None) => self.form = before,
            // Two applications change places: neither is lost.
            (None, Some(belonged)) => self.bring_back(before, belonged),
        }
        self.prefilled.extend(marks);
    }

    /// What a link filled in below a pointer is there no more.
    fn take_marks(&mut self, pointer: &str) -> Vec<String> {
        self.prefilled.extract_if(.., |mark| mark.starts_with(pointer)).collect()
    }

    fn reduce_evidence(&mut self, change: evidence::Change) {
        let arrives = matches!(change, evidence::Change::Arrived(..) | evidence::Change::Picture(..));
        if !arrives && self.is_locked() {
            return;
        }
        if !arrives {
            self.outbox.take_back();
        }
        self.evidence.change(&mut self.form.attachments, change);
        // What is wrong with attachments is told by their place, and places may have changed.
        if let (false, Sending::Stopped(sending::Trouble::Invalid(problems))) = (arrives, &mut self.sending) {
            problems.retain(|problem| !problem.pointer.starts_with("/attachments"));
        }
    }

    /// A field that is being corrected is not called wrong any more.
    fn drop_problem(&mut self, pointer: &str) {
        if let Sending::Stopped(sending::Trouble::Invalid(problems)) = &mut self.sending {
            problems.retain(|problem| problem.pointer != pointer);
        }
    }

    fn reduce_sending(&mut self, action: Action) {
        match action {
            Action::Agree(quote) => {
                self.agreed = Some(seen(&quote.tariff, quote.premium));
                self.take_back();
            }
            Action::Relate(relation) => {
                self.relation = relation;
                self.take_back();
            }
            Action::Anew { key } => {
                (self.key, self.outbox) = (key, Outbox::default());
                self.sending = Sending::Idle;
            }
            _ => {}
        }
    }

    /// Gives an answer in a scenario, or takes it back.
    pub fn answer(&mut self, scenario: usize, unit: Option<usize>, key: &str, text: Option<String>) {
        self.change_risk();
        let mark = invited::mark(scenario, unit, key);
        self.prefilled.retain(|prefilled| *prefilled != mark);
        self.change(scenario, |scenario| scenario.answer(unit, key, text));
    }

    /// What was agreed to was agreed to for another risk, and what was sealed holds another.
    fn change_risk(&mut self) {
        (self.agreed, self.relation) = (None, "");
        if !self.is_locked() {
            self.outbox.take_back();
        }
    }

    fn reduce_scenarios(&mut self, action: Action) {
        self.change_risk();
        match action {
            Action::RemoveUnit(unit) => self.remove_unit(unit),
            Action::Undo => self.undo(),
            Action::Try(changes) => {
                self.undo = Some(Undo::of(self));
                self.change(self.current, |scenario| scenario.apply(&changes));
            }
            Action::Remove(index) if self.scenarios.len() > 1 && index < self.scenarios.len() => {
                self.removed = Some((index, self.scenarios.remove(index)));
                // The answers after it are not where their marks say any more.
                self.prefilled.retain(|prefilled| prefilled.starts_with('/'));
                self.undo = None;
                if self.current >= index {
                    self.current = self.current.saturating_sub(1);
                }
            }
            Action::Restore if self.scenarios.len() < MOST_SCENARIOS => {
                if let Some((index, scenario)) = self.removed.take() {
                    self.scenarios.insert(index.min(self.scenarios.len()), scenario);
                    self.current += usize::from(self.current >= index);
                }
            }
            Action::Edit(index) if index < self.scenarios.len() => {
                self.current = index;
                self.screen = Screen::Estimate;
            }
            Action::Open { scenarios, current, screen } => {
                self.current = current.min(scenarios.len().saturating_sub(1));
                (self.scenarios, self.screen) = (scenarios, screen);
                (self.undo, self.removed) = (None, None);
            }
            _ => {}
        }
    }

    fn change(&mut self, index: usize, change: impl FnOnce(&mut Scenario)) {
        if let Some(scenario) = self.scenarios.get_mut(index) {
            change(scenario);
        }
    }
}

/// What is being sent is not changed.
fn changes_what_is_sent(action: &Action) -> bool {
    matches!(
        action,
        Action::Fill { .. }
            | Action::Declare { .. }
            | Action::Clear { .. }
            | Action::ClearPart(_)
            | Action::Unclear
            | Action::OpenFile(_)
            | Action::CloseFile
            | Action::Roster(_)
            | Action::LeaveAsFiled { .. }
            | Action::Agree(_)
            | Action::Relate(_)
            | Action::Anew { .. }
    )
}

fn seen(tariff: &TariffRef, premium: Money) -> SeenQuote {
    SeenQuote { tariff: tariff.id.clone(), digest: tariff.digest.clone(), premium: premium.to_string() }
}

/// What Yew keeps of it.
pub struct Store(pub State);

/// Two are the same only if they are one: every action makes another.
impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
