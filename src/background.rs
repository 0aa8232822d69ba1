//! What goes on behind every screen: the draft is kept, what was pressed on is sent, address and screen stay together.

use std::rc::Rc;

use gloo::events::EventListener;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::Here;
use crate::counting::use_counting;
use crate::element::{component, group};
use crate::focus::use_focus;
use crate::keeper::use_keeper;
use crate::kiosk::use_kiosk;
use crate::outbox::use_outbox;
use crate::place::Place;
use crate::route::{self, Route};
use crate::start::begun;
use crate::state::{Action, Kept, Notice, Screen, Store};
use crate::storage::{Found, Record};
use crate::telling::{use_telling, use_wishes};
use crate::words as w;
use crate::{page, sheets, storage};

#[derive(Properties, Clone)]
pub struct Props {
    pub here: Here,
    /// What the device held when the visit started, where somebody has looked.
    pub found: Option<Rc<Found>>,
}

impl PartialEq for Props {
    /// What was found does not change.
    fn eq(&self, other: &Self) -> bool {
        self.here == other.here
    }
}

/// What is needed to keep the draft.
#[derive(Properties)]
struct Keep {
    here: Here,
    found: Rc<Found>,
    /// What the visit began with.
    begun: Rc<Kept>,
}

impl PartialEq for Keep {
    /// As above.
    fn eq(&self, other: &Self) -> bool {
        self.here == other.here
    }
}

/// Looks at what the device holds, where a visit has started without that; then keeps and sends.
#[component]
pub fn Background(props: &Props) -> Html {
    let found = use_state(|| props.found.clone());
    // Where nobody has looked, something may have been typed already.
    let begun = use_memo((), |()| match props.found {
        Some(_) => props.here.state().kept(),
        None => begun(props.here.state(), &props.here.place),
    });
    let typed = use_memo((), |()| !props.here.state().kept().is_blank());
    {
        let (found, store) = (found.clone(), props.here.store.dispatcher());
        use_effect_with((), move |()| {
            if found.is_none() {
                spawn_local(async move {
                    let there = storage::open().await;
                    if let Some(Record { kept, .. }) = there.record.clone() {
                        // Another tab kept it meanwhile. Where nothing was typed here it is simply taken.
                        let changed_here = *typed || kept.is_blank();
                        let (theirs, next_key) = (Box::new(kept), page::random_key());
                        store.dispatch(Action::Meet { theirs, changed_here, next_key });
                    }
                    found.set(Some(Rc::new(there)));
                });
            }
        });
    }
    use_address(&props.here.store, &props.here.place);
    use_effect_with(props.here.state().many.holds_a_list(), |holds| {
        if !holds {
            sheets::end_list();
        }
    });
    let (place, shown) = (props.here.place.clone(), (props.here.lang(), props.here.state().screen));
    use_effect_with(shown, move |(lang, screen)| {
        if *screen != Screen::Estimate {
            place.name_screen(lang.tag(), lang.say(w::PRODUCT));
        }
    });
    use_focus(&props.here.place);
    use_newer(&props.here.store, &props.here.place);
    use_kiosk(&props.here.store, &props.here.place);
    use_telling(&props.here);
    use_wishes(&props.here);
    use_counting(&props.here);
    match (*found).clone() {
        Some(found) => component::<Keeping>(Keep { here: props.here.clone(), found, begun }, None),
        None => group().html(),
    }
}

#[component]
fn Keeping(props: &Keep) -> Html {
    use_keeper(&props.here.store, props.found.record.as_ref(), &props.begun);
    use_outbox(&props.here.store, &props.here.place);
    group().html()
}

/// Says that the page may be kept on the device, now that everything is drawn, and hears of a newer build. What stands in another
/// page is kept by nobody.
#[hook]
fn use_newer(store: &UseReducerHandle<Store>, place: &Place) {
    let (dispatcher, inside) = (store.dispatcher(), place.is_inside() && !store.0.kiosk);
    use_effect_with((), move |()| {
        let heard = move || dispatcher.dispatch(Action::Newer);
        let listener = (!inside).then(|| page::hear("anze:newer", heard));
        if listener.is_some() {
            page::say("anze:settled");
        }
        move || drop(listener)
    });
}

/// Keeps address and screen together, both ways.
#[hook]
fn use_address(store: &UseReducerHandle<Store>, place: &Place) {
    let (screen, at) = (store.0.screen, place.clone());
    let first = use_mut_ref(|| true);
    use_effect_with(screen, move |screen| {
        let (path, fragment) = at.address();
        let there = match route::read(&path, &fragment) {
            Route::Screen(there) => there == *screen,
            Route::Receipt(_) => *screen == Screen::Receipt,
            Route::Verify(_) => *screen == Screen::Verify,
            Route::Open(_) | Route::Invited(_) | Route::Broken | Route::Unknown => false,
        };
        if let (false, Some(address)) = (there, route::address(*screen)) {
            at.push(address);
        }
        if !first.replace(false) {
            at.arrived();
        }
    });
    let (dispatcher, at) = (store.dispatcher(), place.clone());
    use_effect_with((), move |()| {
        let window = web_sys::window().filter(|_| !at.is_inside());
        let listener = window.map(|window| {
            EventListener::new(&window, "popstate", move |_| {
                let (path, fragment) = at.address();
                dispatcher.dispatch(match route::read(&path, &fragment) {
                    Route::Screen(screen) => Action::Go(screen),
                    Route::Receipt(_) => Action::Go(Screen::Receipt),
                    Route::Invited(invitation) => Action::Invite { invitation, key: page::random_key() },
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
