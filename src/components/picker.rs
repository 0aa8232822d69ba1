//! A long list of choices: found by the words people use, or chosen from cards. Folds up once something is chosen.

use std::rc::Rc;

use rating::questions::Question;
use yew::prelude::*;

use super::field::{Asked, described_by, heading, notes, radio};
use crate::app::Here;
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
    let Props { here, rated, scenario, unit, question } = props;
    let asked = Asked::new(here, rated, *scenario, *unit, question);
    let (Some(asked), Some(tariff)) = (asked, rated.tariff()) else { return Html::default() };
    let lang = asked.here.lang();
    let chosen =
        asked.offered().into_iter().find(|choice| Some(choice.key.as_str()) == asked.value()).cloned();
    let fold = {
        let open = open.clone();
        move |to: bool| {
            let open = open.clone();
            Callback::from(move |_: MouseEvent| open.set(to))
        }
    };
    if let (Some(choice), false) = (&chosen, *open) {
        return html! {
            <div class="field chosen">
                <p class="label" id={format!("{}-label", asked.id)}>{ heading(&asked) }</p>
                <p class="answer">
                    <strong>{ lang.text(&choice.label) }</strong>
                    <button type="button" class="link" id={asked.id.clone()} onclick={fold(true)}
                        aria-describedby={format!("{}-label", asked.id)}>{ lang.say(w::CHANGE) }</button>
                </p>
                <p class="help">{ lang.text(&choice.help) }</p>
            </div>
        };
    }
    let hits = search(tariff, question.attribute, &query);
    let on_query = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| query.set(typed_in(&event)))
    };
    let take = |hit: &Hit| {
        let (store, query, open) = (asked.here.store.dispatcher(), query.clone(), open.clone());
        let (answers, scenario, unit) = (hit.answers.clone(), *scenario, *unit);
        Callback::from(move |_: MouseEvent| {
            for (key, choice) in answers.clone() {
                store.dispatch(Action::Answer { scenario, unit, key, text: Some(choice) });
            }
            query.set(String::new());
            open.set(false);
        })
    };
    let close = fold(false);
    html! {
        <fieldset class={classes!("field", "picker", asked.error().map(|_| "wrong"))}
            aria-describedby={described_by(&asked)}>
            <legend>{ heading(&asked) }</legend>
            { notes(&asked) }
            <label class="hidden" for={format!("{}-search", asked.id)}>{ lang.say(w::SEARCH_LABEL) }</label>
            <input type="search" class="search" id={format!("{}-search", asked.id)} placeholder={lang.say(w::SEARCH)}
                value={(*query).clone()} oninput={on_query} autocomplete="off" />
            <div role="status" class="hits">
                if !query.trim().is_empty() {
                    if hits.is_empty() {
                        <p class="help">{ lang.fill(w::NOTHING_FOUND, &[("typed", query.trim())]) }</p>
                    } else {
                        <p class="hidden">{ lang.fill(w::FOUND, &[("n", &hits.len().min(MOST_HITS).to_string())]) }</p>
                    }
                }
                { for hits.iter().take(MOST_HITS).map(|hit| html! {
                    <button type="button" class="hit" onclick={take(hit)}>
                        { hit.labels.iter().map(|label| lang.text(label)).collect::<Vec<_>>().join(" › ") }
                    </button>
                }) }
            </div>
            // Folding follows a click, not the arrow keys that walk through the radio buttons.
            <div class="cards many" onclick={close}>
                { for asked.offered().iter().map(|choice| {
                    radio(&asked, &choice.key, lang.text(&choice.label), lang.text(&choice.help))
                }) }
            </div>
        </fieldset>
    }
}
