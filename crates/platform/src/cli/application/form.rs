//! One application whole: the form as the applicant can print it, or everything as JSON. For who checks it, and for the insurer.

use std::error::Error;
use std::path::Path;

use application::shown::in_jinan;
use platform::paper::{Fonts, Proposal, pdf};
use platform::store::Filed;
use platform::tariffs::load_folder;
use serde_json::json;

/// As the ending of the file's name says: `.json`, or else PDF. Nothing where it was withdrawn.
pub fn whole(
    tariffs: &Path,
    filed: &Filed,
    public_url: &str,
    out: &Path,
) -> Result<Option<Vec<u8>>, Box<dyn Error>> {
    let Some(content) = &filed.content else { return Ok(None) };
    let (application, quote) = (&content.application, &content.quote);
    if out.extension().is_some_and(|ending| ending == "json") {
        let all = json!({
            "receipt": filed.receipt,
            "received_at": filed.received_at,
            "version": filed.version,
            "application": application,
            "quote": quote,
        });
        return Ok(Some(serde_json::to_vec_pretty(&all)?));
    }
    let catalogue = load_folder(tariffs)?;
    let tariff = catalogue.get(&quote.tariff.id);
    let proposal = Proposal {
        receipt: &filed.receipt,
        received: &in_jinan(&filed.received_at),
        public_url,
        // What signs it stays with the platform.
        signed: None,
        draft: &application.clone().into(),
        quote,
        tariff: tariff.filter(|tariff| tariff.digest() == quote.tariff.digest),
    };
    Ok(Some(pdf(&Fonts::load()?, &proposal).ok_or("the form cannot be printed")?))
}
