//! Everything that a visitor has typed and seen so far, as it travels in the forms.

use std::collections::BTreeMap;

use application::campaign::Tag;
use application::{Draft, RELATIONS, SeenQuote};
use maud::{Markup, html};
use rating::tariff::MOST_UNITS;
use rating::{Catalogue, Quote};
use serde_json::{Map, Value, json};
use words::form::{DECLARATIONS, FIELDS};
use words::rated::Rated;
use words::scenario::{Answers, Scenario, place, pointer};

use super::look::Look;
use crate::campaigns::Campaign;
use crate::http::Platform;
use crate::intake::is_key;

/// No form has more fields than the most units need.
const MOST_FIELDS: usize = 5_000;

/// Whether another enterprise than the applicant is insured.
pub(super) const ANOTHER: &str = "/insured";

/// What the value of a button begins with that gives answers.
pub(super) const TAKE: &str = "take:";
/// What the value of a button begins with that fills in fields.
pub(super) const FILL: &str = "fill:";

/// What the visitor has given so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Visit {
    pub look: Look,
    pub scenario: Scenario,
    /// What was typed to find a sector, by unit.
    pub searches: BTreeMap<usize, String>,
    /// Fields and ticks of the proposal form, by pointer.
    pub form: BTreeMap<String, String>,
    /// Whether "send" or "check" was pressed: what is wrong with the form is told from then on.
    pub pressed: bool,
    /// Made with the form, not with the press: pressing twice is one application.
    pub key: String,
    /// The quote that was on the page.
    pub seen: SeenQuote,
    /// To earlier applications for the same.
    pub relation: String,
    /// The campaign by whose link the visitor came.
    pub campaign: Option<Tag>,
    /// Whether a premium was counted for it.
    pub counted: bool,
    /// That campaign, where there is one; it does not travel.
    pub told: Option<Campaign>,
}

/// What was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// Work out the premium: also what Enter does.
    Rate,
    AddUnit,
    RemoveUnit(usize),
    /// Give these answers, by pointer.
    Take(Vec<(String, String)>),
    /// Fill in these fields of the application, by pointer.
    Fill(Vec<(String, String)>),
    /// On to the application.
    Apply,
    /// Look at the application: what Enter does there.
    Look,
    Send,
    /// Send as a new application.
    Anew,
    /// Send as what it is to earlier ones.
    Relate(&'static str),
    /// Show what the key was used for.
    Earlier,
}

/// The fields of a body; nothing where it is not UTF-8, or has more than any form of ours.
pub(super) fn fields(body: &[u8]) -> Option<Vec<(String, String)>> {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(body)
        .take(MOST_FIELDS + 1)
        .map(|(k, v)| (k.into_owned(), v.into_owned()))
        .collect();
    // The reader puts this where bytes are no UTF-8.
    let is_whole = |text: &String| !text.contains('\u{fffd}');
    let is_whole =
        pairs.len() <= MOST_FIELDS && pairs.iter().all(|(name, value)| is_whole(name) && is_whole(value));
    is_whole.then_some(pairs)
}

impl Visit {
    /// Nothing typed yet.
    pub fn new(look: Look) -> Self {
        Self { look, ..Self::default() }
    }

    /// Reads what a form sent. Of a field that comes twice the last one counts: "not sure" stands after the number. What no form of
    /// ours asks is dropped.
    pub fn read(fields: &[(String, String)], catalogue: &Catalogue) -> (Self, Ask) {
        let mut visit = Self::default();
        let (mut pressed, mut ask) = (None, Ask::Rate);
        let units = fields.iter().rev().find(|(name, _)| name == "units");
        let units = units.and_then(|(_, count)| count.parse().ok()).unwrap_or(1_usize).clamp(1, MOST_UNITS);
        visit.scenario.units.resize(units, Answers::new());
        for (name, value) in fields {
            match name.as_str() {
                "lang" | "large" => visit.look.read(name, value),
                "inception" => {
                    visit.scenario.inception = Some(value.clone()).filter(|text| !text.trim().is_empty())
                }
                "pressed" => visit.pressed = true,
                "key" => visit.key.clone_from(value),
                "tariff" => visit.seen.tariff.clone_from(value),
                "digest" => visit.seen.digest.clone_from(value),
                "premium" => visit.seen.premium.clone_from(value),
                "relation" => visit.relation.clone_from(value),
                "campaign" => visit.campaign = Tag::read(value),
                "counted" => visit.counted = true,
                // Whoever asks for another look stays where they are.
                "at" => ask = Ask::read(value),
                "do" => pressed = Some(Ask::read(value)),
                _ => visit.field(name, value, catalogue),
            }
        }
        if !is_key(&visit.key) {
            visit.key.clear();
        }
        if !RELATIONS.contains(&visit.relation.as_str()) {
            visit.relation.clear();
        }
        (visit, pressed.unwrap_or(ask))
    }

    fn field(&mut self, name: &str, value: &str, catalogue: &Catalogue) {
        if let Some((unit, key)) = place(name) {
            let known = |tariff: &rating::Tariff| tariff.attribute(key).is_some();
            // An emptied field is one that nobody has answered.
            let text = Some(value.to_owned()).filter(|text| !text.trim().is_empty());
            if catalogue.iter().any(known) {
                self.scenario.answer(unit, key, text);
            }
        } else if let Some(unit) = name.strip_prefix("search-").and_then(|unit| unit.parse().ok()) {
            self.searches.insert(unit, value.to_owned());
        } else if is_form_field(name) {
            self.form.insert(name.to_owned(), value.to_owned());
        }
    }

    /// What a field of the form holds.
    pub fn text(&self, pointer: &str) -> &str {
        self.form.get(pointer).map(String::as_str).unwrap_or_default()
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, pointer: &str) -> bool {
        !self.text(pointer).is_empty()
    }

    /// One more unit, as far as the tariff rates them.
    pub fn add_unit(&mut self, platform: &Platform) {
        let most = super::rate(platform, self).tariff().map_or(1, |tariff| tariff.unit_rule().most);
        if self.scenario.units.len() < most.min(MOST_UNITS) {
            self.scenario.add_unit();
        }
    }

    /// Gives answers, and fields of the form.
    pub fn take(&mut self, answers: &[(String, String)]) {
        for (name, value) in answers {
            match place(name) {
                Some((unit, key)) => self.scenario.answer(unit, key, Some(value.clone())),
                None if is_form_field(name) => drop(self.form.insert(name.clone(), value.clone())),
                None => {}
            }
        }
        self.searches.clear();
    }

    /// From now on this is the quote that the applicant saw.
    pub fn saw(&mut self, quote: &Quote) {
        self.seen = SeenQuote {
            tariff: quote.tariff.id.clone(),
            digest: quote.tariff.digest.clone(),
            premium: quote.premium.to_string(),
        };
    }

    /// The application as it would be sent.
    pub fn draft(&self, rated: &Rated) -> Draft {
        let mut parts = Map::new();
        for field in FIELDS {
            put(&mut parts, field.pointer, self.text(field.pointer).into());
        }
        for (pointer, _) in DECLARATIONS {
            put(&mut parts, pointer, self.ticked(pointer).into());
        }
        if !self.ticked(ANOTHER) {
            parts.remove("insured");
        }
        let site = |unit: usize| {
            let of = |field| self.text(&format!("/sites/{unit}/{field}"));
            json!({ "address": of("address"), "licence": of("licence") })
        };
        parts.insert("sites".into(), (0..rated.risk.units.len()).map(site).collect());
        let form: Draft = serde_json::from_value(Value::Object(parts)).unwrap_or_default();
        let (risk, quote, relation) = (rated.risk_to_send(), self.seen.clone(), self.relation.clone());
        Draft { risk, quote, relation, campaign: self.tag(), ..form }
    }

    /// By which campaign the visitor came; may be empty.
    fn tag(&self) -> String {
        self.campaign.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    /// Everything that the page does not show as a field of its own, so that it comes back with the next press.
    pub fn hidden(&self, shown: &dyn Fn(&str) -> bool) -> Markup {
        let policy = self.scenario.answers.iter().map(|(key, text)| (pointer(None, key), text));
        let units = self.scenario.units.iter().enumerate();
        let units =
            units.flat_map(|(unit, all)| all.iter().map(move |(key, text)| (pointer(Some(unit), key), text)));
        let form = self.form.iter().map(|(name, text)| (name.clone(), text));
        let all = policy.chain(units).chain(form).filter(|(name, _)| !shown(name));
        let others = [
            ("pressed", if self.pressed { "1" } else { "" }),
            ("key", &self.key),
            ("tariff", &self.seen.tariff),
            ("digest", &self.seen.digest),
            ("premium", &self.seen.premium),
            ("relation", &self.relation),
            ("campaign", &self.tag()),
            ("counted", if self.counted { "1" } else { "" }),
        ];
        let inception = self.scenario.inception.as_ref().filter(|_| !shown("inception"));
        html! {
            input type="hidden" name="units" value=(self.scenario.units.len());
            @for (name, value) in others.iter().filter(|(_, value)| !value.is_empty()) {
                input type="hidden" name=(name) value=(value);
            }
            @if let Some(day) = inception { input type="hidden" name="inception" value=(day); }
            @for (name, text) in all { input type="hidden" name=(name) value=(text); }
        }
    }
}

impl Ask {
    fn read(value: &str) -> Self {
        let pairs = |text: &str| fields(text.as_bytes()).unwrap_or_default();
        if let Some(answers) = value.strip_prefix(TAKE) {
            return Self::Take(pairs(answers));
        }
        if let Some(texts) = value.strip_prefix(FILL) {
            return Self::Fill(pairs(texts));
        }
        if let Some(unit) = value.strip_prefix("remove-").and_then(|unit| unit.parse().ok()) {
            return Self::RemoveUnit(unit);
        }
        match value {
            "add" => Self::AddUnit,
            "apply" => Self::Apply,
            "look" => Self::Look,
            "send" => Self::Send,
            "anew" => Self::Anew,
            "earlier" => Self::Earlier,
            other => match RELATIONS.into_iter().find(|relation| *relation == other) {
                Some(relation) => Self::Relate(relation),
                None => Self::Rate,
            },
        }
    }
}

/// The value of a button that gives these answers, or fills in these fields.
pub(super) fn button<'a>(what: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    format!("{what}{}", form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

fn put(parts: &mut Map<String, Value>, pointer: &str, value: Value) {
    let Some((part, field)) = pointer.trim_start_matches('/').split_once('/') else { return };
    if let Value::Object(of) = parts.entry(part).or_insert_with(|| json!({})) {
        of.insert(field.to_owned(), value);
    }
}

pub(super) fn is_form_field(name: &str) -> bool {
    name == ANOTHER
        || FIELDS.iter().any(|field| field.pointer == name)
        || DECLARATIONS.iter().any(|(pointer, _)| *pointer == name)
        || is_site(name)
}

/// `/sites/0/address`.
fn is_site(name: &str) -> bool {
    let place = name.strip_prefix("/sites/").and_then(|rest| rest.split_once('/'));
    place.is_some_and(|(unit, field)| {
        unit.parse().is_ok_and(|unit: usize| unit < MOST_UNITS) && matches!(field, "address" | "licence")
    })
}
