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
        let to_send = self.queue.iter().filter(|waiting| waiting.outbox.sealed.is_some());
        to_send.cloned().chain(last).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::outbox::{Answered, Step as Outbox};
    use crate::state::sending::{Receipt, Sending};
    use crate::state::{Action, Screen};

    fn today() -> Date {
        Date::new(2026, 11, 27).unwrap()
    }

    fn at_the_table() -> State {
        State { kiosk: true, ..State::new(today(), Lang::Zh, "first".into()) }
    }

    fn typed(state: State) -> State {
        let state = state.reduce(Action::Fill { pointer: "/contact/name".into(), text: "某人".into() });
        state.reduce(Action::Go(Screen::Apply))
    }

    fn reset(state: State) -> State {
        state.reduce(Action::Kiosk(Step::Reset { key: "second".into(), today: today() }))
    }

    #[test]
    fn nothing_of_one_is_left_for_the_next() {
        let state = typed(at_the_table());
        assert!(!serde_json::to_string(&state.kept()).unwrap().contains("某人"), "on the device");
        assert!(!state.is_fresh());
        let state = reset(state);
        assert!(state.is_fresh() && state.kiosk);
        assert_eq!(state, State { key: "second".into(), ..at_the_table() });
    }

    #[test]
    fn what_is_to_be_sent_waits_and_is_sent_under_its_key() {
        let state = typed(at_the_table());
        let state = state.reduce(Action::Outbox(Outbox::Seal { body: "{}".into(), premium: "1.00".into() }));
        let kept = state.kept();
        let state = reset(state);
        assert_eq!(state.kept().queue, kept.queue);
        assert_eq!(at_the_table().restore(kept).queue.len(), 1);
        let (key, body) = ("first".to_owned(), "{}".to_owned());
        let receipt = Receipt {
            receipt: "JN".into(),
            link: String::new(),
            premium: "1.00".into(),
            mark: None,
            version: 0,
        };
        let answer = Sending::Sent(receipt);
        let answered = Answered { key, body, answer, next_key: "third".into(), open: false };
        let state = state.reduce(Action::Outbox(Outbox::Answered(answered)));
        assert!(state.queue.is_empty() && state.receipts.is_empty() && state.notice.is_none());
    }

    #[test]
    fn nobody_is_asked_to_go_on_where_nothing_was_begun() {
        let leaving = |state: State| state.reduce(Action::Kiosk(Step::Leaving(true))).leaving;
        assert!(!leaving(at_the_table()) && leaving(typed(at_the_table())));
    }
}
