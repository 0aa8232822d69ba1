//! Which campaign somebody came by, and what is counted of that.

use crate::app::Here;
use crate::element::{Element, el};
use crate::words::campaign as w;

/// Its name, and that it is not on where it is not.
pub fn campaign(here: &Here) -> Option<Element> {
    let (lang, told) = (here.lang(), here.state().told.as_ref()?);
    let words = if told.is_open() { w::CAMPAIGN } else { w::CAMPAIGN_OVER };
    Some(el("p.campaign").child(lang.fill(words, &[("name", lang.text(&told.name))])))
}

/// What is counted, in place of the promise that nothing is sent.
pub fn counted(here: &Here) -> Option<Element> {
    let (lang, state) = (here.lang(), here.state());
    state.tag()?;
    let over = state.told.as_ref().is_some_and(|told| !told.is_open());
    let words = || el("p.counted").child(lang.say(w::WHAT_IS_COUNTED)).child(lang.of(("", " ")));
    (!over).then(|| words().child(lang.say(w::ON_YOUR_DEVICE)))
}
