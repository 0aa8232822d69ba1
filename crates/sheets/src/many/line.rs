//! A row of the list, as small as a hundred thousand of them have to be.

use rating::quote::Status;
use rating::{Date, Mark, Money};

/// Longer names are cut: they are shown, not compared.
const LONGEST_NAME: usize = 100;

/// An enterprise that was rated.
pub(super) struct Line {
    /// As people see it beside the row.
    pub row: u32,
    pub name: Box<str>,
    pub number: Box<str>,
    pub inception: Date,
    /// Which tariff of the catalogue.
    pub tariff: usize,
    /// Where its answers begin among all answers, and how many they are.
    pub answers: (usize, usize),
    /// The choice that it is counted under.
    pub group: Option<u16>,
    pub premium: Money,
    pub mark: Mark,
    pub status: Option<Status>,
}

/// An answer: the index of the question, and the number of the text.
#[derive(Clone, Copy)]
pub(super) struct Answered {
    pub attribute: usize,
    pub text: u32,
}

/// Something wrong with a row: column and reason by their numbers.
#[derive(Clone, Copy)]
pub(super) struct Wrong {
    pub row: u32,
    pub column: u32,
    pub why: u32,
}

/// A name as it is kept.
pub(super) fn name(cell: &str) -> Box<str> {
    cell.chars().take(LONGEST_NAME).collect::<String>().into()
}
