//! What a file is a list of: how large it may be, and what it is called.

use rating::Text;

const MEGABYTE: usize = 1024 * 1024;

/// Lists that files hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Who is insured.
    People,
    /// Enterprises that are to be rated.
    Enterprises,
}

impl List {
    /// Larger files are refused before they are read, in bytes.
    pub fn largest_file(self) -> usize {
        match self {
            Self::People => 20 * MEGABYTE,
            // A hundred thousand rows of twelve columns are half of this.
            Self::Enterprises => 40 * MEGABYTE,
        }
    }

    /// What unpacks to more is refused before it is read, in bytes. A hundred thousand rows unpack to a third of this.
    pub fn most_unpacked(self) -> usize {
        match self {
            Self::People => 64 * MEGABYTE,
            Self::Enterprises => 192 * MEGABYTE,
        }
    }

    /// Rows below the headings.
    pub fn most_rows(self) -> usize {
        match self {
            Self::People => application::roster::MOST_PEOPLE,
            Self::Enterprises => 100_000,
        }
    }

    /// The list as sentences have it.
    pub(crate) fn name(self) -> Text {
        match self {
            Self::People => Text::new("名单", "roster"),
            Self::Enterprises => Text::new("清单", "list"),
        }
    }
}
