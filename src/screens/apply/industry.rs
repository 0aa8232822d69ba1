//! The class of the industry, found by code or by the words people use, and what it says of the sector.

use application::industry::{self, Class, Industry};
use web_sys::Event;
use yew::Callback;

use super::fields::Asking;
use crate::element::{Element, button, el, group};
use crate::state::search::search;
use crate::state::{Action, MOST_SCENARIOS, Screen};
use crate::words::form::INDUSTRY;
use crate::words::{self as w, Lang};

/// More hits than this nobody reads.
const MOST_HITS: usize = 6;

/// The field, what it finds, and a hint.
pub fn industry(asking: &Asking<'_>) -> Element {
    let typed = asking.here.state().form.text(INDUSTRY.pointer);
    let hints = el("div.hits").attr("role", "status").child(hits(asking, &typed)).child(hint(asking, &typed));
    group().child(asking.line(&INDUSTRY)).child(hints)
}

/// Classes to choose from, until a whole code is there.
fn hits(asking: &Asking<'_>, typed: &str) -> Option<Element> {
    let code = industry::normalise(typed);
    if typed.trim().is_empty() || code.is_some_and(|code| code.len() == 4) {
        return None;
    }
    let lang = asking.here.lang();
    let found = found(asking, typed);
    let told = if found.is_empty() {
        el("p.help").child(lang.fill(w::NOTHING_FOUND, &[("typed", typed.trim())]))
    } else {
        el("p.hidden").child(lang.fill(w::FOUND, &[("n", &found.len().min(MOST_HITS).to_string())]))
    };
    let take = |class: &Class| {
        let fill = Action::Fill { pointer: INDUSTRY.pointer.into(), text: class.code.into() };
        button("button.hit", &format!("{} {}", class.code, class.name), asking.here.on(fill))
    };
    Some(group().child(told).children(found.iter().take(MOST_HITS).map(take)))
}

/// By the standard's own names and ours, else by the words that find a sector when estimating.
fn found(asking: &Asking<'_>, typed: &str) -> Vec<Class> {
    let found = industry::search(typed);
    let Some(tariff) = asking.rated.tariff().filter(|_| found.is_empty()) else { return found };
    let sector = tariff.attributes().iter().position(|attribute| attribute.key == "sector");
    let Some(attribute) = sector else { return found };
    let hits = search(tariff, attribute, typed);
    let of_sector = |class: &Class| {
        let sector = industry::find(class.code).map(|known| known.sector);
        hits.iter().flat_map(|hit| &hit.answers).any(|(_, key)| Some(key.as_str()) == sector)
    };
    industry::classes().filter(of_sector).collect()
}

/// What a code says of the sector: a hint, never a decision.
fn hint(asking: &Asking<'_>, typed: &str) -> Option<Element> {
    let lang = asking.here.lang();
    let code = industry::normalise(typed)?;
    let known = industry::find(&code)?;
    let sector = lang.text(&asking.rated.tariff()?.attribute("sector")?.choice(known.sector)?.label);
    let class = industry::classes().find(|class| class.code == code);
    let (code, name) = match class {
        // Where there is a name in English it is that of the class above.
        Some(class) if lang == Lang::Zh || known.code == class.code => {
            (class.code, named(known, class, lang))
        }
        _ => (known.code, lang.of((known.zh, known.en))),
    };
    let values = [("code", code), ("name", name), ("sector", sector)];
    let same = asking
        .rated
        .risk
        .units
        .iter()
        .any(|unit| unit.answers.get("sector").is_some_and(|answered| answered == known.sector));
    let hint = el("p.help").child(lang.fill(w::INDUSTRY_HINTS, &values));
    Some(group().child(hint).child((!same).then(|| differs(asking, known, sector))))
}

fn named(known: &'static Industry, class: Class, lang: Lang) -> &'static str {
    if known.code == class.code { lang.of((known.zh, known.en)) } else { class.name }
}

/// Another sector than was estimated: both side by side.
fn differs(asking: &Asking<'_>, known: &Industry, sector: &str) -> Element {
    let (here, lang) = (asking.here, asking.here.lang());
    let mut other = here.state().scenario();
    other.answer(Some(0), "sector", Some(known.sector.to_owned()));
    other.answer(Some(0), "activity", None);
    let room = here.state().scenarios.len() < MOST_SCENARIOS;
    let store = here.store.dispatcher();
    let compare = Callback::from(move |_: Event| {
        store.dispatch(Action::Add(other.clone()));
        store.dispatch(Action::Go(Screen::Compare));
    });
    let words = lang.fill(w::COMPARE_SECTOR, &[("sector", sector)]);
    group()
        .child(el("p.warning").child(lang.fill(w::SECTOR_DIFFERS, &[("sector", sector)])))
        .child(room.then(|| button("button.quiet", &words, compare)))
}
