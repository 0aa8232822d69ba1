//! Loads the tariffs, then holds the state and shows one screen of it.

use std::rc::Rc;
use std::sync::Arc;

use futures_util::future::join;
use rating::{Catalogue, Rate, rate_exactly};
use web_sys::Event;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::components::frame::frame;
use crate::element::{Element, button, component, el, group};
use crate::later::{Fetched, Later, use_later};
use crate::place::Place;
use crate::platform;
use crate::screens::estimate::estimate;
use crate::start::{self, Start};
use crate::state::rated::Rated;
use crate::state::scenario::Scenario;
use crate::state::{Action, Screen, State, Store};
use crate::words::{self as w, Lang, Words};

/// What every part of a screen may use: the state, and each scenario as it is rated.
#[derive(Clone, PartialEq)]
pub struct Here {
    pub store: UseReducerHandle<Store>,
    pub rated: Rc<Vec<Rc<Rated>>>,
    pub place: Place,
    /// What is fetched after the first drawing.
    pub later: Option<Later>,
}

impl Here {
    pub fn state(&self) -> &State {
        &self.store.0
    }

    pub fn lang(&self) -> Lang {
        self.state().lang
    }

    pub fn act(&self, action: Action) {
        self.store.dispatch(action);
    }

    /// A callback that does this, whatever the event.
    pub fn on(&self, action: Action) -> Callback<Event> {
        let store = self.store.dispatcher();
        Callback::from(move |_| store.dispatch(action.clone()))
    }

    /// The scenario that is being worked on.
    pub fn current(&self) -> Option<&Rc<Rated>> {
        self.rated.get(self.state().current)
    }
}

enum Tariffs {
    Loading,
    Failed,
    Here(Rc<Opened>),
}

/// What a visit starts with.
struct Opened {
    catalogue: Arc<Catalogue>,
    start: Start,
}

impl Opened {
    /// Nothing where something cannot be fetched.
    async fn open(place: Place) -> Option<Self> {
        // Which day it is, the answer with the tariffs may tell better than this device.
        let (catalogue, later) = join(platform::tariffs(), start::needed(&place)).await;
        let start = match later? {
            Some(later) => (later.start)(place).await,
            None => Start::first_visit(&place),
        };
        Some(Self { catalogue: Arc::new(catalogue?), start })
    }
}

#[derive(Properties, PartialEq)]
pub struct AppProps {
    pub place: Place,
}

/// The whole widget.
#[component]
pub fn App(props: &AppProps) -> Html {
    let tariffs = use_state(|| Tariffs::Loading);
    let load = {
        let (tariffs, place) = (tariffs.clone(), props.place.clone());
        move || {
            tariffs.set(Tariffs::Loading);
            let (tariffs, place) = (tariffs.clone(), place.clone());
            spawn_local(async move {
                let opened = Opened::open(place.clone()).await;
                if opened.is_none() {
                    place.tell("anze:error", &[("code", "load".into())]);
                }
                tariffs.set(opened.map_or(Tariffs::Failed, |opened| Tariffs::Here(Rc::new(opened))));
            });
        }
    };
    let retry = Callback::from({
        let load = load.clone();
        move |_: Event| load()
    });
    use_effect_with((), move |()| load());
    let lang = props.place.wishes().lang.unwrap_or_default();
    match &*tariffs {
        Tariffs::Loading => waiting(lang, w::LOADING).html(),
        Tariffs::Failed => {
            let english = el("span").attr("lang", "en").child(Lang::En.say(w::LOAD_FAILED));
            let words = el("p").child(lang.say(w::LOAD_FAILED)).child(el("br")).child(english);
            failed(words, lang, retry).html()
        }
        Tariffs::Here(opened) => {
            component::<Loaded>(LoadedProps { opened: opened.clone(), place: props.place.clone() }, None)
        }
    }
}

fn waiting(lang: Lang, words: Words) -> Element {
    el("p.wait").attr("role", "status").child(lang.say(words))
}

fn failed(words: Element, lang: Lang, retry: Callback<Event>) -> Element {
    let again = button("button.primary", lang.say(w::AGAIN), retry);
    el("div.wait").attr("role", "alert").child(words).child(again)
}

/// Rates every scenario anew when one changes; and when ranges can be reckoned.
#[hook]
fn use_rated(catalogue: &Arc<Catalogue>, state: &State, later: Option<Later>) -> Rc<Vec<Rc<Rated>>> {
    let catalogue = catalogue.clone();
    use_memo((state.scenarios.clone(), state.today, later), move |(scenarios, today, later)| {
        let rate = later.map_or(rate_exactly as Rate, |later| later.rate);
        let rate = |scenario: &Scenario| Rated::with(rate, catalogue.clone(), scenario.clone(), *today);
        scenarios.iter().map(|scenario| Rc::new(rate(scenario))).collect()
    })
}

#[derive(Properties)]
struct LoadedProps {
    opened: Rc<Opened>,
    place: Place,
}

impl PartialEq for LoadedProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.opened, &other.opened)
    }
}

#[component]
fn Loaded(props: &LoadedProps) -> Html {
    let store = use_reducer(|| Store(props.opened.start.state.clone()));
    let place = props.place.clone();
    use_effect_with((store.0.lang, store.0.screen), move |(lang, screen)| {
        // Other screens are named as soon as they are there.
        if *screen == Screen::Estimate {
            place.name(lang.tag(), lang.say(w::PRODUCT));
        }
    });
    let place = props.place.clone();
    use_effect_with(store.0.elder, move |elder| place.enlarge(*elder));
    let (fetched, again) = use_later(store.0.screen != Screen::Estimate);
    let later = match *fetched {
        Fetched::Here(later) => Some(later),
        _ => None,
    };
    let rated = use_rated(&props.opened.catalogue, &store.0, later);
    let here = Here { store, rated, place: props.place.clone(), later };
    let background = later.map(|later| (later.background)(&here, props.opened.start.found.clone()));
    group().child(frame(&here, screen(&here, *fetched, again))).child(background.unwrap_or_default()).html()
}

/// What is on the screen, or what is said while it is fetched.
fn screen(here: &Here, later: Fetched, again: Callback<Event>) -> Html {
    let lang = here.lang();
    let there = match later {
        Fetched::Here(later) => Ok(later),
        Fetched::Waiting => Err(waiting(lang, w::OPENING)),
        Fetched::Failed => Err(failed(el("p").child(lang.say(w::OPEN_FAILED)), lang, again)),
    };
    match (here.state().screen, there) {
        (Screen::Estimate, Ok(later)) => estimate(here, (later.details)(here)).html(),
        (Screen::Estimate, Err(instead)) => estimate(here, instead).html(),
        (_, Err(instead)) => instead.html(),
        (Screen::Compare, Ok(later)) => (later.compare)(here).html(),
        (Screen::Apply, Ok(later)) => (later.apply)(here).html(),
        (Screen::Receipt, Ok(later)) => (later.receipt)(here),
        (Screen::Mine, Ok(later)) => (later.mine)(here).html(),
        (Screen::Many, Ok(later)) => (later.many)(here).html(),
        (Screen::Paper, Ok(later)) => (later.paper)(here).html(),
        (Screen::Verify, Ok(later)) => (later.verify)(here, &here.place.address().1).html(),
    }
}
