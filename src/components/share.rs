//! Links to be passed on, and printing.

use web_sys::Event;
use yew::platform::spawn_local;
use yew::{Callback, Html};

use crate::app::Here;
use crate::components::part::{Own, Owned, part};
use crate::element::{Element, button, el, group};
use crate::page;
use crate::state::link::Link;
use crate::words::{self as w, Lang, Words};

/// A button that copies a link: what it says, and what is said when it is done. Another link is another button: what was
/// copied before is not said of it.
pub fn copy_link(lang: Lang, link: String, label: Words, done: Words) -> Html {
    part(&link.clone(), None, move |own| {
        let said = match **own {
            Own::Said(true, words) => Some(el("p.help").child(lang.say(words))),
            // The browser does not allow it: to be copied by hand.
            Own::Said(false, words) => {
                let field = el("input").attr("type", "text").flag("readonly", true).value(&link);
                Some(el("label").child(lang.say(words)).child(field))
            }
            _ => None,
        };
        group()
            .child(button("button.quiet", lang.say(label), copy(&link, done, own)))
            .child(el("div.copied").attr("role", "status").child(said))
            .html()
    })
}

fn copy(link: &str, done: Words, own: &Owned) -> Callback<Event> {
    let (link, own) = (link.to_owned(), own.clone());
    Callback::from(move |_: Event| {
        let (link, own) = (link.clone(), own.clone());
        spawn_local(async move {
            let copied = page::copy(link).await;
            own.set(Own::Said(copied, if copied { done } else { w::SHARE_BY_HAND }));
        });
    })
}

/// A button that prints the page.
pub fn print(lang: Lang) -> Element {
    button("button.quiet", lang.say(w::PRINT), Callback::from(|_: Event| page::print()))
}

/// What is on the screen, printed and passed on.
pub fn share(here: &Here) -> Element {
    el("div.share").child(print(here.lang())).child(here.later.map(|later| (later.link)(here)))
}

/// A button that copies a link to it.
pub fn link(here: &Here) -> Element {
    let link = format!("{}/#{}", page::site(), Link::of(here.state()).write());
    group().child(copy_link(here.lang(), link, w::SHARE, w::SHARED))
}
