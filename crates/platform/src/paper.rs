//! What is printed, as PDF: the proposal form (投保单), posters and cards. What is on it comes in as data; fonts are read when
//! the first sheet is made.

mod canvas;
mod examples;
mod fonts;
mod poster;
mod proposal;
mod sheet;

use application::shown::in_jinan;
use rating::Catalogue;

use crate::store::{Content, Filed};
use proposal::Proposal;

pub use fonts::{Fonts, NoFont};
pub use poster::{Card, Poster, Size};

/// The form of an application as it was filed, as PDF; `signed` is what the platform states of it. Nothing if the library refuses, which
/// it has no reason to.
pub fn form(
    fonts: &Fonts,
    catalogue: &Catalogue,
    filed: &Filed,
    content: &Content,
    public_url: &str,
    signed: Option<&str>,
) -> Option<Vec<u8>> {
    let Content { application, quote, .. } = content;
    let tariff = catalogue.get(&quote.tariff.id);
    let proposal = Proposal {
        receipt: &filed.receipt,
        received: &in_jinan(&filed.received_at),
        public_url,
        signed,
        draft: &application.clone().into(),
        quote,
        tariff: tariff.filter(|tariff| tariff.digest() == quote.tariff.digest),
    };
    let mut sheet = sheet::Sheet::new(fonts);
    proposal.put_on(&mut sheet);
    let note = format!(
        "受理编号 {}　本单由测算结果生成，不是保险单；保险条款和最终保险费以承保人出具的为准",
        proposal.receipt
    );
    sheet.finish("安全生产责任保险投保单", &note)
}
