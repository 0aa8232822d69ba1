//! The proposal form as typed. Fields are known by their pointer in the draft, so that a problem finds its field.

use core::mem::swap;

use application::{Attachment, Contact, Declarations, Enterprise, Insured, Site, Terms, district};
use rating::Date;
use rating::tariff::MOST_UNITS;
use serde::{Deserialize, Serialize};

use super::roster::Roster;

/// Who applies, and on what terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    pub enterprise: Enterprise,
    /// Whether another enterprise than the applicant is insured.
    pub insures_another: bool,
    /// That one; kept when somebody changes their mind.
    pub insured: Insured,
    pub contact: Contact,
    pub sites: Vec<Site>,
    pub terms: Terms,
    pub declarations: Declarations,
    /// What is said of the files; their content is kept by itself.
    pub attachments: Vec<Attachment>,
    /// Who is insured, as a file told.
    pub roster: Option<Roster>,
}

/// What can be cleared by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Enterprise,
    Insured,
    Sites,
    Contact,
    Terms,
    Declarations,
}

impl Part {
    /// Where its fields are.
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::Enterprise => "/enterprise",
            Self::Insured => "/insured",
            Self::Sites => "/sites",
            Self::Contact => "/contact",
            Self::Terms => "/terms",
            Self::Declarations => "/declarations",
        }
    }
}

macro_rules! fields {
    ($of:expr, $pointer:expr, $($part:ident . $field:ident)*) => {
        match $pointer {
            $(concat!("/", stringify!($part), "/", stringify!($field)) => Some(&mut $of.$part.$field),)*
            _ => None,
        }
    };
}

impl Form {
    /// A text field.
    pub fn text(&self, pointer: &str) -> String {
        self.clone().text_mut(pointer).map(core::mem::take).unwrap_or_default()
    }

    fn text_mut(&mut self, pointer: &str) -> Option<&mut String> {
        if let Some(place) = pointer.strip_prefix("/sites/") {
            return self.site_mut(place);
        }
        fields!(self, pointer,
            enterprise.name enterprise.uscc enterprise.district enterprise.address enterprise.legal_representative
            enterprise.industry enterprise.business_scope enterprise.size enterprise.licence
            insured.name insured.uscc insured.address contact.name contact.phone contact.email
            terms.previous_policy terms.previous_end terms.dispute terms.arbitration_commission
            terms.invoice_title)
    }

    /// Exchanges one part with another form's: clears it, and takes that back.
    pub fn swap(&mut self, other: &mut Self, part: Part) {
        match part {
            Part::Enterprise => swap(&mut self.enterprise, &mut other.enterprise),
            Part::Insured => {
                swap(&mut self.insures_another, &mut other.insures_another);
                swap(&mut self.insured, &mut other.insured);
            }
            Part::Sites => swap(&mut self.sites, &mut other.sites),
            Part::Contact => swap(&mut self.contact, &mut other.contact),
            Part::Terms => swap(&mut self.terms, &mut other.terms),
            Part::Declarations => swap(&mut self.declarations, &mut other.declarations),
        }
    }

    /// `0/address`.
    fn site_mut(&mut self, place: &str) -> Option<&mut String> {
        let (unit, field) = place.split_once('/')?;
        let unit = unit.parse::<usize>().ok().filter(|unit| *unit < MOST_UNITS)?;
        if self.sites.len() <= unit {
            self.sites.resize(unit + 1, Site::default());
        }
        let site = self.sites.get_mut(unit)?;
        match field {
            "address" => Some(&mut site.address),
            "licence" => Some(&mut site.licence),
            _ => None,
        }
    }

    /// Writes a text as it is; says whether there is a field for it.
    pub fn put(&mut self, pointer: &str, text: &str) -> bool {
        let field = self.text_mut(pointer);
        field.map(|field| text.clone_into(field)).is_some()
    }

    /// Writes what was typed. A whole social credit code also tells the district, unless one was chosen.
    pub fn fill(&mut self, pointer: &str, text: String, today: Date) {
        self.put(pointer, &text);
        if pointer == "/enterprise/uscc" && self.enterprise.district.is_empty() {
            let found = district::of_code(&self.enterprise.uscc, today);
            self.enterprise.district = found.map(|found| found.code.to_owned()).unwrap_or_default();
        }
    }

    /// Whether something is ticked.
    pub fn declared(&self, pointer: &str) -> bool {
        declaration(&mut self.clone(), pointer).is_some_and(|value| *value)
    }

    /// Ticks something, or takes it back; says whether there is such a thing.
    pub fn declare(&mut self, pointer: &str, agreed: bool) -> bool {
        declaration(self, pointer).map(|field| *field = agreed).is_some()
    }
}

fn declaration<'a>(of: &'a mut Form, pointer: &str) -> Option<&'a mut bool> {
    if pointer == "/insured" {
        return Some(&mut of.insures_another);
    }
    fields!(of, pointer,
        declarations.clauses_read declarations.true_and_complete declarations.changes_reported
        declarations.paid_on_time declarations.not_charged_to_staff declarations.personal_information)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Date {
        "2026-12-01".parse().unwrap()
    }

    #[test]
    fn every_field_is_found_by_its_pointer() {
        let mut form = Form::default();
        let pointers = [
            "/enterprise/licence",
            "/enterprise/business_scope",
            "/insured/uscc",
            "/terms/arbitration_commission",
            "/contact/email",
            "/terms/dispute",
            "/sites/2/address",
            "/sites/0/licence",
        ];
        for pointer in pointers {
            form.fill(pointer, pointer.to_owned(), day());
            assert_eq!(form.text(pointer), pointer);
        }
        assert_eq!(form.sites.len(), 3);
        for nowhere in ["/sites/100/address", "/sites/x/address", "/enterprise", ""] {
            form.fill(nowhere, "lost".to_owned(), day());
            assert_eq!(form.text(nowhere), "");
        }
    }

    #[test]
    fn the_code_tells_the_district_unless_one_was_chosen() {
        let mut form = Form::default();
        form.fill("/enterprise/uscc", "91370102000000019".to_owned(), day());
        assert_eq!(form.enterprise.district, "", "not whole yet");
        form.fill("/enterprise/uscc", "91370102000000019K".to_owned(), day());
        assert_eq!(form.enterprise.district, "370102");
        form.fill("/enterprise/uscc", "91370112000000027X".to_owned(), day());
        assert_eq!(form.enterprise.district, "370102", "somebody may have looked at it already");
    }

    #[test]
    fn one_part_is_cleared_and_brought_back_and_the_others_stay() {
        let mut form = Form::default();
        form.fill("/contact/name", "某某".into(), day());
        form.fill("/insured/name", "示例".into(), day());
        form.declare("/insured", true);
        let (whole, mut blank) = (form.clone(), Form::default());
        form.swap(&mut blank, Part::Insured);
        assert_eq!((form.insures_another, form.text("/insured/name")), (false, String::new()));
        assert_eq!(form.text("/contact/name"), "某某");
        form.swap(&mut blank, Part::Insured);
        assert_eq!(form, whole);
    }

    #[test]
    fn declarations_are_made_and_taken_back() {
        let mut form = Form::default();
        form.declare("/insured", true);
        assert!(form.insures_another);
        form.declare("/insured", false);
        form.declare("/declarations/paid_on_time", true);
        assert!(form.declared("/declarations/paid_on_time") && !form.declared("/declarations/clauses_read"));
        form.declare("/declarations/paid_on_time", false);
        assert_eq!(form, Form::default());
    }
}
