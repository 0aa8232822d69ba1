//! What a visit starts with: what was kept on this device, and what the address asks for.

use std::rc::Rc;

use application::campaign::VERSION;
use yew::platform::spawn_local;

use crate::later::{Later, later};
use crate::place::{Place, Wishes};
use crate::route::{self, Route};
use crate::state::scenario::Scenario;
use crate::state::{Action, Kept, Notice, Refused, Screen, State};
use crate::storage::{Found, Record};
use crate::{clock, page, storage};

/// How a visit starts.
pub struct Start {
    pub state: State,
    /// What the device held; nothing while nobody has looked.
    pub found: Option<Rc<Found>>,
}

impl Start {
    /// Nothing is kept, and the address asks for nothing.
    pub fn first_visit(place: &Place) -> Self {
        Self { state: wished(new(place), place), found: None }
    }
}

/// What a first visit that has come to this began with, as it would be kept.
pub fn begun(now: &State, place: &Place) -> Kept {
    let Start { state, .. } = Start::first_visit(place);
    State { lang: now.lang, key: now.key.clone(), ..state }.kept()
}

/// Nothing answered yet, in the language that is wished for and in type as large; what is true of the device.
fn new(place: &Place) -> State {
    let lang = place.wishes().lang.unwrap_or_default();
    State {
        elder: page::is_elder(),
        wrong_day: clock::wrong_day(),
        tariffs_of: clock::tariffs_of(),
        alone: page::is_alone(),
        kiosk: place.wishes().kiosk,
        ..State::new(clock::today(), lang, page::random_key())
    }
}

/// With the campaign that is wished for, and the sector, where nothing is answered yet.
fn wished(mut state: State, place: &Place) -> State {
    let Wishes { sector, campaign, .. } = place.wishes();
    if !campaign.is_empty() {
        state.come_by([VERSION, campaign].concat());
    }
    if !sector.is_empty() && state.scenario() == Scenario::default() {
        state.answer(state.current, Some(0), "sector", Some(sector.clone()));
    }
    state
}

/// Fetches what a start needs; nothing where that failed. A first visit to the first screen needs nothing.
pub async fn needed(place: &Place) -> Option<Option<Later>> {
    let plain = place.address() == ("/".to_owned(), String::new());
    if plain && storage::is_untouched() {
        return Some(None);
    }
    later().await.ok().map(Some)
}

/// Looks at what was kept, and at the address.
pub async fn start(place: Place) -> Start {
    let found = storage::open().await;
    Start { state: first_state(&found, &place), found: Some(Rc::new(found)) }
}

/// What was kept, and then what the address asks for.
fn first_state(found: &Found, place: &Place) -> State {
    let fresh = new(place);
    let today = fresh.today;
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
    let (path, fragment) = place.address();
    match route::read(&path, &fragment) {
        Route::Open(link) => {
            let (scenarios, current, screen) = (link.scenarios, link.current, link.screen);
            place.replace(route::address(screen).unwrap_or("/"));
            state.reduce(Action::Open { scenarios, current, screen })
        }
        Route::Invited(invitation) => {
            place.replace("/");
            state.reduce(Action::Invite { invitation, key: page::random_key() })
        }
        Route::Screen(screen) => wished(state, place).reduce(Action::Go(screen)),
        Route::Receipt(_) => state.reduce(Action::Go(Screen::Receipt)),
        Route::Verify(_) => state.reduce(Action::Go(Screen::Verify)),
        Route::Broken => no_way(place, state, Notice::BrokenLink),
        Route::Unknown => no_way(place, state, Notice::NoSuchPage),
    }
}

/// What was asked for is not there: the first screen, and words.
fn no_way(place: &Place, state: State, notice: Notice) -> State {
    place.replace("/");
    state.reduce(Action::Notice(Some(notice)))
}
