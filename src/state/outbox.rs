//! An application between "send" and its receipt. The same bytes go out under the same key until the platform answers, however
//! often, after a reload too; changing them takes the application back first. So there is one application, and one receipt.

use serde::{Deserialize, Serialize};

use super::receipts::Given;
use super::sending::{Receipt, Sending, Trouble};
use super::{Action, Kept, Notice, State};
use crate::route::Follow;

/// The first pause between two tries, and the longest.
const FIRST_PAUSE_MILLISECONDS: u32 = 2_000;
const LONGEST_PAUSE_MILLISECONDS: u32 = 300_000;
/// A platform that asks for more patience is asked again after this long all the same.
const LONGEST_ASKED_SECONDS: u32 = 3_600;

/// More contents than this are not sent under one key by anybody.
const MOST_EARLIER: usize = 8;

/// What "send" was pressed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The draft as it is sent, to the byte.
    pub body: String,
    /// The premium that was agreed to, in yuan.
    pub premium: String,
    /// Tries so far. The answer to any of them may have been lost.
    pub tries: u32,
    /// Whether the form has changed since: this is only sent again for its receipt.
    #[serde(default)]
    pub earlier: bool,
    /// The application of which it is a new version.
    #[serde(default)]
    pub correcting: Option<Follow>,
}

/// What waits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outbox {
    pub sealed: Option<Sealed>,
    /// What was taken back after it may have arrived under the same key, the last one last.
    pub earlier: Vec<String>,
}

/// What can happen to it.
#[derive(Clone, Debug)]
pub enum Step {
    /// "Send" was pressed.
    Seal {
        body: String,
        premium: String,
    },
    /// It goes out.
    Try,
    Answered(Answered),
    /// Without waiting any longer.
    Now,
    /// To be changed.
    TakeBack,
    /// Not to be sent at all; the form can be brought back.
    Delete,
    /// An earlier content under this key was received: its receipt is asked for.
    AskForEarlier,
}

/// What came of one try.
#[derive(Clone, Debug)]
pub struct Answered {
    pub key: String,
    pub body: String,
    pub answer: Sending,
    /// For the next application.
    pub next_key: String,
    /// Whether the form is still on the screen: its receipt takes its place then.
    pub open: bool,
}

/// When the next try is due.
#[derive(Clone, Debug, PartialEq)]
pub enum Due {
    Now,
    /// After a pause; seconds where the platform asked for them.
    Later(Option<u32>),
}

/// Milliseconds until the next try: twice as long each time, and never two browsers in step. `luck` is any number.
pub fn pause(tries: u32, asked: Option<u32>, luck: u32) -> u32 {
    let doubled = FIRST_PAUSE_MILLISECONDS << tries.saturating_sub(1).min(8);
    let most = doubled.min(LONGEST_PAUSE_MILLISECONDS);
    let asked = asked.unwrap_or_default().min(LONGEST_ASKED_SECONDS) * 1_000;
    asked + most / 2 + luck % (most / 2)
}

impl Outbox {
    /// Takes the application back. What may have arrived is remembered.
    fn take_back(&mut self) {
        let Some(sealed) = self.sealed.take() else { return };
        if sealed.tries > 0 && !self.earlier.contains(&sealed.body) {
            self.earlier.push(sealed.body);
            if self.earlier.len() > MOST_EARLIER {
                self.earlier.remove(0);
            }
        }
    }

    fn next_earlier(&mut self, correcting: Option<Follow>) {
        let (premium, tries, earlier) = (String::new(), 0, true);
        self.sealed = self.earlier.pop().map(|body| Sealed { body, premium, tries, earlier, correcting });
    }
}

impl State {
    /// Whether an application waits or is on its way: the form is not to be changed.
    pub fn is_locked(&self) -> bool {
        self.outbox.sealed.is_some() && !matches!(self.sending, Sending::Stopped(_))
    }

    /// What is to be sent, and when.
    pub fn due(&self) -> Option<(String, Sealed, Due)> {
        let sealed = self.outbox.sealed.clone()?;
        let due = match &self.sending {
            Sending::Waiting(_, asked) => Due::Later(*asked),
            Sending::UnderWay | Sending::Stopped(_) => return None,
            Sending::Idle | Sending::Sent(_) => Due::Now,
        };
        Some((self.key.clone(), sealed, due))
    }

    pub(super) fn reduce_outbox(&mut self, step: Step) {
        match step {
            // Pressed twice, or while another tab has another version.
            Step::Seal { .. } if self.is_locked() || self.elsewhere.is_some() => {}
            Step::Seal { body, premium } => {
                let correcting = self.correcting.clone();
                self.outbox.sealed = Some(Sealed { body, premium, tries: 0, earlier: false, correcting });
                self.sending = Sending::Idle;
            }
            Step::Try => {
                if let Some(sealed) = &mut self.outbox.sealed {
                    sealed.tries += 1;
                    self.sending = Sending::UnderWay;
                }
            }
            Step::Answered(answered) => self.answered(answered),
            Step::Now if matches!(self.sending, Sending::Waiting(..)) => self.sending = Sending::Idle,
            Step::Now => {}
            Step::TakeBack => self.take_back(),
            Step::Delete => {
                self.take_back();
                // The key stays with the form: brought back, it is the same application.
                self.reduce_form(Action::Clear { key: self.key.clone() });
            }
            Step::AskForEarlier => {
                self.outbox.next_earlier(self.correcting.clone());
                self.sending = Sending::Idle;
            }
        }
    }

    fn take_back(&mut self) {
        self.outbox.take_back();
        self.sending = Sending::Idle;
    }

    fn answered(&mut self, answered: Answered) {
        let Answered { key, body, answer, next_key, open } = answered;
        let sealed = self.outbox.sealed.as_ref().filter(|sealed| self.key == key && sealed.body == body);
        let (waits, earlier) = (sealed.is_some(), sealed.is_some_and(|sealed| sealed.earlier));
        match answer {
            Sending::Sent(receipt) => self.sent(&key, receipt, waits && !earlier, next_key, open),
            // Taken back meanwhile: it tells nothing of what is on the screen.
            _ if !waits => {}
            // It was not this content that arrived.
            Sending::Stopped(_) if earlier => {
                self.outbox.next_earlier(self.correcting.clone());
                let none_left = self.outbox.sealed.is_none();
                self.sending = if none_left { Sending::Stopped(Trouble::KeyReused) } else { Sending::Idle };
            }
            answer => self.sending = answer,
        }
    }

    /// The platform has it. The next application has a key of its own.
    fn sent(&mut self, key: &str, receipt: Receipt, form_too: bool, next_key: String, open: bool) {
        self.remember(Given::new(&receipt, key, self.today));
        if form_too {
            // Personal data is not kept longer than needed.
            (self.form, self.agreed, self.opened, self.relation) = (<_>::default(), None, None, "");
            self.pressed = false;
            // What a correction put aside is another application.
            let correction = self.correcting.take().is_some();
            self.cleared = self.cleared.take().filter(|before| correction && before.belonged.is_some());
            self.prefilled.clear();
            self.evidence = <_>::default();
        }
        if self.key == key {
            (self.key, self.outbox) = (next_key, Outbox::default());
        }
        if open {
            self.screen = super::Screen::Receipt;
        }
        self.sending = Sending::Sent(receipt);
    }

    /// Another tab has kept another version. `changed_here` says whether this one has changes that are kept nowhere.
    pub(super) fn meet(&mut self, theirs: Kept, changed_here: bool, next_key: String) {
        for given in theirs.receipts.clone() {
            self.remember(given);
        }
        self.elsewhere = None;
        if let Some(given) = self.receipts.iter().find(|given| given.key == self.key).cloned() {
            self.notice = Some(Notice::SentElsewhere(given));
            self.sending = Sending::Idle;
            if changed_here {
                (self.key, self.outbox) = (next_key, Outbox::default());
            } else {
                self.take_over(theirs);
            }
            return;
        }
        if self.kept().is_same(&theirs) {
            return;
        }
        let pressed_there = theirs.key == self.key && theirs.outbox != self.outbox;
        let nothing_to_lose = self.kept().is_blank() || theirs.is_blank() || pressed_there;
        if !changed_here && nothing_to_lose {
            self.sending = Sending::Idle;
            self.take_over(theirs);
        } else {
            self.elsewhere = Some(Box::new(theirs));
        }
    }
}

#[cfg(test)]
mod tests;
