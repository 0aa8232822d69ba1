//! What can come of sending an application, as the screens need to tell it.

use application::Problem;
use rating::Money;
use rating::quote::TariffRef;
use serde::Deserialize;

/// Where the application stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sending {
    /// Not sent.
    #[default]
    Idle,
    /// Sent, no answer yet.
    UnderWay,
    /// It did not go through; pressing again is safe.
    Stopped(Trouble),
    /// The platform has it.
    Sent(Receipt),
}

/// Why it did not go through.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// No answer came: it may or may not have arrived.
    NoAnswer,
    /// Fields are wrong.
    Invalid(Vec<Problem>),
    /// All is right but that these attachments are not there yet, by their place.
    NotUploaded(Vec<usize>),
    /// The platform's quote is another.
    Differs(Theirs),
    /// The key was used for another content: an earlier press did arrive.
    KeyReused,
    /// Busy, for a moment or longer.
    Busy,
    /// The platform says something else, in its own words: Chinese, English.
    Other(String, String),
}

/// What is needed of the platform's quote: reading all of it would make the widget larger by a tenth.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Theirs {
    pub tariff: TariffRef,
    pub premium: Money,
}

/// The receipt of an application.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Receipt {
    pub receipt: String,
    /// The application's page, with the secret in its fragment.
    pub link: String,
    pub premium: String,
}

/// A problem document (RFC 9457) of the platform.
#[derive(Debug, Deserialize)]
struct Document {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    title_en: String,
    #[serde(default)]
    errors: Vec<Problem>,
    quote: Option<Theirs>,
}

/// What an answer of the platform means.
pub fn understand(status: u16, body: &str) -> Sending {
    if status == 201 {
        return serde_json::from_str(body).map_or(Sending::Stopped(Trouble::NoAnswer), Sending::Sent);
    }
    let Ok(document) = serde_json::from_str::<Document>(body) else {
        // Something between us and the platform answered.
        return Sending::Stopped(Trouble::Busy);
    };
    let kind = document.kind.strip_prefix("urn:anze:problem:").unwrap_or_default();
    Sending::Stopped(match (kind, document.quote) {
        ("quote-differs", Some(quote)) => Trouble::Differs(quote),
        ("key-reused", _) => Trouble::KeyReused,
        ("under-way" | "too-many" | "too-slow" | "unavailable" | "internal", _) => Trouble::Busy,
        _ if !document.errors.is_empty() => match not_uploaded(&document.errors) {
            Some(lacking) => Trouble::NotUploaded(lacking),
            None => Trouble::Invalid(document.errors),
        },
        _ => Trouble::Other(document.title, document.title_en),
    })
}

/// The attachments that are not there, where nothing else is wrong.
fn not_uploaded(errors: &[Problem]) -> Option<Vec<usize>> {
    let number = |problem: &Problem| {
        let number = problem.pointer.strip_prefix("/attachments/")?.parse().ok();
        number.filter(|_| problem.code == "not-uploaded")
    };
    errors.iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_problem_type_is_understood() {
        let document = |kind: &str| {
            format!("{{\"type\":\"urn:anze:problem:{kind}\",\"title\":\"中\",\"title_en\":\"e\"}}")
        };
        assert_eq!(understand(409, &document("key-reused")), Sending::Stopped(Trouble::KeyReused));
        assert_eq!(understand(409, &document("under-way")), Sending::Stopped(Trouble::Busy));
        assert_eq!(understand(503, &document("unavailable")), Sending::Stopped(Trouble::Busy));
        let other = Trouble::Other("中".into(), "e".into());
        assert_eq!(understand(415, &document("media-type")), Sending::Stopped(other));
        let wrong = |code: &str| {
            format!(
                r#"{{"type":"urn:anze:problem:invalid","errors":[
                    {{"pointer":"/attachments/2","code":"not-uploaded","message":{{"zh":"","en":""}}}},
                    {{"pointer":"/attachments/7","code":"{code}","message":{{"zh":"","en":""}}}}]}}"#
            )
        };
        let lacking = Sending::Stopped(Trouble::NotUploaded(vec![2, 7]));
        assert_eq!(understand(422, &wrong("not-uploaded")), lacking);
        assert!(
            matches!(understand(422, &wrong("twice")), Sending::Stopped(Trouble::Invalid(all)) if all.len() == 2)
        );
        assert_eq!(understand(502, "<html>Bad gateway</html>"), Sending::Stopped(Trouble::Busy));
    }
}
