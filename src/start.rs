//! What a visit starts with: what was kept on this device, and what the address asks for.

use std::rc::Rc;

use yew::platform::spawn_local;

use crate::later::{Later, later};
use crate::route::{self, Route};
use crate::state::{Action, Notice, Refused, Screen, State};
use crate::storage::{Found, Record};
use crate::words::Lang;
use crate::{clock, page, storage};

/// How a visit starts.
pub struct Start {
    pub state: State,
    /// What the device held; nothing while nobody has looked.
    pub found: Option<Rc<Found>>,
}

impl Start {
    /// Nothing is kept, and the address asks for nothing.
    pub fn first_visit() -> Self {
        let mut state = State::new(clock::today(), Lang::Zh, page::random_key());
        state.wrong_day = clock::wrong_day();
        Self { state, found: None }
    }
}

/// Fetches what a start needs; nothing where that failed. A first visit to the first screen needs nothing.
pub async fn needed() -> Option<Option<Later>> {
    let plain = page::address() == ("/".to_owned(), String::new());
    if plain && storage::is_untouched() {
        return Some(None);
    }
    later().await.ok().map(Some)
}

/// Looks at what was kept, and at the address.
pub async fn start() -> Start {
    let found = storage::open().await;
    Start { state: first_state(&found), found: Some(Rc::new(found)) }
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
