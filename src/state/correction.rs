//! An application that came back, or is still with the department: opened again in the form, sent as a new version.

use application::{Application, Declarations, RELATIONS};

use super::evidence::Evidence;
use super::form::Form;
use super::proof::of_risk;
use super::{Belongs, Cleared, Screen, State};
use crate::route::Follow;

impl State {
    /// Opens what was filed. What stood in the form is put aside, which can be taken back; declarations are made anew.
    pub(super) fn correct(&mut self, follow: Follow, filed: Application, key: String) {
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
    }

    /// Another form in the place of the one that is here, with all that tells which application it is of.
    pub(super) fn put_aside(&mut self, form: Form, belongs: Belongs) {
        self.outbox.sealed = None;
        let before = core::mem::replace(&mut self.form, form);
        let belonged = Some(self.belong(belongs));
        self.cleared = (before != Form::default()).then_some(Cleared { part: None, before, belonged });
        self.opened = None;
        self.prefilled.clear();
        self.evidence = Evidence::default();
    }
}

fn form_of(filed: Application) -> Form {
    let Application { enterprise, insured, contact, sites, terms, attachments, .. } = filed;
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
