//! From TOML files to a checked tariff. Native only: the browser loads packed tariffs.

use sha2::{Digest, Sha256};
use toml::Spanned;

use super::file::TariffFile;
pub use super::finding::Finding;
use super::finding::{Code, Findings, Located, Place};
use super::{Tariff, compile, proof, syntax};
use crate::quote::RowRef;

/// Where a row of a table stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// The table and the row, as quotes name them.
    pub row: RowRef,
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

/// All entries of a tariff, its includes first, each with its place.
#[derive(Default)]
pub(crate) struct Merged {
    pub tariff: Vec<Located<super::file::Header>>,
    pub units: Vec<Located<super::file::Units>>,
    pub source: Vec<Located<super::file::Source>>,
    pub attribute: Vec<Located<super::file::Attribute>>,
    pub figure: Vec<Located<super::file::Figure>>,
    pub table: Vec<Located<super::file::Table>>,
    pub step: Vec<Located<super::file::Step>>,
    pub cover: Vec<Located<super::file::Cover>>,
    pub line: Vec<Located<super::file::Line>>,
    pub law: Vec<Located<super::file::Law>>,
    pub prevention_fund: Vec<Located<super::file::Fund>>,
    pub obligation: Vec<Located<super::file::Obligation>>,
    pub must: Vec<Located<super::file::Must>>,
}

/// Gives the text of a file by its path, or says why not.
pub type Open<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Reads a tariff and the files it includes. `open` gives the text of a file by its path; the paths in `include` are
/// relative to the file that has them. Every finding of every file is reported.
pub fn load(path: &str, open: Open<'_>) -> Result<Tariff, Vec<Finding>> {
    load_with_rows(path, open).map(|(tariff, _)| tariff)
}

/// As [`load`], and says where the rows of the tariff's tables stand.
pub fn load_with_rows(path: &str, open: Open<'_>) -> Result<(Tariff, Vec<RowPlace>), Vec<Finding>> {
    let mut reader =
        Reader { open, findings: Findings::default(), merged: Merged::default(), on_the_way: Vec::new() };
    reader.file(path, None);
    let Reader { mut findings, merged, .. } = reader;
    if !findings.is_empty() {
        // What a file that could not be read would have given is missed everywhere else.
        return Err(findings.into_list());
    }
    let digest = digest(&findings.files);
    let Some(tariff) = compile::compile(&merged, digest, &mut findings).filter(|_| findings.is_empty())
    else {
        return Err(findings.into_list());
    };
    let tariff = proof::prove(tariff.planned(), &merged, &mut findings);
    if findings.is_empty() {
        Ok((tariff.planned(), row_places(&merged, &findings)))
    } else {
        Err(findings.into_list())
    }
}

/// Where the rows of all tables stand.
fn row_places(merged: &Merged, findings: &Findings) -> Vec<RowPlace> {
    let mut rows = Vec::new();
    for Located { place, entry } in &merged.table {
        let Some((file, text)) = findings.files.get(place.file) else { continue };
        // From one row to the next: a table may have tens of thousands.
        let (mut line, mut counted) = (1, 0);
        for (number, row) in entry.rows.iter().enumerate() {
            let start = row.span().start;
            line += text.get(counted..start).unwrap_or_default().matches('\n').count();
            counted = start;
            let row = RowRef { table: entry.key.clone(), row: number + 1 };
            rows.push(RowPlace { row, file: file.clone(), line });
        }
    }
    rows
}

/// SHA-256 over the files in reading order, each with its length, so that no text can move from one to another.
/// Line ends do not count.
fn digest(files: &[(String, String)]) -> String {
    let mut hash = Sha256::new();
    for (_, text) in files {
        let text = text.replace("\r\n", "\n");
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

struct Reader<'a> {
    open: Open<'a>,
    findings: Findings,
    merged: Merged,
    /// Paths being read, outermost first: an include of one of them would never end.
    on_the_way: Vec<String>,
}

impl Reader<'_> {
    fn file(&mut self, path: &str, included_at: Option<Place>) {
        let place = included_at.unwrap_or_default();
        if self.on_the_way.iter().any(|p| p == path) {
            let what = format!("{path} includes itself");
            self.findings.add(place, "include", Code::IncludeCycle, what, "remove one of the includes");
            return;
        }
        if self.findings.files.iter().any(|(name, _)| name == path) {
            return;
        }
        match (self.open)(path) {
            Ok(text) => self.text(path, text),
            Err(why) => {
                if included_at.is_none() {
                    self.findings.files.push((path.to_owned(), String::new()));
                }
                let key = if included_at.is_some() { "include" } else { "file" };
                let help = "check the path, its rights, and that it is a text file in UTF-8";
                self.findings.add(place, key, Code::Unreadable, format!("{path}: {why}"), help);
            }
        }
    }

    /// Takes the entries of a file, those of the files that it includes first.
    fn text(&mut self, path: &str, text: String) {
        let index = self.findings.files.len();
        let read = toml::from_str::<TariffFile>(&text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let full_width = syntax::full_width(&text, offset);
            let said = full_width.unwrap_or_else(|| syntax::explained(error.message()));
            (offset, syntax::key_at(&text, offset), said)
        });
        self.findings.files.push((path.to_owned(), text));
        let file = match read {
            Ok(file) => file,
            Err((offset, key, (code, what, help))) => {
                self.findings.add(Place { file: index, offset }, key, code, what, help);
                return;
            }
        };
        self.on_the_way.push(path.to_owned());
        for include in &file.include {
            let at = Place { file: index, offset: include.span().start };
            self.file(&resolve(path, include.get_ref()), Some(at));
        }
        self.on_the_way.pop();
        self.merged.take(file, index);
    }
}

impl Merged {
    /// Entries of the kind of which there are most.
    pub fn longest(&self) -> usize {
        let kinds = [self.attribute.len(), self.figure.len(), self.table.len(), self.step.len()];
        kinds.into_iter().max().unwrap_or(0)
    }

    fn take(&mut self, file: TariffFile, index: usize) {
        fn all<T>(to: &mut Vec<Located<T>>, from: impl IntoIterator<Item = Spanned<T>>, file: usize) {
            to.extend(from.into_iter().map(|spanned| Located {
                place: Place { file, offset: spanned.span().start },
                entry: spanned.into_inner(),
            }));
        }
        all(&mut self.tariff, file.tariff, index);
        all(&mut self.units, file.units, index);
        all(&mut self.source, file.source, index);
        all(&mut self.attribute, file.attribute, index);
        all(&mut self.figure, file.figure, index);
        all(&mut self.table, file.table, index);
        all(&mut self.step, file.step, index);
        all(&mut self.cover, file.cover, index);
        all(&mut self.line, file.line, index);
        all(&mut self.law, file.law, index);
        all(&mut self.prevention_fund, file.prevention_fund, index);
        all(&mut self.obligation, file.obligation, index);
        all(&mut self.must, file.must, index);
    }
}

/// `include` relative to the folder of `from`, `..` taken away.
fn resolve(from: &str, include: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in include.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|p| *p != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let root = if from.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}
