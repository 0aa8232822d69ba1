//! Which tariff the figures are of, of which day that is, and whether there is one for today at all.

use super::bars::bar;
use crate::app::Here;
use crate::element::{Element, el, group};
use crate::{page, words as w};

/// Below every screen.
pub fn named(here: &Here) -> Option<Element> {
    let (lang, state) = (here.lang(), here.state());
    let tariff = here.current()?.tariff()?;
    let from = tariff.inception_from().to_string();
    let inceptions = match tariff.inception_to() {
        None => lang.fill(w::TARIFF_FROM, &[("from", &from)]),
        Some(to) => lang.fill(w::TARIFF_UNTIL, &[("from", &from), ("to", &to.to_string())]),
    };
    let named =
        [("title", lang.text(tariff.title())), ("edition", tariff.edition()), ("inceptions", &inceptions)];
    let words = if state.alone { w::ALONE_OF } else { w::TARIFFS_OF };
    let of = state.tariffs_of.map(|day| el("span").child(lang.fill(words, &[("day", &day.to_string())])));
    let tariff = el("p.tariff").child(lang.fill(w::TARIFF_NAMED, &named)).child(of);
    Some(group().child(tariff).child(single(here)))
}

/// The calculator as one file, to be carried.
fn single(here: &Here) -> Option<Element> {
    let link = el("a").attr("href", &page::file("anze-single.html")).attr("download", "anze-single.html");
    let link = link.child(here.lang().say(w::SINGLE));
    (here.state().takes_files() && !here.place.is_inside()).then(|| el("p").child(link))
}

/// No tariff here rates what begins today.
pub fn expired(here: &Here) -> Option<Element> {
    let (lang, today) = (here.lang(), here.state().today);
    let catalogue = here.current()?.catalogue();
    if catalogue.pick(today, today).is_some() {
        return None;
    }
    let last =
        catalogue.iter().filter_map(rating::Tariff::inception_to).filter(|last| *last < today).max()?;
    Some(bar(&lang.fill(w::TARIFFS_EXPIRED, &[("to", &last.to_string())]), []).class("urgent"))
}
