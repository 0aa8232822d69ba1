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
    let start = {
        let link = link.clone();
        move |own: Owned| {
            let link = link.clone();
            let draw =
                move || own.set(code(&link).map_or(Own::Nothing, |(side, path)| Own::Code(side, path)));
            Some(Box::new(Timeout::new(PAUSE_MILLISECONDS, draw)) as Box<dyn Any>)
        }
    };
    let drawn = part(&link.clone(), Some(Rc::new(start)), move |own| {
        let figure = el("figure.code");
        let says = |words| el("figcaption").child(lang.say(words));
        match &**own {
            Own::Code(side, path) => {
                let image = el("svg")
                    .attr("viewBox", &format!("0 0 {side} {side}"))
                    .attr("aria-hidden", "true")
                    .child(el("path").attr("d", path));
                figure.child(image).child(says(w::SCAN_TO_VERIFY)).html()
            }
            _ => figure.child(says(w::VERIFY_BY_LINK)).child(el("span").child(link.as_str())).html(),
        }
    });
    Some(drawn)
}
