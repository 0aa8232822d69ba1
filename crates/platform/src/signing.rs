//! The key that receipts are signed with: from the environment, or from a file beside the database that is made at the
//! first start.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use application::Application;
use application::signed::{ReceiptKey, Statement, sign};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;

/// Signs receipts.
#[derive(Clone)]
pub struct Signer(Arc<SigningKey>);

/// Why there is no key.
#[derive(Debug)]
pub enum Trouble {
    /// The text is not 32 bytes in base64; where it came from.
    NotAKey(String),
    /// Others than its owner may read the file.
    Readable(PathBuf),
    /// The file can be neither read nor made.
    File(PathBuf, io::Error),
    /// The system gives no random numbers.
    NoRandomness,
}

impl Signer {
    /// A key as text: 32 bytes in base64.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes: [u8; 32] = STANDARD.decode(text.trim()).ok()?.try_into().ok()?;
        Some(Self(Arc::new(SigningKey::from_bytes(&bytes))))
    }

    /// The key in a file; where there is none, a new one is drawn and kept there, for its owner only.
    pub fn from_file(path: &Path) -> Result<Self, Trouble> {
        let trouble = |error| Trouble::File(path.to_owned(), error);
        if !path.try_exists().map_err(trouble)? {
            let mut bytes = [0_u8; 32];
            getrandom::fill(&mut bytes).map_err(|_| Trouble::NoRandomness)?;
            make(path, &STANDARD.encode(bytes)).map_err(trouble)?;
        }
        let mode = fs::metadata(path).map_err(trouble)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Trouble::Readable(path.to_owned()));
        }
        let text = fs::read_to_string(path).map_err(trouble)?;
        Self::from_text(&text).ok_or_else(|| Trouble::NotAKey(path.display().to_string()))
    }

    /// The public half.
    pub fn public(&self) -> ReceiptKey {
        ReceiptKey::of(&self.0)
    }

    /// The signed receipt of an application. Nothing where the number is no receipt's.
    pub fn receipt(&self, number: &str, application: &Application, sector: &str) -> Option<String> {
        let Application { enterprise, tariff, digest, premium, .. } = application;
        let statement = Statement::new(number, &enterprise.uscc, (tariff, digest), *premium, sector)?;
        Some(sign(&statement, &self.0))
    }
}

/// Writes a file for its owner only, whole or not at all. Where another was faster, theirs stays.
fn make(path: &Path, text: &str) -> io::Result<()> {
    let new = path.with_added_extension(format!("new-{}", std::process::id()));
    // Of a start that was cut off.
    drop(fs::remove_file(&new));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    let linked = fs::hard_link(&new, path);
    fs::remove_file(&new)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Never the key itself.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.public().kid)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAKey(place) => write!(f, "{place}: a signing key is 32 bytes in base64"),
            Self::Readable(path) => {
                let path = path.display();
                write!(f, "{path}: others may read the signing key: chmod 600 {path}")
            }
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NoRandomness => f.write_str("the system gives no random numbers for a signing key"),
        }
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_key_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("anze.db.signing-key");
        let first = Signer::from_file(&path).unwrap().public();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(Signer::from_file(&path).unwrap().public(), first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left lying there");
        let other = Signer::from_file(&folder.path().join("other")).unwrap().public();
        assert_ne!(other, first);
    }

    #[test]
    fn of_two_first_starts_the_first_key_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        make(&path, &STANDARD.encode([1; 32])).unwrap();
        make(&path, &STANDARD.encode([2; 32])).unwrap();
        let first = Signer::from_text(&STANDARD.encode([1; 32])).unwrap();
        assert_eq!(Signer::from_file(&path).unwrap().public(), first.public());
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        Signer::from_file(&path).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(Signer::from_file(&path), Err(Trouble::Readable(_))));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        for text in ["", "key", &STANDARD.encode([0; 31]), &STANDARD.encode([0; 33])] {
            make(&path, text).unwrap();
            assert!(matches!(Signer::from_file(&path), Err(Trouble::NotAKey(_))), "{text}");
            fs::remove_file(&path).unwrap();
        }
        assert!(matches!(Signer::from_file(&path.join("below")), Err(Trouble::File(..))));
    }

    #[test]
    fn a_key_is_never_shown() {
        let text = STANDARD.encode([7; 32]);
        let shown = format!("{:?}", Signer::from_text(&text).unwrap());
        assert!(!shown.contains(&text) && shown.len() < 30, "{shown}");
    }
}
