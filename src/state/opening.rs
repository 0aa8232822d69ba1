//! A saved file in the place of what was typed. That waits in the queue, over a reload too, and can be had back at once.

use std::rc::Rc;

use super::file::{Misfit, Opened};
use super::form::Form;
use super::scenario::Scenario;
use super::{Action, Belongs, Screen, State};

/// A file that is to be opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    pub file: Opened,
    /// What in it does not fit any more.
    pub misfits: Vec<Misfit>,
    /// What was true of last year, where it is to be the same for another.
    pub check: Vec<Misfit>,
    /// Whether it is to be the same for another year.
    pub renewed: bool,
    /// Another application has another key.
    pub key: String,
}

/// What was there before.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    scenarios: Vec<Scenario>,
    current: usize,
    aside: Aside,
}

#[derive(Clone, Debug, PartialEq)]
enum Aside {
    /// It waits under this key.
    Waits(String),
    /// Nothing was begun, or there was no room.
    Here(Box<(Form, Belongs)>),
}

impl Before {
    /// The form, where it waits nowhere else.
    pub(super) fn form(&self) -> Option<&Form> {
        match &self.aside {
            Aside::Waits(_) => None,
            Aside::Here(before) => Some(&before.0),
        }
    }
}

impl State {
    /// Whether what was typed waits when a file is opened.
    pub fn would_wait(&self) -> bool {
        self.form != Form::default() && self.has_room()
    }

    pub(super) fn reduce_file(&mut self, action: Action) {
        match (action, self.opened.take()) {
            (Action::OpenFile(opening), _) => self.open_file(*opening),
            (Action::CloseFile, Some(opened)) => self.close_file(opened.1.clone()),
            _ => {}
        }
    }

    fn open_file(&mut self, opening: Opening) {
        let (scenarios, current, key) = (self.scenarios.clone(), self.current, opening.key.clone());
        let aside = if self.would_wait() {
            let waits = self.key.clone();
            self.shelve(key);
            Aside::Waits(waits)
        } else {
            let form = core::mem::take(&mut self.form);
            Aside::Here(Box::new((form, self.belong(Belongs { key, ..Belongs::default() }))))
        };
        self.form = opening.file.form.clone();
        let scenario = opening.file.scenario.clone();
        self.change(self.current, |at_hand| *at_hand = scenario);
        // Nothing in a file came by a link.
        self.prefilled.clear();
        (self.undo, self.removed, self.cleared, self.screen) = (None, None, None, Screen::Apply);
        self.opened = Some(Rc::new((opening, Before { scenarios, current, aside })));
    }

    fn close_file(&mut self, before: Before) {
        let is_there = |key: &String| self.queue.iter().any(|waiting| waiting.key == *key);
        if matches!(&before.aside, Aside::Waits(key) if !is_there(key)) {
            // Sent meanwhile, or taken out in another tab.
            return;
        }
        self.outbox.take_back();
        if self.outbox.earlier.is_empty() {
            self.form = Form::default();
        } else {
            // It may have arrived.
            self.shelve(self.key.clone());
        }
        match before.aside {
            Aside::Waits(key) => self.take_out(key),
            Aside::Here(before) => {
                let (form, belongs) = *before;
                self.form = form;
                self.belong(belongs);
            }
        }
        (self.scenarios, self.current, self.undo) = (before.scenarios, before.current, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::outbox::Step;
    use crate::words::Lang;

    fn typed(state: State, name: &str) -> State {
        state.reduce(Action::Fill { pointer: "/enterprise/name".into(), text: name.into() })
    }

    fn visit() -> State {
        let mut state = State::new("2026-12-01".parse().unwrap(), Lang::Zh, "key".into());
        state.answer(0, Some(0), "headcount", Some("3".into()));
        state
    }

    fn opened(state: State) -> State {
        let mut file = Opened::default();
        file.form.enterprise.name = "file".into();
        let (misfits, check) = <_>::default();
        let opening = Opening { file, misfits, check, renewed: false, key: "file".into() };
        state.reduce(Action::OpenFile(Box::new(opening)))
    }

    /// What tells one application from another.
    fn at_hand(state: &State) -> (&str, &str, &[Scenario], usize) {
        (&state.form.enterprise.name, &state.key, &state.scenarios, state.queue.len())
    }

    #[test]
    fn what_was_begun_waits_over_a_reload() {
        let begun = typed(visit(), "begun");
        let state = opened(begun.clone());
        assert_eq!((state.form.enterprise.name.as_str(), state.key.as_str()), ("file", "file"));
        let reloaded = State::new(state.today, Lang::Zh, "never used".into()).restore(state.kept());
        let back = reloaded.reduce(Action::Outbox(Step::TakeOut("key".into())));
        assert_eq!((&back.form, &back.key, back.scenario()), (&begun.form, &begun.key, begun.scenario()));
        assert_eq!(back.queue.len(), 1, "and so does what the file held");
    }

    #[test]
    fn closed_again_all_is_as_it_was() {
        for before in [visit(), typed(visit(), "begun")] {
            for after in [opened(before.clone()), typed(opened(before.clone()), "changed")] {
                assert_eq!(at_hand(&after.reduce(Action::CloseFile)), at_hand(&before));
            }
        }
        let mut gone = opened(typed(visit(), "begun"));
        gone.queue.clear();
        assert_eq!(gone.reduce(Action::CloseFile).form.enterprise.name, "file", "nothing to go back to");
    }

    #[test]
    fn what_a_link_filled_in_is_not_of_the_file() {
        let mut state = visit();
        state.prefilled = vec!["/enterprise/name".into(), "0/units/0/answers/sector".into()];
        assert!(opened(state).prefilled.is_empty());
    }
}
