//! A visit by a campaign's link, `/plain?campaign=safety-month.370102.mining`: counted here, since a page without scripts counts nothing.
//! Nothing of this ever stops an estimate.

use application::campaign::{Link, Tag};
use maud::{Markup, html};
use words::campaign as w;

use super::rate;
use super::visit::Visit;
use crate::campaigns::{Campaign, Kind};
use crate::http::Platform;

/// The link in an address, without what its fragment begins with.
pub(super) fn link(query: Option<&str>) -> Option<Link> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == "campaign").and_then(|(_, link)| Link::read_plain(&link))
}

/// The link was opened.
pub(super) async fn opened(platform: &Platform, visit: &mut Visit, link: Link) {
    let Link { tag, mut sector } = link;
    visit.told = count(platform, &tag, Kind::Visit).await;
    // One that is for a single sector chooses it.
    if let (true, Some([only])) = (sector.is_empty(), visit.told.as_ref().map(|told| told.sectors.as_slice()))
    {
        sector.clone_from(only);
    }
    if !sector.is_empty() {
        visit.scenario.answer(Some(0), "sector", Some(sector));
    }
    visit.campaign = Some(tag);
}

/// The answers were rated: the first premium is counted.
pub(super) async fn rated(platform: &Platform, visit: &mut Visit) {
    let Some(tag) = &visit.campaign else { return };
    if !visit.counted && rate(platform, visit).result.is_ok() {
        visit.told = count(platform, tag, Kind::Estimate).await;
        visit.counted = true;
    } else {
        visit.told = platform.store.campaign(&tag.code).await.ok().flatten();
    }
}

async fn count(platform: &Platform, tag: &Tag, kind: Kind) -> Option<Campaign> {
    let counted = platform.store.count(tag, kind, platform.clock.today()).await;
    if let Err(trouble) = &counted {
        tracing::warn!(?trouble, "a campaign was not counted");
    }
    counted.ok().flatten().map(|(campaign, _)| campaign)
}

/// Which campaign it is, and what is counted of it.
pub(super) fn told(platform: &Platform, visit: &Visit) -> Option<Markup> {
    let (lang, campaign) = (visit.look.lang, visit.told.as_ref()?);
    let is_open = campaign.is_open(platform.clock.today());
    let words = if is_open { w::CAMPAIGN } else { w::CAMPAIGN_OVER };
    Some(html! {
        p.campaign { (lang.fill(words, &[("name", lang.text(&campaign.name))])) }
        @if is_open { p.help { (lang.say(w::WHAT_IS_COUNTED)) } }
    })
}
