//! Keeps the draft as it changes: soon after a keystroke, and at once when the page is left.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::state::{Action, Kept, Refused, Store};
use crate::storage::{self, Record};
use crate::{clock, page};

/// A keystroke is on the device after this long.
const SOON_MILLISECONDS: u32 = 300;

/// What is on the screen, what is on the device, and who is told about the difference.
struct Keeper {
    latest: Kept,
    written: Kept,
    soon: Option<Timeout>,
    store: UseReducerDispatcher<Store>,
}

type Shared = Rc<RefCell<Keeper>>;

/// Keeps the draft from now on. What the page opened with is on the device already, or not worth keeping.
#[hook]
pub fn use_keeper(store: &UseReducerHandle<Store>) {
    let keeper: Shared = use_mut_ref(|| {
        let kept = store.0.kept();
        Keeper { latest: kept.clone(), written: kept, soon: None, store: store.dispatcher() }
    });
    let changing = keeper.clone();
    use_effect_with(store.0.kept(), move |kept| {
        changing.borrow_mut().latest = kept.clone();
        write_soon(&changing);
    });
    use_effect_with((), move |()| {
        let on_leaving = {
            let keeper = keeper.clone();
            move || leave(&keeper)
        };
        let listeners = page::on_leaving(on_leaving);
        move || drop(listeners)
    });
}

fn write_soon(keeper: &Shared) {
    let mut open = keeper.borrow_mut();
    if open.soon.is_none() && open.latest != open.written {
        let keeper = keeper.clone();
        open.soon = Some(Timeout::new(SOON_MILLISECONDS, move || write(&keeper)));
    }
}

impl Keeper {
    /// What is not on the device yet.
    fn unwritten(&mut self) -> Option<Record> {
        self.soon = None;
        (self.latest != self.written).then(|| Record { at: clock::now(), kept: self.latest.clone() })
    }

    fn tell(&self, refused: Option<Refused>) {
        self.store.dispatch(Action::Keeping(refused));
    }
}

fn write(keeper: &Shared) {
    let Some(record) = keeper.borrow_mut().unwritten() else { return };
    let keeper = keeper.clone();
    spawn_local(async move {
        let written = storage::write(&record).await;
        let mut open = keeper.borrow_mut();
        if written.is_ok() {
            open.written = record.kept;
        }
        open.tell(written.err());
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
