//! The receipts that were given to this device, so that a lost link is no dead end.

use rating::{Date, Mark};
use serde::{Deserialize, Serialize};

use super::State;
use super::sending::Receipt;

/// Longer than a policy runs, so that the next one finds the last.
const DAYS_KEPT: i32 = 400;
/// A table at a market hears of this many enterprises in a day.
pub const MOST: usize = 50;

/// One receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub receipt: String,
    /// The application's page, with the secret in its fragment.
    pub link: String,
    pub premium: String,
    /// How official the premium is; nothing in receipts of earlier builds.
    pub mark: Option<Mark>,
    pub on: Date,
    /// Of the application: tells another tab that its form was sent.
    pub key: String,
    /// Which version it is, where it is a correction.
    #[serde(default)]
    pub version: u32,
}

impl Given {
    pub fn new(receipt: &Receipt, key: &str, today: Date) -> Self {
        let Receipt { receipt, link, premium, mark, version } = receipt.clone();
        Self { receipt, link, premium, mark, on: today, key: key.to_owned(), version }
    }
}

impl State {
    /// Remembers a receipt once, by its last version, the last one first.
    pub(super) fn remember(&mut self, given: Given) {
        self.receipts.retain(|one| one.receipt != given.receipt || one.version >= given.version);
        let known = self.receipts.iter().any(|one| one.receipt == given.receipt);
        if !known && self.today.days() - given.on.days() <= DAYS_KEPT {
            self.receipts.insert(0, given);
            self.receipts.truncate(MOST);
        }
    }
}
