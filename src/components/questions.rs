//! The form: drawn from what the tariff asks of these answers.

use std::rc::Rc;

use rating::attribute::Attribute;
use rating::questions::Question;
use web_sys::Event;
use yew::{Callback, Html};

use super::field::{self, Asked};
use crate::app::Here;
use crate::element::{Element, button, el, group};
use crate::page::typed_in;
use crate::state::Action;
use crate::state::rated::Rated;
use crate::words::{self as w, Words};

/// The whole form.
pub fn questions(here: &Here, rated: &Rc<Rated>) -> Element {
    let lang = here.lang();
    let can_add = rated.tariff().is_some_and(|tariff| rated.scenario.units.len() < tariff.unit_rule().most);
    let is_extension = |attribute: &Attribute| attribute.extension;
    let can_improve = |attribute: &Attribute| !attribute.extension && attribute.improve_with.is_some();
    let other = |attribute: &Attribute| !attribute.extension && attribute.improve_with.is_none();
    let prevent = Callback::from(|event: Event| event.prevent_default());
    let add = || {
        let button = el("button.add").attr("type", "button").on_click(here.on(Action::AddUnit));
        button.child(el("span").attr("aria-hidden", "true").child("+ ")).child(lang.say(w::ADD_UNIT))
    };
    let cover = el("fieldset.group")
        .child(el("legend").child(lang.say(w::COVER_CHOSEN)))
        .child(inception(here, rated))
        .child(fields(here, rated, &other));
    el("form.questions")
        .flag("novalidate", true)
        .attr("aria-label", lang.say(w::QUESTIONS))
        .on_submit(prevent)
        .children((0..rated.scenario.units.len()).map(|unit| unit_card(here, rated, unit)))
        .child(can_add.then(add))
        .child(cover)
        .child(several(here, rated, w::EXTENSIONS, None, &is_extension))
        .child(several(here, rated, w::HOW_SAFE, Some(w::HOW_SAFE_HELP), &can_improve))
}

fn unit_card(here: &Here, rated: &Rc<Rated>, unit: usize) -> Element {
    let lang = here.lang();
    let several = rated.scenario.units.len() > 1;
    let number = (unit + 1).to_string();
    let asked = rated.questions.units.get(unit).map(Vec::as_slice).unwrap_or_default();
    let title =
        if several { lang.fill(w::UNIT, &[("n", &number)]) } else { lang.say(w::WHAT_YOU_DO).to_owned() };
    let remove = || {
        let words = lang.fill(w::REMOVE_UNIT, &[("n", &number)]);
        button("button.link.remove", &words, here.on(Action::RemoveUnit(unit)))
    };
    el("fieldset.group")
        .key(&format!("unit-{unit}"))
        .child(el("legend").child(title))
        // What the form says of a unit goes with it, and is in the part that is fetched later.
        .child((several && here.later.is_some()).then(remove))
        .children(asked.iter().map(|question| field(here, rated, Some(unit), question)))
}

/// Which questions are meant.
type Which<'a> = &'a dyn Fn(&Attribute) -> bool;

fn policy_questions<'a>(rated: &'a Rated, of: Which<'a>) -> impl Iterator<Item = &'a Question> {
    rated.questions.policy.iter().filter(move |question| rated.attribute(question).is_some_and(of))
}

fn fields(here: &Here, rated: &Rc<Rated>, of: Which<'_>) -> Element {
    group().children(policy_questions(rated, of).map(|question| field(here, rated, None, question)))
}

fn field(here: &Here, rated: &Rc<Rated>, unit: Option<usize>, question: &Question) -> Html {
    let asked = Asked::new(here, rated, here.state().current, unit, question);
    asked.map(|asked| field::field(&asked)).unwrap_or_default()
}

/// Questions under a heading of their own; nothing where there are none.
fn several(
    here: &Here,
    rated: &Rc<Rated>,
    title: Words,
    help: Option<Words>,
    of: Which<'_>,
) -> Option<Element> {
    policy_questions(rated, of).next()?;
    let lang = here.lang();
    let fieldset = el("fieldset.group")
        .child(el("legend").child(lang.say(title)))
        .child(help.map(|help| el("p.help").child(lang.say(help))))
        .child(fields(here, rated, of));
    Some(fieldset)
}

/// The one question that every tariff asks, since it picks the tariff.
fn inception(here: &Here, rated: &Rated) -> Element {
    let lang = here.lang();
    let scenario = here.state().current;
    let id = format!("q{scenario}-inception");
    let wrong = rated.bad_inception;
    let value = rated.scenario.inception.clone().unwrap_or_else(|| rated.inception.to_string());
    let label = el("label")
        .attr("for", &id)
        .child(lang.say(w::INCEPTION))
        .child(rated.scenario.inception.is_none().then(|| el("span.chip").child(lang.say(w::DEFAULT))));
    let error = || el("p.error").attr("id", &format!("{id}-error")).child(lang.say(w::BAD_DATE));
    let input = el("input")
        .attr("id", &id)
        .attr("type", "date")
        .attr(
            "aria-describedby",
            &format!("{id}-help{}", if wrong { format!(" {id}-error") } else { String::new() }),
        )
        .value(&value)
        .maybe("aria-invalid", wrong.then_some("true"))
        .on_input(on_inception(here, scenario));
    let rules = rated
        .tariff()
        .map(|tariff| el("p.help").child(lang.fill(w::UNDER_RULES, &[("title", lang.text(tariff.title()))])));
    el("div.field")
        .wrong_if(wrong)
        .child(label)
        .child(el("p.help").attr("id", &format!("{id}-help")).child(lang.say(w::INCEPTION_HELP)))
        .child(wrong.then(error))
        .child(input)
        .child(rules)
}

/// Types the inception of a scenario.
pub fn on_inception(here: &Here, scenario: usize) -> Callback<Event> {
    let store = here.store.dispatcher();
    Callback::from(move |event: Event| {
        store.dispatch(Action::Inception { scenario, text: typed_in(&event) });
    })
}
