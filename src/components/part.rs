//! A part of a screen with a state of its own. One component for all of them: each would weigh 9 KB.

use std::rc::Rc;

use application::signed::{NotGenuine, Statement};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::element::component;
use crate::state::file::{NotAFile, Opened};
use crate::words::Words;

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
pub type Start = Rc<dyn Fn(Owned) -> Option<Timeout>>;

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
