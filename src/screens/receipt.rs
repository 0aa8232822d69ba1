//! The receipt of an application, and how it stands. The address holds number and secret.

mod afterwards;

use std::rc::Rc;

use application::shown::in_jinan;
use application::standing::{self, State};
use application::{Draft, receipt};
use web_sys::Event;
use yew::platform::spawn_local;
use yew::prelude::*;

use afterwards::{Withdrawing, afterwards};

use crate::app::Here;
use crate::components::code;
use crate::components::files::{self, Saved};
use crate::components::mark;
use crate::components::part::{Own, Owned, slow_button};
use crate::components::share::{copy_link, print};
use crate::element::{Element, button, el, group, title};
use crate::page;
use crate::platform::{self, Status};
use crate::route::Follow;
use crate::screens::mine::list;
use crate::state::file::Filed;
use crate::state::proof::of_risk;
use crate::state::rated::Rated;
use crate::state::sending::Earlier;
use crate::state::{Action, Screen};
use crate::words::quote::yuan;
use crate::words::{self as w, Lang, Words, standing as said};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub here: Here,
    /// Nothing where the address is of no receipt.
    pub follow: Option<Follow>,
}

#[derive(Clone, PartialEq)]
pub enum Found {
    Looking,
    Failed,
    NotThere,
    Here(Box<Status>),
}

#[component]
pub fn Receipt(props: &Props) -> Html {
    let here = &props.here;
    let found = use_state(|| Found::Looking);
    let withdrawing = use_state(|| Withdrawing::Not);
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
        // Perhaps it is one of those.
        Found::NotThere => {
            group().child(el("p").attr("role", "alert").child(lang.say(w::NOT_FOUND))).child(list(here))
        }
        Found::Failed => el("div")
            .attr("role", "alert")
            .child(el("p").child(lang.say(w::T_BUSY_READING)))
            .child(button("button.primary", lang.say(w::AGAIN), again)),
        Found::Here(status) => {
            let follow = props.follow.clone().unwrap_or_default();
            let more = afterwards(here, &follow, status, &withdrawing, &found);
            filed(here, &follow, status, more)
        }
    };
    el("div.receipt")
        .child(title(lang.say(w::RECEIPT)))
        .child(body)
        .child(button("button.quiet", lang.say(w::NEW_ESTIMATE), here.on(Action::Go(Screen::Estimate))))
        .html()
}

fn filed(here: &Here, follow: &Follow, status: &Status, more: Option<Element>) -> Element {
    let lang = here.lang();
    let link = format!("{}{}", page::site(), follow.link());
    let is_there = status.application.is_some();
    let keep = el("section.panel")
        .child(el("p").child(lang.say(w::KEEP_LINK)))
        .child(code::followed(here, link.clone()))
        .child(
            el("div.share")
                .child(print(lang))
                .child(copy_link(here, link, w::COPY_LINK, w::COPIED))
                .child(is_there.then(|| files::save(here, &save(here, status))))
                .child(is_there.then(|| el("div").child(form(lang, follow))))
                .child(files::open(here)),
        )
        .child(status.signed.as_deref().map(|signed| proof(signed, lang)));
    group()
        .child(el("section.panel").child(headline(status.state, lang)).child(facts(here, status)))
        .child(way(status, lang))
        .child(more)
        .child(keep)
}

/// The application as a file. Its quote is rated again, where the tariff is still here.
fn save(here: &Here, status: &Status) -> files::Save {
    let (of, status) = (here.clone(), status.clone());
    files::saving(move || {
        let rated = of.current()?;
        let draft = Draft::from(status.application.clone()?);
        let tariff = rated.catalogue().get(&draft.quote.tariff);
        let same = tariff.filter(|tariff| tariff.digest() == draft.quote.digest);
        let received = receipt::day(&status.receipt).unwrap_or(of.state().today);
        let rated =
            same.map(|_| Rc::new(Rated::new(rated.catalogue_shared(), of_risk(&draft.risk), received)));
        let head = vec![
            ("受理编号", status.receipt.clone()),
            ("受理时间", in_jinan(&status.received_at)),
            ("适用费率", same.map_or_else(|| draft.quote.tariff.clone(), |tariff| tariff.title().zh.clone())),
            ("费率表摘要", draft.quote.digest.get(..16).unwrap_or_default().to_owned()),
        ];
        let filed = Filed { receipt: status.receipt.clone(), received_at: status.received_at.clone() };
        Some(Saved { draft, rated, filed: Some(filed), head })
    })
}

/// The form as PDF, to be signed and sealed.
fn form(lang: Lang, follow: &Follow) -> Html {
    let follow = follow.clone();
    slow_button("form", lang, (w::FORM_PDF, w::FORM_FETCHING), move |own| fetch(&follow, own))
}

fn fetch(follow: &Follow, own: &Owned) -> Callback<Event> {
    let (own, follow) = (own.clone(), follow.clone());
    Callback::from(move |_: Event| {
        let (own, follow) = (own.clone(), follow.clone());
        own.set(Own::UnderWay);
        spawn_local(async move {
            let pdf = platform::form(&follow).await;
            let words = if pdf.is_some() { w::FORM_DONE } else { w::FORM_FAILED };
            own.set(Own::Said(pdf.is_some(), words));
            if let Some(pdf) = pdf {
                page::save(&format!("{}.pdf", follow.receipt), pdf);
            }
        });
    })
}

/// The receipt as a text that proves itself.
fn proof(signed: &str, lang: Lang) -> Element {
    el("details")
        .child(el("summary").child(lang.say(w::SIGNED)))
        .child(el("p.help").child(lang.say(w::SIGNED_HELP)))
        .child(el("code.signed").child(signed))
}

/// What it has come to, in a glance.
fn headline(state: State, lang: Lang) -> Element {
    let (sign, words) = match state {
        State::Received => ("✓ ", w::RECEIVED),
        State::Returned => ("! ", w::STATE_RETURNED),
        State::Withdrawn => ("", w::STATE_WITHDRAWN),
        other => ("✓ ", said::name(other)),
    };
    let headline = el("p.received").child(el("span").attr("aria-hidden", "true").child(sign));
    let headline = if state == State::Withdrawn { headline.class("over") } else { headline };
    headline.wrong_if(state == State::Returned).child(lang.say(words))
}

/// Every step so far with its time, and what comes next.
fn way(status: &Status, lang: Lang) -> Element {
    let last = status.history.len().saturating_sub(1);
    let steps = status.history.iter().enumerate();
    let steps =
        steps.map(|(at, event)| step(event, lang).maybe("aria-current", (at == last).then_some("step")));
    el("section.panel")
        .attr("aria-labelledby", "way")
        .child(el("h2").attr("id", "way").child(lang.say(w::STATE)))
        .child(el("ol.way").children(steps))
        .child(el("h3").child(lang.say(w::NEXT)))
        .child(el("p").child(lang.say(said::next(status.state))))
}

fn step(event: &standing::Event, lang: Lang) -> Element {
    // The words of whoever returned it, in the language in which they wrote.
    let reasons = event.reasons.iter().map(|reason| el("li").child(reason.as_str()));
    let reasons = (!event.reasons.is_empty()).then(|| el("ul.reasons").children(reasons));
    el("li")
        .child(el("strong").child(lang.say(said::name(event.state))))
        .child(" ")
        .child(el("time").attr("datetime", &event.at).child(in_jinan(&event.at)))
        .child(reasons)
}

fn facts(here: &Here, status: &Status) -> Element {
    let lang = here.lang();
    let enterprise = status.application.as_ref().map(|filed| &filed.enterprise);
    let attached = status.application.iter().flat_map(|filed| &filed.attachments);
    let attached: Vec<&str> = attached.map(|one| one.name.as_str()).collect();
    let told = |of: &Earlier| said::related(&of.receipt, &of.received_at, of.state, lang);
    let all = |those: Vec<String>| those.join(lang.say(w::LIST_COMMA));
    let later = |relation: &str| {
        let those = status.later.iter().filter(|later| later.relation == relation);
        all(those.map(|later| told(&later.application)).collect())
    };
    let version = lang.fill(w::VERSION_N, &[("n", &status.version.to_string())]);
    let rows = [
        (w::RECEIPT_NUMBER, status.receipt.clone()),
        (w::RECEIVED_AT, in_jinan(&status.received_at)),
        (
            if status.relation == "replacement" { w::REPLACES } else { w::ADDS_TO },
            all(status.earlier.iter().map(told).collect()),
        ),
        (w::REPLACED_BY, later("replacement")),
        (w::ADDED_TO_BY, later("addition")),
        (w::VERSION, if status.version > 1 { version } else { String::new() }),
        (w::NAME, enterprise.map(|of| of.name.clone()).unwrap_or_default()),
        (w::USCC, enterprise.map(|of| of.uscc.clone()).unwrap_or_default()),
        (w::INCEPTION, status.inception.clone()),
        (w::EVIDENCE, attached.join(lang.say(w::LIST_COMMA))),
    ];
    let row = |label: Words, value: Element| {
        group().child(el("dt").child(lang.say(label))).child(el("dd").child(value))
    };
    // A premium is said with its mark, which went with all else where it was withdrawn.
    let premium = status.mark.map(|mark| {
        let premium = group().child(yuan(&status.premium, lang)).child(" ").child(mark::badge(mark, lang));
        row(w::PREMIUM, premium)
    });
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    el("dl.two").children(rows.map(|(label, value)| row(label, group().child(value)))).child(premium)
}
