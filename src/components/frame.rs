//! What stands around every screen: name, steps, language, and what is true of all of it.

use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};
use yew::Callback;

use crate::app::Here;
use crate::components::bars::{bars, not_kept};
use crate::components::errors;
use crate::element::{Child, Element, button, el, group};
use crate::state::{Action, Refused, Screen};
use crate::words::{self as w, Lang};
use crate::{page, route};

const STEPS: [(Screen, w::Words); 3] =
    [(Screen::Estimate, w::ESTIMATE), (Screen::Compare, w::COMPARE), (Screen::Apply, w::APPLY)];

/// A screen with all that stands around it.
pub fn frame(here: &Here, screen: impl Child) -> Element {
    let lang = here.lang();
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let other_tag = if lang == Lang::Zh { "en" } else { "zh-CN" };
    let name = el("a.name")
        .attr("href", &here.place.link("/"))
        .on_click(go(here, Screen::Estimate))
        .child(
            el("img")
                .attr("src", &page::file("icon.svg"))
                .attr("alt", "")
                .attr("width", "28")
                .attr("height", "28"),
        )
        .child(el("span").child(lang.say(w::PRODUCT)));
    let steps = STEPS.iter().map(|(step, words)| {
        el("a")
            .maybe("href", href(here, *step).as_deref())
            .maybe("aria-current", (here.state().screen == *step).then_some("page"))
            .on_click(go(here, *step))
            .child(lang.say(*words))
    });
    let language =
        button("button.quiet.language", lang.say(w::OTHER_LANGUAGE), here.on(Action::Speak(other)))
            .attr("lang", other_tag);
    // Elsewhere whoever embeds it has decided.
    let elder = here.state().elder;
    let large = button("button.quiet", lang.say(w::ELDER), here.on(Action::Enlarge(!elder)))
        .attr("aria-pressed", if elder { "true" } else { "false" });
    let header = el("header.top")
        .child(name)
        .child(el("nav").attr("aria-label", lang.say(w::STEPS)).children(steps))
        .child(el("div.switches").child((!here.place.is_inside()).then_some(large)).child(language));
    let footer = el("footer.bottom")
        .child(keeping(here))
        .child(here.later.and_then(|later| (later.tariff)(here)))
        .child(promise(here))
        .child(el("p").child(lang.say(w::NOT_OFFICIAL)));
    // A page has one main part, and it is not this where it is somebody else's.
    let elsewhere = here.place.is_inside() && !here.state().kiosk;
    let main = el(if elsewhere { "div.main" } else { "main.main" }).attr("id", "main");
    let frame = el("div.frame");
    // A form is printed alone.
    let frame = if here.state().screen == Screen::Paper { frame.class("alone") } else { frame };
    frame
        .attr("lang", lang.tag())
        .child(errors::link(&here.place, "title".to_owned()).class("skip").child(lang.say(w::SKIP)))
        .child(header)
        .child(bars(here))
        .child(main.child(screen))
        .child(footer)
}

/// What leaves the page.
fn promise(here: &Here) -> Element {
    let counted = here.later.and_then(|later| (later.counted)(here));
    let nothing = if here.state().alone { w::NOTHING_SENT_ALONE } else { w::NOTHING_SENT };
    counted.unwrap_or_else(|| el("p").child(here.lang().say(nothing)))
}

/// Whether anything is kept on this device, what is, and the switch.
fn keeping(here: &Here) -> Element {
    let (lang, state) = (here.lang(), here.state());
    if state.kiosk {
        return group();
    }
    let shared = state.refused == Some(Refused::Shared);
    let told = state.refused.map(|refused| el("p.not-kept").child(lang.say(not_kept(refused))));
    let words = lang.say(if shared { w::NOT_SHARED } else { w::SHARED_COMPUTER });
    let mine = (!state.receipts.is_empty()).then(|| {
        let link =
            el("a").maybe("href", href(here, Screen::Mine).as_deref()).on_click(go(here, Screen::Mine));
        group().child(link.child(lang.say(w::MINE))).child(" · ")
    });
    let many = here.place.way(route::address(Screen::Many).unwrap_or_default());
    // A list wants the whole window, and a worker of this very site: from inside another page the link leads out.
    let many = if here.place.is_inside() { many } else { many.on_click(go(here, Screen::Many)) };
    // What rates a list is no part of the single file.
    let many = (!state.alone).then(|| group().child(many.child(lang.say(w::many::MANY))).child(" · "));
    let ways = el("p").child(mine).child(many).child(button("button.link", words, share(here, !shared)));
    group().child(told).child(ways)
}

fn share(here: &Here, shared: bool) -> Callback<Event> {
    let here = here.clone();
    Callback::from(move |_: Event| {
        // Before it is there nothing is kept.
        if let Some(later) = here.later {
            (later.share)(&here, shared);
        }
    })
}

/// Where a link to a screen leads, in a new tab too.
fn href(here: &Here, screen: Screen) -> Option<String> {
    route::address(screen).map(|address| here.place.link(address))
}

/// A link that changes the screen without loading the page again.
fn go(here: &Here, screen: Screen) -> Callback<Event> {
    let store = here.store.dispatcher();
    Callback::from(move |event: Event| {
        // A new tab is what they asked for.
        let with_key = |mouse: &MouseEvent| mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key();
        if !event.dyn_ref().is_some_and(with_key) {
            event.prevent_default();
            store.dispatch(Action::Go(screen));
        }
    })
}
