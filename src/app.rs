//! Loads the tariffs, then holds the state and shows one screen of it.

use std::rc::Rc;

use futures_util::future::join;
use gloo::events::EventListener;
use rating::Catalogue;
use web_sys::Event;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::components::frame::frame;
use crate::element::{Element, button, component, el};
use crate::keeper::use_keeper;
use crate::later::{Fetched, use_later};
use crate::outbox::use_outbox;
use crate::route::{self, Follow, Route};
use crate::screens::estimate::estimate;
use crate::state::rated::Rated;
use crate::state::{Action, Notice, Refused, Screen, State, Store};
use crate::storage::{Found, Record};
use crate::words::{self as w, Lang, Words};
use crate::{clock, page, platform, storage};

/// What every part of a screen may use: the state, and each scenario as it is rated.
#[derive(Clone, PartialEq)]
pub struct Here {
    pub store: UseReducerHandle<Store>,
    pub rated: Rc<Vec<Rc<Rated>>>,
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
    catalogue: Rc<Catalogue>,
    found: Found,
}

/// The whole widget.
#[component]
pub fn App() -> Html {
    let tariffs = use_state(|| Tariffs::Loading);
    let load = {
        let tariffs = tariffs.clone();
        move || {
            tariffs.set(Tariffs::Loading);
            let tariffs = tariffs.clone();
            spawn_local(async move {
                let (loaded, found) = join(platform::tariffs(), storage::open()).await;
                tariffs.set(loaded.map_or(Tariffs::Failed, |all| {
                    Tariffs::Here(Rc::new(Opened { catalogue: Rc::new(all), found }))
                }));
            });
        }
    };
    let retry = Callback::from({
        let load = load.clone();
        move |_: Event| load()
    });
    use_effect_with((), move |()| load());
    let lang = Lang::Zh;
    match &*tariffs {
        Tariffs::Loading => waiting(lang, w::LOADING).html(),
        Tariffs::Failed => {
            let english = el("span").attr("lang", "en").child(Lang::En.say(w::LOAD_FAILED));
            let words = el("p").child(lang.say(w::LOAD_FAILED)).child(el("br")).child(english);
            failed(words, lang, retry).html()
        }
        Tariffs::Here(opened) => component::<Loaded>(LoadedProps { opened: opened.clone() }, None),
    }
}

fn waiting(lang: Lang, words: Words) -> Element {
    el("p.wait").attr("role", "status").child(lang.say(words))
}

fn failed(words: Element, lang: Lang, retry: Callback<Event>) -> Element {
    let again = button("button.primary", lang.say(w::AGAIN), retry);
    el("div.wait").attr("role", "alert").child(words).child(again)
}

/// What was kept, and then what the address asks for.
fn first_state(found: &Found) -> State {
    let today = clock::today();
    let fresh = State::new(today, Lang::Zh, page::random_key());
    let kept = found.record.as_ref().map(|record| record.kept.clone());
    if !kept.as_ref().is_some_and(|kept| kept.is_usable(today)) {
        // They do not outlast their draft.
        spawn_local(storage::remove_files());
    }
    let mut state = kept.into_iter().fold(fresh, State::restore);
    if let Some(Record { kept, .. }) = found.aside.clone() {
        let (theirs, next_key) = (Box::new(kept), page::random_key());
        state = state.reduce(Action::Meet { theirs, changed_here: true, next_key });
    }
    state.refused = storage::is_shared().then_some(Refused::Shared);
    state.wrong_day = clock::wrong_day();
    let (path, fragment) = page::address();
    match route::read(&path, &fragment) {
        Route::Open(link) => {
            let (scenarios, current, screen) = (link.scenarios, link.current, link.screen);
            page::replace(route::address(screen).unwrap_or("/"));
            state.reduce(Action::Open { scenarios, current, screen })
        }
        Route::Invited(invitation) => {
            page::replace("/");
            state.reduce(Action::Invite(invitation))
        }
        Route::Screen(screen) => state.reduce(Action::Go(screen)),
        Route::Receipt(_) => state.reduce(Action::Go(Screen::Receipt)),
        Route::Verify(_) => state.reduce(Action::Go(Screen::Verify)),
        Route::Broken => no_way(state, Notice::BrokenLink),
        Route::Unknown => no_way(state, Notice::NoSuchPage),
    }
}

/// What was asked for is not there: the first screen, and words.
fn no_way(state: State, notice: Notice) -> State {
    page::replace("/");
    state.reduce(Action::Notice(Some(notice)))
}

/// Rates every scenario anew when one changes.
#[hook]
fn use_rated(catalogue: &Rc<Catalogue>, state: &State) -> Rc<Vec<Rc<Rated>>> {
    let catalogue = catalogue.clone();
    use_memo((state.scenarios.clone(), state.today), move |(scenarios, today)| {
        let rate = |scenario: &_| Rc::new(Rated::new(catalogue.clone(), Clone::clone(scenario), *today));
        scenarios.iter().map(rate).collect()
    })
}

#[derive(Properties)]
struct LoadedProps {
    opened: Rc<Opened>,
}

impl PartialEq for LoadedProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.opened, &other.opened)
    }
}

#[component]
fn Loaded(props: &LoadedProps) -> Html {
    let store = use_reducer(|| Store(first_state(&props.opened.found)));
    let rated = use_rated(&props.opened.catalogue, &store.0);
    use_keeper(&store, props.opened.found.record.as_ref());
    use_outbox(&store);
    use_address(&store);
    use_effect_with(store.0.lang, |lang| page::name(lang.tag(), lang.say(w::PRODUCT)));
    let (later, again) = use_later(store.0.screen != Screen::Estimate);
    let here = Here { store, rated };
    frame(&here, screen(&here, *later, again)).html()
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
        (Screen::Receipt, Ok(later)) => (later.receipt)(here, followed()),
        (Screen::Mine, Ok(later)) => (later.mine)(here).html(),
        (Screen::Paper, Ok(later)) => (later.paper)(here).html(),
        (Screen::Verify, Ok(later)) => (later.verify)(here, &page::address().1).html(),
    }
}

/// The application whose page this is.
fn followed() -> Option<Follow> {
    let (path, fragment) = page::address();
    match route::read(&path, &fragment) {
        Route::Receipt(follow) => Some(follow),
        _ => None,
    }
}

/// Keeps address and screen together, both ways.
#[hook]
fn use_address(store: &UseReducerHandle<Store>) {
    let screen = store.0.screen;
    let first = use_mut_ref(|| true);
    use_effect_with(screen, move |screen| {
        let (path, fragment) = page::address();
        let there = match route::read(&path, &fragment) {
            Route::Screen(there) => there == *screen,
            Route::Receipt(_) => *screen == Screen::Receipt,
            Route::Verify(_) => *screen == Screen::Verify,
            Route::Open(_) | Route::Invited(_) | Route::Broken | Route::Unknown => false,
        };
        if let (false, Some(address)) = (there, route::address(*screen)) {
            page::push(address);
        }
        if !first.replace(false) {
            page::focus_soon("title");
        }
    });
    let dispatcher = store.dispatcher();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "popstate", move |_| {
                let (path, fragment) = page::address();
                dispatcher.dispatch(match route::read(&path, &fragment) {
                    Route::Screen(screen) => Action::Go(screen),
                    Route::Receipt(_) => Action::Go(Screen::Receipt),
                    Route::Invited(invitation) => Action::Invite(invitation),
                    Route::Verify(_) => Action::Go(Screen::Verify),
                    Route::Broken => Action::Notice(Some(Notice::BrokenLink)),
                    Route::Unknown => Action::Notice(Some(Notice::NoSuchPage)),
                    Route::Open(link) => {
                        Action::Open { scenarios: link.scenarios, current: link.current, screen: link.screen }
                    }
                });
            })
        });
        move || drop(listener)
    });
}
