//! An application that came back, or is still with the department: opened again in the form, sent as a new version.

use application::{Application, Declarations, RELATIONS};

use super::evidence::Evidence;
use super::form::Form;
use super::proof::of_risk;
use super::queue::Waiting;
use super::scenario::Scenario;
use super::{Belongs, Cleared, Screen, State};
use crate::route::Follow;

impl State {
    /// Whether something filed can be opened: what is on its way this moment does not make way, and what was begun needs a
    /// place to wait.
    pub fn can_correct(&self) -> bool {
        (!self.is_locked() || self.can_queue()) && (self.form == Form::default() || self.has_room())
    }

    /// Opens what was filed; declarations are made anew. What stood in the form waits, and comes back afterwards.
    pub(super) fn correct(&mut self, follow: Follow, filed: Application, key: String) {
        let is_it = |of: &Option<Follow>| {
            of.as_ref().is_some_and(|of| (&of.receipt, of.seen) == (&follow.receipt, follow.seen))
        };
        if !self.can_correct() || !self.make_way(key.clone()) {
            return;
        }
        if is_it(&self.correcting) {
            // Begun already: what was typed stays.
            self.screen = Screen::Apply;
            return;
        }
        let begun = self.queue.iter().find(|waiting| waiting.is_begun() && is_it(&waiting.correcting));
        if let Some(key) = begun.map(|waiting| waiting.key.clone()) {
            return self.take_out(key);
        }
        if self.form != Form::default() {
            self.shelve(key.clone());
        }
        let scenario = of_risk(&filed.risk);
        let relation = RELATIONS.into_iter().find(|known| *known == filed.relation).unwrap_or_default();
        let belongs = Belongs { key, correcting: Some(follow), ..Belongs::default() };
        self.put_aside(form_of(filed), belongs);
        self.show(scenario);
        (self.relation, self.screen) = (relation, Screen::Apply);
    }

    /// Leaves it as it was filed: another application has room, and the correction can be brought back.
    pub(super) fn leave_as_filed(&mut self, key: String) {
        self.put_aside(Form::default(), Belongs { key, ..Belongs::default() });
        let correction = self.cleared.take();
        self.come_back();
        self.cleared = correction;
    }

    /// Another form in the place of the one that is here, with all that tells which application it is of.
    pub(super) fn put_aside(&mut self, form: Form, belongs: Belongs) {
        self.outbox.take_back();
        let before = core::mem::replace(&mut self.form, form);
        let belonged = Some((self.belong(belongs), self.scenario()));
        let marks = self.take_marks("/");
        self.cleared = (before != Form::default()).then_some(Cleared { part: None, before, marks, belonged });
        self.opened = None;
        self.prefilled.clear();
        self.evidence = Evidence::default();
    }

    /// What was put aside last comes back as the application that it was; what took its place waits.
    pub(super) fn bring_back(&mut self, form: Form, (belongs, scenario): (Belongs, Scenario)) {
        if self.form != Form::default() {
            self.shelve(self.key.clone());
        }
        self.put_aside(form, belongs);
        self.show(scenario);
    }

    /// What was begun last and waits for the form comes back into it, once that is free.
    pub(super) fn come_back(&mut self) {
        if let Some(at) = self.queue.iter().rposition(Waiting::is_begun) {
            let Waiting { key, form, scenario, outbox, correcting, .. } = self.queue.remove(at);
            self.bring_back(form, (Belongs { key, outbox, correcting }, scenario));
        }
    }
}

fn form_of(filed: Application) -> Form {
    let Application { enterprise, insured, contact, sites, mut terms, attachments, .. } = filed;
    if terms.invoice_title == enterprise.name {
        // It was left blank, or says the same: it follows the name.
        terms.invoice_title.clear();
    }
    Form {
        enterprise,
        insures_another: insured.is_some(),
        insured: insured.unwrap_or_default(),
        contact,
        sites,
        terms,
        declarations: Declarations::default(),
        attachments,
        roster: None,
    }
}
