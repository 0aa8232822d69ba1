//! What a visitor must know on whatever screen: what waits to be sent, what another tab did, what is wrong with this device.

use gloo::file::Blob;
use web_sys::Event;
use yew::Callback;

use crate::app::Here;
use crate::element::{Element, button, el, group};
use crate::page;
use crate::state::outbox::{Sealed, Step};
use crate::state::receipts::Given;
use crate::state::sending::{Sending, Trouble};
use crate::state::{Action, Notice, Refused, Screen};
use crate::words::quote::yuan;
use crate::words::{self as w, Words};

/// Where they stand. The element is there before they are, so that they are read out.
pub fn bars(here: &Here) -> Element {
    el("div.tells").attr("role", "status").child(here.later.map(|later| (later.bars)(here)))
}

/// All there are.
pub fn all(here: &Here) -> Element {
    group().child(notice(here)).child(elsewhere(here)).child(waiting(here)).child(wrong_day(here))
}

fn bar(words: &str, buttons: impl IntoIterator<Item = Element>) -> Element {
    el("div.told").child(el("p").child(words)).child(el("div.ways").children(buttons))
}

fn quiet(here: &Here, words: Words, action: Action) -> Element {
    button("button.quiet", here.lang().say(words), here.on(action))
}

fn notice(here: &Here) -> Option<Element> {
    let lang = here.lang();
    let close = || quiet(here, w::UNDERSTOOD, Action::Notice(None));
    let bar_of = |words: Words| bar(lang.say(words), [close()]);
    Some(match here.state().notice.as_ref()? {
        Notice::Expired => bar_of(w::N_EXPIRED),
        Notice::BrokenLink => bar_of(w::N_BROKEN_LINK),
        Notice::NoSuchPage => bar_of(w::N_NO_SUCH_PAGE),
        Notice::SentElsewhere(given) => {
            let words = lang.fill(w::N_SENT_ELSEWHERE, &[("receipt", &given.receipt)]);
            bar(&words, [open(here, given), close()])
        }
    })
}

/// A way to a receipt. The page is loaded anew, as by the link itself.
pub fn open(here: &Here, given: &Given) -> Element {
    el("a.open").attr("href", &here.place.link(&given.link)).child(here.lang().say(w::OPEN_RECEIPT))
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
    let stands = match &state.sending {
        Sending::Waiting(Trouble::Busy, _) => w::O_BUSY,
        Sending::Waiting(Trouble::OtherTab, _) => w::O_OTHER_TAB,
        Sending::Waiting(..) => w::O_NO_NETWORK,
        Sending::Stopped(_) => return (state.screen != Screen::Apply).then(|| stopped(here)),
        _ => w::O_UNDER_WAY,
    };
    let waits = matches!(state.sending, Sending::Waiting(..));
    let how = if state.refused.is_some() { w::O_STAY } else { w::O_BY_ITSELF };
    let (premium, tries) = (yuan(&sealed.premium, lang), sealed.tries.to_string());
    let premium = if sealed.earlier { String::new() } else { premium };
    let words = lang.fill(stands, &[("premium", &premium)]);
    let help = waits.then(|| el("p.help").child(lang.fill(how, &[("n", &tries)])));
    let ways = waits.then(|| {
        group()
            .child(quiet(here, w::O_NOW, Action::Outbox(Step::Now)))
            .child(change(here))
            .child(as_file(here, sealed))
            .child(quiet(here, w::O_DELETE, Action::Outbox(Step::Delete)))
    });
    Some(bar(&words, ways).child(help).class("urgent"))
}

fn stopped(here: &Here) -> Element {
    bar(here.lang().say(w::O_STOPPED), [quiet(here, w::O_SEE_TO_IT, Action::Go(Screen::Apply))])
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
pub fn as_file(here: &Here, sealed: &Sealed) -> Element {
    let (body, day) = (sealed.body.clone(), here.state().today);
    let save = Callback::from(move |_: Event| {
        let content = Blob::new_with_options(body.as_str(), Some("application/json"));
        page::save(&format!("anze-{day}.json"), content);
    });
    button("button.quiet", here.lang().say(w::O_FILE), save)
}

fn wrong_day(here: &Here) -> Option<Element> {
    let (theirs, ours) = (here.state().today.to_string(), here.state().wrong_day?.to_string());
    let words = here.lang().fill(w::WRONG_DAY, &[("ours", &ours), ("theirs", &theirs)]);
    Some(bar(&words, []))
}

/// Why nothing is kept.
pub fn not_kept(refused: Refused) -> Words {
    match refused {
        Refused::Off => w::STORAGE_OFF,
        Refused::Full => w::STORAGE_FULL,
        Refused::Shared => w::STORAGE_SHARED,
    }
}
