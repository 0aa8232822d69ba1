//! The code of a quote, for its print: whoever holds the paper rates it again.

use gloo::timers::callback::Timeout;
use rating::Quote;
use rating::verify::Paper;
use yew::prelude::*;

use crate::app::Here;
use crate::element::{component, el, group};
use crate::page;
use crate::state::code::code;
use crate::words::{self as w, Lang};

/// Drawing it takes longer than a keystroke should: it follows once somebody pauses.
const PAUSE_MILLISECONDS: u32 = 400;

#[derive(Properties, PartialEq)]
struct Props {
    lang: Lang,
    link: AttrValue,
}

/// The code, on paper only.
pub fn printed(here: &Here, quote: &Quote) -> Html {
    let text = here.current().and_then(|rated| Paper::new(&rated.risk, quote).write()).unwrap_or_default();
    let link = format!("{}/#{text}", page::origin()).into();
    component::<Code>(Props { lang: here.lang(), link }, None)
}

#[component]
fn Code(props: &Props) -> Html {
    let drawn = use_state(|| None::<(AttrValue, i32, String)>);
    {
        let drawn = drawn.clone();
        use_effect_with(props.link.clone(), move |link| {
            let link = link.clone();
            let timeout = Timeout::new(PAUSE_MILLISECONDS, move || {
                drawn.set(code(&link).map(|(side, path)| (link, side, path)));
            });
            move || drop(timeout)
        });
    }
    let says = |words| el("figcaption").child(props.lang.say(words));
    let figure = el("figure.code");
    match drawn.as_ref().filter(|(link, ..)| *link == props.link) {
        Some((_, side, path)) => {
            let image = el("svg")
                .attr("viewBox", &format!("0 0 {side} {side}"))
                .attr("aria-hidden", "true")
                .child(el("path").attr("d", path));
            figure.child(image).child(says(w::SCAN_TO_VERIFY)).html()
        }
        None => figure.child(says(w::VERIFY_BY_LINK)).child(group().child(props.link.as_str())).html(),
    }
}
