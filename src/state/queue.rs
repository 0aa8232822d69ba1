//! Applications that wait behind the one in the form: "send" was pressed on each, and the next was begun before the network
//! was back. Each keeps its key and its bytes, as [`super::outbox`] has them for the form, and is sent in its turn.

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Said};
use super::form::Form;
use super::outbox::Outbox;
use super::roster::{Reading, Roster};
use super::scenario::Scenario;
use super::sending::Sending;
use super::units::Undo;
use super::{Belongs, MOST_SCENARIOS, Screen, State};
use crate::route::Follow;

/// As many as there is room for receipts.
const MOST_WAITING: usize = super::receipts::MOST;

/// One that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    pub key: String,
    pub form: Form,
    pub scenario: Scenario,
    pub outbox: Outbox,
    #[serde(default)]
    pub correcting: Option<Follow>,
    /// Found out anew on each visit.
    #[serde(skip)]
    pub stands: Sending,
}

impl Waiting {
    /// Whether "send" was not pressed on it: it waits for the form, not for the network.
    pub fn is_begun(&self) -> bool {
        self.outbox.sealed.is_none()
    }

    /// As it is kept.
    pub fn at_rest(&self) -> Self {
        Self { stands: Sending::Idle, ..self.clone() }
    }
}

/// Digests of the files that belong to a form.
fn files(form: &Form) -> impl Iterator<Item = String> {
    let roster = form.roster.as_ref().and_then(Roster::attachment);
    form.attachments.iter().cloned().chain(roster).map(|one| one.sha256)
}

impl State {
    /// Whether what is being sent can wait in the queue, so that the form is free for another.
    pub fn can_queue(&self) -> bool {
        let sealed = self.outbox.sealed.as_ref().is_some_and(|sealed| !sealed.earlier);
        let is_free = self.sending != Sending::UnderWay && self.elsewhere.is_none();
        sealed && is_free && self.has_room()
    }

    /// Whether another can wait.
    pub(super) fn has_room(&self) -> bool {
        self.queue.len() < MOST_WAITING
    }

    /// Puts what is being sent into the queue, so that the form is free for one with this key; says whether it is.
    pub(super) fn make_way(&mut self, key: String) -> bool {
        if !self.can_queue() {
            return !self.is_locked();
        }
        self.shelve(key);
        true
    }

    /// Puts the form into the queue, sent or not, and begins one with this key.
    pub(super) fn shelve(&mut self, key: String) {
        let form = core::mem::take(&mut self.form);
        let stands = core::mem::take(&mut self.sending);
        let Belongs { key, outbox, correcting } = self.belong(Belongs { key, ..Belongs::default() });
        let scenario = self.scenario();
        self.queue.push(Waiting { key, form, scenario, outbox, correcting, stands });
        (self.cleared, self.opened, self.evidence) = (None, None, Evidence::default());
        self.prefilled.clear();
    }

    /// The next enterprise, from the first question on.
    pub(super) fn begin_next(&mut self, key: String) {
        if self.outbox.sealed.is_some() && self.make_way(key) {
            // What was answered waits with its form.
            self.change(self.current, |scenario| *scenario = Scenario::default());
            (self.undo, self.removed, self.screen) = (None, None, Screen::Estimate);
        }
    }

    /// Takes one out of the queue and back into the form, to be looked at and changed.
    pub(super) fn take_out(&mut self, key: String) {
        let is_it = |waiting: &Waiting| waiting.key == key && waiting.stands != Sending::UnderWay;
        let Some(at) = self.queue.iter().position(is_it) else { return };
        let waiting = self.queue.remove(at);
        if !self.make_way(key.clone()) {
            self.queue.insert(at, waiting);
            return;
        }
        if self.form != Form::default() {
            // Begun and not sent: it waits to be gone on with.
            self.shelve(key);
        }
        let Waiting { key, form, scenario, outbox, correcting, stands } = waiting;
        self.put_aside(form, Belongs { key, outbox, correcting });
        self.show(scenario);
        self.screen = Screen::Apply;
        match stands {
            Sending::Stopped(_) => self.sending = stands,
            _ => self.take_back(),
        }
    }

    /// A scenario in the place of an empty one, or beside the others, unless it is among them; where there is no room the one
    /// at hand can be had back.
    pub(super) fn show(&mut self, scenario: Scenario) {
        if let Some(at) = self.scenarios.iter().position(|known| *known == scenario) {
            self.current = at;
            return;
        }
        if self.scenario() != Scenario::default() && self.scenarios.len() < MOST_SCENARIOS {
            self.scenarios.push(scenario);
            self.current = self.scenarios.len().saturating_sub(1);
            return;
        }
        if self.scenario() != Scenario::default() {
            self.undo = Some(Undo::of(self));
        }
        self.change(self.current, |at_hand| *at_hand = scenario);
    }

    /// Digests of the files that anything here still needs; nothing while one is being read, which is on the device before it is
    /// part of a form.
    pub fn needed_files(&self) -> Option<Vec<String>> {
        let is_reading =
            self.reading != Reading::Idle || matches!(self.evidence.said, Some((_, Said::Reading)));
        let put_aside = self.cleared.iter().map(|cleared| &cleared.before);
        let opened = self.opened.iter().filter_map(|opened| opened.1.form());
        let elsewhere = self.elsewhere.iter().map(|theirs| &theirs.form);
        let queues = self.queue.iter().chain(self.elsewhere.iter().flat_map(|theirs| &theirs.queue));
        let forms = put_aside.chain(opened).chain(elsewhere).chain(queues.map(|waiting| &waiting.form));
        (!is_reading).then(|| forms.chain([&self.form]).flat_map(files).collect())
    }
}
