//! Links to be passed on, and printing.

use web_sys::Event;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::Here;
use crate::element::{Element, button, component, el, group};
use crate::page;
use crate::state::link::Link;
use crate::words::{self as w, Lang, Words};

/// What became of a press.
#[derive(Clone, PartialEq)]
enum Copied {
    Not,
    Yes,
    /// The browser does not allow it: to be copied by hand.
    ByHand,
}

#[derive(Properties, PartialEq)]
struct Props {
    lang: Lang,
    link: String,
    /// What the button says, and what is said when it is done.
    label: Words,
    done: Words,
}

/// A button that copies a link.
#[component]
fn CopyLink(props: &Props) -> Html {
    let copied = use_state(|| Copied::Not);
    let Props { lang, link, label, done } = props;
    let copy = {
        let (link, copied) = (link.clone(), copied.clone());
        Callback::from(move |_: Event| {
            let (link, copied) = (link.clone(), copied.clone());
            spawn_local(async move {
                let done = page::copy(link).await;
                copied.set(if done { Copied::Yes } else { Copied::ByHand });
            });
        })
    };
    let said = match *copied {
        Copied::Not => None,
        Copied::Yes => Some(el("p.help").child(lang.say(*done))),
        Copied::ByHand => {
            let field = el("input").attr("type", "text").flag("readonly", true).value(link);
            Some(el("label").child(lang.say(w::SHARE_BY_HAND)).child(field))
        }
    };
    group()
        .child(button("button.quiet", lang.say(*label), copy))
        .child(el("div.copied").attr("role", "status").child(said))
        .html()
}

/// The same, where it stands among others.
pub fn copy_link(lang: Lang, link: String, label: Words, done: Words) -> Html {
    // Another link is another button: what was copied before is not said of it.
    let key = link.as_str().into();
    component::<CopyLink>(Props { lang, link, label, done }, Some(key))
}

/// A button that prints the page.
pub fn print(lang: Lang) -> Element {
    button("button.quiet", lang.say(w::PRINT), Callback::from(|_: Event| page::print()))
}

/// Both, for what is on the screen.
pub fn share(here: &Here) -> Element {
    let lang = here.lang();
    let link = format!("{}/#{}", page::origin(), Link::of(here.state()).write());
    el("div.share").child(print(lang)).child(copy_link(lang, link, w::SHARE, w::SHARED))
}
