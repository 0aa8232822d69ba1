//! Draws any question of a tariff: a new factor needs no new code here.

use std::rc::Rc;

use rating::NOT_SURE;
use rating::attribute::{Attribute, Choice, Kind, Measure, Number};
use rating::questions::Question;
use web_sys::Event;
use yew::{Callback, Html};

use super::invited::chip;
use super::picker::{Picker, Props};
use crate::app::Here;
use crate::element::{Element, button, component, el, group};
use crate::page::{chosen_in, typed_in};
use crate::state::Action;
use crate::state::invited::mark;
use crate::state::rated::Rated;
use crate::state::scenario::pointer;
use crate::words::quote::ten_thousands;
use crate::words::{self as w};

/// From this many choices on a list folds up.
const MANY_CHOICES: usize = 7;

/// One question, ready to draw.
pub struct Asked<'a> {
    pub here: &'a Here,
    pub rated: &'a Rc<Rated>,
    pub scenario: usize,
    pub unit: Option<usize>,
    pub question: &'a Question,
    pub attribute: &'a Attribute,
    /// Of the control, unique on the page.
    pub id: String,
    /// As typed.
    pub given: Option<&'a str>,
}

impl Asked<'_> {
    /// What counts at the moment: the answer given, else the default.
    pub fn value(&self) -> Option<&str> {
        self.given.or(self.attribute.default.as_deref())
    }

    pub fn is_default(&self) -> bool {
        self.given.is_none() && self.attribute.default.is_some()
    }

    /// A callback that gives this answer.
    pub fn answer(&self, text: Option<String>) -> Callback<Event> {
        let (scenario, unit, key) = (self.scenario, self.unit, self.attribute.key.clone());
        self.here.on(Action::Answer { scenario, unit, key, text })
    }

    fn typed(&self, read: fn(&Event) -> String) -> Callback<Event> {
        let (scenario, unit, key) = (self.scenario, self.unit, self.attribute.key.clone());
        let store = self.here.store.dispatcher();
        Callback::from(move |event: Event| {
            store.dispatch(Action::Answer { scenario, unit, key: key.clone(), text: Some(read(&event)) });
        })
    }

    /// The error to show: about what was typed at once, about what is missing once somebody wanted to go on.
    pub fn error(&self) -> Option<String> {
        let fault = self.rated.fault(self.unit, &self.attribute.key)?;
        let missing = fault.code == rating::Code::Missing;
        let emptied = self.given.is_some_and(|text| text.trim().is_empty());
        let shown = !missing || emptied || self.here.state().point_at_missing;
        shown.then(|| self.here.lang().text(&fault.message).to_owned())
    }

    /// The choices that are offered here.
    pub fn offered(&self) -> Vec<&Choice> {
        self.question.choices(self.attribute).collect()
    }
}

/// The `id` of the control for an answer.
pub fn control_id(scenario: usize, pointer: &str) -> String {
    format!("q{scenario}{}", pointer.replace('/', "-"))
}

impl<'a> Asked<'a> {
    /// A question of a scenario; nothing where the tariff does not know it.
    pub fn new(
        here: &'a Here,
        rated: &'a Rc<Rated>,
        scenario: usize,
        unit: Option<usize>,
        question: &'a Question,
    ) -> Option<Self> {
        let attribute = rated.attribute(question)?;
        let id = control_id(scenario, &pointer(unit, &attribute.key));
        let given =
            rated.scenario.of(unit).and_then(|answers| answers.get(&attribute.key)).map(String::as_str);
        Some(Self { here, rated, scenario, unit, question, attribute, id, given })
    }
}

/// The whole field. Fields and most other parts are functions, not components: a component costs 9 KB. It has a key, so that it stays
/// itself, with its focus, when other answers ask other questions.
pub fn field(asked: &Asked<'_>) -> Html {
    match &asked.attribute.kind {
        Kind::Choice(choices) if choices.len() > MANY_CHOICES => {
            let Asked { here, rated, scenario, unit, question, .. } = asked;
            let (here, rated, question) = ((*here).clone(), (*rated).clone(), (*question).clone());
            let (scenario, unit, key) = (*scenario, *unit, asked.id.as_str().into());
            component::<Picker>(Props { here, rated, scenario, unit, question }, Some(key))
        }
        Kind::Choice(_) => radios(asked).key(&asked.id).html(),
        Kind::Number(number) => quantity(asked, number).key(&asked.id).html(),
    }
}

/// The control alone, for a cell of the comparison: label and help stand elsewhere.
pub fn cell(asked: &Asked<'_>) -> Element {
    let control = match &asked.attribute.kind {
        Kind::Choice(_) => select(asked),
        Kind::Number(number) => number_control(asked, number, true),
    };
    // On paper a control is its words.
    let printed = el("span.printed").child(in_words(asked));
    group().child(control).child(printed).child(asked.error().map(|error| el("p.error").child(error)))
}

/// The answer that counts, as it is said.
pub fn in_words(asked: &Asked<'_>) -> String {
    let lang = asked.here.lang();
    let value = asked.value().unwrap_or_default();
    if value == NOT_SURE {
        return lang.say(w::NOT_SURE).to_owned();
    }
    match &asked.attribute.kind {
        Kind::Choice(_) => {
            let chosen = asked.attribute.choice(value);
            chosen.map(|choice| lang.text(&choice.label).to_owned()).unwrap_or_default()
        }
        Kind::Number(number) => format!("{value} {}", lang.text(&number.unit)),
    }
}

/// The label, and whether the default is what counts.
pub fn heading(asked: &Asked<'_>) -> Element {
    let lang = asked.here.lang();
    group()
        .child(lang.text(&asked.attribute.label))
        .child(asked.is_default().then(|| el("span.chip").child(lang.say(w::DEFAULT))))
        .child(chip(asked.here, &mark(asked.scenario, asked.unit, &asked.attribute.key)))
}

/// A way back to the default.
fn take_back(asked: &Asked<'_>) -> Option<Element> {
    let lang = asked.here.lang();
    if asked.given.is_none() || asked.attribute.default.is_none() {
        return None;
    }
    let of_what = el("span.hidden").child(format!(" {}", lang.text(&asked.attribute.label)));
    Some(button("button.link", lang.say(w::TAKE_DEFAULT), asked.answer(None)).child(of_what))
}

/// Help and error below a label; ids `…-help` and `…-error`.
pub fn notes(asked: &Asked<'_>) -> Element {
    let help = asked.here.lang().text(&asked.attribute.help);
    let help = (!help.is_empty()).then(|| el("p.help").attr("id", &format!("{}-help", asked.id)).child(help));
    let error =
        asked.error().map(|error| el("p.error").attr("id", &format!("{}-error", asked.id)).child(error));
    group().child(help).child(error)
}

/// The ids that describe a control.
pub fn described_by(asked: &Asked<'_>) -> Option<String> {
    let help =
        (!asked.here.lang().text(&asked.attribute.help).is_empty()).then(|| format!("{}-help", asked.id));
    let error = asked.error().map(|_| format!("{}-error", asked.id));
    let ids: Vec<String> = help.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn radios(asked: &Asked<'_>) -> Element {
    let lang = asked.here.lang();
    let not_sure = asked.attribute.may_be_unsure.then_some((NOT_SURE, lang.say(w::NOT_SURE), ""));
    let offered = asked.offered();
    let choices = offered.iter().map(|c| (c.key.as_str(), lang.text(&c.label), lang.text(&c.help)));
    let with_help = offered.iter().any(|choice| !lang.text(&choice.help).is_empty());
    el("fieldset.field")
        .wrong_if(asked.error().is_some())
        .maybe("aria-describedby", described_by(asked).as_deref())
        .child(el("legend").child(heading(asked)))
        .child(take_back(asked))
        .child(notes(asked))
        .child(
            el(if with_help { "div.cards" } else { "div.chips" })
                .children(choices.chain(not_sure).map(|(key, label, help)| radio(asked, key, label, help))),
        )
}

/// One choice as a radio button that looks like a card.
pub fn radio(asked: &Asked<'_>, key: &str, label: &str, help: &str) -> Element {
    let checked = asked.value() == Some(key);
    // The error summary focuses the field by its id: the checked button, or else the first of the group.
    let first = asked.offered().first().is_some_and(|choice| choice.key == key);
    let named = checked || (first && asked.value().is_none());
    let input = el("input")
        .attr("type", "radio")
        .maybe("id", named.then_some(&asked.id))
        .attr("name", &format!("{}-group", asked.id))
        .value(key)
        .checked(checked)
        .on_change(asked.answer(Some(key.to_owned())));
    let help = (!help.is_empty()).then(|| el("span.option-help").child(help));
    let body = el("span.option-body").child(el("span.option-label").child(label)).child(help);
    el("label.option").child(input).child(body)
}

/// A list that folds up.
fn select(asked: &Asked<'_>) -> Element {
    let lang = asked.here.lang();
    let value = asked.value().unwrap_or_default();
    let not_sure = asked.attribute.may_be_unsure.then_some((NOT_SURE, lang.say(w::NOT_SURE)));
    let offered = asked.offered();
    let choices = offered.iter().map(|choice| (choice.key.as_str(), lang.text(&choice.label)));
    let open = || {
        let option = el("option").attr("value", "").selected(true).flag("disabled", true);
        option.child(lang.say(w::CHOOSE))
    };
    el("select")
        .attr("id", &asked.id)
        .attr("aria-label", lang.text(&asked.attribute.label))
        .maybe("aria-invalid", asked.error().map(|_| "true"))
        .on_change(asked.typed(chosen_in))
        .child(value.is_empty().then(open))
        .children(
            choices
                .chain(not_sure)
                .map(|(key, label)| el("option").attr("value", key).selected(key == value).child(label)),
        )
}

fn number_control(asked: &Asked<'_>, number: &Number, alone: bool) -> Element {
    let lang = asked.here.lang();
    let value = asked.value().filter(|value| *value != NOT_SURE).unwrap_or_default();
    let kind = if number.measure == Measure::Date { "date" } else { "text" };
    let unit = lang.text(&number.unit);
    let input = el("input")
        .attr("id", &asked.id)
        .attr("type", kind)
        .value(value)
        .attr("autocomplete", "off")
        .maybe("aria-label", alone.then(|| lang.text(&asked.attribute.label)))
        .attr("inputmode", if number.digits > 0 { "decimal" } else { "numeric" })
        .maybe("aria-invalid", asked.error().map(|_| "true"))
        .maybe("aria-describedby", described_by(asked).filter(|_| !alone).as_deref())
        .on_input(asked.typed(typed_in));
    let unit = (!unit.is_empty()).then(|| el("span.unit").attr("aria-hidden", "true").child(unit));
    el("span.quantity").child(input).child(unit)
}

fn in_ten_thousands(asked: &Asked<'_>, number: &Number) -> Option<String> {
    let answers = match asked.unit {
        Some(unit) => &asked.rated.risk.units.get(unit)?.answers,
        None => &asked.rated.risk.answers,
    };
    let amount = answers.get(&asked.attribute.key).filter(|_| number.measure == Measure::Money)?;
    ten_thousands(amount, asked.here.lang())
}

fn quantity(asked: &Asked<'_>, number: &Number) -> Element {
    let unsure = asked.value() == Some(NOT_SURE);
    let not_sure = || {
        let tick = el("input")
            .attr("type", "checkbox")
            .checked(unsure)
            .on_change(asked.answer((!unsure).then(|| NOT_SURE.to_owned())));
        let words = el("span.option-label").child(asked.here.lang().say(w::NOT_SURE));
        el("label.option.small").child(tick).child(el("span.option-body").child(words))
    };
    let row = el("div.row")
        .child(number_control(asked, number, false))
        .child(in_ten_thousands(asked, number).map(|words| el("span.help").child(words)))
        .child(asked.attribute.may_be_unsure.then(not_sure));
    el("div.field")
        .wrong_if(asked.error().is_some())
        .child(el("label").attr("for", &asked.id).child(heading(asked)))
        .child(take_back(asked))
        .child(notes(asked))
        .child(row)
}
