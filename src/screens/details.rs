//! Below the premium: what would lower it, and everything that explains it.

use std::rc::Rc;

use crate::app::Here;
use crate::components::field::{Asked, in_words};
use crate::components::what_ifs::what_ifs;
use crate::components::{account, code, covers, law, waterfall};
use crate::element::{Element, el, group};
use crate::page;
use crate::state::rated::Rated;
use crate::words::explained::EXPLAINED;
use crate::words::{self as w};

/// What a quote is explained by; nothing while there is none.
pub fn details(here: &Here) -> Element {
    let lang = here.lang();
    let Some(rated) = here.current() else { return group() };
    let (Some(tariff), Some(quote)) = (rated.tariff(), rated.quote()) else { return group() };
    // The platform has it, for everybody who asks.
    let address = format!("{}/explained{}", page::site(), lang.of(("", "?lang=en")));
    let explained = el("a").attr("href", &address).attr("target", "_blank").attr("rel", "noopener");
    let explained = (!page::site().is_empty() && !here.state().kiosk)
        .then(|| el("p.on-screen").child(explained.child(lang.say(EXPLAINED))));
    group()
        .child(answers(here, rated))
        .child(explained)
        .child(what_ifs(here, rated))
        .child(code::printed(here, quote).unwrap_or_default())
        .child(waterfall::waterfall(quote, lang))
        .child(account::account(tariff, quote, lang))
        .child(covers::covers(tariff, quote, lang))
        .child(law::fund(tariff, quote, lang))
        .child(law::law(tariff, quote, lang))
}

/// What the premium is for. The controls are on the screen only.
fn answers(here: &Here, rated: &Rc<Rated>) -> Element {
    let lang = here.lang();
    let several = rated.questions.units.len() > 1;
    let units = rated.questions.units.iter().enumerate();
    let of_units = units.flat_map(|(unit, asked)| asked.iter().map(move |question| (Some(unit), question)));
    let of_policy = rated.questions.policy.iter().map(|question| (None, question));
    let rows = of_units.chain(of_policy).filter_map(|(unit, question)| {
        let asked = Asked::new(here, rated, here.state().current, unit, question)?;
        let label = lang.text(&asked.attribute.label);
        let unit = unit.filter(|_| several).map(|unit| lang.fill(w::UNIT, &[("n", &(unit + 1).to_string())]));
        let label = unit.map_or_else(|| label.to_owned(), |unit| format!("{unit} · {label}"));
        Some(group().child(el("dt").child(label)).child(el("dd").child(in_words(&asked))))
    });
    let inception = group()
        .child(el("dt").child(lang.say(w::INCEPTION)))
        .child(el("dd").child(rated.inception.to_string()));
    el("section.panel.printed")
        .child(el("h2").child(lang.say(w::ANSWERS)))
        .child(el("dl.two").child(inception).children(rows))
}
