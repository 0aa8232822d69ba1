//! What comes after the premium: its explanation, the other screens, and what goes on behind them. A part of the module that
//! is fetched by itself, so that the first premium waits for nothing of forms and receipts. In the release bundle `cargo
//! xtask bundle` cuts it off; elsewhere it is there from the start.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use rating::Rate;
use web_sys::Event;
use yew::platform::spawn_local;
use yew::{Callback, Html, Reducible, UseStateHandle, hook, use_effect_with, use_state};

use crate::app::Here;
use crate::background::{Background, Props as Behind};
use crate::components::{bars, campaign, forget, share, tariffs};
use crate::element::{Element, component, group};
use crate::place::Place;
use crate::route::{self, Follow, Route};
use crate::screens::receipt::{Props, Receipt};
use crate::screens::{apply, compare, details, many, mine, paper, verify};
use crate::start::{Start, start};
use crate::state::{Action, State, Store};
use crate::storage::Found;

/// Everything that is reached through these alone is in the part.
#[derive(Clone, Copy)]
pub struct Later {
    /// What was kept, and what the address asks for.
    pub start: fn(Place) -> LocalBoxFuture<'static, Start>,
    /// What goes on behind every screen.
    pub background: fn(&Here, Option<Rc<Found>>) -> Html,
    /// Premiums, and the ranges that open answers leave.
    pub rate: Rate,
    /// What the estimate leaves of the actions.
    pub reduce: fn(&mut State, Action),
    /// What is to be known on whatever screen.
    pub bars: fn(&Here) -> Element,
    /// Which tariff the figures are of.
    pub tariff: fn(&Here) -> Option<Element>,
    /// What is counted of a visit by a campaign's link.
    pub counted: fn(&Here) -> Option<Element>,
    /// A button that copies a link to the answers.
    pub link: fn(&Here) -> Element,
    /// Says whether others use this computer too.
    pub share: fn(&Here, bool),
    /// Of the estimate: only the premium itself is there at once.
    pub details: fn(&Here) -> Element,
    pub compare: fn(&Here) -> Element,
    pub apply: fn(&Here) -> Element,
    pub mine: fn(&Here) -> Element,
    pub many: fn(&Here) -> Element,
    pub receipt: fn(&Here) -> Html,
    pub paper: fn(&Here) -> Element,
    /// The fragment of the address holds what is checked.
    pub verify: fn(&Here, &str) -> Element,
}

/// It could not be fetched: no network, or the site has moved on to another build.
pub struct NotFetched;

thread_local! {
    /// The part, once it is there.
    static THERE: Cell<Option<Later>> = const { Cell::new(None) };
}

/// The part, fetched when it is first asked for. After a failure the next try fetches again.
pub async fn later() -> Result<Later, NotFetched> {
    let later = cut::later().await?;
    THERE.set(Some(later));
    Ok(later)
}

impl Reducible for Store {
    type Action = Action;

    /// What the estimate cannot do is only ever asked for by screens of the part.
    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = self.0.clone();
        if let (Some(rest), Some(later)) = (state.reduce_estimate(action), THERE.get()) {
            (later.reduce)(&mut state, rest);
        }
        Rc::new(Self(state))
    }
}

/// How far it is.
#[derive(Clone, Copy)]
pub enum Fetched {
    Waiting,
    Failed,
    Here(Later),
}

/// Fetches them as soon as the first screen is drawn, so that they are there without a network too; and again, where that
/// failed, when they are `wanted` or somebody tries again.
#[hook]
pub fn use_later(wanted: bool) -> (UseStateHandle<Fetched>, Callback<Event>) {
    let fetched = use_state(|| Fetched::Waiting);
    let fetch = {
        let fetched = fetched.clone();
        move || {
            let fetched = fetched.clone();
            fetched.set(Fetched::Waiting);
            spawn_local(async move { fetched.set(later().await.map_or(Fetched::Failed, Fetched::Here)) });
        }
    };
    let again = {
        let fetch = fetch.clone();
        Callback::from(move |_| fetch())
    };
    let is_here = matches!(*fetched, Fetched::Here(_));
    use_effect_with(wanted, move |_| {
        if !is_here {
            fetch();
        }
    });
    (fetched, again)
}

impl PartialEq for Later {
    /// There is only one.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

fn all() -> Later {
    Later {
        start: |place| Box::pin(start(place)),
        background: |here, found| component::<Background>(Behind { here: here.clone(), found }, None),
        rate: rating::rate,
        reduce: State::reduce_rest,
        bars: bars::all,
        tariff: tariffs::named,
        counted: campaign::counted,
        link: share::link,
        share: forget::share,
        details: details::details,
        compare: compare::compare,
        apply: apply::apply,
        mine: if ALONE { nothing } else { mine::mine },
        many: if ALONE { nothing } else { many::many },
        receipt: if ALONE { |here| nothing(here).html() } else { receipt },
        paper: paper::paper,
        verify: verify::verify,
    }
}

/// The single file has no receipts and no lists.
const ALONE: bool = cfg!(feature = "alone");

fn nothing(_: &Here) -> Element {
    group()
}

fn receipt(here: &Here) -> Html {
    component::<Receipt>(Props { here: here.clone(), follow: followed(&here.place) }, None)
}

/// The application whose page this is.
fn followed(place: &Place) -> Option<Follow> {
    let (path, fragment) = place.address();
    match route::read(&path, &fragment) {
        Route::Receipt(follow) => Some(follow),
        _ => None,
    }
}

#[cfg(not(feature = "split"))]
mod cut {
    use super::{Later, NotFetched};

    #[allow(clippy::unused_async, reason = "the bundle waits for a file here")]
    pub async fn later() -> Result<Later, NotFetched> {
        Ok(super::all())
    }
}

#[cfg(feature = "split")]
#[allow(unsafe_code, reason = "what the macro writes: the import that the cut makes of a call")]
mod cut {
    use super::{Later, NotFetched};

    impl From<wasm_split_helpers::SplitLoaderError> for NotFetched {
        fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
            Self
        }
    }

    /// Marks where the module is cut.
    #[wasm_split_helpers::wasm_split(later, fallible)]
    pub fn later() -> Result<Later, NotFetched> {
        Ok(super::all())
    }
}
