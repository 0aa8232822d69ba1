//! The receipt of an application, and how it stands. The address holds number and secret.

use web_sys::Event;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::Here;
use crate::components::premium::yuan;
use crate::components::share::{copy_link, print};
use crate::element::{Element, button, el, group, title};
use crate::page;
use crate::platform::{self, Status};
use crate::route::Follow;
use crate::state::typed::in_jinan;
use crate::state::{Action, Screen};
use crate::words::{self as w};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub here: Here,
    /// Nothing where the address is of no receipt.
    pub follow: Option<Follow>,
}

#[derive(Clone, PartialEq)]
enum Found {
    Looking,
    Failed,
    NotThere,
    Here(Box<Status>),
}

#[component]
pub fn Receipt(props: &Props) -> Html {
    let here = &props.here;
    let found = use_state(|| Found::Looking);
    let look = {
        let found = found.clone();
        move |follow: &Option<Follow>| {
            let Some(follow) = follow.clone() else { return found.set(Found::NotThere) };
            found.set(Found::Looking);
            let found = found.clone();
            spawn_local(async move {
                found.set(match platform::follow(&follow).await {
                    Ok(Some(status)) => Found::Here(Box::new(status)),
                    Ok(None) => Found::NotThere,
                    Err(_) => Found::Failed,
                });
            });
        }
    };
    let again = {
        let (look, follow) = (look.clone(), props.follow.clone());
        Callback::from(move |_: Event| look(&follow))
    };
    use_effect_with(props.follow.clone(), move |follow| look(follow));
    let lang = here.lang();
    let body = match &*found {
        Found::Looking => el("p").attr("role", "status").child(lang.say(w::FETCHING)),
        Found::NotThere => el("p").attr("role", "alert").child(lang.say(w::NOT_FOUND)),
        Found::Failed => el("div")
            .attr("role", "alert")
            .child(el("p").child(lang.say(w::T_BUSY_READING)))
            .child(button("button.primary", lang.say(w::AGAIN), again)),
        Found::Here(status) => filed(here, status),
    };
    el("div.receipt")
        .child(title(lang.say(w::RECEIPT)))
        .child(body)
        .child(button("button.quiet", lang.say(w::NEW_ESTIMATE), here.on(Action::Go(Screen::Estimate))))
        .html()
}

fn filed(here: &Here, status: &Status) -> Element {
    let lang = here.lang();
    let (path, fragment) = page::address();
    let link = format!("{}{path}#{fragment}", page::origin());
    let received = el("p.received")
        .child(el("span").attr("aria-hidden", "true").child("✓ "))
        .child(lang.say(w::RECEIVED));
    let keep = el("section.panel")
        .child(el("p").child(lang.say(w::KEEP_LINK)))
        .child(el("div.share").child(print(lang)).child(copy_link(lang, link, w::COPY_LINK, w::COPIED)));
    let next = el("section.panel")
        .attr("aria-labelledby", "next")
        .child(el("h2").attr("id", "next").child(lang.say(w::NEXT)))
        .child(el("p").child(lang.say(w::NEXT_HELP)));
    group().child(el("section.panel").child(received).child(facts(here, status))).child(keep).child(next)
}

fn facts(here: &Here, status: &Status) -> Element {
    let lang = here.lang();
    let enterprise = &status.application.enterprise;
    let rows = [
        (w::RECEIPT_NUMBER, status.receipt.clone()),
        (w::STATE, lang.say(w::STATE_RECEIVED).to_owned()),
        (w::RECEIVED_AT, in_jinan(&status.received_at)),
        (w::NAME, enterprise.name.clone()),
        (w::USCC, enterprise.uscc.clone()),
        (w::INCEPTION, status.inception.clone()),
        (w::PREMIUM, yuan(&status.premium, lang)),
    ];
    el("dl.two").children(
        rows.into_iter().map(|(label, value)| {
            group().child(el("dt").child(lang.say(label))).child(el("dd").child(value))
        }),
    )
}
