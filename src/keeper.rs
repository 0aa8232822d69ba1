//! Keeps the draft as it changes: soon after a keystroke, and at once when the page is left. Hears of what other tabs keep, and
//! writes over none of it unasked.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::state::{Action, Kept, Refused, State, Store};
use crate::storage::{self, PING, Record, Unwritten};
use crate::{clock, page};

/// A keystroke is on the device after this long.
const SOON_MILLISECONDS: u32 = 300;

/// What is on the screen, what is on the device, and who is told about the difference.
struct Keeper {
    latest: Kept,
    written: Kept,
    /// When what is on the device was kept.
    base: u64,
    tab: String,
    soon: Option<Timeout>,
    /// Whether another version waits to be chosen or not: until then nothing is kept.
    torn: bool,
    refused: Option<Refused>,
    store: UseReducerDispatcher<Store>,
}

type Shared = Rc<RefCell<Keeper>>;

/// Keeps the draft from now on. `found` is what the device held when the page was opened, `begun` what was on the screen then.
#[hook]
pub fn use_keeper(store: &UseReducerHandle<Store>, found: Option<&Record>, begun: &Kept) {
    let keeper: Shared = use_mut_ref(|| Keeper::new(&store.0, found, begun, store.dispatcher()));
    let changing = keeper.clone();
    let (torn, refused) = (store.0.elsewhere.is_some(), store.0.refused);
    use_effect_with((store.0.kept(), torn, refused), move |(kept, torn, refused)| {
        changing.borrow_mut().change(kept, *torn, *refused);
        write_soon(&changing);
    });
    use_effect_with((), move |()| {
        let of = |act: fn(&Shared)| {
            let keeper = keeper.clone();
            move || act(&keeper)
        };
        let asking = keeper.clone();
        let mut listeners = page::on_leaving(of(leave));
        listeners.extend(page::on_return(of(look)));
        listeners.extend(on_ping(of(look)));
        listeners.extend(page::ask_before_leaving(move || asking.borrow().would_lose()));
        move || drop(listeners)
    });
}

fn on_ping(look: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        // No key: everything was forgotten.
        if key.is_none_or(|key| key == PING) {
            look();
        }
    }))
}

impl Keeper {
    fn new(state: &State, found: Option<&Record>, begun: &Kept, store: UseReducerDispatcher<Store>) -> Self {
        let latest = state.kept();
        // What a visit begins with is not worth keeping, unless it differs from what was found.
        let written = found.map_or_else(|| begun.clone(), |found| found.kept.clone());
        let (base, tab) = (found.map(|found| found.at).unwrap_or_default(), page::random_key());
        let torn = state.elsewhere.is_some();
        Self { latest, written, base, tab, soon: None, torn, refused: state.refused, store }
    }

    fn change(&mut self, kept: &Kept, torn: bool, refused: Option<Refused>) {
        self.latest = kept.clone();
        self.torn = torn;
        self.refused = refused;
    }

    /// What is not on the device yet.
    fn unwritten(&mut self) -> Option<Record> {
        self.soon = None;
        (self.latest != self.written).then(|| Record {
            at: clock::now().max(self.base + 1),
            // What was left while another version waited follows none: it is offered on the next visit.
            base: if self.torn { 0 } else { self.base },
            tab: self.tab.clone(),
            kept: self.latest.clone(),
        })
    }

    /// Whether leaving the page loses what was typed.
    fn would_lose(&self) -> bool {
        self.refused.is_some() && !self.latest.is_empty()
    }

    fn tell(&self, refused: Option<Refused>) {
        if refused != self.refused {
            self.store.dispatch(Action::Keeping(refused));
        }
    }
}

/// A keystroke can wait a little; that something was sent, or is to be, cannot.
fn write_soon(keeper: &Shared) {
    let (changed, urgent) = {
        let open = keeper.borrow();
        (!open.torn && open.latest != open.written, !open.latest.sends_the_same(&open.written))
    };
    if changed && urgent {
        write(keeper);
    } else if changed && keeper.borrow().soon.is_none() {
        let writing = keeper.clone();
        let soon = Timeout::new(SOON_MILLISECONDS, move || write(&writing));
        keeper.borrow_mut().soon = Some(soon);
    }
}

fn write(keeper: &Shared) {
    if keeper.borrow().torn {
        return;
    }
    let Some(record) = keeper.borrow_mut().unwritten() else { return };
    let keeper = keeper.clone();
    spawn_local(async move {
        match storage::write(&record).await {
            Ok(()) => {
                let mut open = keeper.borrow_mut();
                (open.written, open.base) = (record.kept, record.at);
                open.tell(None);
            }
            Err(Unwritten::Refused(refused)) => keeper.borrow().tell(Some(refused)),
            Err(Unwritten::Newer) => look(&keeper),
        }
    });
}

fn leave(keeper: &Shared) {
    let unwritten = keeper.borrow_mut().unwritten();
    if let Some(record) = unwritten {
        // Where this is refused the database may still be in time.
        let _ = storage::write_now(&record);
        write(keeper);
    }
}

/// Takes notice of what another tab has kept.
fn look(keeper: &Shared) {
    let keeper = keeper.clone();
    spawn_local(async move {
        let Some(record) = storage::read().await else { return };
        let mut open = keeper.borrow_mut();
        if record.tab == open.tab || record.at <= open.base {
            return;
        }
        let changed_here = !open.latest.is_same(&open.written);
        open.base = record.at;
        open.written = record.kept.clone().seen_as(&open.latest);
        let theirs = Box::new(record.kept);
        open.store.dispatch(Action::Meet { theirs, changed_here, next_key: page::random_key() });
    });
}
