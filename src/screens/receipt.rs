//! The receipt of an application, and how it stands. The address holds number and secret.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::app::Here;
use crate::components::premium::yuan;
use crate::components::share::{CopyLink, print};
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
        Callback::from(move |_: MouseEvent| look(&follow))
    };
    use_effect_with(props.follow.clone(), move |follow| look(follow));
    let lang = here.lang();
    let body = match &*found {
        Found::Looking => html! { <p role="status">{ lang.say(w::FETCHING) }</p> },
        Found::NotThere => html! { <p role="alert">{ lang.say(w::NOT_FOUND) }</p> },
        Found::Failed => html! {
            <div role="alert">
                <p>{ lang.say(w::T_BUSY_READING) }</p>
                <button type="button" class="primary" onclick={again}>{ lang.say(w::AGAIN) }</button>
            </div>
        },
        Found::Here(status) => html! { { filed(here, status) } },
    };
    html! {
        <div class="receipt">
            <h1 id="title" tabindex="-1">{ lang.say(w::RECEIPT) }</h1>
            { body }
            <button type="button" class="quiet" onclick={here.on(|| Action::Go(Screen::Estimate))}>{ lang.say(w::NEW_ESTIMATE) }</button>
        </div>
    }
}

fn filed(here: &Here, status: &Status) -> Html {
    let lang = here.lang();
    let (path, fragment) = page::address();
    let link = format!("{}{path}#{fragment}", page::origin());
    html! {
        <>
            <section class="panel">
                <p class="received"><span aria-hidden="true">{ "✓ " }</span>{ lang.say(w::RECEIVED) }</p>
                { facts(here, status) }
            </section>
            <section class="panel">
                <p>{ lang.say(w::KEEP_LINK) }</p>
                <div class="share">
                    { print(lang) }
                    <CopyLink {lang} {link} label={w::COPY_LINK} done={w::COPIED} />
                </div>
            </section>
            <section class="panel" aria-labelledby="next">
                <h2 id="next">{ lang.say(w::NEXT) }</h2>
                <p>{ lang.say(w::NEXT_HELP) }</p>
            </section>
        </>
    }
}

fn facts(here: &Here, status: &Status) -> Html {
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
    html! {
        <dl class="two">
            { for rows.into_iter().map(|(label, value)| html! { <><dt>{ lang.say(label) }</dt><dd>{ value }</dd></> }) }
        </dl>
    }
}
