//! Links to be passed on, and printing.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::Here;
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
pub struct Props {
    pub lang: Lang,
    pub link: String,
    /// What the button says, and what is said when it is done.
    pub label: Words,
    pub done: Words,
}

/// A button that copies a link.
#[component]
pub fn CopyLink(props: &Props) -> Html {
    let copied = use_state(|| Copied::Not);
    let Props { lang, link, label, done } = props;
    let copy = {
        let (link, copied) = (link.clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let (link, copied) = (link.clone(), copied.clone());
            spawn_local(async move {
                let done = page::copy(link).await;
                copied.set(if done { Copied::Yes } else { Copied::ByHand });
            });
        })
    };
    html! {
        <>
            <button type="button" class="quiet" onclick={copy}>{ lang.say(*label) }</button>
            <div role="status" class="copied">
                if *copied == Copied::Yes { <p class="help">{ lang.say(*done) }</p> }
                if *copied == Copied::ByHand {
                    <label>{ lang.say(w::SHARE_BY_HAND) }<input type="text" readonly=true value={link.clone()} /></label>
                }
            </div>
        </>
    }
}

/// A button that prints the page.
pub fn print(lang: Lang) -> Html {
    let print = Callback::from(|_: MouseEvent| page::print());
    html! { <button type="button" class="quiet" onclick={print}>{ lang.say(w::PRINT) }</button> }
}

/// Both, for what is on the screen.
pub fn share(here: &Here) -> Html {
    let lang = here.lang();
    let link = format!("{}/#{}", page::origin(), Link::of(here.state()).write());
    html! {
        <div class="share">
            { print(lang) }
            // Another link is another button: what was copied before is not said of it.
            <CopyLink key={link.clone()} {lang} link={link.clone()} label={w::SHARE} done={w::SHARED} />
        </div>
    }
}
