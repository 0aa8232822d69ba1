//! What whoever embeds the widget hears of, and may ask for later. Events carry figures and sectors, nothing of persons or
//! enterprises: docs/embedding.md lists them.

use application::campaign::VERSION;
use js_sys::Array;
use rating::{Mark, Outcome};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::app::Here;
use crate::place::{Place, Wishes};
use crate::state::rated::Rated;
use crate::state::{Action, Screen};
use crate::words::quote as said;

/// Tells of estimates, of somebody going on to apply, and of receipts.
#[hook]
pub fn use_telling(here: &Here) {
    let place = here.place.clone();
    let estimate = here.current().and_then(|rated| estimate(rated));
    use_effect_with(estimate, move |estimate| {
        let Some((tariff, sectors, low, high, mark)) = estimate else { return };
        let sectors: Array = sectors.iter().map(|sector| JsValue::from_str(sector)).collect();
        place.tell(
            "anze:estimate",
            &[
                ("tariff", tariff.into()),
                ("sectors", sectors.into()),
                ("low", low.into()),
                ("high", high.into()),
                ("mark", said::mark(*mark).1.into()),
            ],
        );
    });
    let place = here.place.clone();
    use_effect_with(here.state().screen, move |screen| {
        if *screen == Screen::Apply {
            place.tell("anze:apply", &[]);
        }
    });
    let place = here.place.clone();
    let last = here.state().receipts.first().map(|given| (given.receipt.clone(), given.version));
    let before = use_mut_ref(|| last.clone());
    use_effect_with(last, move |last| {
        let is_new = last.is_some() && before.replace(last.clone()) != *last;
        if let (true, Some((_, version))) = (is_new, last) {
            let kind = if *version > 1 { "correction" } else { "application" };
            place.tell("anze:receipt", &[("kind", kind.into())]);
        }
    });
}

type Estimate = (String, Vec<String>, String, String, Mark);

/// Tariff, sectors, the least and the greatest premium in yuan, and how official the figures are.
fn estimate(rated: &Rated) -> Option<Estimate> {
    let units = rated.risk.units.iter();
    let mut sectors: Vec<String> =
        units.filter_map(|unit| Some(unit.answers.get("sector")?.clone())).collect();
    sectors.dedup();
    let (low, high, mark) = match rated.result.as_ref().ok()? {
        Outcome::Quote(quote) => (quote.premium, quote.premium, quote.mark),
        Outcome::Range(range) => (range.low, range.high, range.mark),
    };
    Some((rated.tariff()?.id().to_owned(), sectors, low.to_string(), high.to_string(), mark))
}

/// Follows what is wished for later, and says where it cannot be done.
#[hook]
pub fn use_wishes(here: &Here) {
    let wished = &here.place.wishes().sector;
    let known = wished.is_empty() || knows(here, wished);
    let place = here.place.clone();
    use_effect_with(known, move |known| {
        if !known {
            tell_unknown(&place);
        }
    });
    let latest = use_mut_ref(|| here.clone());
    latest.replace(here.clone());
    let place = here.place.clone();
    use_effect_with((), move |()| {
        place.listen(Some(Callback::from(move |wishes| {
            // Another wish may come with what this one changes.
            let here = latest.borrow().clone();
            follow(&here, wishes);
        })));
        move || place.listen(None)
    });
}

fn follow(here: &Here, wishes: Wishes) {
    if let Some(lang) = wishes.lang {
        here.act(Action::Speak(lang));
    }
    if !wishes.sector.is_empty() {
        wish_sector(here, wishes.sector);
    }
    if !wishes.campaign.is_empty() {
        here.act(Action::Come([VERSION, &wishes.campaign].concat()));
    }
}

/// In the scenario that is being worked on, for its first unit.
fn wish_sector(here: &Here, sector: String) {
    if !knows(here, &sector) {
        return tell_unknown(&here.place);
    }
    let (scenario, unit, key, text) = (here.state().current, Some(0), "sector".to_owned(), Some(sector));
    here.act(Action::Answer { scenario, unit, key, text });
}

/// Whether the tariff has such a sector.
fn knows(here: &Here, sector: &str) -> bool {
    let tariff = here.current().and_then(|rated| rated.tariff());
    tariff.is_none_or(|tariff| tariff.attribute("sector").is_some_and(|of| of.choice(sector).is_some()))
}

fn tell_unknown(place: &Place) {
    place.tell("anze:error", &[("code", "unknown-sector".into())]);
}
