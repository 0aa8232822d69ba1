//! What is printed, as PDF: the proposal form (投保单), posters and cards. What is on it comes in as data; fonts are read when
//! the first sheet is made.

mod canvas;
mod examples;
mod fonts;
mod poster;
mod proposal;
mod sheet;

pub use fonts::{Fonts, NoFont};
pub use poster::{Card, Poster, Size};
pub use proposal::Proposal;

/// The form as PDF. Nothing if the library refuses, which it has no reason to.
pub fn pdf(fonts: &Fonts, proposal: &Proposal<'_>) -> Option<Vec<u8>> {
    let mut sheet = sheet::Sheet::new(fonts);
    proposal.put_on(&mut sheet);
    let note = format!(
        "受理编号 {}　本单由测算结果生成，不是保险单；保险条款和最终保险费以承保人出具的为准",
        proposal.receipt
    );
    sheet.finish("安全生产责任保险投保单", &note)
}
