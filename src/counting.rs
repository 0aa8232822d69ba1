//! Has the platform count that a campaign's link was opened and led to a premium: once each for a page, and only where somebody came
//! by such a link. What goes out says which campaign and in which district its link was given out, and nothing else.

use std::cell::RefCell;

use application::campaign::Tag;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::Here;
use crate::platform::{self, Happened};
use crate::state::Action;

thread_local! {
    /// What this page has had counted, whichever widget of it.
    static COUNTED: RefCell<Vec<(Tag, Happened)>> = const { RefCell::new(Vec::new()) };
}

/// Learns what the campaign is called, then counts.
#[hook]
pub fn use_counting(here: &Here) {
    let (state, store) = (here.state(), here.store.dispatcher());
    let tag = state.tag();
    use_effect_with(tag.clone(), move |tag| {
        let Some(tag) = tag.clone() else { return };
        spawn_local(async move {
            match platform::campaign(&tag.code).await {
                Some(Some(campaign)) => store.dispatch(Action::Told(Box::new(campaign))),
                // It counts nothing, and nothing is said of counting.
                Some(None) => store.dispatch(Action::Come(String::new())),
                None => {}
            }
        });
    });
    let goes_on = state.came && state.told.as_ref().is_some_and(|told| told.is_open());
    let sees_premium = here.current().is_some_and(|rated| rated.result.is_ok());
    use_effect_with((tag, goes_on, goes_on && sees_premium), move |(tag, visit, estimate)| {
        let Some(tag) = tag else { return };
        for (counts, happened) in [(*visit, Happened::Visit), (*estimate, Happened::Estimate)] {
            if counts {
                count(tag, happened);
            }
        }
    });
}

fn count(tag: &Tag, happened: Happened) {
    let one = (tag.clone(), happened);
    let is_new = COUNTED.with_borrow_mut(|counted| {
        let is_new = !counted.contains(&one);
        counted.extend(is_new.then(|| one.clone()));
        is_new
    });
    if is_new {
        // A count that does not arrive is not worth asking anybody to wait.
        spawn_local(async move { platform::count(&one.0, one.1).await });
    }
}
