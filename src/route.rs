//! Which address shows which screen.

use application::campaign::Link;
use application::invitation::Invitation;
use rating::verify::Paper;
use serde::{Deserialize, Serialize};

use crate::state::Screen;
use crate::state::link;

/// Before a signed receipt in an address.
pub const SIGNED: &str = "s1.";
/// Before number and secret of an application, where a site of files has no addresses but its first.
const FOLLOWED: &str = "r1.";

/// What an address asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    Screen(Screen),
    /// Answers from a link.
    Open(link::Link),
    /// A form that is filled in already.
    Invited(Invitation),
    /// A link that was to carry answers, and does not.
    Broken,
    /// The page of an application.
    Receipt(Follow),
    /// The text of a code on paper.
    Verify(String),
    /// No page of ours.
    Unknown,
}

/// Number and secret of an application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    pub receipt: String,
    pub secret: String,
    /// The version that was looked at; 0 where none was.
    #[serde(default)]
    pub seen: u32,
    /// Why it came back, where it did.
    #[serde(default)]
    pub reasons: Vec<String>,
}

impl Follow {
    /// The address of its page.
    pub fn link(&self) -> String {
        format!("/r/{}#{}", self.receipt, self.secret)
    }
}

/// Reads an address: its path, and its fragment without `#`.
pub fn read(path: &str, fragment: &str) -> Route {
    if let Some(receipt) = path.strip_prefix("/r/") {
        return Route::Receipt(Follow {
            receipt: receipt.to_owned(),
            secret: fragment.to_owned(),
            ..Follow::default()
        });
    }
    if let Some((receipt, secret)) = fragment.strip_prefix(FOLLOWED).and_then(|of| of.split_once('.')) {
        return Route::Receipt(Follow {
            receipt: receipt.to_owned(),
            secret: secret.to_owned(),
            ..Follow::default()
        });
    }
    if Paper::is_one(fragment) || fragment.starts_with(SIGNED) {
        return Route::Verify(fragment.to_owned());
    }
    if !["", "/", "/index.html"].contains(&path) {
        return Route::Unknown;
    }
    if let Some(link) = link::Link::read(fragment) {
        return Route::Open(link);
    }
    if let Some(invitation) = Invitation::read(fragment).or_else(|| of_campaign(fragment)) {
        return Route::Invited(invitation);
    }
    if is_link(fragment) {
        return Route::Broken;
    }
    Route::Screen(match fragment {
        "compare" => Screen::Compare,
        "apply" => Screen::Apply,
        "print" => Screen::Paper,
        "mine" => Screen::Mine,
        "many" => Screen::Many,
        _ => Screen::Estimate,
    })
}

/// The link of a campaign is an invitation to nobody in particular.
fn of_campaign(fragment: &str) -> Option<Invitation> {
    let Link { tag, sector } = Link::read(fragment)?;
    let sector = Some(sector).filter(|sector| !sector.is_empty());
    let answers = sector.map(|sector| ("sector".to_owned(), sector)).into_iter().collect();
    Some(Invitation { answers, campaign: tag.marked(), ..Invitation::default() })
}

/// The same address for a site that answers no other than its first.
pub fn away(address: &str) -> String {
    match address.strip_prefix("/r/").and_then(|of| of.split_once('#')) {
        Some((receipt, secret)) => format!("/#{FOLLOWED}{receipt}.{secret}"),
        None => address.to_owned(),
    }
}

/// Whether it is meant to be one, of this release or a later one: `v1.…`, a letter and a version.
fn is_link(fragment: &str) -> bool {
    let version = fragment.split_once('.').map(|(version, _)| version);
    version.and_then(|version| version.get(1..)).is_some_and(|version| version.parse::<u32>().is_ok())
}

/// The address of a screen; a receipt's is its link, and that of a code its text.
pub fn address(screen: Screen) -> Option<&'static str> {
    match screen {
        Screen::Estimate => Some("/"),
        Screen::Compare => Some("/#compare"),
        Screen::Apply => Some("/#apply"),
        Screen::Paper => Some("/#print"),
        Screen::Mine => Some("/#mine"),
        Screen::Many => Some("/#many"),
        Screen::Receipt | Screen::Verify => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_as_it_is_written() {
        for screen in
            [Screen::Estimate, Screen::Compare, Screen::Apply, Screen::Paper, Screen::Mine, Screen::Many]
        {
            let (path, fragment) = address(screen).unwrap().split_once('#').unwrap_or(("/", ""));
            assert_eq!(read(path, fragment), Route::Screen(screen));
        }
        let follow =
            Follow { receipt: "JN20261123-48271930-K".into(), secret: "ab".into(), ..Follow::default() };
        let elsewhere = away(&follow.link());
        assert_eq!(read("/", elsewhere.trim_start_matches("/#")), Route::Receipt(follow.clone()));
        assert_eq!(read("/r/JN20261123-48271930-K", "ab"), Route::Receipt(follow));
        for code in ["q1.AA", "s1.a.b.c"] {
            assert_eq!(read("/", code), Route::Verify(code.into()));
        }
    }

    #[test]
    fn the_link_of_a_campaign_invites_nobody_in_particular() {
        let Route::Invited(invitation) = read("/", "c1.safety-month.370102.mining") else {
            panic!("no link")
        };
        assert_eq!(invitation.campaign, "c1.safety-month.370102");
        assert_eq!(invitation.answers["sector"], "mining");
        assert!(invitation.name.is_empty() && invitation.district.is_empty());
    }

    #[test]
    fn what_cannot_be_opened_is_told_apart() {
        for broken in ["v1.", "v1.e30", "v1.%%%", "v2.e30", "i1.e", "c1.", "c1.Safety"] {
            assert_eq!(read("/", broken), Route::Broken, "{broken}");
        }
        for unknown in ["/nowhere", "/receipts/", "/r"] {
            assert_eq!(read(unknown, ""), Route::Unknown, "{unknown}");
        }
        assert_eq!(read("/", "version.one"), Route::Screen(Screen::Estimate));
    }
}
