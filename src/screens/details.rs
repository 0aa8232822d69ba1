//! Below the premium: what would lower it, and everything that explains it.

use crate::app::Here;
use crate::components::what_ifs::what_ifs;
use crate::components::{account, code, covers, law, waterfall};
use crate::element::{Element, el, group};
use crate::page;
use crate::words::explained::EXPLAINED;

/// What a quote is explained by; nothing while there is none.
pub fn details(here: &Here) -> Element {
    let lang = here.lang();
    let Some(rated) = here.current() else { return group() };
    let (Some(tariff), Some(quote)) = (rated.tariff(), rated.quote()) else { return group() };
    // The platform has it, for everybody who asks.
    let address = format!("{}/explained{}", page::site(), lang.of(("", "?lang=en")));
    let explained = el("a").attr("href", &address).attr("target", "_blank").attr("rel", "noopener");
    let explained = (!page::site().is_empty() && !here.state().kiosk)
        .then(|| el("p").child(explained.child(lang.say(EXPLAINED))));
    group()
        .child(explained)
        .child(what_ifs(here, rated))
        .child(code::printed(here, quote).unwrap_or_default())
        .child(waterfall::waterfall(quote, lang))
        .child(account::account(tariff, quote, lang))
        .child(covers::covers(tariff, quote, lang))
        .child(law::fund(tariff, quote, lang))
        .child(law::law(tariff, quote, lang))
}
