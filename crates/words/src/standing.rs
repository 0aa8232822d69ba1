//! How an application stands, in words.

use application::shown::in_jinan;
use application::standing::State;

use crate::{self as w, Lang, Words};

/// A state.
pub fn name(state: State) -> Words {
    match state {
        State::Received => w::STATE_RECEIVED,
        State::Checked => w::STATE_CHECKED,
        State::PassedToInsurer => w::STATE_PASSED,
        State::PolicyIssued => w::STATE_ISSUED,
        State::Returned => w::STATE_RETURNED,
        State::Withdrawn => w::STATE_WITHDRAWN,
    }
}

/// Another application for the same: its masked number, when it was received (RFC 3339, UTC) and how it stands.
pub fn related(receipt: &str, received_at: &str, state: State, lang: Lang) -> String {
    let (at, state) = (in_jinan(received_at), lang.say(name(state)));
    lang.fill(w::RELATED, &[("receipt", receipt), ("at", &at), ("state", state)])
}

/// What comes after it.
pub fn next(state: State) -> Words {
    match state {
        State::Received => w::NEXT_RECEIVED,
        State::Checked => w::NEXT_CHECKED,
        State::PassedToInsurer => w::NEXT_PASSED,
        State::PolicyIssued => w::NEXT_ISSUED,
        State::Returned => w::NEXT_RETURNED,
        State::Withdrawn => w::NEXT_WITHDRAWN,
    }
}
