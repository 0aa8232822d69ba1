//! A part of a screen with a state of its own. One component for all of them: each would weigh 9 KB.

use std::any::Any;
use std::rc::Rc;

use application::signed::{NotGenuine, Statement};
use web_sys::Event;
use yew::prelude::*;

use crate::card::Picture;
use crate::components::aloud::Reading;
use crate::element::{button, component, el, group};
use crate::speech::Reader;
use crate::state::file::{NotAFile, Opened};
use crate::words::{Lang, Words};

/// What a part keeps to itself.
#[derive(Clone, Default, PartialEq)]
pub enum Own {
    /// Nothing has happened yet.
    #[default]
    Nothing,
    /// Something takes its time.
    UnderWay,
    /// What is to be said: whether all is well, and the words.
    Said(bool, Words),
    /// A code was drawn: its side and its path.
    Code(i32, String),
    /// There is a voice, and how far it has read.
    Reader(Rc<Reader>, Reading),
    /// A picture was drawn.
    Picture(Rc<Picture>),
    /// A file cannot be opened.
    NotAFile(NotAFile),
    /// A file was read.
    Opened(Rc<Opened>),
    /// A signed receipt is not to be believed.
    NotGenuine(NotGenuine),
    /// It is, and states this.
    Genuine(Rc<Statement>),
}

/// The state of a part, to be read and set.
pub type Owned = UseStateHandle<Own>;

/// What a part does once it is there; what it waits for is given up when it goes.
pub type Start = Rc<dyn Fn(Owned) -> Option<Box<dyn Any>>>;

#[derive(Properties)]
struct Props {
    draw: Rc<dyn Fn(&Owned) -> Html>,
    start: Option<Start>,
}

/// What it draws with is new with every drawing of the screen.
impl PartialEq for Props {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A part that draws like this. `start` runs once it is there; what is of another `key` is another part.
pub fn part(key: &str, start: Option<Start>, draw: impl Fn(&Owned) -> Html + 'static) -> Html {
    component::<Part>(Props { draw: Rc::new(draw), start }, Some(key.into()))
}

/// A button that takes its time: its words, those while it is at work, and what a press does.
pub fn slow_button(
    key: &str,
    lang: Lang,
    (idle, at_work): (Words, Words),
    press: impl Fn(&Owned) -> Callback<Event> + 'static,
) -> Html {
    part(key, None, move |own| {
        let under_way = **own == Own::UnderWay;
        let words = if under_way { at_work } else { idle };
        let said = match **own {
            Own::Said(well, words) => {
                Some(el(if well { "p.help" } else { "p.error" }).child(lang.say(words)))
            }
            _ => None,
        };
        group()
            .child(button("button.quiet", lang.say(words), press(own)).flag("disabled", under_way))
            .child(el("div.copied").attr("role", "status").child(said))
            .html()
    })
}

#[component]
fn Part(props: &Props) -> Html {
    let own = use_state(Own::default);
    {
        let (own, start) = (own.clone(), props.start.clone());
        use_effect_with((), move |()| {
            let waiting = start.and_then(|start| start(own));
            move || drop(waiting)
        });
    }
    (props.draw)(&own)
}
