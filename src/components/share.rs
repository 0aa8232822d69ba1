//! Links to be passed on, pictures, and printing.

use std::rc::Rc;

use web_sys::Event;
use yew::platform::spawn_local;
use yew::{Callback, Html};

use crate::app::Here;
use crate::card::{LONGEST, Picture, WIDTH};
use crate::components::aloud::read_aloud;
use crate::components::part::{Own, Owned, part};
use crate::element::{Element, button, el, group};
use crate::page::{self, NotPassed};
use crate::state::Screen;
use crate::state::link::Link;
use crate::words::card::{Card, card};
use crate::words::{self as w, Lang, Words};

/// The field with a link that the browser does not copy by itself.
const BY_HAND: &str = "copy-by-hand";

/// A button that copies a link: what it says, and what is said when it is done. Another link is another button: what was
/// copied before is not said of it.
pub fn copy_link(here: &Here, link: String, label: Words, done: Words) -> Html {
    let here = here.clone();
    part(&link.clone(), None, move |own| {
        let lang = here.lang();
        let said = match **own {
            Own::Said(true, words) => Some(el("p.help").child(lang.say(words))),
            // The browser does not allow it: to be copied by hand.
            Own::Said(false, words) => {
                let field =
                    el("input").attr("id", BY_HAND).attr("type", "text").flag("readonly", true).value(&link);
                Some(el("label").child(lang.say(words)).child(field))
            }
            _ => None,
        };
        group()
            .child(button("button.quiet", lang.say(label), copy(&here, &link, done, own)))
            .child(el("div.copied").attr("role", "status").child(said))
            .html()
    })
}

fn copy(here: &Here, link: &str, done: Words, own: &Owned) -> Callback<Event> {
    let (place, link, own) = (here.place.clone(), link.to_owned(), own.clone());
    Callback::from(move |_: Event| {
        let (place, link, own) = (place.clone(), link.clone(), own.clone());
        spawn_local(async move {
            let copied = page::copy(link).await;
            own.set(Own::Said(copied, if copied { done } else { w::SHARE_BY_HAND }));
            if !copied {
                place.select_soon(BY_HAND);
            }
        });
    })
}

/// A button that prints the page.
pub fn print(lang: Lang) -> Element {
    button("button.quiet", lang.say(w::PRINT), Callback::from(|_: Event| page::print()))
}

/// What is on the screen, printed and passed on.
pub fn share(here: &Here) -> Element {
    el("div.share").child(print(here.lang())).child(here.later.map(|later| (later.link)(here)))
}

/// Buttons that pass it on: as a link, and where it is one premium or a range of them by voice and as a picture.
pub fn link(here: &Here) -> Element {
    // A file by itself may not know where the platform is.
    if page::site().is_empty() {
        return group();
    }
    let link = format!("{}/#{}", page::site(), Link::of(here.state()).write());
    let passed = here.current().filter(|_| here.state().screen == Screen::Estimate).and_then(|rated| {
        let passed = Passed::new(card(rated, here.lang())?, &Link::of_rated(rated), here.lang());
        Some(group().child(read_aloud(here, rated)).child(pass_on(here, Rc::new(passed))))
    });
    group().child(copy_link(here, link, w::SHARE, w::SHARED)).child(passed)
}

/// What is passed on.
struct Passed {
    card: Card,
    link: String,
    /// The address that the code of the picture opens.
    opens: String,
}

impl Passed {
    fn new(mut card: Card, link: &Link, lang: Lang) -> Self {
        let link = format!("{}/#{}", page::site(), link.write());
        if link.len() <= LONGEST {
            return Self { card, opens: link.clone(), link };
        }
        card.scan = lang.say(w::POSTER_SCAN);
        Self { card, link, opens: page::site() }
    }

    fn picture(&self) -> Option<Picture> {
        Picture::of(&self.card, &self.opens, &page::site())
    }

    fn name(&self) -> String {
        format!("anze-{}.png", self.card.day)
    }
}

/// Handed to the system, where it takes such things, and drawn as a picture. Other answers are another part: no picture stays that
/// shows what was answered before.
fn pass_on(here: &Here, passed: Rc<Passed>) -> Html {
    let lang = here.lang();
    part(&format!("{} {}", lang.tag(), passed.link), None, move |own| {
        let said = match **own {
            Own::Said(_, words) => Some(el("p.error").child(lang.say(words))),
            Own::Picture(_) => Some(el("p.help").child(lang.say(w::PICTURE_HERE))),
            _ => None,
        };
        let picture = match &**own {
            Own::Picture(picture) => Some(shown(picture, &passed, lang, own)),
            _ => None,
        };
        let to_system = page::passes_on()
            .then(|| button("button.quiet", lang.say(w::PASS_ON), hand_over(&passed, lang, own)));
        group()
            .child(to_system)
            .child(button("button.quiet", lang.say(w::AS_PICTURE), draw(&passed, own)))
            .child(el("div.copied").attr("role", "status").child(said))
            .child(picture)
            .html()
    })
}

fn draw(passed: &Rc<Passed>, own: &Owned) -> Callback<Event> {
    let (passed, own) = (passed.clone(), own.clone());
    Callback::from(move |_: Event| {
        let drawn = passed.picture();
        own.set(drawn.map_or(Own::Said(false, w::NO_PICTURE), |picture| Own::Picture(Rc::new(picture))));
    })
}

/// The system asks to whom while the press is still fresh: nothing may be waited for before.
fn hand_over(passed: &Rc<Passed>, lang: Lang, own: &Owned) -> Callback<Event> {
    let (passed, own) = (passed.clone(), own.clone());
    Callback::from(move |_: Event| {
        let file = passed.picture().and_then(|picture| picture.file(&passed.name()));
        let (card, own) = (&passed.card, own.clone());
        let given = page::pass_on(card.title, &card.sentence(lang), &passed.link, file.as_ref());
        spawn_local(async move {
            own.set(match given.await {
                Err(NotPassed::Failed) => Own::Said(false, w::PASS_ON_FAILED),
                Ok(()) | Err(NotPassed::LeftOff) => Own::Nothing,
            });
        });
    })
}

/// The picture, large enough to be pressed and held.
fn shown(picture: &Rc<Picture>, passed: &Rc<Passed>, lang: Lang, own: &Owned) -> Element {
    let save = {
        let (picture, passed) = (picture.clone(), passed.clone());
        Callback::from(move |_: Event| {
            if let Some(blob) = picture.blob() {
                page::save(&passed.name(), blob.into());
            }
        })
    };
    let close = {
        let own = own.clone();
        Callback::from(move |_: Event| own.set(Own::Nothing))
    };
    let image =
        el("img").attr("src", &picture.url).attr("alt", &picture.alt).attr("width", &WIDTH.to_string());
    let ways = el("div.share")
        .child(button("button.quiet", lang.say(w::DOWNLOAD_PICTURE), save))
        .child(button("button.quiet", lang.say(w::CLOSE_PICTURE), close));
    el("div.card").child(image).child(ways)
}
