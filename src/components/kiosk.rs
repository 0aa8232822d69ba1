//! What stands above every screen at a campaign table: full screen, and the next one please.

use web_sys::Event;
use yew::Callback;

use super::bars::bar;
use crate::app::Here;
use crate::element::{Element, button};
use crate::kiosk::reset;
use crate::{page, words as w};

/// The bar, at a table.
pub fn kiosk(here: &Here) -> Option<Element> {
    let (lang, state) = (here.lang(), here.state());
    let (store, place) = (here.store.dispatcher(), here.place.clone());
    let next = Callback::from(move |_: Event| reset(&store, &place));
    let whole = Callback::from(|_: Event| page::fill_screen());
    let (words, class) = if state.leaving { (w::KIOSK_LEAVING, "urgent") } else { (w::KIOSK, "") };
    let stays =
        state.leaving.then(|| button("button.quiet", lang.say(w::KIOSK_STAY), Callback::from(|_: Event| {})));
    let ways = stays.into_iter().chain([
        button("button.quiet", lang.say(w::KIOSK_NEXT), next),
        button("button.quiet", lang.say(w::KIOSK_WHOLE), whole),
    ]);
    state.kiosk.then(|| bar(lang.say(words), ways).class(class))
}
