//! Invitations: a link that fills in what a public register knows of an enterprise, and what it would answer. All of it is
//! in the fragment (`#i1.` and base64url of JSON), which reaches no server. There is no room for anything about persons.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::typed::is_hidden;

const VERSION: &str = "i1.";

/// Longer ones are none of ours.
const LONGEST: usize = 4096;

/// What a link fills in. Names are short, since links are printed as QR codes; what a later version adds is passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invitation {
    /// Registered name.
    #[serde(rename = "n", skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Unified social credit code.
    #[serde(rename = "u", skip_serializing_if = "String::is_empty")]
    pub uscc: String,
    /// Code of the district.
    #[serde(rename = "d", skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// Answers about what it does: `sector`, `activity`.
    #[serde(rename = "a", skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, String>,
    /// The campaign that sent it: its tag, as [`Tag::marked`](crate::campaign::Tag::marked) has it; once, a word for people.
    #[serde(rename = "c", skip_serializing_if = "String::is_empty")]
    pub campaign: String,
}

impl Invitation {
    /// The fragment, without `#`.
    pub fn write(&self) -> String {
        let json = serde_json::to_vec(self).unwrap_or_default();
        format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(json))
    }

    /// From a fragment without `#`; nothing if it is none, or fills nothing in.
    pub fn read(fragment: &str) -> Option<Self> {
        let encoded = fragment.strip_prefix(VERSION).filter(|encoded| encoded.len() <= LONGEST)?;
        let json = URL_SAFE_NO_PAD.decode(encoded).ok()?;
        let invitation: Self = serde_json::from_slice(&json).ok()?;
        let empty = Self { campaign: invitation.campaign.clone(), ..Self::default() };
        (invitation != empty && invitation.texts().all(is_line)).then_some(invitation)
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let answers = self.answers.iter().flat_map(|(key, answer)| [key, answer]);
        let own = [&self.name, &self.uscc, &self.district, &self.campaign];
        own.into_iter().chain(answers).map(String::as_str)
    }
}

fn is_line(text: &str) -> bool {
    text.chars().count() <= crate::check::LONGEST && !text.chars().any(is_hidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            name: "示例加油站".into(),
            uscc: "91370100000000000R".into(),
            district: "370102".into(),
            answers: BTreeMap::from([("sector".into(), "hazardous-chemicals".into())]),
            campaign: "试点".into(),
        }
    }

    #[test]
    fn a_link_fills_in_what_it_was_made_of() {
        assert_eq!(Invitation::read(&invitation().write()), Some(invitation()));
    }

    /// Written by the first release, and printed: must open for ever.
    #[test]
    fn old_links_keep_working() {
        let old = "i1.eyJuIjoi56S65L6L5Yqg5rK556uZIiwidSI6IjkxMzcwMTAwMDAwMDAwMDAwUiIsImQiOiIzNzAxMDIiLCJhIjp7InNlY3RvciI6Imhhem\
                   FyZG91cy1jaGVtaWNhbHMifSwiYyI6IuivleeCuSJ9";
        assert_eq!(Invitation::read(old), Some(invitation()));
    }

    #[test]
    fn what_is_no_invitation_fills_nothing_in() {
        let encoded = |json: &str| format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(json));
        for fragment in ["", "apply", "v1.e30", "i1.", "i1.e30", "i1.%%%", "i2.eyJuIjoieCJ9"] {
            assert_eq!(Invitation::read(fragment), None, "{fragment}");
        }
        for json in ["[]", r#"{"n":1}"#, r#"{"c":"x"}"#, "{\"n\":\"a\\u0000\"}", "{\"n\":\"a\\u202eb\"}"] {
            assert_eq!(Invitation::read(&encoded(json)), None, "{json}");
        }
        let long = Invitation { name: "长".repeat(201), ..Invitation::default() };
        assert_eq!(Invitation::read(&long.write()), None);
    }

    #[test]
    fn what_a_later_version_adds_is_passed_over() {
        let later = format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(r#"{"n":"示例","x":["new"]}"#));
        assert_eq!(Invitation::read(&later).unwrap().name, "示例");
    }
}
