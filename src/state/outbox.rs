//! An application between "send" and its receipt. The same bytes go out under the same key until the platform answers, however
//! often, after a reload too; changing them takes the application back first. So there is one application, and one receipt.

use serde::{Deserialize, Serialize};

use super::queue::Waiting;
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
    /// The one with this key goes out.
    Try(String),
    Answered(Answered),
    /// Without waiting any longer.
    Now,
    /// To be changed.
    TakeBack,
    /// Not to be sent at all; the form can be brought back.
    Delete,
    /// An earlier content under this key was received: its receipt is asked for.
    AskForEarlier,
    /// As the next version of whatever stands there.
    WriteOver,
    /// It waits in the queue while the form is used for another, which gets this key.
    Next(String),
    /// The one with this key comes out of the queue; what is in the form is put aside, or waits in its place.
    TakeOut(String),
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

/// What goes out next.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    pub key: String,
    pub sealed: Sealed,
    pub due: Due,
    /// Whether it is the one in the form.
    pub in_form: bool,
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
    pub(super) fn take_back(&mut self) {
        let Some(sealed) = self.sealed.take() else { return };
        if (sealed.tries > 0 || sealed.earlier) && !self.earlier.contains(&sealed.body) {
            self.earlier.push(sealed.body);
            if self.earlier.len() > MOST_EARLIER {
                self.earlier.remove(0);
            }
        }
    }

    /// What an answer for these bytes says of what waits, unless that was taken back meanwhile.
    fn hear(&mut self, body: &str, answer: Sending) -> Option<Sending> {
        let sealed = self.sealed.as_mut().filter(|sealed| sealed.body == body)?;
        if !matches!(&answer, Sending::Stopped(trouble) if trouble.is_of_the_platform()) {
            return Some(answer);
        }
        // This content has not arrived: the platform looks for that before anything else.
        sealed.tries = 0;
        if !sealed.earlier {
            return Some(answer);
        }
        let correcting = sealed.correcting.clone();
        self.next_earlier(correcting);
        let none_left = self.sealed.is_none();
        Some(if none_left { Sending::Stopped(Trouble::KeyReused) } else { Sending::Idle })
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

    /// What is to be sent, and when: one at a time, the one in the form first.
    pub fn due(&self) -> Option<Parcel> {
        let in_form = self.outbox.sealed.as_ref().map(|sealed| (&self.key, sealed, &self.sending, true));
        let queued = self.queue.iter().filter_map(|waiting| {
            Some((&waiting.key, waiting.outbox.sealed.as_ref()?, &waiting.stands, false))
        });
        let all: Vec<_> = in_form.into_iter().chain(queued).collect();
        let first = |due: fn(&Sending) -> Option<Due>| {
            all.iter().find_map(|(key, sealed, stands, in_form)| {
                let (key, sealed) = ((*key).clone(), (*sealed).clone());
                Some(Parcel { key, sealed, due: due(stands)?, in_form: *in_form })
            })
        };
        if all.iter().any(|(.., stands, _)| **stands == Sending::UnderWay) {
            return None;
        }
        first(|stands| matches!(stands, Sending::Idle | Sending::Sent(_)).then_some(Due::Now)).or_else(|| {
            first(|stands| match stands {
                Sending::Waiting(_, asked) => Some(Due::Later(*asked)),
                _ => None,
            })
        })
    }

    pub(super) fn reduce_outbox(&mut self, step: Step) {
        match step {
            // Pressed twice, or while another tab has another version.
            Step::Seal { .. } if self.is_locked() || self.elsewhere.is_some() => {}
            Step::Seal { body, premium } => {
                let correcting = self.correcting.clone();
                // What a firewall refused may have arrived before.
                self.outbox.take_back();
                self.outbox.sealed = Some(Sealed { body, premium, tries: 0, earlier: false, correcting });
                self.sending = Sending::Idle;
            }
            Step::Try(key) => {
                if let Some((Outbox { sealed: Some(sealed), .. }, stands)) = self.sent_under(&key) {
                    sealed.tries += 1;
                    *stands = Sending::UnderWay;
                }
            }
            Step::Answered(answered) => self.answered(answered),
            Step::Now => {
                let queued = self.queue.iter_mut().map(|waiting| &mut waiting.stands);
                let waits = |stands: &&mut Sending| matches!(stands, Sending::Waiting(..));
                queued.chain([&mut self.sending]).filter(waits).for_each(|stands| *stands = Sending::Idle);
            }
            Step::WriteOver => {
                let sealed = self.outbox.sealed.iter_mut().filter_map(|sealed| sealed.correcting.as_mut());
                self.correcting.iter_mut().chain(sealed).for_each(|of| of.seen = 0);
                self.sending = Sending::Idle;
            }
            Step::Next(key) => self.begin_next(key),
            Step::TakeOut(key) => self.take_out(key),
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

    pub(super) fn take_back(&mut self) {
        self.outbox.take_back();
        self.sending = Sending::Idle;
    }

    /// What is sent under a key, and where it stands.
    fn sent_under(&mut self, key: &str) -> Option<(&mut Outbox, &mut Sending)> {
        if self.key == key {
            return Some((&mut self.outbox, &mut self.sending));
        }
        let waiting = self.queue.iter_mut().find(|waiting| waiting.key == key)?;
        Some((&mut waiting.outbox, &mut waiting.stands))
    }

    fn answered(&mut self, answered: Answered) {
        let Answered { key, body, answer, next_key, open } = answered;
        if let Sending::Sent(receipt) = answer {
            let given = Given::new(&receipt, &key, self.today);
            if self.kiosk && self.key != key {
                // Whoever it is of has gone, and it is none of anybody else's business.
                self.queue.retain(|waiting| waiting.key != key);
                return;
            }
            self.remember(given.clone());
            match self.queue.iter().position(|waiting| waiting.key == key) {
                Some(at) => {
                    self.queue.remove(at);
                    self.notice = Some(Notice::Received(given));
                }
                None => self.sent(&key, &body, receipt, next_key, open),
            }
            return;
        }
        if let Some((outbox, stands)) = self.sent_under(&key)
            && let Some(now) = outbox.hear(&body, answer)
        {
            *stands = now;
        }
    }

    /// The platform has what is in the form. The next application has a key of its own.
    fn sent(&mut self, key: &str, body: &str, receipt: Receipt, next_key: String, open: bool) {
        let sealed = self.outbox.sealed.as_ref().filter(|sealed| self.key == key && sealed.body == body);
        let mut corrected = false;
        if sealed.is_some_and(|sealed| !sealed.earlier) {
            // Personal data is not kept longer than needed.
            (self.form, self.agreed, self.opened, self.relation) = (<_>::default(), None, None, "");
            self.pressed = false;
            corrected = self.correcting.take().is_some();
            // What another application took the place of is not what was sent.
            self.cleared = self.cleared.take().filter(|before| before.belonged.is_some());
            self.prefilled.clear();
            self.evidence = <_>::default();
        }
        if self.key == key {
            (self.key, self.outbox) = (next_key, Outbox::default());
        }
        if corrected {
            self.come_back();
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
        self.meet_queue(&theirs, changed_here);
        let queued_there = theirs.queue.iter().any(|waiting| waiting.key == self.key);
        if queued_there && (!changed_here || self.is_locked()) {
            self.take_over(theirs);
            return;
        }
        self.queue.retain(|waiting| waiting.key != self.key);
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
        let ours = Kept { queue: theirs.queue.clone(), ..self.kept() };
        if ours.is_same(&theirs) {
            return;
        }
        let pressed_there = theirs.key == self.key && theirs.outbox != self.outbox;
        let nothing_to_lose = ours.is_blank() || theirs.is_blank() || pressed_there;
        if !changed_here && nothing_to_lose {
            self.sending = Sending::Idle;
            self.take_over(theirs);
        } else {
            self.elsewhere = Some(Box::new(theirs));
        }
    }

    /// What waits there waits here too. What was sent does not wait any more, nor what another tab took out while nothing
    /// changed here.
    fn meet_queue(&mut self, theirs: &Kept, changed_here: bool) {
        let ours = core::mem::take(&mut self.queue);
        let stands = |key: &str| ours.iter().find(|ours| ours.key == key).map(|ours| ours.stands.clone());
        let there = theirs
            .queue
            .iter()
            .map(|waiting| Waiting { stands: stands(&waiting.key).unwrap_or_default(), ..waiting.clone() });
        let is_there = |ours: &&Waiting| theirs.queue.iter().any(|theirs| theirs.key == ours.key);
        let taken_out = |ours: &&Waiting| ours.key == theirs.key;
        let here = ours.iter().filter(|ours| changed_here && !is_there(ours) && !taken_out(ours)).cloned();
        let sent = |waiting: &Waiting| self.receipts.iter().any(|given| given.key == waiting.key);
        self.queue = there.chain(here).filter(|waiting| !sent(waiting)).collect();
    }
}

#[cfg(test)]
mod tests;
