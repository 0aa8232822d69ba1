//! Reading the result aloud: where the browser has a voice for the language there are buttons, else nothing.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::Event;
use yew::{Callback, Html};

use crate::app::Here;
use crate::components::part::{Own, Owned, part};
use crate::element::{Element, button, el, group};
use crate::speech::Reader;
use crate::state::rated::Rated;
use crate::words::speech::aloud;
use crate::words::{self as w, Lang, Words};

/// Voices are there a moment after somebody first asks for them.
const MOMENT_MILLISECONDS: u32 = 700;

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Silent,
    Aloud,
    Paused,
}

/// Stops when the part goes.
struct Stop(Rc<Reader>);

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Buttons that read the result, pause and stop. Another result is another part: what was read of the former is broken off.
pub fn read_aloud(here: &Here, rated: &Rated) -> Html {
    let lang = here.lang();
    let sentences: Rc<Vec<String>> = Rc::new(aloud(rated, lang));
    let key = sentences.join("\n");
    part(&key, Some(Rc::new(move |own| Some(Box::new(look(lang, &own))))), move |own| match &**own {
        Own::Reader(reader, reading) => buttons(reader, *reading, &sentences, lang, own).html(),
        // Something is there, since the parts beside it are put before it when theirs is another.
        _ => el("span").flag("hidden", true).html(),
    })
}

/// Looks for a voice, now or in a moment; given up, and silenced, when what this gives is dropped.
fn look(lang: Lang, own: &Owned) -> (Option<Timeout>, Rc<RefCell<Option<Stop>>>) {
    let found = Rc::<RefCell<Option<Stop>>>::default();
    let look = {
        let (found, own) = (found.clone(), own.clone());
        move || {
            let reader = Reader::new(lang).map(Rc::new);
            if let Some(reader) = &reader {
                found.replace(Some(Stop(reader.clone())));
                own.set(Own::Reader(reader.clone(), Reading::Silent));
            }
            reader.is_some()
        }
    };
    let later = (!look()).then(|| Timeout::new(MOMENT_MILLISECONDS, move || _ = look()));
    (later, found)
}

fn buttons(
    reader: &Rc<Reader>,
    reading: Reading,
    sentences: &Rc<Vec<String>>,
    lang: Lang,
    own: &Owned,
) -> Element {
    let set = {
        let (reader, own) = (reader.clone(), own.clone());
        move |next| own.set(Own::Reader(reader.clone(), next))
    };
    let does = |next: Reading, act: fn(&Reader)| {
        let (reader, set) = (reader.clone(), set.clone());
        Callback::from(move |_: Event| {
            act(&reader);
            set(next);
        })
    };
    let says = |words: Words, press| button("button.quiet", lang.say(words), press);
    let begin = {
        let (reader, sentences, set) = (reader.clone(), sentences.clone(), set.clone());
        Callback::from(move |_: Event| {
            let done = set.clone();
            reader.read(&sentences, move || done(Reading::Silent));
            set(Reading::Aloud);
        })
    };
    let stop = |on: bool| on.then(|| says(w::READ_NO_MORE, does(Reading::Silent, Reader::stop)));
    // One button in one place, so that it keeps the focus.
    let first = match reading {
        Reading::Silent => says(w::READ_ALOUD, begin),
        Reading::Aloud => says(w::READ_PAUSE, does(Reading::Paused, Reader::pause)),
        Reading::Paused => says(w::READ_ON, does(Reading::Aloud, Reader::go_on)),
    };
    group().child(first).child(stop(reading != Reading::Silent))
}
