//! One application whole: the form as the applicant can print it, or everything as JSON. For who checks it, and for the insurer.

use std::error::Error;
use std::path::Path;

use platform::paper::{self, Fonts};
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
    if out.extension().is_some_and(|ending| ending == "json") {
        let all = json!({
            "receipt": filed.receipt,
            "received_at": filed.received_at,
            "version": filed.version,
            "application": content.application,
            "quote": content.quote,
        });
        return Ok(Some(serde_json::to_vec_pretty(&all)?));
    }
    // What signs it stays with the platform.
    let pdf = paper::form(&Fonts::load()?, &load_folder(tariffs)?, filed, content, public_url, None);
    Ok(Some(pdf.ok_or("the form cannot be printed")?))
}
