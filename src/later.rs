//! What comes after the premium: its explanation and the other screens. A part of the module that is fetched by itself, so
//! that the first premium waits for nothing of forms and receipts. In the release bundle `cargo xtask bundle` cuts it off; elsewhere it is there
//! from the start.

use web_sys::Event;
use yew::platform::spawn_local;
use yew::{Callback, Html, UseStateHandle, hook, use_effect_with, use_state};

use crate::app::Here;
use crate::element::{Element, component};
use crate::route::Follow;
use crate::screens::receipt::{Props, Receipt};
use crate::screens::{apply, compare, details, mine, paper, verify};

/// Everything that is reached through these alone is in the part.
#[derive(Clone, Copy)]
pub struct Later {
    /// Of the estimate: only the premium itself is there at once.
    pub details: fn(&Here) -> Element,
    pub compare: fn(&Here) -> Element,
    pub apply: fn(&Here) -> Element,
    pub mine: fn(&Here) -> Element,
    pub receipt: fn(&Here, Option<Follow>) -> Html,
    pub paper: fn(&Here) -> Element,
    /// The fragment of the address holds what is checked.
    pub verify: fn(&Here, &str) -> Element,
}

/// It could not be fetched: no network, or the site has moved on to another build.
pub struct NotFetched;

/// The screens, fetched when they are first asked for. After a failure the next try fetches again.
#[cfg(feature = "split")]
pub use cut::later;

/// The screens.
#[cfg(not(feature = "split"))]
#[allow(clippy::unused_async, reason = "the bundle waits for a file here")]
pub async fn later() -> Result<Later, NotFetched> {
    Ok(all())
}

/// How far they are.
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

fn all() -> Later {
    Later {
        details: details::details,
        compare: compare::compare,
        apply: apply::apply,
        mine: mine::mine,
        receipt,
        paper: paper::paper,
        verify: verify::verify,
    }
}

fn receipt(here: &Here, follow: Option<Follow>) -> Html {
    component::<Receipt>(Props { here: here.clone(), follow }, None)
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
