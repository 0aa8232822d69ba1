//! What can come of sending an application, as the screens need to tell it.

use application::Problem;
use application::standing::State;

use rating::quote::TariffRef;
use rating::{Mark, Money};
use serde::Deserialize;

/// Where the application stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sending {
    /// Not sent.
    #[default]
    Idle,
    /// Sent, no answer yet.
    UnderWay,
    /// It did not go through and is tried again by itself; seconds where the platform asked for patience.
    Waiting(Trouble, Option<u32>),
    /// It did not go through, and will not as it is.
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
    /// The platform's quote is another, though perhaps of the same premium.
    Differs(Theirs, bool),
    /// The key was used for another content: an earlier press did arrive.
    KeyReused,
    /// It went on to an insurer meanwhile, or was withdrawn: nothing is corrected any more.
    NotCorrectable,
    /// It was corrected elsewhere since it was opened here.
    VersionDiffers,
    /// There are applications for the same already: replacing or adding to them is for the applicant to say.
    Duplicate(Vec<Earlier>),
    /// Busy, for a moment or longer.
    Busy,
    /// Another tab is sending it.
    OtherTab,
    /// Larger than the platform takes.
    TooLarge,
    /// Something between us and the platform refuses: a firewall, a page to log in.
    Blocked(u16),
    /// The platform says something else, in its own words: Chinese, English.
    Other(String, String),
}

impl Trouble {
    /// Whether it is for certain the platform that refuses this content, and nothing on the way there.
    pub fn is_of_the_platform(&self) -> bool {
        match self {
            Self::Invalid(_) | Self::NotUploaded(_) | Self::Differs(..) | Self::KeyReused => true,
            Self::NotCorrectable | Self::VersionDiffers | Self::Duplicate(_) => true,
            Self::NoAnswer | Self::Busy | Self::OtherTab | Self::TooLarge => false,
            Self::Blocked(_) | Self::Other(..) => false,
        }
    }
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
    /// The application's page, with the secret in its fragment; empty for a correction, whose page is known.
    #[serde(default)]
    pub link: String,
    pub premium: String,
    /// How official the premium is.
    pub mark: Option<Mark>,
    /// Which version it is, where it is a correction.
    #[serde(default)]
    pub version: u32,
}

/// An application that is there already; its number is masked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Earlier {
    pub receipt: String,
    pub received_at: String,
    pub state: State,
}

/// One that came after an application, and what it is to that: `replacement` or `addition`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Later {
    #[serde(flatten)]
    pub application: Earlier,
    pub relation: String,
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
    #[serde(default)]
    earlier: Vec<Earlier>,
}

/// What an answer of the platform means; `asked` is the seconds of its `Retry-After`.
pub fn understand(status: u16, body: &str, asked: Option<u32>) -> Sending {
    let wait = |why| Sending::Waiting(why, asked);
    if matches!(status, 200 | 201) {
        return serde_json::from_str(body).map_or(wait(Trouble::NoAnswer), Sending::Sent);
    }
    if matches!(status, 408 | 425 | 429 | 500..) {
        return wait(Trouble::Busy);
    }
    if status == 413 {
        return Sending::Stopped(Trouble::TooLarge);
    }
    let Ok(document) = serde_json::from_str::<Document>(body) else {
        // Something between us and the platform answered. A page to log in goes away, a refusal does not.
        let refuses = (400..500).contains(&status);
        return if refuses { Sending::Stopped(Trouble::Blocked(status)) } else { wait(Trouble::NoAnswer) };
    };
    let kind = document.kind.strip_prefix("urn:anze:problem:").unwrap_or_default();
    Sending::Stopped(match (kind, document.quote) {
        ("quote-differs", Some(quote)) => {
            let same = |problem: &Problem| problem.pointer != "/quote/premium";
            let same = !document.errors.is_empty() && document.errors.iter().all(same);
            Trouble::Differs(quote, same)
        }
        ("key-reused" | "withdrawn", _) => Trouble::KeyReused,
        ("not-correctable", _) => Trouble::NotCorrectable,
        ("version-differs", _) => Trouble::VersionDiffers,
        ("duplicate", _) => Trouble::Duplicate(document.earlier),
        ("under-way", _) => return wait(Trouble::Busy),
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

    const THEIRS: &str = r#"{"id":"jinan-2025","edition":"1","digest":"","title":{"zh":"","en":""}}"#;

    #[test]
    fn each_problem_type_is_understood() {
        let document = |kind: &str| {
            format!("{{\"type\":\"urn:anze:problem:{kind}\",\"title\":\"中\",\"title_en\":\"e\"}}")
        };
        let stopped = Sending::Stopped;
        let busy = |asked| Sending::Waiting(Trouble::Busy, asked);
        assert_eq!(understand(409, &document("not-correctable"), None), stopped(Trouble::NotCorrectable));
        assert_eq!(understand(412, &document("version-differs"), None), stopped(Trouble::VersionDiffers));
        let earlier = r#"{"type":"urn:anze:problem:duplicate","earlier":[{"receipt":"JN20261123-******30-*",
            "received_at":"2026-11-23T01:00:00Z","state":"checked"}]}"#;
        let Sending::Stopped(Trouble::Duplicate(earlier)) = understand(409, earlier, None) else {
            panic!("a duplicate")
        };
        assert_eq!((earlier.len(), earlier[0].state), (1, State::Checked));
        for (pointer, same) in [("/quote/premium", false), ("/quote/digest", true)] {
            let differs = format!(
                r#"{{"type":"urn:anze:problem:quote-differs","errors":[{{"pointer":"{pointer}","code":"differs",
                    "message":{{"zh":"","en":""}}}}],"quote":{{"premium":"1188.00","tariff":{THEIRS}}}}}"#
            );
            let told = understand(409, &differs, None);
            assert!(
                matches!(told, Sending::Stopped(Trouble::Differs(_, found)) if found == same),
                "{pointer}"
            );
        }
        let other = Trouble::Other("中".into(), "e".into());
        assert_eq!(understand(409, &document("key-reused"), None), stopped(Trouble::KeyReused));
        assert_eq!(understand(409, &document("under-way"), Some(1)), busy(Some(1)));
        assert_eq!(understand(503, &document("unavailable"), Some(5)), busy(Some(5)));
        assert_eq!(understand(429, &document("too-many"), None), busy(None));
        assert_eq!(understand(415, &document("media-type"), None), stopped(other));
        assert_eq!(understand(413, &document("too-large"), None), stopped(Trouble::TooLarge));
        let wrong = |code: &str| {
            format!(
                r#"{{"type":"urn:anze:problem:invalid","errors":[
                    {{"pointer":"/attachments/2","code":"not-uploaded","message":{{"zh":"","en":""}}}},
                    {{"pointer":"/attachments/7","code":"{code}","message":{{"zh":"","en":""}}}}]}}"#
            )
        };
        let lacking = stopped(Trouble::NotUploaded(vec![2, 7]));
        assert_eq!(understand(422, &wrong("not-uploaded"), None), lacking);
        let told = understand(422, &wrong("twice"), None);
        assert!(matches!(told, Sending::Stopped(Trouble::Invalid(all)) if all.len() == 2));
    }

    #[test]
    fn what_stands_between_us_and_the_platform_is_told_apart() {
        let page = "<html>Bad gateway</html>";
        assert_eq!(understand(502, page, None), Sending::Waiting(Trouble::Busy, None));
        assert_eq!(understand(403, page, None), Sending::Stopped(Trouble::Blocked(403)));
        for status in [200, 201, 302] {
            let login = understand(status, page, None);
            assert_eq!(login, Sending::Waiting(Trouble::NoAnswer, None), "a page to log in, {status}");
        }
    }
}
