//! A computer at a campaign table: who comes next finds nothing of who was there before. Only what "send" was pressed on waits, as
//! it goes out and without its form, until there is a network.

use rating::Date;

use super::form::Form;
use super::queue::Waiting;
use super::scenario::Scenario;
use super::{Kept, State};
use crate::words::Lang;

/// What can happen at the table.
#[derive(Clone, Debug)]
pub enum Step {
    /// Nobody has touched it for a while; or somebody has again.
    Leaving(bool),
    /// For who comes next.
    Reset { key: String, today: Date },
}

impl State {
    pub(super) fn reduce_kiosk(&mut self, step: Step) {
        match step {
            Step::Leaving(leaving) => self.leaving = leaving && !self.is_fresh(),
            Step::Reset { key, today } => {
                let queue = self.waiting_at_the_table();
                let (kiosk, elder, newer) = (self.kiosk, self.elder, self.newer);
                let (wrong_day, tariffs_of) = (self.wrong_day, self.tariffs_of);
                let fresh = Self::new(today, Lang::default(), key);
                *self = Self { queue, kiosk, elder, newer, wrong_day, tariffs_of, ..fresh };
            }
        }
    }

    /// Whether somebody could begin.
    pub fn is_fresh(&self) -> bool {
        let fresh = Self::new(self.today, Lang::default(), String::new());
        let same = (self.screen, self.lang) == (fresh.screen, fresh.lang) && self.receipts.is_empty();
        same && self.kept_by_a_visitor().is_blank() && self.outbox.sealed.is_none()
    }

    /// All that waits, and nothing else.
    pub(super) fn kept_at_the_table(&self) -> Kept {
        let queue = self.waiting_at_the_table().iter().map(Waiting::at_rest).collect();
        Kept {
            queue,
            on: self.today,
            ..Self::new(self.today, Lang::default(), String::new()).kept_by_a_visitor()
        }
    }

    /// What the last one pressed "send" on too. Without its form: nobody takes it out again here.
    fn waiting_at_the_table(&self) -> Vec<Waiting> {
        let last = self.outbox.sealed.is_some().then(|| Waiting {
            key: self.key.clone(),
            form: Form::default(),
            scenario: Scenario::default(),
            outbox: self.outbox.clone(),
            correcting: self.correcting.clone(),
            stands: self.sending.clone(),
        });
        self.queue.iter().cloned().chain(last).collect()
    }
}
