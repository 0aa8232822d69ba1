//! What can happen.

use application::Application;
use application::invitation::Invitation;
use rating::quote::Change;

use super::campaign::Campaign;
use super::form::Part;
use super::kept::Kept;
use super::opening::Opening;
use super::outbox::Step;
use super::scenario::Scenario;
use super::{Notice, Refused, Screen, evidence, kiosk, many, roster, sending};
use crate::route::Follow;
use crate::words::Lang;

/// What can happen.
#[derive(Clone, Debug)]
pub enum Action {
    Speak(Lang),
    /// Large type and targets, or the usual ones.
    Enlarge(bool),
    Go(Screen),
    /// An answer typed or chosen, in a scenario; `None` takes the default again.
    Answer {
        scenario: usize,
        unit: Option<usize>,
        key: String,
        text: Option<String>,
    },
    /// The first day of cover, as typed.
    Inception {
        scenario: usize,
        text: String,
    },
    AddUnit,
    RemoveUnit(usize),
    Try(Vec<Change>),
    Undo,
    /// A scenario beside the others.
    Add(Scenario),
    Remove(usize),
    /// Puts back what was removed last.
    Restore,
    Edit(usize),
    /// Scenarios from a link.
    Open {
        scenarios: Vec<Scenario>,
        current: usize,
        screen: Screen,
    },
    Fill {
        pointer: String,
        text: String,
    },
    Declare {
        pointer: String,
        agreed: bool,
    },
    /// A link of invitation was opened.
    Invite {
        invitation: Invitation,
        /// For its application, where another is in the form.
        key: String,
    },
    /// A campaign is wished for.
    Come(String),
    /// The platform says which campaign its link was of.
    Told(Box<Campaign>),
    /// What it filled in is right.
    Confirm,
    Evidence(evidence::Change),
    /// An application is opened to be corrected.
    Correct {
        follow: Follow,
        filed: Box<Application>,
        key: String,
    },
    /// It is left as it was filed.
    LeaveAsFiled {
        key: String,
    },
    Clear {
        key: String,
    },
    ClearPart(Part),
    /// Takes the clearing back.
    Unclear,
    /// Everything, as on a first visit: others use this computer too.
    ForgetAll {
        key: String,
    },
    /// Whether what was typed last is on the device.
    Keeping(Option<Refused>),
    /// Puts what a file holds in the place of what was typed.
    OpenFile(Box<Opening>),
    /// Takes that back.
    CloseFile,
    /// What was told of it was read.
    FileRead,
    Roster(roster::Step),
    Many(many::Step),
    /// Another tab has kept something; `next_key` in case the draft was sent there.
    Meet {
        theirs: Box<Kept>,
        changed_here: bool,
        next_key: String,
    },
    /// The other tab's version, or this one's.
    Choose {
        theirs: bool,
    },
    ForgetReceipt(String),
    Notice(Option<Notice>),
    /// There is a newer build of the page.
    Newer,
    Kiosk(kiosk::Step),
    PointAtMissing,
    Press,
    Outbox(Step),
    Agree(sending::Theirs),
    /// `replacement` or `addition` to earlier ones.
    Relate(&'static str),
    /// The key was used: another application from now on.
    Anew {
        key: String,
    },
}
