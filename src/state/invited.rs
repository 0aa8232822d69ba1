//! What a link of invitation fills in. Nothing that was typed is lost to it, and all of it is marked until it was looked at.

use application::invitation::Invitation;

use super::form::{Form, Part};
use super::scenario::{Scenario, pointer};
use super::units::Undo;
use super::{Cleared, MOST_SCENARIOS, Screen, State};

/// What marks an answer as filled in; a field of the form is marked by its pointer.
pub fn mark(scenario: usize, unit: Option<usize>, key: &str) -> String {
    format!("{scenario}{}", pointer(unit, key))
}

impl State {
    pub(super) fn invite(&mut self, invitation: Invitation, key: String) {
        if !self.make_way(key.clone()) {
            return;
        }
        if self.correcting.is_some() {
            // What is invited to is another application; the correction waits.
            self.shelve(key);
        }
        self.prefilled.clear();
        self.come_by(invitation.campaign);
        self.answer_for(&invitation.answers);
        self.make_room(&invitation.uscc);
        // The code comes last: it also tells a district, where none is named.
        let fields = [
            ("/enterprise/name", invitation.name),
            ("/enterprise/district", invitation.district),
            ("/enterprise/uscc", invitation.uscc),
        ];
        for (pointer, text) in fields {
            if !text.is_empty() && self.form.text(pointer).is_empty() {
                self.form.fill(pointer, text, self.today);
                self.prefilled.push(pointer.to_owned());
            }
        }
        self.screen = Screen::Estimate;
    }

    /// Two enterprises are not mixed: another one's part is cleared, which can be taken back.
    fn make_room(&mut self, uscc: &str) {
        let typed = &self.form.enterprise.uscc;
        if typed.is_empty() || uscc.is_empty() || typed == uscc {
            return;
        }
        let mut before = Form::default();
        self.form.swap(&mut before, Part::Enterprise);
        let (part, marks) = (Some(Part::Enterprise), Vec::new());
        self.cleared = Some(Cleared { part, before, marks, belonged: None });
    }

    /// In the scenario at hand if nothing is answered there, else in one of its own.
    pub(super) fn answer_for<'a>(&mut self, answers: impl IntoIterator<Item = (&'a String, &'a String)>) {
        let mut answers = answers.into_iter().peekable();
        if answers.peek().is_none() {
            return;
        }
        if self.scenario() != Scenario::default() {
            if self.scenarios.len() < MOST_SCENARIOS {
                self.scenarios.push(Scenario::default());
                self.current = self.scenarios.len().saturating_sub(1);
            } else {
                self.undo = Some(Undo::of(self));
                self.change(self.current, |scenario| *scenario = Scenario::default());
            }
        }
        for (key, answer) in answers {
            self.change(self.current, |scenario| scenario.answer(Some(0), key, Some(answer.clone())));
            self.prefilled.push(mark(self.current, Some(0), key));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::state::Action;
    use crate::words::Lang;

    fn state() -> State {
        State::new("2026-11-23".parse().unwrap(), Lang::Zh, "key".into())
    }

    fn invitation() -> Invitation {
        Invitation {
            name: "示例加油站".into(),
            uscc: "91370100000000000R".into(),
            answers: BTreeMap::from([("sector".into(), "hazardous-chemicals".into())]),
            ..Invitation::default()
        }
    }

    fn fill(state: State, pointer: &str, text: &str) -> State {
        state.reduce(Action::Fill { pointer: pointer.into(), text: text.into() })
    }

    #[test]
    fn what_is_filled_in_is_marked_until_it_is_touched() {
        let state = state().reduce(Action::Invite { invitation: invitation(), key: "invited".into() });
        assert_eq!(state.form.enterprise.name, "示例加油站");
        assert_eq!(state.prefilled, ["0/units/0/answers/sector", "/enterprise/name", "/enterprise/uscc"]);
        let state = fill(state, "/enterprise/name", "示例加油站有限公司");
        assert_eq!(state.prefilled, ["0/units/0/answers/sector", "/enterprise/uscc"]);
        let sector = Action::Answer { scenario: 0, unit: Some(0), key: "sector".into(), text: None };
        let state = state.reduce(sector);
        assert_eq!(state.prefilled, ["/enterprise/uscc"]);
        assert!(state.reduce(Action::Confirm).prefilled.is_empty());
    }

    #[test]
    fn what_is_cleared_is_marked_no_more_until_it_comes_back() {
        let state = state().reduce(Action::Invite { invitation: invitation(), key: "invited".into() });
        let all = state.prefilled.clone();
        for clear in [Action::Clear { key: "next".into() }, Action::ClearPart(Part::Enterprise)] {
            let cleared = state.clone().reduce(clear);
            assert_eq!(cleared.prefilled, ["0/units/0/answers/sector"], "that answer is still there");
            assert_eq!(cleared.reduce(Action::Unclear).prefilled, all);
        }
        let contact = state.clone().reduce(Action::ClearPart(Part::Contact));
        assert_eq!(contact.prefilled, all, "another part");
        let other = Invitation { uscc: "91370102000000019K".into(), ..invitation() };
        let other = state.reduce(Action::Invite { invitation: other, key: "other".into() });
        let back = other.reduce(Action::Unclear);
        assert_eq!(back.prefilled, ["1/units/0/answers/sector"], "who was cleared first was typed");
    }

    #[test]
    fn nothing_that_was_typed_is_lost() {
        let typed = fill(state(), "/contact/name", "某某");
        let typed = fill(typed, "/enterprise/uscc", "91370102000000019K");
        let headcount =
            Action::Answer { scenario: 0, unit: Some(0), key: "headcount".into(), text: Some("3".into()) };
        let state = typed
            .reduce(headcount)
            .reduce(Action::Invite { invitation: invitation(), key: "invited".into() });
        assert_eq!((state.form.text("/contact/name"), state.current), ("某某".into(), 1));
        assert_eq!(state.form.enterprise.uscc, "91370100000000000R");
        assert_eq!(state.scenarios[0].units[0]["headcount"], "3");
        assert_eq!(state.reduce(Action::Unclear).form.enterprise.uscc, "91370102000000019K");
    }
}
