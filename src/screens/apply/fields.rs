//! The questions of the proposal form.

use std::rc::Rc;

use application::district;

use super::industry::industry;
use crate::app::Here;
use crate::components::text_field::{Field, area, control_id, line, list};
use crate::element::{Element, el, group};
use crate::state::Action;
use crate::state::rated::Rated;
use crate::words::{self as w, Lang, Words};

const NAME: Field<'static> = Field::line("/enterprise/name", w::NAME).required().autocomplete("organization");
const USCC: Field<'static> = Field::line("/enterprise/uscc", w::USCC).required().help(w::USCC_HELP);
const DISTRICT: Field<'static> =
    Field::line("/enterprise/district", w::DISTRICT).required().help(w::DISTRICT_HELP);
const ADDRESS: Field<'static> = Field::line("/enterprise/address", w::ADDRESS).autocomplete("street-address");
const REPRESENTATIVE: Field<'static> =
    Field::line("/enterprise/legal_representative", w::LEGAL_REPRESENTATIVE)
        .required()
        .help(w::LEGAL_REPRESENTATIVE_HELP);
const SCOPE: Field<'static> =
    Field::line("/enterprise/business_scope", w::BUSINESS_SCOPE).help(w::BUSINESS_SCOPE_HELP);
const SIZE: Field<'static> = Field::line("/enterprise/size", w::SIZE).help(w::SIZE_HELP);
const SIZES: [(&str, Words); 4] =
    [("large", w::LARGE), ("medium", w::MEDIUM), ("small", w::SMALL), ("micro", w::MICRO)];
const LICENCE: Field<'static> = Field::line("/enterprise/licence", w::LICENCE).help(w::LICENCE_HELP);
const INSURED_NAME: Field<'static> = Field::line("/insured/name", w::INSURED_NAME).required();
const INSURED_USCC: Field<'static> = Field::line("/insured/uscc", w::USCC).required().help(w::USCC_HELP);
const INSURED_ADDRESS: Field<'static> = Field::line("/insured/address", w::ADDRESS).required();
const CONTACT_NAME: Field<'static> =
    Field::line("/contact/name", w::CONTACT_NAME).required().autocomplete("name");
const PHONE: Field<'static> =
    Field::line("/contact/phone", w::PHONE).required().help(w::PHONE_HELP).kind("tel").autocomplete("tel");
const EMAIL: Field<'static> = Field::line("/contact/email", w::EMAIL).kind("email").autocomplete("email");
const PREVIOUS_POLICY: Field<'static> = Field::line("/terms/previous_policy", w::PREVIOUS_POLICY);
const PREVIOUS_END: Field<'static> = Field::line("/terms/previous_end", w::PREVIOUS_END).kind("date");
const DISPUTE: Field<'static> = Field::line("/terms/dispute", w::DISPUTE).required();
const COMMISSION: Field<'static> =
    Field::line("/terms/arbitration_commission", w::COMMISSION).required().help(w::COMMISSION_HELP);
const INVOICE_TITLE: Field<'static> =
    Field::line("/terms/invoice_title", w::INVOICE_TITLE).help(w::INVOICE_TITLE_HELP);

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
        .child(asking.line(&NAME))
        .child(asking.line(&USCC))
        .child(asking.list(&DISTRICT, &districts))
        .child(asking.line(&ADDRESS))
        .child(asking.line(&REPRESENTATIVE))
        .child(industry(asking))
        .child(area(asking.here, &SCOPE, (asking.error)(SCOPE.pointer).as_deref()))
        .child(asking.list(&SIZE, &SIZES.map(|(key, words)| (key, lang.say(words)))))
        .child(asking.line(&LICENCE));
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
        let fields = [&INSURED_NAME, &INSURED_USCC, &INSURED_ADDRESS];
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
    Some(group().children([&CONTACT_NAME, &PHONE, &EMAIL].map(|field| asking.line(field))))
}

/// What else the contract needs.
pub fn terms(asking: &Asking<'_>) -> Option<Element> {
    let lang = asking.here.lang();
    let arbitrated = asking.here.state().form.terms.dispute == "arbitration";
    let disputes = [("litigation", lang.say(w::LITIGATION)), ("arbitration", lang.say(w::ARBITRATION))];
    let fields = group()
        .child(asking.line(&PREVIOUS_POLICY))
        .child(asking.line(&PREVIOUS_END))
        .child(asking.list(&DISPUTE, &disputes))
        .child(arbitrated.then(|| asking.line(&COMMISSION)))
        .child(asking.line(&INVOICE_TITLE));
    Some(fields)
}
