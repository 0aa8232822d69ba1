//! Campaigns: how somebody came to the calculator, as links of a campaign say it. A tag is its code and, where the link was
//! given out in one district, that: `safety-month`, `safety-month.370102`. Nothing in it is of whoever opens the link.

use core::fmt;

/// What links of campaigns begin with.
pub const VERSION: &str = "c1.";

/// Codes are printed as QR codes, and typed.
const LONGEST_CODE: usize = 32;
/// Nor is any sector longer.
const LONGEST_SECTOR: usize = 64;
/// Of a district's code.
const DISTRICT: usize = 6;

/// The campaign, and where its link was given out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its code, see [`is_code`].
    pub code: String,
    /// Code of the district; empty where the link says none. Whether there is such a district is for others to say.
    pub district: String,
}

/// What a link of a campaign opens: the fragment of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Whose link it is.
    pub tag: Tag,
    /// Key of the sector that is chosen; may be empty.
    pub sector: String,
}

/// Whether this may be the code of a campaign: small letters, digits and hyphens, a letter first.
pub fn is_code(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
    begins && text.len() <= LONGEST_CODE && text.chars().all(is_plain)
}

fn is_plain(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-'
}

/// Codes of districts begin with a digit, keys of sectors with a letter.
fn is_district(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_ascii_digit());
    begins && text.len() == DISTRICT && text.chars().all(|one| one.is_ascii_alphanumeric())
}

fn is_sector(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
    begins && text.len() <= LONGEST_SECTOR && text.chars().all(is_plain)
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        if self.district.is_empty() { Ok(()) } else { write!(f, ".{}", self.district) }
    }
}

impl Tag {
    /// From a text such as `safety-month.370102`; nothing where it is none.
    pub fn read(text: &str) -> Option<Self> {
        Link::read_plain(text).filter(|link| link.sector.is_empty()).map(|link| link.tag)
    }

    /// As a link begins: `c1.safety-month.370102`. No word that people give a campaign looks like it.
    pub fn marked(&self) -> String {
        format!("{VERSION}{self}")
    }

    /// From what [`marked`](Self::marked) gives.
    pub fn read_marked(text: &str) -> Option<Self> {
        Self::read(text.strip_prefix(VERSION)?)
    }
}

impl Link {
    /// From a fragment without `#`, such as `c1.safety-month.370102.mining`; nothing where it is none.
    pub fn read(fragment: &str) -> Option<Self> {
        Self::read_plain(fragment.strip_prefix(VERSION)?)
    }

    /// The same without what it begins with, as the plain version has it in its address.
    pub fn read_plain(text: &str) -> Option<Self> {
        let mut parts = text.split('.').peekable();
        let code = parts.next().filter(|code| is_code(code))?.to_owned();
        let district = parts.next_if(|part| is_district(part)).unwrap_or_default().to_owned();
        let sector = parts.next_if(|part| is_sector(part)).unwrap_or_default().to_owned();
        parts.next().is_none().then_some(Self { tag: Tag { code, district }, sector })
    }

    /// The fragment, without `#`.
    pub fn write(&self) -> String {
        let tag = self.tag.marked();
        if self.sector.is_empty() { tag } else { format!("{tag}.{}", self.sector) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(code: &str, district: &str, sector: &str) -> Link {
        Link { tag: Tag { code: code.into(), district: district.into() }, sector: sector.into() }
    }

    /// Printed on posters: must open for ever.
    #[test]
    fn a_link_opens_what_it_was_made_of() {
        for (fragment, made_of) in [
            ("c1.safety-month", link("safety-month", "", "")),
            ("c1.safety-month.370102", link("safety-month", "370102", "")),
            ("c1.s2027.3701NS.mining", link("s2027", "3701NS", "mining")),
            ("c1.a.hazardous-chemicals", link("a", "", "hazardous-chemicals")),
        ] {
            assert_eq!(Link::read(fragment).as_ref(), Some(&made_of), "{fragment}");
            assert_eq!(made_of.write(), fragment);
            assert_eq!(Tag::read_marked(&made_of.tag.marked()), Some(made_of.tag));
        }
    }

    /// What was sent before there were campaigns has the digest that it had.
    #[test]
    fn a_draft_without_one_says_nothing_of_it() {
        let draft = crate::Draft { campaign: "safety-month".into(), ..crate::Draft::default() };
        let said = |draft: &crate::Draft| serde_json::to_string(draft).unwrap().contains("campaign");
        assert!(said(&draft) && !said(&crate::Draft::default()));
    }

    #[test]
    fn what_is_no_link_opens_nothing() {
        let long = format!("c1.{}", "a".repeat(33));
        for fragment in [
            "",
            "c1",
            "c1.",
            "c2.a",
            "c1.A",
            "c1.1a",
            "c1.a..mining",
            "c1.a.37010",
            "c1.a.mining.370102",
            "c1.a.mining.mining",
            "c1.a.370102.370103",
            "c1.安全",
            "c1.a%20b",
            &long,
        ] {
            assert_eq!(Link::read(fragment), None, "{fragment}");
        }
        for word in ["试点", "pilot", "c1.a.mining"] {
            assert_eq!(Tag::read_marked(word), None, "{word}");
        }
    }
}
