//! The questions of the proposal form.

use std::rc::Rc;

use application::district;

use super::industry::industry;
use super::sections::to_question;
use crate::app::Here;
use crate::components::text_field::{area, control_id, line, list};
use crate::element::{Element, el, group};
use crate::state::Action;
use crate::state::file::first_time;
use crate::state::rated::Rated;
use crate::words::form::{self, Field};
use crate::words::{self as w, Lang};

/// What the form needs to draw its fields.
pub struct Asking<'a> {
    pub here: &'a Here,
    pub rated: &'a Rc<Rated>,
    /// What is wrong with a field.
    pub error: &'a dyn Fn(&str) -> Option<String>,
}

impl Asking<'_> {
    pub fn line(&self, field: &Field<'_>) -> Element {
        line(self.here, field, (self.error)(field.pointer).as_deref())
    }

    fn list(&self, field: &Field<'_>, choices: &[(&str, &str)]) -> Element {
        list(self.here, field, choices, (self.error)(field.pointer).as_deref())
    }
}

/// Who applies.
pub fn enterprise(asking: &Asking<'_>) -> Option<Element> {
    let lang = asking.here.lang();
    let name = |zh, en| if lang == Lang::Zh { zh } else { en };
    let districts: Vec<_> =
        district::all(asking.rated.inception).map(|d| (d.code, name(d.zh, d.en))).collect();
    let fields = group()
        .child(asking.line(&form::NAME))
        .child(asking.line(&form::USCC))
        .child(asking.list(&form::DISTRICT, &districts))
        .child(asking.line(&form::ADDRESS))
        .child(asking.line(&form::REPRESENTATIVE))
        .child(industry(asking))
        .child(area(asking.here, &form::SCOPE, (asking.error)(form::SCOPE.pointer).as_deref()))
        .child(asking.list(&form::SIZE, &form::SIZES.map(|(key, words)| (key, lang.say(words)))))
        .child(asking.line(&form::LICENCE));
    Some(fields)
}

/// The applicant, unless another is named.
pub fn insured(asking: &Asking<'_>) -> Option<Element> {
    let here = asking.here;
    let another = here.state().form.insures_another;
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("id", &control_id("/insured"))
        .checked(another)
        .on_change(here.on(Action::Declare { pointer: "/insured".into(), agreed: !another }));
    let names = || {
        let fields = [&form::INSURED_NAME, &form::INSURED_USCC, &form::INSURED_ADDRESS];
        group().children(fields.map(|field| asking.line(field)))
    };
    let tick = el("label.tick").child(tick).child(el("span").child(here.lang().say(w::INSURES_ANOTHER)));
    Some(group().child(tick).child(another.then(names)))
}

/// Where each unit is; what it is, beside it.
pub fn sites(asking: &Asking<'_>) -> Option<Element> {
    let lang = asking.here.lang();
    let units = asking.rated.risk.units.len();
    let site = |unit: usize| {
        let number = (unit + 1).to_string();
        let (address, licence) = (format!("/sites/{unit}/address"), format!("/sites/{unit}/licence"));
        el("fieldset.site")
            .child(el("legend").child(lang.fill(w::UNIT, &[("n", &number)])))
            .child(el("p.help").child(asking.rated.unit_in_words(unit, lang)))
            .child(asking.line(&Field::line(&address, w::ADDRESS).required()))
            .child(asking.line(&Field::line(&licence, w::LICENCE)))
    };
    (units > 1).then(|| group().children((0..units).map(site)))
}

/// Whom to call.
pub fn contact(asking: &Asking<'_>) -> Option<Element> {
    Some(group().children([&form::CONTACT_NAME, &form::PHONE, &form::EMAIL].map(|field| asking.line(field))))
}

/// Who names a policy was insured before, and the premium says otherwise.
fn contradiction(asking: &Asking<'_>) -> Option<Element> {
    let (here, lang) = (asking.here, asking.here.lang());
    let terms = &here.state().form.terms;
    if terms.previous_policy.is_empty() && terms.previous_end.is_empty() {
        return None;
    }
    let (control, go) = to_question(here, &first_time(asking.rated)?);
    let link = el("a").attr("href", &format!("#{control}")).on_click(go);
    let words = el("p.warn").child(lang.say(w::FIRST_TIME_YET_NAMED)).child(" ");
    Some(words.child(link.child(lang.say(w::TO_THAT_QUESTION))))
}

/// What else the contract needs.
pub fn terms(asking: &Asking<'_>) -> Option<Element> {
    let lang = asking.here.lang();
    let arbitrated = asking.here.state().form.terms.dispute == "arbitration";
    let disputes = form::DISPUTES.map(|(key, words)| (key, lang.say(words)));
    let fields = group()
        .child(asking.line(&form::PREVIOUS_POLICY))
        .child(contradiction(asking))
        .child(asking.line(&form::PREVIOUS_END))
        .child(asking.list(&form::DISPUTE, &disputes))
        .child(arbitrated.then(|| asking.line(&form::COMMISSION)))
        .child(asking.line(&form::INVOICE_TITLE));
    Some(fields)
}
