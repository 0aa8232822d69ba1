//! Notices when nobody is at the table any more, says so, and clears it for who comes next.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use yew::prelude::*;

use crate::place::Place;
use crate::state::kiosk::Step;
use crate::state::{Action, Store};
use crate::{clock, page};

/// Without a touch for this long it is said, and after this much more done.
const IDLE_SECONDS: u32 = 90;
const LEAVING_SECONDS: u32 = 30;

/// What shows that somebody is there.
const TOUCHES: [&str; 4] = ["pointerdown", "keydown", "input", "wheel"];

/// Watches, where the page is at a table.
#[hook]
pub fn use_kiosk(store: &UseReducerHandle<Store>, place: &Place) {
    let kiosk = store.0.kiosk;
    // Nobody is in the middle of anything: a newer build may come.
    use_effect_with(kiosk && store.0.newer && store.0.is_fresh(), |may_renew| {
        if *may_renew {
            page::say("anze:renew");
        }
    });
    let (dispatcher, place) = (store.dispatcher(), place.clone());
    use_effect_with((), move |()| {
        let watching = kiosk.then(|| watch(dispatcher, place));
        move || drop(watching)
    });
}

fn watch(store: UseReducerDispatcher<Store>, place: Place) -> (Vec<EventListener>, Interval) {
    let idle = Rc::new(Cell::new(0));
    let touched = {
        let (idle, store) = (idle.clone(), store.clone());
        move || {
            if idle.replace(0) >= IDLE_SECONDS {
                store.dispatch(Action::Kiosk(Step::Leaving(false)));
            }
        }
    };
    let listeners = TOUCHES.iter().filter_map(|name| page::hear(name, touched.clone())).collect();
    let every_second = Interval::new(1000, move || {
        idle.set(idle.get() + 1);
        if idle.get() == IDLE_SECONDS {
            store.dispatch(Action::Kiosk(Step::Leaving(true)));
        } else if idle.get() >= IDLE_SECONDS + LEAVING_SECONDS {
            idle.set(0);
            reset(&store, &place);
        }
    });
    (listeners, every_second)
}

/// For who comes next.
pub fn reset(store: &UseReducerDispatcher<Store>, place: &Place) {
    place.replace("/");
    store.dispatch(Action::Kiosk(Step::Reset { key: page::random_key(), today: clock::today() }));
}
