//! One form for equal values, and its digest.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::hex;

/// The canonical form (RFC 8785): equal values give equal bytes. `None` for what JSON cannot hold.
pub fn canonical(value: &impl Serialize) -> Option<Vec<u8>> {
    serde_json_canonicalizer::to_vec(value).ok()
}

/// SHA-256 of the canonical form, lower-case hex.
pub fn digest(value: &impl Serialize) -> Option<String> {
    canonical(value).map(|bytes| hex(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_form_follows_the_rfc() {
        // RFC 8785, section 3.2.3, without its floats.
        let value =
            serde_json::json!({"\u{20ac}": "Euro", "\r": "CR", "1": "One", "\u{80}": "Ctrl", "ö": "o"});
        let text = String::from_utf8(canonical(&value).unwrap()).unwrap();
        assert_eq!(text, "{\"\\r\":\"CR\",\"1\":\"One\",\"\u{80}\":\"Ctrl\",\"ö\":\"o\",\"€\":\"Euro\"}");
    }
}
