//! Evidence that goes with an application: which kinds there are, which files each takes, how many and how large. The
//! form holds only what is said of a file; its content travels by itself and is known by its SHA-256.

use rating::{Risk, Text};
use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::typed::is_hidden;

/// An application has no more attachments than this.
pub const MOST: usize = 10;
/// None has more bytes.
pub const LARGEST: u32 = 5 * 1024 * 1024;
/// All together have no more bytes.
pub const LARGEST_ALL: u32 = 20 * 1024 * 1024;
/// A name has no more characters.
pub const LONGEST_NAME: usize = 120;

/// What is said of a file that goes with an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// What it is evidence of.
    pub kind: Kind,
    /// Its name, without folders; shown to people, trusted by nobody.
    pub name: String,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// Bytes.
    pub size: u32,
    /// SHA-256 of the content, lower-case hex.
    pub sha256: String,
}

/// What a file is evidence of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Evidence))]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Business licence or work-safety licence.
    Licence,
    /// Certificate of the standardisation grade.
    Standardisation,
    /// Who is insured, in its one canonical form.
    Roster,
    /// Any other paper that proves an answer.
    Other,
}

/// The kinds of files that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum MediaType {
    /// A photo.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A picture of a screen, or a scan.
    #[serde(rename = "image/png")]
    Png,
    /// A document.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A table as text in UTF-8.
    #[serde(rename = "text/csv")]
    Csv,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Licence, Self::Standardisation, Self::Roster, Self::Other];

    /// As it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Licence => "licence",
            Self::Standardisation => "standardisation",
            Self::Roster => "roster",
            Self::Other => "other",
        }
    }

    /// Whether such a file can be evidence of it.
    pub fn takes(self, media_type: MediaType) -> bool {
        (self == Self::Roster) == (media_type == MediaType::Csv)
    }
}

impl MediaType {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Jpeg, Self::Png, Self::Pdf, Self::Csv];

    /// As it is written in JSON and in headers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media_type| media_type.name() == name)
    }

    /// What the names of its files end in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => ".jpg",
            Self::Png => ".png",
            Self::Pdf => ".pdf",
            Self::Csv => ".csv",
        }
    }
}

/// Kinds of evidence that the answers call for and that is not among the attachments. They can be handed in later, so
/// nothing is wrong without them.
pub fn asked_for(risk: &Risk, attachments: &[Attachment]) -> Option<Kind> {
    let grade = risk.answers.get("standardisation").map_or("none", String::as_str);
    let claimed = grade.starts_with("grade-");
    let there = attachments.iter().any(|attachment| attachment.kind == Kind::Standardisation);
    (claimed && !there).then_some(Kind::Standardisation)
}

/// A name for a file of this type, made of the name that it has on a device: without folders, without what cannot be
/// read or turns the order of letters round, and not too long.
pub fn name_for(file: &str, media_type: MediaType) -> String {
    let last = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let ending = media_type.ending();
    let readable = stem.chars().filter(|c| !is_hidden(*c)).take(LONGEST_NAME - ending.len());
    let stem: String = readable.collect();
    let stem = stem.trim().trim_start_matches('.');
    format!("{}{ending}", if stem.is_empty() { "file" } else { stem })
}

/// Whether it is SHA-256 as we write it.
pub fn is_sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    let hidden = |c: char| is_hidden(c) || c == '/' || c == '\\';
    (1..=LONGEST_NAME).contains(&length) && !name.starts_with('.') && !name.chars().any(hidden)
}

/// Everything wrong with what is said of the files; whether their content is there only the platform knows.
pub(crate) fn problems(typed: &[Attachment]) -> Vec<Problem> {
    if typed.len() > MOST {
        let (zh, en) = (format!("最多 {MOST} 个附件"), format!("At most {MOST} attachments"));
        return vec![problem("/attachments", "too-many", &zh, &en)];
    }
    let mut problems = Vec::new();
    if typed.iter().map(|one| u64::from(one.size)).sum::<u64>() > LARGEST_ALL.into() {
        let megabytes = LARGEST_ALL / 1024 / 1024;
        let zh = format!("附件合计不能超过 {megabytes} MB");
        let en = format!("All attachments together hold at most {megabytes} MB");
        problems.push(problem("/attachments", "too-large", &zh, &en));
    }
    for (number, one) in typed.iter().enumerate() {
        let before = typed.get(..number).unwrap_or_default();
        problems.extend(wrong_with(one, before, &format!("/attachments/{number}")));
    }
    problems
}

fn wrong_with(one: &Attachment, before: &[Attachment], pointer: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !is_name(&one.name) {
        let zh = format!("文件名须为 1 至 {LONGEST_NAME} 个字，不含路径");
        let en = format!("A file's name has 1 to {LONGEST_NAME} characters and no folders");
        problems.push(problem(&format!("{pointer}/name"), "not-a-name", &zh, &en));
    }
    if !one.kind.takes(one.media_type) {
        let (zh, en) = ("此处不接受这种格式的文件", "This kind of file is not taken here");
        problems.push(problem(&format!("{pointer}/media_type"), "not-a-choice", zh, en));
    }
    if !(1..=LARGEST).contains(&one.size) {
        let megabytes = LARGEST / 1024 / 1024;
        let zh = format!("文件为空，或超过 {megabytes} MB");
        let en = format!("The file is empty, or larger than {megabytes} MB");
        problems.push(problem(&format!("{pointer}/size"), "too-large", &zh, &en));
    }
    if !is_sha256(&one.sha256) {
        let (zh, en) = ("须为64位小写十六进制", "Must be 64 hexadecimal digits in lower case");
        problems.push(problem(&format!("{pointer}/sha256"), "not-a-digest", zh, en));
    }
    let rosters = |other: &Attachment| one.kind == Kind::Roster && other.kind == Kind::Roster;
    if before.iter().any(|other| other.sha256 == one.sha256 || rosters(other)) {
        let (zh, en) = ("同一文件只需附一次", "The same file is needed once only");
        problems.push(problem(pointer, "twice", zh, en));
    }
    problems
}

fn problem(pointer: &str, code: &str, zh: &str, en: &str) -> Problem {
    Problem { pointer: pointer.into(), code: code.into(), message: Text::new(zh, en) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn licence() -> Attachment {
        Attachment {
            kind: Kind::Licence,
            name: "安全生产许可证.jpg".into(),
            media_type: MediaType::Jpeg,
            size: 1000,
            sha256: "0123456789abcdef".repeat(4),
        }
    }

    fn wrong(attachments: &[Attachment]) -> Vec<(String, String)> {
        problems(attachments).into_iter().map(|problem| (problem.pointer, problem.code)).collect()
    }

    #[test]
    fn what_is_said_of_a_file_is_checked() {
        assert_eq!(wrong(&[licence()]), []);
        let named = |name: &str| Attachment { name: name.into(), ..licence() };
        for (one, pointer, code) in [
            (named(""), "/name", "not-a-name"),
            (named("../etc/passwd"), "/name", "not-a-name"),
            (named("a\\b.jpg"), "/name", "not-a-name"),
            (named(".htaccess"), "/name", "not-a-name"),
            (named("a\nb.jpg"), "/name", "not-a-name"),
            (named("\u{202e}gpj.exe"), "/name", "not-a-name"),
            (named(&"长".repeat(LONGEST_NAME + 1)), "/name", "not-a-name"),
            (Attachment { size: 0, ..licence() }, "/size", "too-large"),
            (Attachment { size: LARGEST + 1, ..licence() }, "/size", "too-large"),
            (Attachment { media_type: MediaType::Csv, ..licence() }, "/media_type", "not-a-choice"),
            (Attachment { kind: Kind::Roster, ..licence() }, "/media_type", "not-a-choice"),
            (Attachment { sha256: "A".repeat(64), ..licence() }, "/sha256", "not-a-digest"),
        ] {
            assert_eq!(
                wrong(std::slice::from_ref(&one)),
                [(format!("/attachments/0{pointer}"), code.to_owned())],
                "{one:?}"
            );
        }
    }

    #[test]
    fn there_are_not_too_many_nor_too_large_ones_nor_the_same_twice() {
        let numbered = |n: usize| Attachment { sha256: format!("{n:064x}"), ..licence() };
        let many: Vec<_> = (0..MOST).map(numbered).collect();
        assert_eq!(wrong(&many), []);
        assert_eq!(
            wrong(&[many.as_slice(), &[numbered(MOST)]].concat()),
            [("/attachments".into(), "too-many".into())]
        );
        let large: Vec<_> = (0..5).map(|n| Attachment { size: LARGEST, ..numbered(n) }).collect();
        assert_eq!(wrong(&large[..4]), []);
        assert_eq!(wrong(&large), [("/attachments".into(), "too-large".into())]);
        assert_eq!(wrong(&[licence(), licence()]), [("/attachments/1".into(), "twice".into())]);
        let roster = |n| Attachment { kind: Kind::Roster, media_type: MediaType::Csv, ..numbered(n) };
        assert_eq!(wrong(&[roster(1), roster(2)]), [("/attachments/1".into(), "twice".into())]);
    }

    #[test]
    fn names_of_files_become_names_that_pass() {
        for (file, media_type, name) in [
            ("C:\\fakepath\\证书.JPEG", MediaType::Jpeg, "证书.jpg"),
            ("/tmp/../x.tar.gz", MediaType::Pdf, "x.tar.pdf"),
            ("\u{202e}gpj.exe", MediaType::Png, "gpj.png"),
            ("", MediaType::Csv, "file.csv"),
            (".profile", MediaType::Jpeg, "file.jpg"),
            ("..a.b", MediaType::Jpeg, "a.jpg"),
        ] {
            assert_eq!(name_for(file, media_type), name, "{file}");
            assert!(is_name(name));
        }
        assert!(is_name(&name_for(&"长".repeat(500), MediaType::Jpeg)));
    }

    #[test]
    fn a_claimed_grade_asks_for_its_certificate() {
        let mut risk = Risk::default();
        for (grade, asked) in [("none", false), ("unsure", false), ("grade-2", true)] {
            risk.answers.insert("standardisation".into(), grade.into());
            assert_eq!(asked_for(&risk, &[licence()]), asked.then_some(Kind::Standardisation), "{grade}");
        }
        let certificate = Attachment { kind: Kind::Standardisation, ..licence() };
        assert_eq!(asked_for(&risk, &[certificate]), None);
        assert_eq!(asked_for(&Risk::default(), &[]), None);
    }

    #[test]
    fn names_are_those_of_the_json() {
        for kind in Kind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
        for media_type in MediaType::ALL {
            assert_eq!(serde_json::to_value(media_type).unwrap(), media_type.name());
            assert_eq!(MediaType::named(media_type.name()), Some(media_type));
        }
        assert_eq!(MediaType::named("image/gif"), None);
    }
}
