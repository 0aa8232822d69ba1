//! What the applicant may still do after sending: correct the application, or withdraw it.

use application::standing::State;
use web_sys::Event;
use yew::platform::spawn_local;
use yew::prelude::*;

use super::Found;
use crate::app::Here;
use crate::element::{Element, button, el};
use crate::page;
use crate::platform::{self, Status, Withdrawal};
use crate::route::Follow;
use crate::state::Action;
use crate::words::{self as w, Words};

/// How far a withdrawal is.
#[derive(Clone, Copy, PartialEq)]
pub enum Withdrawing {
    Not,
    /// What it means is on the screen, to be confirmed.
    Asking,
    UnderWay,
    Failed(Words),
}

/// Both ways, where they are open; words where they are not.
pub fn afterwards(
    here: &Here,
    follow: &Follow,
    status: &Status,
    withdrawing: &UseStateHandle<Withdrawing>,
    found: &UseStateHandle<Found>,
) -> Option<Element> {
    let filed = status.application.as_ref()?;
    let lang = here.lang();
    // What waits makes way; what is on its way this moment does not.
    let locked = !here.state().can_correct();
    let correct = (status.correctable && !locked).then(|| {
        let (store, filed) = (here.store.dispatcher(), filed.clone());
        let follow = Follow { seen: status.version, reasons: reasons(status), ..follow.clone() };
        let open = Callback::from(move |_: Event| {
            let (follow, filed, key) = (follow.clone(), Box::new(filed.clone()), page::random_key());
            store.dispatch(Action::Correct { follow, filed, key });
        });
        button("button.primary", lang.say(w::CORRECT), open)
    });
    let words = match (status.correctable, locked) {
        (false, _) => Some(w::NOT_CORRECTABLE),
        (true, true) => Some(w::CORRECT_LATER),
        (true, false) => None,
    };
    let words = words.map(|words| el("p.help").child(lang.say(words)));
    let withdrawal = if status.withdrawable {
        withdrawal(here, follow, withdrawing, found)
    } else {
        el("p.help").child(lang.say(w::NOT_WITHDRAWABLE))
    };
    let section = el("section.panel.afterwards").attr("aria-labelledby", "afterwards");
    let title = el("h2").attr("id", "afterwards").child(lang.say(w::AFTERWARDS));
    Some(section.child(title).child(correct).child(words).child(withdrawal))
}

/// Why it came back last, where it has.
fn reasons(status: &Status) -> Vec<String> {
    let last = status.history.last().filter(|last| last.state == State::Returned);
    last.map(|last| last.reasons.clone()).unwrap_or_default()
}

fn withdrawal(
    here: &Here,
    follow: &Follow,
    withdrawing: &UseStateHandle<Withdrawing>,
    found: &UseStateHandle<Found>,
) -> Element {
    let lang = here.lang();
    let to = |state: Withdrawing, focus: &'static str| {
        let (withdrawing, place) = (withdrawing.clone(), here.place.clone());
        Callback::from(move |_: Event| {
            withdrawing.set(state);
            place.focus_soon(focus);
        })
    };
    if **withdrawing == Withdrawing::Not {
        let ask = to(Withdrawing::Asking, "withdrawal");
        return el("p").child(button("button.link", lang.say(w::WITHDRAW), ask).attr("id", "withdraw"));
    }
    let failed = match **withdrawing {
        Withdrawing::Failed(words) => Some(el("p.trouble").child(lang.say(words))),
        _ => None,
    };
    let confirm = button(
        "button.primary.danger",
        lang.say(w::WITHDRAW_CONFIRM),
        confirmed(here, follow, withdrawing, found),
    )
    .flag("disabled", **withdrawing == Withdrawing::UnderWay);
    el("div.confirm")
        .attr("id", "withdrawal")
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-label", lang.say(w::WITHDRAW))
        .child(el("p").child(lang.say(w::WITHDRAW_DELETES)))
        .child(el("p").child(lang.say(w::WITHDRAW_KEEPS)))
        .child(el("div").attr("role", "alert").child(failed))
        .child(el("div.actions").child(confirm).child(button(
            "button.quiet",
            lang.say(w::WITHDRAW_NOT),
            to(Withdrawing::Not, "withdraw"),
        )))
}

fn confirmed(
    here: &Here,
    follow: &Follow,
    withdrawing: &UseStateHandle<Withdrawing>,
    found: &UseStateHandle<Found>,
) -> Callback<Event> {
    let (follow, withdrawing, found) = (follow.clone(), withdrawing.clone(), found.clone());
    let place = here.place.clone();
    Callback::from(move |_: Event| {
        let (follow, withdrawing, found) = (follow.clone(), withdrawing.clone(), found.clone());
        let place = place.clone();
        withdrawing.set(Withdrawing::UnderWay);
        spawn_local(async move {
            match platform::withdraw(&follow).await {
                Withdrawal::Done(status) => {
                    found.set(Found::Here(status));
                    withdrawing.set(Withdrawing::Not);
                    place.focus_soon("title");
                }
                Withdrawal::Refused => withdrawing.set(Withdrawing::Failed(w::NOT_WITHDRAWABLE)),
                Withdrawal::NoAnswer => withdrawing.set(Withdrawing::Failed(w::T_NO_ANSWER_WITHDRAWING)),
            }
        });
    })
}
