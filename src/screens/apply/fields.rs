//! The questions of the proposal form.

use application::{district, industry};
use rating::attribute::Kind;

use crate::app::Here;
use crate::components::text_field::{Field, area, control_id, line, list, suggestions};
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
const INDUSTRY: Field<'static> = Field::line("/enterprise/industry", w::INDUSTRY).help(w::INDUSTRY_HELP);
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
    pub rated: &'a Rated,
    /// What is wrong with a field.
    pub error: &'a dyn Fn(&str) -> Option<String>,
}

/// All but the declarations.
pub fn fields(asking: &Asking<'_>) -> Element {
    group()
        .child(enterprise(asking))
        .child(insured(asking))
        .child((asking.rated.risk.units.len() > 1).then(|| sites(asking)))
        .child(
            fieldset(asking, w::CONTACT)
                .child(asking.line(&CONTACT_NAME))
                .child(asking.line(&PHONE))
                .child(asking.line(&EMAIL)),
        )
        .child(terms(asking))
}

/// A group of fields under its name.
pub fn fieldset(asking: &Asking<'_>, title: Words) -> Element {
    el("fieldset.group").child(el("legend").child(asking.here.lang().say(title)))
}

impl Asking<'_> {
    fn line(&self, field: &Field<'_>) -> Element {
        line(self.here, field, (self.error)(field.pointer).as_deref())
    }

    fn list(&self, field: &Field<'_>, choices: &[(&str, &str)]) -> Element {
        list(self.here, field, choices, (self.error)(field.pointer).as_deref())
    }
}

fn enterprise(asking: &Asking<'_>) -> Element {
    let lang = asking.here.lang();
    let name = |zh, en| if lang == Lang::Zh { zh } else { en };
    let districts: Vec<_> =
        district::all(asking.rated.inception).map(|d| (d.code, name(d.zh, d.en))).collect();
    let industries: Vec<_> = industry::INDUSTRIES.iter().map(|i| (i.code, name(i.zh, i.en))).collect();
    let error = (asking.error)(INDUSTRY.pointer);
    fieldset(asking, w::ENTERPRISE)
        .child(asking.line(&NAME))
        .child(asking.line(&USCC))
        .child(asking.list(&DISTRICT, &districts))
        .child(asking.line(&ADDRESS))
        .child(asking.line(&REPRESENTATIVE))
        .child(suggestions(asking.here, &INDUSTRY, &industries, error.as_deref()))
        .child(industry_hint(asking))
        .child(area(asking.here, &SCOPE, (asking.error)(SCOPE.pointer).as_deref()))
        .child(asking.list(&SIZE, &SIZES.map(|(key, words)| (key, lang.say(words)))))
        .child(asking.line(&LICENCE))
}

/// The applicant, unless another is named.
fn insured(asking: &Asking<'_>) -> Element {
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
    fieldset(asking, w::INSURED)
        .child(el("label.tick").child(tick).child(el("span").child(here.lang().say(w::INSURES_ANOTHER))))
        .child(another.then(names))
}

/// What a code says of the sector: a hint, never a decision.
fn industry_hint(asking: &Asking<'_>) -> Option<Element> {
    let lang = asking.here.lang();
    let typed = asking.here.state().form.text(INDUSTRY.pointer);
    let found = industry::find(&industry::normalise(&typed)?)?;
    let sectors = asking.rated.tariff()?.attributes().iter().find(|attribute| attribute.key == "sector")?;
    let Kind::Choice(choices) = &sectors.kind else { return None };
    let sector = choices.iter().find(|choice| choice.key == found.sector)?;
    let name = if lang == Lang::Zh { found.zh } else { found.en };
    let values = [("code", found.code), ("name", name), ("sector", lang.text(&sector.label))];
    Some(el("p.help").attr("role", "status").child(lang.fill(w::INDUSTRY_HINTS, &values)))
}

fn sites(asking: &Asking<'_>) -> Element {
    let lang = asking.here.lang();
    let site = |unit: usize| {
        let number = (unit + 1).to_string();
        let (address, licence) = (format!("/sites/{unit}/address"), format!("/sites/{unit}/licence"));
        el("fieldset.site")
            .child(el("legend").child(lang.fill(w::UNIT, &[("n", &number)])))
            .child(asking.line(&Field::line(&address, w::ADDRESS).required()))
            .child(asking.line(&Field::line(&licence, w::LICENCE)))
    };
    fieldset(asking, w::SITES).children((0..asking.rated.risk.units.len()).map(site))
}

fn terms(asking: &Asking<'_>) -> Element {
    let lang = asking.here.lang();
    let arbitrated = asking.here.state().form.terms.dispute == "arbitration";
    let disputes = [("litigation", lang.say(w::LITIGATION)), ("arbitration", lang.say(w::ARBITRATION))];
    fieldset(asking, w::TERMS)
        .child(asking.line(&PREVIOUS_POLICY))
        .child(asking.line(&PREVIOUS_END))
        .child(asking.list(&DISPUTE, &disputes))
        .child(arbitrated.then(|| asking.line(&COMMISSION)))
        .child(asking.line(&INVOICE_TITLE))
}
