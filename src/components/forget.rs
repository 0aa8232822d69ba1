//! Makes this device forget: at once where nothing is lost with it, else only when that is said once more.

use web_sys::Event;
use yew::Callback;
use yew::platform::spawn_local;

use super::bars::bar;
use crate::app::Here;
use crate::element::{Element, button};
use crate::state::{Action, Notice, Refused, Screen};
use crate::words as w;
use crate::{page, storage};

/// What a press does; `shared`: from now on nothing is kept either.
pub fn forget(here: &Here, shared: bool) {
    let state = here.state();
    let loses = !state.receipts.is_empty() || !state.queue.is_empty() || state.outbox.sealed.is_some();
    if loses { here.act(Action::Notice(Some(Notice::Forget { shared }))) } else { at_once(here, shared) }
}

/// Others use this computer too, or they do not after all.
pub fn share(here: &Here, shared: bool) {
    if shared {
        return forget(here, true);
    }
    let store = here.store.dispatcher();
    spawn_local(async move {
        storage::share(false).await;
        store.dispatch(Action::Keeping(None));
    });
}

/// What would be lost, and the ways on.
pub fn asked(here: &Here, shared: bool) -> Element {
    let (lang, state) = (here.lang(), here.state());
    let waiting = state.queue.len() + usize::from(state.outbox.sealed.is_some());
    let (receipts, waiting) = (state.receipts.len().to_string(), waiting.to_string());
    let words = lang.fill(w::FORGET_LOSES, &[("receipts", &receipts), ("waiting", &waiting)]);
    let mine = (!state.receipts.is_empty())
        .then(|| button("button.quiet", lang.say(w::MINE), here.on(Action::Go(Screen::Mine))));
    let stay = button("button.quiet", lang.say(w::FORGET_NOT), here.on(Action::Notice(None)));
    let of = here.clone();
    let forget = Callback::from(move |_: Event| at_once(&of, shared));
    let forget = button("button.quiet", lang.say(w::FORGET_YES), forget);
    bar(&words, mine.into_iter().chain([stay, forget])).class("urgent")
}

fn at_once(here: &Here, shared: bool) {
    let store = here.store.dispatcher();
    spawn_local(async move {
        if shared {
            storage::share(true).await;
            store.dispatch(Action::Keeping(Some(Refused::Shared)));
        } else {
            store.dispatch(Action::ForgetAll { key: page::random_key() });
            storage::forget_all().await;
        }
        store.dispatch(Action::Notice(None));
    });
}
