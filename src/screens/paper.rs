//! The form as it is printed, with or without the platform.

use web_sys::Event;
use yew::virtual_dom::AttrValue;
use yew::{Callback, Html};

use crate::app::Here;
use crate::element::{Element, button, el, group, title};
use crate::page;
use crate::state::paper::Shown;
use crate::state::{Action, Screen};
use crate::words as w;

/// The screen.
pub fn paper(here: &Here) -> Element {
    let lang = here.lang();
    let Some(rated) = here.current() else { return group() };
    let back = |words| button("button.quiet", lang.say(words), here.on(Action::Go(Screen::Apply)));
    let Some(quote) = rated.quote() else {
        return group()
            .child(title(lang.say(w::PRINT_FORM)))
            .child(el("p").child(lang.say(rated.no_quote())))
            .child(back(w::BACK_TO_FORM));
    };
    let shown = Shown {
        draft: &here.state().draft(rated),
        quote: Some(quote),
        tariff: rated.tariff(),
        head: head(&quote.tariff.title.zh, &quote.tariff.digest, here),
        is_draft: true,
        origin: &page::site(),
    };
    let print = button("button.primary", lang.say(w::PRINT), Callback::from(|_: Event| page::print()));
    let tools = el("div.tools")
        .child(title(lang.say(w::PRINT_FORM)))
        .child(el("p.help").child(lang.say(w::PRINT_FORM_HELP)))
        .child(el("div.share").child(print).child(back(w::BACK_TO_FORM)));
    // Everything typed in it is escaped.
    let form = Html::from_html_unchecked(AttrValue::from(shown.html()));
    group().child(tools).child(el("article.paper").attr("lang", "zh-CN").child(form))
}

/// What stands at the head of a form that was not sent.
pub fn head(tariff: &str, digest: &str, here: &Here) -> Vec<(&'static str, String)> {
    vec![
        ("填表日期", here.state().today.to_string()),
        ("适用费率", tariff.to_owned()),
        ("费率表摘要", digest.get(..16).unwrap_or_default().to_owned()),
    ]
}
