//! What is wrong with a tariff: where, which kind of wrong, what to do.

use core::fmt;

/// Declares the kinds once: variant, name, and the list of all, which the tests go through.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Kinds of finding. Stable; docs/tariffs.md says of each what it means and what to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The kebab-case name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

codes! {
    /// There is no `[tariff]`.
    NoTariff = "no-tariff",
    /// A file cannot be opened.
    Unreadable = "unreadable",
    /// A file includes itself, directly or through others.
    IncludeCycle = "include-cycle",
    /// Not TOML, or a key that does not exist.
    Syntax = "syntax",
    /// A number is a TOML float.
    Float = "float",
    /// Two entries of one name.
    Duplicate = "duplicate",
    /// A key with other characters than it may have.
    BadKey = "bad-key",
    /// Not an amount.
    BadAmount = "bad-amount",
    /// Not a date.
    BadDate = "bad-date",
    /// Bounds that hold nothing, or are no share.
    BadBounds = "bad-bounds",
    /// A parameter is missing, cannot be used here, or is outside what it may be.
    BadParameter = "bad-parameter",
    /// A default that is no answer.
    BadDefault = "bad-default",
    /// A condition on something that is no choice.
    BadCondition = "bad-condition",
    /// A row whose keys are no choices or bands.
    BadRow = "bad-row",
    /// A name that stands for nothing here.
    UnknownName = "unknown-name",
    /// A figure or step without a source, or with one that is not there.
    NoSource = "no-source",
    /// A unit's question in a tariff without units.
    NoUnits = "no-units",
    /// Words that are missing in a language.
    NoWords = "no-words",
    /// A number without least or most.
    NoBound = "no-bound",
    /// A choice without choices.
    NoChoices = "no-choices",
    /// "Not sure" as an answer on which other questions depend.
    UnsureCondition = "unsure-condition",
    /// A register written for the policy and for units.
    TwoScopes = "two-scopes",
    /// A unit's value where only the policy's can be read.
    UnitInPolicy = "unit-in-policy",
    /// Rows that are not in order.
    Order = "order",
    /// Two rows for the same keys.
    Overlap = "overlap",
    /// A table or tariff that is too large.
    TooLarge = "too-large",
    /// Written down, never used.
    Unused = "unused",
    /// Answers that meet no row.
    Hole = "hole",
    /// A row that no answers meet.
    Unreachable = "unreachable",
    /// A value read before or without being written.
    Unset = "unset",
    /// Too many combinations to go through.
    Unproved = "unproved",
    /// Values that may need more than 28 digits.
    Precision = "precision",
    /// A divisor that may be zero.
    DivideByZero = "divide-by-zero",
    /// A premium that may have more than two places.
    Unrounded = "unrounded",
    /// A premium that may be negative.
    Negative = "negative",
    /// What must hold cannot be proved.
    Must = "must",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something wrong with a tariff file: where, which kind, what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Which entry and key: `table base, row 3`.
    pub key: String,
    /// Which kind.
    pub code: Code,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, key, code, what, help } = self;
        write!(f, "{file}:{line}: {key}: {what} [{code}]\n    {help}")
    }
}

/// A place in the files of a tariff.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub file: usize,
    pub offset: usize,
}

/// An entry and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Located<T> {
    pub place: Place,
    pub entry: T,
}

/// Collects findings, and knows the texts they point into.
#[derive(Default)]
pub(crate) struct Findings {
    pub files: Vec<(String, String)>,
    list: Vec<Finding>,
}

impl Findings {
    pub fn add(
        &mut self,
        place: Place,
        key: impl Into<String>,
        code: Code,
        what: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (file, line) = self.line(place);
        self.list.push(Finding { file, line, key: key.into(), code, what: what.into(), help: help.into() });
    }

    /// The name of a file, and the line in it.
    pub fn line(&self, place: Place) -> (String, usize) {
        match self.files.get(place.file) {
            Some((name, text)) => {
                let before = text.get(..place.offset).unwrap_or(text);
                (name.clone(), before.matches('\n').count() + 1)
            }
            None => (String::new(), 0),
        }
    }

    /// Whether an entry has a finding of a kind.
    pub fn has(&self, key: &str, code: Code) -> bool {
        self.list.iter().any(|finding| finding.key == key && finding.code == code)
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn into_list(mut self) -> Vec<Finding> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}
