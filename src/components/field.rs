//! Draws any question of a tariff: a new factor needs no new code here.

use std::rc::Rc;

use rating::NOT_SURE;
use rating::attribute::{Attribute, Choice, Kind, Measure, Number};
use rating::questions::Question;
use yew::prelude::*;

use super::picker::Picker;
use crate::app::Here;
use crate::page::{chosen_in, typed_in};
use crate::state::Action;
use crate::state::rated::Rated;
use crate::state::scenario::pointer;
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
    pub fn answer<E>(&self, text: Option<String>) -> Callback<E> {
        let (scenario, unit, key) = (self.scenario, self.unit, self.attribute.key.clone());
        self.here.on(move || Action::Answer { scenario, unit, key: key.clone(), text: text.clone() })
    }

    fn typed<E: 'static>(&self, read: fn(&E) -> String) -> Callback<E> {
        let (scenario, unit, key) = (self.scenario, self.unit, self.attribute.key.clone());
        let store = self.here.store.dispatcher();
        Callback::from(move |event: E| {
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
        let Kind::Choice(choices) = &self.attribute.kind else { return Vec::new() };
        self.question.offered.iter().filter_map(|index| choices.get(usize::from(*index))).collect()
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

/// The whole field. Fields and most other parts are functions, not components: a component costs 9 KB.
pub fn field(asked: &Asked<'_>) -> Html {
    match &asked.attribute.kind {
        Kind::Choice(choices) if choices.len() > MANY_CHOICES => {
            let Asked { here, rated, scenario, unit, question, .. } = asked;
            let (here, rated, question) = ((*here).clone(), (*rated).clone(), (*question).clone());
            html! { <Picker key={asked.id.clone()} {here} {rated} scenario={*scenario} unit={*unit} {question} /> }
        }
        Kind::Choice(_) => radios(asked),
        Kind::Number(number) => quantity(asked, number),
    }
}

/// The control alone, for a cell of the comparison: label and help stand elsewhere.
pub fn cell(asked: &Asked<'_>) -> Html {
    let control = match &asked.attribute.kind {
        Kind::Choice(_) => select(asked),
        Kind::Number(number) => number_control(asked, number, true),
    };
    html! {
        <>
            { control }
            if let Some(error) = asked.error() {
                <p class="error">{ error }</p>
            }
        </>
    }
}

/// The label, and whether the default is what counts.
pub fn heading(asked: &Asked<'_>) -> Html {
    let lang = asked.here.lang();
    html! {
        <>
            { lang.text(&asked.attribute.label) }
            if asked.is_default() {
                <span class="chip">{ lang.say(w::DEFAULT) }</span>
            }
        </>
    }
}

/// A way back to the default.
fn take_back(asked: &Asked<'_>) -> Html {
    let lang = asked.here.lang();
    if asked.given.is_none() || asked.attribute.default.is_none() {
        return Html::default();
    }
    html! {
        <button type="button" class="link" onclick={asked.answer(None)}>
            { lang.say(w::TAKE_DEFAULT) }
            <span class="hidden">{ format!(" {}", lang.text(&asked.attribute.label)) }</span>
        </button>
    }
}

/// Help and error below a label; ids `…-help` and `…-error`.
pub fn notes(asked: &Asked<'_>) -> Html {
    let help = asked.here.lang().text(&asked.attribute.help);
    html! {
        <>
            if !help.is_empty() {
                <p class="help" id={format!("{}-help", asked.id)}>{ help }</p>
            }
            if let Some(error) = asked.error() {
                <p class="error" id={format!("{}-error", asked.id)}>{ error }</p>
            }
        </>
    }
}

/// The ids that describe a control.
pub fn described_by(asked: &Asked<'_>) -> Option<String> {
    let help =
        (!asked.here.lang().text(&asked.attribute.help).is_empty()).then(|| format!("{}-help", asked.id));
    let error = asked.error().map(|_| format!("{}-error", asked.id));
    let ids: Vec<String> = help.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn radios(asked: &Asked<'_>) -> Html {
    let lang = asked.here.lang();
    let not_sure = asked.attribute.may_be_unsure.then_some((NOT_SURE, lang.say(w::NOT_SURE), ""));
    let offered = asked.offered();
    let choices = offered.iter().map(|c| (c.key.as_str(), lang.text(&c.label), lang.text(&c.help)));
    let with_help = offered.iter().any(|choice| !lang.text(&choice.help).is_empty());
    let invalid = asked.error().is_some();
    html! {
        <fieldset class={classes!("field", invalid.then_some("wrong"))} aria-describedby={described_by(asked)}>
            <legend>{ heading(asked) }</legend>
            { take_back(asked) }
            { notes(asked) }
            <div class={if with_help { "cards" } else { "chips" }}>
                { for choices.chain(not_sure).map(|(key, label, help)| radio(asked, key, label, help)) }
            </div>
        </fieldset>
    }
}

/// One choice as a radio button that looks like a card.
pub fn radio(asked: &Asked<'_>, key: &str, label: &str, help: &str) -> Html {
    let checked = asked.value() == Some(key);
    let id = if checked || asked.value().is_none() { Some(asked.id.clone()) } else { None };
    // The error summary focuses the field by its id: the checked button, or else the first of the group.
    let first = asked.offered().first().is_some_and(|choice| choice.key == key);
    let id = id.filter(|_| checked || first);
    html! {
        <label class="option">
            <input type="radio" {id} name={format!("{}-group", asked.id)} value={key.to_owned()} {checked}
                onchange={asked.answer(Some(key.to_owned()))} />
            <span class="option-body">
                <span class="option-label">{ label }</span>
                if !help.is_empty() {
                    <span class="option-help">{ help }</span>
                }
            </span>
        </label>
    }
}

/// A list that folds up.
fn select(asked: &Asked<'_>) -> Html {
    let lang = asked.here.lang();
    let value = asked.value().unwrap_or_default().to_owned();
    let not_sure = asked.attribute.may_be_unsure.then_some((NOT_SURE, lang.say(w::NOT_SURE)));
    let offered = asked.offered();
    let choices = offered.iter().map(|choice| (choice.key.as_str(), lang.text(&choice.label)));
    html! {
        <select id={asked.id.clone()} aria-label={lang.text(&asked.attribute.label).to_owned()}
            onchange={asked.typed(chosen_in)} aria-invalid={asked.error().map(|_| "true")}>
            if value.is_empty() {
                <option value="" selected=true disabled=true>{ lang.say(w::CHOOSE) }</option>
            }
            { for choices.chain(not_sure).map(|(key, label)| html! {
                <option value={key.to_owned()} selected={key == value}>{ label }</option>
            }) }
        </select>
    }
}

fn number_control(asked: &Asked<'_>, number: &Number, alone: bool) -> Html {
    let lang = asked.here.lang();
    let value = asked.value().filter(|value| *value != NOT_SURE).unwrap_or_default().to_owned();
    let kind = if number.measure == Measure::Date { "date" } else { "text" };
    let unit = lang.text(&number.unit).to_owned();
    html! {
        <span class="quantity">
            <input id={asked.id.clone()} type={kind} {value} autocomplete="off"
                aria-label={alone.then(|| lang.text(&asked.attribute.label).to_owned())}
                inputmode={if number.digits > 0 { "decimal" } else { "numeric" }}
                aria-invalid={asked.error().map(|_| "true")} aria-describedby={described_by(asked).filter(|_| !alone)}
                oninput={asked.typed(typed_in)} />
            if !unit.is_empty() {
                <span class="unit" aria-hidden="true">{ unit }</span>
            }
        </span>
    }
}

fn quantity(asked: &Asked<'_>, number: &Number) -> Html {
    let unsure = asked.value() == Some(NOT_SURE);
    html! {
        <div class={classes!("field", asked.error().map(|_| "wrong"))}>
            <label for={asked.id.clone()}>{ heading(asked) }</label>
            { take_back(asked) }
            { notes(asked) }
            <div class="row">
                { number_control(asked, number, false) }
                if asked.attribute.may_be_unsure {
                    <label class="option small">
                        <input type="checkbox" checked={unsure}
                            onchange={asked.answer((!unsure).then(|| NOT_SURE.to_owned()))} />
                        <span class="option-body"><span class="option-label">{ asked.here.lang().say(w::NOT_SURE) }</span></span>
                    </label>
                }
            </div>
        </div>
    }
}
