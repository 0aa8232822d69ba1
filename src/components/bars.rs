//! What a visitor must know on whatever screen: what waits to be sent, what another tab did, what is wrong with this device.

use std::rc::Rc;

use web_sys::Event;
use yew::Callback;

use crate::app::Here;
use crate::components::campaign::campaign;
use crate::components::files::{self, Saved};
use crate::components::forget;
use crate::components::kiosk::kiosk;
use crate::components::tariffs;
use crate::element::{Element, button, el, group};
use crate::page;
use crate::state::link::Link;
use crate::state::outbox::{Sealed, Step};
use crate::state::queue::Waiting;
use crate::state::rated::Rated;
use crate::state::receipts::Given;
use crate::state::scenario::Scenario;
use crate::state::sending::{Sending, Trouble};
use crate::state::{Action, Notice, Refused, Screen};
use crate::words::quote::yuan;
use crate::words::{self as w, Words};

/// Where they stand. The element is there before they are, so that they are read out.
pub fn bars(here: &Here) -> Element {
    // At a table they stay in sight.
    let tells = if here.state().kiosk { "div.tells.table" } else { "div.tells" };
    el(tells).attr("role", "status").child(here.later.map(|later| (later.bars)(here)))
}

/// All there are.
pub fn all(here: &Here) -> Element {
    group()
        .child(campaign(here))
        .child(kiosk(here))
        .child(notice(here))
        .child(elsewhere(here))
        .child(waiting(here))
        .child(queue(here))
        .child(wrong_day(here))
        .child(tariffs::expired(here))
        .child(newer(here))
}

/// Words with buttons beside them.
pub fn bar(words: &str, buttons: impl IntoIterator<Item = Element>) -> Element {
    el("div.told").child(el("p").child(words)).child(el("div.ways").children(buttons))
}

fn quiet(here: &Here, words: Words, action: Action) -> Element {
    button("button.quiet", here.lang().say(words), here.on(action))
}

fn notice(here: &Here) -> Option<Element> {
    let lang = here.lang();
    let close = || quiet(here, w::UNDERSTOOD, Action::Notice(None));
    let bar_of = |words: Words| bar(lang.say(words), [close()]);
    let bar_to = |given: &Given, words: Words| {
        let words = lang.fill(words, &[("receipt", &given.receipt)]);
        bar(&words, [open(here, given), close()])
    };
    Some(match here.state().notice.as_ref()? {
        Notice::Expired => bar_of(w::N_EXPIRED),
        Notice::BrokenLink => bar_of(w::N_BROKEN_LINK),
        Notice::NoSuchPage => bar_of(w::N_NO_SUCH_PAGE),
        Notice::SentElsewhere(given) => bar_to(given, w::N_SENT_ELSEWHERE),
        Notice::Received(given) => bar_to(given, w::N_RECEIVED),
        Notice::Forget { shared } => forget::asked(here, *shared),
    })
}

/// A way to a receipt. The page is loaded anew, as by the link itself.
pub fn open(here: &Here, given: &Given) -> Element {
    here.place.way(&given.link).child(here.lang().say(w::OPEN_RECEIPT))
}

fn elsewhere(here: &Here) -> Option<Element> {
    here.state().elsewhere.as_ref()?;
    let choose = |words, theirs| quiet(here, words, Action::Choose { theirs });
    let ways = [choose(w::TAKE_THEIRS, true), choose(w::KEEP_THIS, false)];
    Some(bar(here.lang().say(w::ELSEWHERE), ways).class("urgent"))
}

/// The application that is not received yet, or was a moment ago.
fn waiting(here: &Here) -> Option<Element> {
    let (lang, state) = (here.lang(), here.state());
    if let Sending::Sent(receipt) = &state.sending {
        let given = state.receipts.iter().find(|given| given.receipt == receipt.receipt)?;
        let words = lang.fill(w::O_RECEIVED, &[("receipt", &given.receipt)]);
        return (state.screen != Screen::Receipt).then(|| bar(&words, [open(here, given)]));
    }
    let sealed = state.outbox.sealed.as_ref()?;
    let waits_in_vain = matches!(state.sending, Sending::Waiting(Trouble::NoAnswer, _));
    let unheard = waits_in_vain && state.receipts.is_empty() && page::may_be_refused();
    let stands = match &state.sending {
        Sending::Waiting(Trouble::Busy, _) => w::O_BUSY,
        Sending::Waiting(Trouble::OtherTab, _) => w::O_OTHER_TAB,
        Sending::Waiting(..) if unheard => w::O_UNHEARD,
        Sending::Waiting(..) => w::O_NO_NETWORK,
        Sending::Stopped(_) => return (state.screen != Screen::Apply).then(|| stopped(here)),
        _ => w::O_UNDER_WAY,
    };
    let waits = matches!(state.sending, Sending::Waiting(..));
    let how = if state.refused.is_some() { w::O_STAY } else { w::O_BY_ITSELF };
    let (premium, tries) = (yuan(&sealed.premium, lang), sealed.tries.to_string());
    let premium = if sealed.earlier { String::new() } else { premium };
    let words = lang.fill(stands, &[("premium", &premium), ("what", what(here))]);
    let help = waits.then(|| el("p.help").child(lang.fill(how, &[("n", &tries)])));
    let ways = waits.then(|| {
        group()
            .child(unheard.then(|| on_the_platform(here)))
            .child(quiet(here, w::O_NOW, Action::Outbox(Step::Now)))
            .child(state.can_queue().then(|| next(here)))
            .child(change(here))
            .child(as_file(here, sealed, state.scenario()))
            .child(quiet(here, w::O_DELETE, Action::Outbox(Step::Delete)))
    });
    Some(bar(&words, ways).child(help).class("urgent"))
}

/// The platform's own page, with the estimate.
fn on_the_platform(here: &Here) -> Element {
    let address = format!("{}/#{}", page::site(), Link::of(here.state()).write());
    let way = el("a").attr("href", &address).attr("target", "_blank").attr("rel", "noopener");
    way.child(here.lang().say(w::O_PLATFORM))
}

/// What is being sent, in a word.
fn what(here: &Here) -> &'static str {
    let correcting = here.state().correcting.is_some();
    here.lang().say(if correcting { w::O_CORRECTION } else { w::O_APPLICATION })
}

/// The form for another enterprise; this one waits.
fn next(here: &Here) -> Element {
    let store = here.store.dispatcher();
    let next = Callback::from(move |_: Event| store.dispatch(Action::Outbox(Step::Next(page::random_key()))));
    button("button.quiet", here.lang().say(w::O_NEXT), next)
}

/// Those that wait behind the form.
fn queue(here: &Here) -> Option<Element> {
    let (lang, queue) = (here.lang(), &here.state().queue);
    if here.state().kiosk {
        return at_the_table(here);
    }
    let words = lang.fill(w::Q_WAIT, &[("n", &queue.len().to_string())]);
    let list = el("ul.queue").children(queue.iter().map(|one| queued(here, one)));
    (!queue.is_empty()).then(|| bar(&words, []).child(list).class("urgent"))
}

/// How many wait, and how many the platform has not taken; not of whom.
fn at_the_table(here: &Here) -> Option<Element> {
    let (lang, queue) = (here.lang(), &here.state().queue);
    let stopped = queue.iter().filter(|waiting| matches!(waiting.stands, Sending::Stopped(_))).count();
    let told = |words, n: usize| (n > 0).then(|| bar(&lang.fill(words, &[("n", &n.to_string())]), []));
    let refused = told(w::Q_TABLE_STOPPED, stopped).map(|bar| bar.class("urgent"));
    Some(group().child(told(w::Q_WAIT, queue.len() - stopped)).child(refused))
}

fn queued(here: &Here, waiting: &Waiting) -> Element {
    let (lang, sealed) = (here.lang(), waiting.outbox.sealed.as_ref());
    let name = Some(waiting.form.enterprise.name.as_str()).filter(|name| !name.is_empty());
    let stands = match waiting.stands {
        _ if sealed.is_none() => w::Q_BEGUN,
        Sending::UnderWay => w::Q_UNDER_WAY,
        Sending::Stopped(_) => w::Q_STOPPED,
        _ => w::Q_WAITS,
    };
    let premium = sealed.map(|sealed| yuan(&sealed.premium, lang)).unwrap_or_default();
    let name = name.unwrap_or_else(|| lang.say(w::Q_NO_NAME));
    let take_out = Action::Outbox(Step::TakeOut(waiting.key.clone()));
    let take_out = (waiting.stands != Sending::UnderWay).then(|| quiet(here, w::Q_OPEN, take_out));
    let words = format!("{name} {premium} · {}", lang.say(stands));
    let ways = el("span.ways")
        .child(take_out)
        .child(sealed.map(|sealed| as_file(here, sealed, waiting.scenario.clone())));
    el("li").child(el("span").child(words)).child(" ").child(ways)
}

fn stopped(here: &Here) -> Element {
    bar(
        &here.lang().fill(w::O_STOPPED, &[("what", what(here))]),
        [quiet(here, w::O_SEE_TO_IT, Action::Go(Screen::Apply))],
    )
    .class("urgent")
}

fn change(here: &Here) -> Element {
    let store = here.store.dispatcher();
    let change = Callback::from(move |_: Event| {
        store.dispatch(Action::Outbox(Step::TakeBack));
        store.dispatch(Action::Go(Screen::Apply));
    });
    button("button.quiet", here.lang().say(w::O_CHANGE), change)
}

/// What would be sent, as a file: where nothing else helps it can be carried.
pub fn as_file(here: &Here, sealed: &Sealed, scenario: Scenario) -> Element {
    if here.state().kiosk {
        // It would stay on a computer that others use.
        return group();
    }
    let (of, body) = (here.clone(), sealed.body.clone());
    let save = files::saving(move || {
        let rated = Rated::new(of.current()?.catalogue_shared(), scenario.clone(), of.state().today);
        Saved::unfiled(&of, serde_json::from_str(&body).ok()?, Rc::new(rated))
    });
    files::save_as_html(here, w::O_FILE, &save)
}

fn wrong_day(here: &Here) -> Option<Element> {
    let (theirs, ours) = (here.state().today.to_string(), here.state().wrong_day?.to_string());
    let words = here.lang().fill(w::WRONG_DAY, &[("ours", &ours), ("theirs", &theirs)]);
    Some(bar(&words, []))
}

/// A newer build waits until somebody asks for it: never in the middle of a form.
fn newer(here: &Here) -> Option<Element> {
    let state = here.state();
    let words = here.lang().say(if state.refused.is_some() { w::NEWER_LOSES } else { w::NEWER });
    let renew = Callback::from(|_: Event| page::say("anze:renew"));
    state.newer.then(|| bar(words, [button("button.quiet", here.lang().say(w::UPDATE), renew)]))
}

/// Why nothing is kept.
pub fn not_kept(refused: Refused) -> Words {
    match refused {
        Refused::Off => w::STORAGE_OFF,
        Refused::Full => w::STORAGE_FULL,
        Refused::Shared => w::STORAGE_SHARED,
    }
}
