//! How an application stands after it was received: which states there are and which may follow which. Whoever stores
//! or shows them decides nothing.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::typed::is_hidden;

/// Where an application is on its way to a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// On the platform; nobody has looked at it yet.
    Received,
    /// The department found it in order.
    Checked,
    /// An insurer has it.
    PassedToInsurer,
    /// The insurer issued the policy: the end.
    PolicyIssued,
    /// Something has to be corrected; the reasons say what.
    Returned,
    /// The applicant took it back: the end. What it held of persons is deleted.
    Withdrawn,
}

/// One step of an application's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    /// RFC 3339, UTC.
    pub at: String,
    /// What it became.
    pub state: State,
    /// Why it was returned, in the words of whoever returned it; empty for every other state.
    pub reasons: Vec<String>,
}

/// Why a move may not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlawful {
    /// The second does not follow the first.
    Move(State, State),
    /// A return without a reason leaves the applicant with nothing to correct.
    NoReason,
    /// Only a return has reasons.
    NeedsNoReason,
    /// A reason is empty, or there are more or longer ones than anybody reads.
    BadReason,
}

/// A return has no more reasons than this.
pub const MOST_REASONS: usize = 20;
/// A reason has no more characters than this.
pub const LONGEST_REASON: usize = 500;

impl State {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 6] = [
        Self::Received,
        Self::Checked,
        Self::PassedToInsurer,
        Self::PolicyIssued,
        Self::Returned,
        Self::Withdrawn,
    ];

    /// As it is written in JSON and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Checked => "checked",
            Self::PassedToInsurer => "passed-to-insurer",
            Self::PolicyIssued => "policy-issued",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What it may become by the hand of those who deal with it. Only a correction makes it [`State::Received`] again.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Received => &[Self::Checked, Self::Returned, Self::Withdrawn],
            Self::Checked => &[Self::PassedToInsurer, Self::Returned, Self::Withdrawn],
            Self::PassedToInsurer => &[Self::PolicyIssued, Self::Returned, Self::Withdrawn],
            Self::Returned => &[Self::Withdrawn],
            Self::PolicyIssued | Self::Withdrawn => &[],
        }
    }

    /// Whether it may become this, for these reasons.
    pub fn becomes(self, next: Self, reasons: &[String]) -> Result<(), Unlawful> {
        if !self.next().contains(&next) {
            return Err(Unlawful::Move(self, next));
        }
        match (next, reasons.is_empty()) {
            (Self::Returned, true) => Err(Unlawful::NoReason),
            (Self::Returned, false) if !reasons.iter().all(|reason| is_reason(reason)) => {
                Err(Unlawful::BadReason)
            }
            (Self::Returned, false) if reasons.len() > MOST_REASONS => Err(Unlawful::BadReason),
            (Self::Returned, false) | (_, true) => Ok(()),
            (_, false) => Err(Unlawful::NeedsNoReason),
        }
    }

    /// Whether the applicant may still send a new version: an insurer that has it would not see it change.
    pub fn may_be_corrected(self) -> bool {
        matches!(self, Self::Received | Self::Checked | Self::Returned)
    }

    /// Whether the applicant may still take it back: a policy is ended with its insurer.
    pub fn may_be_withdrawn(self) -> bool {
        self.next().contains(&Self::Withdrawn)
    }
}

fn is_reason(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= LONGEST_REASON && !text.chars().any(is_hidden)
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A word that names no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAState;

impl fmt::Display for NotAState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no state: there are {}", State::ALL.map(State::name).join(", "))
    }
}

impl core::error::Error for NotAState {}

impl FromStr for State {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, NotAState> {
        Self::ALL.into_iter().find(|state| state.name() == text).ok_or(NotAState)
    }
}

impl fmt::Display for Unlawful {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Move(from, _) if from.next().is_empty() => {
                write!(f, "it is {from}: that is the end, nothing follows")
            }
            Self::Move(from, to) => {
                let next: Vec<&str> = from.next().iter().map(|state| state.name()).collect();
                write!(f, "it is {from}: it cannot become {to}, only {}", next.join(", "))
            }
            Self::NoReason => f.write_str("a return needs a reason that tells the applicant what to correct"),
            Self::NeedsNoReason => f.write_str("only a return has reasons"),
            Self::BadReason => write!(
                f,
                "at most {MOST_REASONS} reasons, each of 1 to {LONGEST_REASON} characters, without line breaks and others that nobody sees"
            ),
        }
    }
}

impl core::error::Error for Unlawful {}

#[cfg(test)]
mod tests {
    use super::State::*;
    use super::*;

    fn why() -> Vec<String> {
        vec!["地址与营业执照不一致".into()]
    }

    #[test]
    fn every_pair_of_states_is_lawful_or_not_as_the_table_says() {
        // From the left, to the top: received, checked, passed, issued, returned, withdrawn.
        let table = [
            (Received, "-x--xx"),
            (Checked, "--x-xx"),
            (PassedToInsurer, "---xxx"),
            (PolicyIssued, "------"),
            (Returned, "-----x"),
            (Withdrawn, "------"),
        ];
        for (from, row) in table {
            for (to, lawful) in State::ALL.into_iter().zip(row.chars().map(|c| c == 'x')) {
                let reasons = if to == Returned { why() } else { Vec::new() };
                let expected = if lawful { Ok(()) } else { Err(Unlawful::Move(from, to)) };
                assert_eq!(from.becomes(to, &reasons), expected, "{from} to {to}");
            }
        }
    }

    #[test]
    fn a_return_has_reasons_and_nothing_else_has() {
        assert_eq!(Received.becomes(Returned, &[]), Err(Unlawful::NoReason));
        assert_eq!(Received.becomes(Checked, &why()), Err(Unlawful::NeedsNoReason));
        let longest = "长".repeat(LONGEST_REASON);
        for (reasons, good) in [
            (vec![longest.clone()], true),
            (vec![longest + "长"], false),
            (vec![why()[0].clone(); MOST_REASONS], true),
            (vec![why()[0].clone(); MOST_REASONS + 1], false),
            (vec![" ".into()], false),
            (vec!["two\nlines".into()], false),
            (vec!["\u{200b}".into()], false),
        ] {
            assert_eq!(Checked.becomes(Returned, &reasons).is_ok(), good, "{reasons:?}");
        }
    }

    #[test]
    fn what_an_applicant_may_still_do() {
        let corrected: Vec<State> = State::ALL.into_iter().filter(|state| state.may_be_corrected()).collect();
        assert_eq!(corrected, [Received, Checked, Returned]);
        let withdrawn: Vec<State> = State::ALL.into_iter().filter(|state| state.may_be_withdrawn()).collect();
        assert_eq!(withdrawn, [Received, Checked, PassedToInsurer, Returned]);
    }

    #[test]
    fn names_are_those_of_the_json() {
        for state in State::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
            assert_eq!(state.name().parse(), Ok(state));
        }
        assert_eq!("Received".parse::<State>(), Err(NotAState));
    }
}
