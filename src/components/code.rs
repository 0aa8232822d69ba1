//! The code of a quote, for its print: whoever holds the paper rates it again.

use std::any::Any;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use rating::Quote;
use rating::verify::Paper;
use yew::Html;

use crate::app::Here;
use crate::components::part::{Own, Owned, part};
use crate::element::el;
use crate::page;
use crate::state::code::code;
use crate::words as w;

/// Drawing it takes longer than a keystroke should: it follows once somebody pauses.
const PAUSE_MILLISECONDS: u32 = 400;

/// The code, on paper only.
pub fn printed(here: &Here, quote: &Quote) -> Option<Html> {
    let lang = here.lang();
    let text = here.current().and_then(|rated| Paper::new(&rated.risk, quote).write()).unwrap_or_default();
    let site = Some(page::site()).filter(|site| !site.is_empty())?;
    let link = format!("{site}/#{text}");
    Some(drawn(link, "figure.code", lang.say(w::SCAN_TO_VERIFY), lang.say(w::VERIFY_BY_LINK)))
}

/// The code of a link, by which an application is followed; on the screen too where no paper comes of it.
pub fn followed(here: &Here, link: String) -> Html {
    let (lang, class) = (here.lang(), if here.state().kiosk { "figure.code.shown" } else { "figure.code" });
    drawn(link, class, lang.say(w::SCAN_TO_FOLLOW), lang.say(w::FOLLOW_BY_LINK))
}

/// A code with words below it; where the link is too long for one the link itself, with other words.
fn drawn(link: String, class: &'static str, scan: &'static str, by_link: &'static str) -> Html {
    let start = {
        let link = link.clone();
        move |own: Owned| {
            let link = link.clone();
            let draw =
                move || own.set(code(&link).map_or(Own::Nothing, |(side, path)| Own::Code(side, path)));
            Some(Box::new(Timeout::new(PAUSE_MILLISECONDS, draw)) as Box<dyn Any>)
        }
    };
    part(&link.clone(), Some(Rc::new(start)), move |own| {
        let figure = el(class);
        let says = |words| el("figcaption").child(words);
        match &**own {
            Own::Code(side, path) => {
                let image = el("svg")
                    .attr("viewBox", &format!("0 0 {side} {side}"))
                    .attr("aria-hidden", "true")
                    .child(el("path").attr("d", path));
                figure.child(image).child(says(scan)).html()
            }
            _ => figure.child(says(by_link)).child(el("span").child(link.as_str())).html(),
        }
    })
}
