//! Which address shows which screen.

use application::invitation::Invitation;
use rating::verify::Paper;

use crate::state::Screen;
use crate::state::link::Link;

/// Before a signed receipt in an address.
pub const SIGNED: &str = "s1.";

/// What an address asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    Screen(Screen),
    /// Answers from a link.
    Open(Link),
    /// A form that is filled in already.
    Invited(Invitation),
    /// The page of an application.
    Receipt(Follow),
    /// The text of a code on paper.
    Verify(String),
}

/// Number and secret of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    pub receipt: String,
    pub secret: String,
}

/// Reads an address: its path, and its fragment without `#`.
pub fn read(path: &str, fragment: &str) -> Route {
    if let Some(receipt) = path.strip_prefix("/r/") {
        return Route::Receipt(Follow { receipt: receipt.to_owned(), secret: fragment.to_owned() });
    }
    if Paper::is_one(fragment) || fragment.starts_with(SIGNED) {
        return Route::Verify(fragment.to_owned());
    }
    if let Some(link) = Link::read(fragment) {
        return Route::Open(link);
    }
    if let Some(invitation) = Invitation::read(fragment) {
        return Route::Invited(invitation);
    }
    Route::Screen(match fragment {
        "compare" => Screen::Compare,
        "apply" => Screen::Apply,
        "print" => Screen::Paper,
        _ => Screen::Estimate,
    })
}

/// The address of a screen; a receipt's is its link, and that of a code its text.
pub fn address(screen: Screen) -> Option<&'static str> {
    match screen {
        Screen::Estimate => Some("/"),
        Screen::Compare => Some("/#compare"),
        Screen::Apply => Some("/#apply"),
        Screen::Paper => Some("/#print"),
        Screen::Receipt | Screen::Verify => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_read_as_it_is_written() {
        for screen in [Screen::Estimate, Screen::Compare, Screen::Apply, Screen::Paper] {
            let (path, fragment) = address(screen).unwrap().split_once('#').unwrap_or(("/", ""));
            assert_eq!(read(path, fragment), Route::Screen(screen));
        }
        let follow = Follow { receipt: "JN20261123-48271930-K".into(), secret: "ab".into() };
        assert_eq!(read("/r/JN20261123-48271930-K", "ab"), Route::Receipt(follow));
        for code in ["q1.AA", "s1.a.b.c"] {
            assert_eq!(read("/", code), Route::Verify(code.into()));
        }
    }
}
