//! Tariffs on disk: every `*.toml` of a folder, loaded, proved and compared with `published.lock`.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use application::hex;
use rating::quote::TariffRef;
use rating::tariff::finding::{Code, Finding};
use rating::tariff::read::{RowPlace, load_with_rows};
use rating::{Catalogue, Tariff};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Why a folder of tariffs cannot be used.
#[derive(Debug)]
pub enum Trouble {
    /// A file or folder cannot be read.
    Io(PathBuf, std::io::Error),
    /// Tariffs are wrong.
    Findings(Vec<Finding>),
    /// An edition that was published has changed: its id and edition, and the file it stands in.
    Changed(String, PathBuf),
    /// An edition that was published is not in the folder any more.
    Gone(String, PathBuf),
    /// The bundle of the widget has other tariffs than those that are loaded: the folder it has them in, and that of the others.
    Apart(PathBuf, PathBuf),
    /// A line of `published.lock` cannot be read: what it pinned would go unchecked.
    Lock(String),
    /// There is none.
    Empty(PathBuf),
}

/// The file that pins the editions that were released.
const LOCK: &str = "published.lock";

/// The file that says which tariffs the widget has.
const MANIFEST: &str = "manifest.json";

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Findings(findings) => {
                findings.iter().try_for_each(|finding| writeln!(f, "{finding}"))?;
                let s = if findings.len() == 1 { "" } else { "s" };
                write!(f, "{} finding{s}", findings.len())
            }
            Self::Changed(edition, file) => write!(
                f,
                "{}: tariff {edition} was published and may not change: give what changed a new `edition`, and take the line \
                 \"{edition}\" out of {}",
                file.display(),
                file.with_file_name(LOCK).display()
            ),
            Self::Gone(edition, folder) => write!(
                f,
                "{}: tariff {edition} was published, and no file of the folder has it: bring it back, or take its line out",
                folder.join(LOCK).display()
            ),
            Self::Apart(packed, tariffs) => write!(
                f,
                "{}: the widget would rate by other tariffs than the platform, which has those of {}. Pack them for it: anze --tariffs \
                 {} tariff pack --out {}",
                packed.display(),
                tariffs.display(),
                tariffs.display(),
                packed.display()
            ),
            Self::Lock(line) => {
                write!(f, "published.lock: not an id, an edition and a digest: {line}")
            }
            Self::Empty(path) => write!(f, "{}: no tariffs here", path.display()),
        }
    }
}

impl std::error::Error for Trouble {}

/// Loads one file and what it includes.
pub fn load_file(path: &Path) -> Result<Tariff, Trouble> {
    load_file_with_rows(path).map(|(tariff, _)| tariff)
}

/// The same, and where the rows of its tables stand.
pub fn load_file_with_rows(path: &Path) -> Result<(Tariff, Vec<RowPlace>), Trouble> {
    let open = |path: &str| text_of(Path::new(path));
    load_with_rows(&path.to_string_lossy(), &open).map_err(Trouble::Findings)
}

/// The text of a file, or why there is none. Editors and spreadsheets also save as GBK and UTF-16.
pub fn text_of(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| {
        let (before, _) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("line {line} is not in UTF-8: save the file as UTF-8")
    })
}

/// The tariff files of a folder, by name.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() { Err(Trouble::Empty(folder.to_owned())) } else { Ok(files) }
}

/// Tariffs that have the id of one before them: whatever finds a tariff by its id would find either.
pub fn clashes(tariffs: &[(PathBuf, Tariff)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, (path, tariff)) in tariffs.iter().enumerate() {
        let before = tariffs.iter().take(index).find(|(_, other)| other.id() == tariff.id());
        findings.extend(before.map(|(other, _)| Finding {
            file: path.to_string_lossy().into_owned(),
            line: line_of_header(path),
            key: "tariff, id".to_owned(),
            code: Code::Duplicate,
            what: format!("{} has the id \"{}\" too", other.display(), tariff.id()),
            help: "give one of them another id, or keep one of the files elsewhere".to_owned(),
        }));
    }
    findings
}

/// The line with `[tariff]`; the first where an included file has it.
fn line_of_header(path: &Path) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().position(|line| line.trim_start().starts_with("[tariff]")).map_or(1, |index| index + 1)
}

/// Loads every tariff of a folder; all findings of all of them are reported.
pub fn load_folder(folder: &Path) -> Result<Catalogue, Trouble> {
    let mut tariffs = Vec::new();
    let mut findings = Vec::new();
    for path in files(folder)? {
        match load_file(&path) {
            Ok(tariff) => tariffs.push((path, tariff)),
            Err(Trouble::Findings(more)) => findings.extend(more),
            Err(other) => return Err(other),
        }
    }
    findings.extend(clashes(&tariffs));
    if !findings.is_empty() {
        return Err(Trouble::Findings(findings));
    }
    check_published(folder, &tariffs)?;
    Ok(Catalogue::new(tariffs.into_iter().map(|(_, tariff)| tariff).collect()))
}

/// `published.lock` holds a line `id edition digest` for each edition that was released. Such a tariff may never change.
fn check_published(folder: &Path, tariffs: &[(PathBuf, Tariff)]) -> Result<(), Trouble> {
    let path = folder.join(LOCK);
    if !path.exists() {
        return Ok(());
    }
    let text = fs::read_to_string(&path).map_err(|error| Trouble::Io(path, error))?;
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let [id, edition, digest] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(Trouble::Lock(line.to_owned()));
        };
        let named = format!("{id} {edition}");
        match tariffs.iter().find(|(_, t)| t.id() == id && t.edition() == edition) {
            None => return Err(Trouble::Gone(named, folder.to_owned())),
            Some((file, tariff)) if tariff.digest() != digest => {
                return Err(Trouble::Changed(named, file.clone()));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Says what the packed tariffs are, and where: the one file of which there is always the newest version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Beside the manifest, named by its content.
    pub file: String,
    /// The form of what is in the file: [`Catalogue::LAYOUT`].
    pub layout: u32,
    /// What is in it.
    pub tariffs: Vec<TariffRef>,
}

/// Says which file or folder an error is about.
fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Trouble {
    let path = path.to_owned();
    move |error| Trouble::Io(path, error)
}

/// Writes all tariffs in the form that the widget loads, with a manifest. What was packed there before goes.
pub fn pack(catalogue: &Catalogue, folder: &Path) -> Result<Manifest, Trouble> {
    fs::create_dir_all(folder).map_err(io(folder))?;
    let packed = catalogue.pack();
    let digest = hex(&Sha256::digest(&packed));
    let file = format!("all.{}.tariffs", digest.get(..16).unwrap_or(&digest));
    let path = folder.join(&file);
    fs::write(&path, packed).map_err(io(&path))?;
    let tariffs = catalogue.iter().map(Tariff::reference).collect();
    let manifest = Manifest { file, layout: Catalogue::LAYOUT, tariffs };
    let path = folder.join(MANIFEST);
    let json = serde_json::to_vec(&manifest).unwrap_or_default();
    fs::write(&path, json).map_err(io(&path))?;
    clear(folder, &manifest.file)?;
    Ok(manifest)
}

/// Takes away the tariffs packed before, and the compressed forms of the manifest before: a server prefers these to the new one.
fn clear(folder: &Path, kept: &str) -> Result<(), Trouble> {
    for entry in fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let of_manifest = name.strip_prefix(MANIFEST).is_some_and(|ending| !ending.is_empty());
        let of_tariffs = name.starts_with("all.") && name.contains(".tariffs") && !name.starts_with(kept);
        if of_manifest || of_tariffs {
            fs::remove_file(&path).map_err(io(&path))?;
        }
    }
    Ok(())
}

/// Whether the widget of a bundle rates by the same tariffs as the platform, which has those of `folder`.
pub fn check_bundle(bundle: &Path, catalogue: &Catalogue, folder: &Path) -> Result<(), Trouble> {
    let packed = bundle.join("tariffs");
    let path = packed.join(MANIFEST);
    let text = fs::read(&path).map_err(io(&path))?;
    let digests = |tariffs: &[TariffRef]| tariffs.iter().map(|t| t.digest.clone()).collect::<BTreeSet<_>>();
    let loaded: Vec<TariffRef> = catalogue.iter().map(Tariff::reference).collect();
    let same =
        serde_json::from_slice::<Manifest>(&text).is_ok_and(|had| digests(&had.tariffs) == digests(&loaded));
    if same { Ok(()) } else { Err(Trouble::Apart(packed, folder.to_owned())) }
}
