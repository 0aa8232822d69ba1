//! What stands around every screen: name, steps, language, and what is true of all of it.

use yew::prelude::*;

use crate::app::Here;
use crate::route;
use crate::state::{Action, Screen};
use crate::words::{self as w, Lang};

const STEPS: [(Screen, w::Words); 3] =
    [(Screen::Estimate, w::ESTIMATE), (Screen::Compare, w::COMPARE), (Screen::Apply, w::APPLY)];

/// A screen with all that stands around it; `keeps` says whether this browser keeps anything.
pub fn frame(here: &Here, keeps: bool, screen: Html) -> Html {
    let lang = here.lang();
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let other_tag = if lang == Lang::Zh { "en" } else { "zh-CN" };
    html! {
        <div class="frame" lang={lang.tag()}>
            <a class="skip" href="#title">{ lang.say(w::SKIP) }</a>
            <header class="top">
                <a class="name" href="/" onclick={go(here, Screen::Estimate)}>
                    <img src="/icon.svg" alt="" width="28" height="28" />
                    <span>{ lang.say(w::PRODUCT) }</span>
                </a>
                <nav aria-label={lang.say(w::STEPS)}>
                    { for STEPS.iter().map(|(step, words)| {
                        let current = (here.state().screen == *step).then_some("page");
                        html! {
                            <a href={route::address(*step)} aria-current={current} onclick={go(here, *step)}>
                                { lang.say(*words) }
                            </a>
                        }
                    }) }
                </nav>
                <button type="button" class="quiet language" lang={other_tag} onclick={here.on(move || Action::Speak(other))}>
                    { lang.say(w::OTHER_LANGUAGE) }
                </button>
            </header>
            <main id="main">{ screen }</main>
            <footer class="bottom">
                if !keeps {
                    <p>{ lang.say(w::STORAGE_OFF) }</p>
                }
                <p>{ lang.say(w::NOTHING_SENT) }</p>
                <p>{ lang.say(w::NOT_OFFICIAL) }</p>
            </footer>
        </div>
    }
}

/// A link that changes the screen without loading the page again.
fn go(here: &Here, screen: Screen) -> Callback<MouseEvent> {
    let store = here.store.dispatcher();
    Callback::from(move |event: MouseEvent| {
        // A new tab is what they asked for.
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            store.dispatch(Action::Go(screen));
        }
    })
}
