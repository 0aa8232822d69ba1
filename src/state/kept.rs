//! What is kept on this device over a reload, and taken up again.

use rating::Date;
use serde::{Deserialize, Serialize};

use super::form::Form;
use super::outbox::Outbox;
use super::queue::Waiting;
use super::receipts::Given;
use super::scenario::Scenario;
use super::sending::Sending;
use super::{Belongs, MOST_SCENARIOS, Notice, State};
use crate::route::Follow;
use crate::words::Lang;

/// Days that a form is kept on this device.
const DAYS_KEPT: i32 = 30;

/// What is kept on this device over a reload.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub(super) on: Date,
    pub(super) lang: Lang,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) current: usize,
    pub(super) form: Form,
    pub(super) key: String,
    #[serde(default)]
    pub(super) correcting: Option<Follow>,
    #[serde(default)]
    pub(super) prefilled: Vec<String>,
    #[serde(default)]
    pub(super) campaign: String,
    #[serde(default)]
    pub(super) outbox: Outbox,
    #[serde(default)]
    pub(super) queue: Vec<Waiting>,
    #[serde(default)]
    pub(super) receipts: Vec<Given>,
}

impl Kept {
    /// Whole, and not too old: personal data is not kept longer than needed. A clock that was ahead makes nothing old.
    pub fn is_usable(&self, today: Date) -> bool {
        let age = today.days() - self.on.days();
        let whole =
            (1..=MOST_SCENARIOS).contains(&self.scenarios.len()) && self.current < self.scenarios.len();
        whole && age <= DAYS_KEPT
    }

    /// Whether it says the same, whatever the language or the scenario that is looked at.
    pub fn is_same(&self, other: &Self) -> bool {
        self.clone().seen_as(other) == *other
    }

    /// As seen by another: in its language, at its scenario.
    pub fn seen_as(self, other: &Self) -> Self {
        Self { on: other.on, lang: other.lang, current: other.current, ..self }
    }

    /// Whether the same waits to be sent, and the same was sent.
    pub fn sends_the_same(&self, other: &Self) -> bool {
        self.outbox == other.outbox && self.queue == other.queue && self.receipts == other.receipts
    }

    /// Whether the draft with this key was sent.
    pub fn was_sent(&self, key: &str) -> bool {
        self.receipts.iter().any(|given| given.key == key)
    }

    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.form == Form::default() && self.scenarios == [Scenario::default()]
    }

    /// Whether there is nothing to lose in it.
    pub fn is_empty(&self) -> bool {
        self.is_blank() && self.queue.is_empty()
    }
}

impl State {
    /// Takes up what was kept. Of a draft that is too old or not whole only the receipts are taken.
    pub fn restore(mut self, kept: Kept) -> Self {
        if self.kiosk {
            self.queue.clone_from(&kept.queue);
            return self;
        }
        for given in kept.receipts.iter().rev() {
            self.remember(given.clone());
        }
        self.lang = kept.lang;
        if kept.is_usable(self.today) {
            self.queue.clone_from(&kept.queue);
            self.take_over(kept);
        } else if !kept.is_empty() {
            self.notice = Some(Notice::Expired);
        }
        self
    }

    /// Takes a draft in place of the one that is here.
    pub(super) fn take_over(&mut self, kept: Kept) {
        let Kept { scenarios, current, form, key, outbox, correcting, prefilled, campaign, .. } = kept;
        self.belong(Belongs { key, outbox, correcting });
        (self.scenarios, self.current, self.form) = (scenarios, current, form);
        (self.prefilled, self.campaign) = (prefilled, campaign);
        (self.undo, self.removed, self.cleared, self.opened) = (None, None, None, None);
    }

    pub(super) fn choose(&mut self, theirs: bool) {
        match self.elsewhere.take() {
            Some(kept) if theirs => {
                self.sending = Sending::Idle;
                self.take_over(*kept);
            }
            _ => {}
        }
    }

    /// What to keep.
    pub fn kept(&self) -> Kept {
        if self.kiosk { self.kept_at_the_table() } else { self.kept_by_a_visitor() }
    }

    pub(super) fn kept_by_a_visitor(&self) -> Kept {
        Kept {
            on: self.today,
            lang: self.lang,
            scenarios: self.scenarios.clone(),
            current: self.current,
            form: self.form.clone(),
            key: self.key.clone(),
            correcting: self.correcting.clone(),
            prefilled: self.prefilled.clone(),
            campaign: self.campaign.clone(),
            outbox: self.outbox.clone(),
            queue: self.queue.iter().map(Waiting::at_rest).collect(),
            receipts: self.receipts.clone(),
        }
    }
}
