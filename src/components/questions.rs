//! The form: drawn from what the tariff asks of these answers.

use std::rc::Rc;

use rating::attribute::Attribute;
use rating::questions::Question;
use yew::prelude::*;

use super::field::{self, Asked};
use crate::app::Here;
use crate::page::typed_in;
use crate::state::Action;
use crate::state::rated::Rated;
use crate::words::{self as w, Words};

/// The whole form.
pub fn questions(here: &Here, rated: &Rc<Rated>) -> Html {
    let lang = here.lang();
    let can_add = rated.tariff().is_some_and(|tariff| rated.scenario.units.len() < tariff.unit_rule().most);
    let is_extension = |attribute: &Attribute| attribute.extension;
    let can_improve = |attribute: &Attribute| !attribute.extension && attribute.improve_with.is_some();
    let other = |attribute: &Attribute| !attribute.extension && attribute.improve_with.is_none();
    let prevent = Callback::from(|event: SubmitEvent| event.prevent_default());
    html! {
        <form class="questions" novalidate=true onsubmit={prevent} aria-label={lang.say(w::QUESTIONS)}>
            { for (0..rated.scenario.units.len()).map(|unit| unit_card(here, rated, unit)) }
            if can_add {
                <button type="button" class="add" onclick={here.on(|| Action::AddUnit)}>
                    <span aria-hidden="true">{ "+ " }</span>{ lang.say(w::ADD_UNIT) }
                </button>
            }
            <fieldset class="group">
                <legend>{ lang.say(w::COVER_CHOSEN) }</legend>
                { inception(here, rated) }
                { fields(here, rated, other) }
            </fieldset>
            { group(here, rated, w::EXTENSIONS, None, is_extension) }
            { group(here, rated, w::HOW_SAFE, Some(w::HOW_SAFE_HELP), can_improve) }
        </form>
    }
}

fn unit_card(here: &Here, rated: &Rc<Rated>, unit: usize) -> Html {
    let lang = here.lang();
    let several = rated.scenario.units.len() > 1;
    let number = (unit + 1).to_string();
    let asked = rated.questions.units.get(unit).map(Vec::as_slice).unwrap_or_default();
    html! {
        <fieldset class="group" key={format!("unit-{unit}")}>
            <legend>
                if several { { lang.fill(w::UNIT, &[("n", &number)]) } } else { { lang.say(w::WHAT_YOU_DO) } }
            </legend>
            if several {
                <button type="button" class="link remove" onclick={here.on(move || Action::RemoveUnit(unit))}>
                    { lang.fill(w::REMOVE_UNIT, &[("n", &number)]) }
                </button>
            }
            { for asked.iter().map(|question| field(here, rated, Some(unit), question)) }
        </fieldset>
    }
}

fn policy_questions<'a>(
    rated: &'a Rated,
    of: impl Fn(&Attribute) -> bool + 'a,
) -> impl Iterator<Item = &'a Question> {
    rated.questions.policy.iter().filter(move |question| rated.attribute(question).is_some_and(&of))
}

fn fields(here: &Here, rated: &Rc<Rated>, of: impl Fn(&Attribute) -> bool) -> Html {
    html! { { for policy_questions(rated, of).map(|question| field(here, rated, None, question)) } }
}

fn field(here: &Here, rated: &Rc<Rated>, unit: Option<usize>, question: &Question) -> Html {
    let asked = Asked::new(here, rated, here.state().current, unit, question);
    asked.map(|asked| field::field(&asked)).unwrap_or_default()
}

fn group(
    here: &Here,
    rated: &Rc<Rated>,
    title: Words,
    help: Option<Words>,
    of: impl Fn(&Attribute) -> bool,
) -> Html {
    if policy_questions(rated, &of).next().is_none() {
        return Html::default();
    }
    html! {
        <fieldset class="group">
            <legend>{ here.lang().say(title) }</legend>
            if let Some(help) = help {
                <p class="help">{ here.lang().say(help) }</p>
            }
            { fields(here, rated, of) }
        </fieldset>
    }
}

/// The one question that every tariff asks, since it picks the tariff.
fn inception(here: &Here, rated: &Rated) -> Html {
    let lang = here.lang();
    let scenario = here.state().current;
    let id = format!("q{scenario}-inception");
    let wrong = rated.bad_inception;
    let value = rated.scenario.inception.clone().unwrap_or_else(|| rated.inception.to_string());
    html! {
        <div class={classes!("field", wrong.then_some("wrong"))}>
            <label for={id.clone()}>
                { lang.say(w::INCEPTION) }
                if rated.scenario.inception.is_none() {
                    <span class="chip">{ lang.say(w::DEFAULT) }</span>
                }
            </label>
            <p class="help" id={format!("{id}-help")}>{ lang.say(w::INCEPTION_HELP) }</p>
            if wrong {
                <p class="error" id={format!("{id}-error")}>{ lang.say(w::BAD_DATE) }</p>
            }
            <input {id} type="date" {value} aria-invalid={wrong.then_some("true")} oninput={on_inception(here, scenario)} />
            if let Some(tariff) = rated.tariff() {
                <p class="help">{ lang.fill(w::UNDER_RULES, &[("title", lang.text(tariff.title()))]) }</p>
            }
        </div>
    }
}

/// Types the inception of a scenario.
pub fn on_inception(here: &Here, scenario: usize) -> Callback<InputEvent> {
    let store = here.store.dispatcher();
    Callback::from(move |event: InputEvent| {
        store.dispatch(Action::Inception { scenario, text: typed_in(&event) });
    })
}
