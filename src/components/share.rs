//! A link to what is on the screen, and printing it.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::use_here;
use crate::page;
use crate::state::link::Link;
use crate::words::{self as w};

/// What became of a press on "copy".
#[derive(Clone, PartialEq)]
enum Copied {
    Not,
    Yes,
    /// The browser does not allow it: here it is, to be copied by hand.
    ByHand(String),
}

#[component]
pub fn Share() -> Html {
    let here = use_here();
    let copied = use_state(|| Copied::Not);
    let lang = here.lang();
    let copy = {
        let (state, copied) = (here.state().clone(), copied.clone());
        Callback::from(move |_: MouseEvent| {
            let link = format!("{}/#{}", page::origin(), Link::of(&state).write());
            let copied = copied.clone();
            spawn_local(async move {
                let done = page::copy(link.clone()).await;
                copied.set(if done { Copied::Yes } else { Copied::ByHand(link) });
            });
        })
    };
    html! {
        <div class="share">
            <button type="button" class="quiet" onclick={copy}>{ lang.say(w::SHARE) }</button>
            <button type="button" class="quiet" onclick={Callback::from(|_: MouseEvent| page::print())}>{ lang.say(w::PRINT) }</button>
            <div role="status">
                if *copied == Copied::Yes { <p class="help">{ lang.say(w::SHARED) }</p> }
                if let Copied::ByHand(link) = &*copied {
                    <label class="by-hand">{ lang.say(w::SHARE_BY_HAND) }
                        <input type="text" readonly=true value={link.clone()} />
                    </label>
                }
            </div>
        </div>
    }
}
