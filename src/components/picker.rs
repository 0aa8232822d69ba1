//! A long list of choices: found by the words people use, or chosen from cards. Folds up once something is chosen.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use rating::questions::Question;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

use super::field::{Asked, described_by, heading, notes, radio};
use crate::app::Here;
use crate::element::{Element, button, el};
use crate::page::typed_in;
use crate::state::Action;
use crate::state::rated::Rated;
use crate::state::search::{Hit, search};
use crate::words::{self as w};

/// More hits than this nobody reads.
const MOST_HITS: usize = 6;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub here: Here,
    pub rated: Rc<Rated>,
    pub scenario: usize,
    pub unit: Option<usize>,
    pub question: Question,
}

#[component]
pub fn Picker(props: &Props) -> Html {
    let query = use_state(String::new);
    let open = use_state(|| false);
    let walks = use_mut_ref(|| false);
    let Props { here, rated, scenario, unit, question } = props;
    let asked = Asked::new(here, rated, *scenario, *unit, question);
    let (Some(asked), Some(tariff)) = (asked, rated.tariff()) else { return Html::default() };
    let lang = asked.here.lang();
    let chosen =
        asked.offered().into_iter().find(|choice| Some(choice.key.as_str()) == asked.value()).cloned();
    // Folded or not, what stands for the answer keeps the focus.
    let fold = {
        let (open, place, id) = (open.clone(), asked.here.place.clone(), asked.id.clone());
        move |to: bool| {
            open.set(to);
            place.hold_soon(&id);
        }
    };
    let label_id = format!("{}-label", asked.id);
    if let (Some(choice), false) = (&chosen, *open) {
        let change = button("button.link", lang.say(w::CHANGE), Callback::from(move |_| fold(true)))
            .attr("id", &asked.id)
            .attr("aria-describedby", &label_id);
        let answer = el("p.answer").child(el("strong").child(lang.text(&choice.label))).child(change);
        return el("div.field.chosen")
            .child(el("p.label").attr("id", &label_id).child(heading(&asked)))
            .child(answer)
            .child(el("p.help").child(lang.text(&choice.help)))
            .html();
    }
    let hits = search(tariff, question.attribute, &query);
    let on_query = {
        let query = query.clone();
        Callback::from(move |event: Event| query.set(typed_in(&event)))
    };
    let take = |hit: &Hit| {
        let (store, query, fold) = (asked.here.store.dispatcher(), query.clone(), fold.clone());
        let (answers, scenario, unit) = (hit.answers.clone(), *scenario, *unit);
        Callback::from(move |_: Event| {
            for (key, choice) in answers.clone() {
                store.dispatch(Action::Answer { scenario, unit, key, text: Some(choice) });
            }
            query.set(String::new());
            fold(false);
        })
    };
    let search_id = format!("{}-search", asked.id);
    let found = (!query.trim().is_empty()).then(|| {
        if hits.is_empty() {
            el("p.help").child(lang.fill(w::NOTHING_FOUND, &[("typed", query.trim())]))
        } else {
            let count = hits.len().min(MOST_HITS).to_string();
            el("p.hidden").child(lang.fill(w::FOUND, &[("n", &count)]))
        }
    });
    let offers = hits.iter().take(MOST_HITS).map(|hit| {
        let labels: Vec<&str> = hit.labels.iter().map(|label| lang.text(label)).collect();
        button("button.hit", &labels.join(" › "), take(hit))
    });
    let field = el("input.search")
        .attr("type", "search")
        .attr("id", &search_id)
        .attr("placeholder", lang.say(w::SEARCH))
        .attr("autocomplete", "off")
        .value(&query)
        .on_input(on_query);
    let cards = cards(walks, open, fold.clone()).children(
        asked
            .offered()
            .iter()
            .map(|choice| radio(&asked, &choice.key, lang.text(&choice.label), lang.text(&choice.help))),
    );
    el("fieldset.field.picker")
        .wrong_if(asked.error().is_some())
        .maybe("aria-describedby", described_by(&asked).as_deref())
        .child(el("legend").child(heading(&asked)))
        .child(notes(&asked))
        .child(el("label.hidden").attr("for", &search_id).child(lang.say(w::SEARCH_LABEL)))
        .child(field)
        .child(el("div.hits").attr("role", "status").child(found).children(offers))
        .child(cards)
        .html()
}

/// Fold up with a click, the space bar or Enter. Arrow keys, which walk through the radio buttons, click each of them, too: they
/// keep it open.
fn cards(
    walks: Rc<RefCell<bool>>,
    open: UseStateHandle<bool>,
    fold: impl Fn(bool) + Clone + 'static,
) -> Element {
    let fold = move || {
        // What is drawn anew while a radio button is being clicked is not chosen.
        let fold = fold.clone();
        Timeout::new(0, move || fold(false)).forget();
    };
    let on_key_down = {
        let (walks, fold) = (walks.clone(), fold.clone());
        Callback::from(move |event: Event| {
            // It is what the browser tells of keys.
            let key = event.unchecked_ref::<KeyboardEvent>().key();
            if key.starts_with("Arrow") {
                walks.replace(true);
                open.set(true);
            } else if key == " " || key == "Enter" {
                fold();
            }
        })
    };
    let on_key_up = {
        let walks = walks.clone();
        Callback::from(move |_| {
            walks.replace(false);
        })
    };
    let on_click = Callback::from(move |_| {
        if !*walks.borrow() {
            fold();
        }
    });
    el("div.cards.many").on_key_down(on_key_down).on_key_up(on_key_up).on_click(on_click)
}
