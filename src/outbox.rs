//! Sends what was pressed on: at once, after a pause, when the network is back, on the next visit. One tab at a time.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::place::Place;
use crate::route::{self, Route};
use crate::state::evidence::Change;
use crate::state::outbox::{Answered, Due, Parcel, Step, pause};
use crate::state::sending::{Sending, Trouble};
use crate::state::{Action, Screen, Store};
use crate::{delivery, page, storage};

/// What came of it is on the device after this long.
const UNTIL_KEPT_MILLISECONDS: u32 = 500;

type Dispatcher = UseReducerDispatcher<Store>;

/// Sends what waits, whenever that is due.
#[hook]
pub fn use_outbox(store: &UseReducerHandle<Store>, place: &Place) {
    let (dispatcher, place) = (store.dispatcher(), place.clone());
    use_effect_with(store.0.due(), move |due| {
        let timer = due.clone().and_then(|parcel| match parcel.due {
            Due::Now => {
                deliver(dispatcher, place, parcel);
                None
            }
            Due::Later(asked) => {
                let wait = pause(parcel.sealed.tries, asked, page::random_number());
                Some(Timeout::new(wait, move || dispatcher.dispatch(Action::Outbox(Step::Now))))
            }
        });
        move || drop(timer)
    });
    // What was sent needs its files no more, nor what was given up before.
    let (needed, first) = (store.0.needed_files(), use_mut_ref(|| true));
    use_effect_with(store.0.receipts.clone(), move |_| {
        if let (Some(needed), false) = (needed, first.replace(false)) {
            spawn_local(async move { storage::keep_files(&needed).await });
        }
    });
    let dispatcher = store.dispatcher();
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "online", move |_| dispatcher.dispatch(Action::Outbox(Step::Now)))
        });
        move || drop(listener)
    });
}

fn deliver(store: Dispatcher, place: Place, parcel: Parcel) {
    let Parcel { key, sealed, in_form, .. } = parcel;
    spawn_local(async move {
        let step = |step| store.dispatch(Action::Outbox(step));
        let answered = |answer| {
            let (path, fragment) = place.address();
            let open = in_form && route::read(&path, &fragment) == Route::Screen(Screen::Apply);
            let (key, body, next_key) = (key.clone(), sealed.body.clone(), page::random_key());
            Answered { key, body, answer, next_key, open }
        };
        let sent = storage::in_turn(async {
            if storage::read().await.is_some_and(|record| record.kept.was_sent(&key)) {
                return None;
            }
            step(Step::Try(key.clone()));
            let told = |sha256: &str, bytes: u32| {
                store.dispatch(Action::Evidence(Change::Arrived(sha256.to_owned(), bytes)));
            };
            let answered =
                answered(delivery::deliver(&key, &sealed.body, sealed.correcting.as_ref(), told).await);
            let is_first =
                sealed.tries == 0 && matches!(answered.answer, Sending::Waiting(Trouble::NoAnswer, _));
            if is_first && page::may_be_refused() {
                place.tell("anze:error", &[("code", "send".into())]);
            }
            if let Sending::Sent(receipt) = &answered.answer
                && answered.open
            {
                place.push(&receipt.link);
            }
            step(Step::Answered(answered));
            // Until the other tabs can read of it.
            TimeoutFuture::new(UNTIL_KEPT_MILLISECONDS).await;
            Some(())
        });
        if sent.await.flatten().is_none() {
            step(Step::Answered(answered(Sending::Waiting(Trouble::OtherTab, None))));
        }
    });
}
