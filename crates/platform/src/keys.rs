//! Secret keys of the platform: from the environment, or from a file beside the database that is made at the first
//! start, for its owner only.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A key: as text, its 32 bytes in base64.
pub type Key = [u8; 32];

/// What keys are for, and where they are found.
#[derive(Clone, Copy, Debug)]
pub struct Purpose {
    /// In words.
    name: &'static str,
    /// The environment's name for it. No option of a command: others see the options of a process.
    variable: &'static str,
    /// How its file beside the database ends.
    ending: &'static str,
}

/// The key that receipts are signed with.
pub const SIGNING: Purpose =
    Purpose { name: "signing key", variable: "ANZE_SIGNING_KEY", ending: "signing-key" };

/// The keys that seal what is kept of applicants: the first seals, all of them open.
pub const DATA: Purpose = Purpose { name: "data key", variable: "ANZE_DATA_KEY", ending: "data-key" };

/// Why there is no key.
#[derive(Debug)]
pub enum Trouble {
    /// The text is not 32 bytes in base64; where it came from.
    NotAKey(Purpose, String),
    /// Others than its owner may read the file.
    Readable(Purpose, PathBuf),
    /// There is no file, and a new key would open nothing.
    Lost(Purpose, PathBuf),
    /// The file can be neither read nor made.
    File(PathBuf, io::Error),
    /// The system gives no random numbers.
    NoRandomness(Purpose),
}

impl Purpose {
    /// The keys, at least one: the environment's, or else those of the file beside the database. Where there is neither, one
    /// is drawn and kept in the file, if it may be made.
    pub fn keys(self, database: &Path, may_make: bool) -> Result<Vec<Key>, Trouble> {
        let Some(text) = std::env::var_os(self.variable) else {
            return self.in_file(&database.with_added_extension(self.ending), may_make);
        };
        let not_a_key = || Trouble::NotAKey(self, self.variable.to_owned());
        text.to_str().and_then(read).ok_or_else(not_a_key)
    }

    fn in_file(self, path: &Path, may_make: bool) -> Result<Vec<Key>, Trouble> {
        let trouble = |error| Trouble::File(path.to_owned(), error);
        if !path.try_exists().map_err(trouble)? {
            if !may_make {
                return Err(Trouble::Lost(self, path.to_owned()));
            }
            let mut key = Key::default();
            getrandom::fill(&mut key).map_err(|_| Trouble::NoRandomness(self))?;
            make(path, &STANDARD.encode(key)).map_err(trouble)?;
        }
        let mode = fs::metadata(path).map_err(trouble)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(Trouble::Readable(self, path.to_owned()));
        }
        let text = fs::read_to_string(path).map_err(trouble)?;
        read(&text).ok_or_else(|| Trouble::NotAKey(self, path.display().to_string()))
    }
}

/// Keys with white space between them.
fn read(text: &str) -> Option<Vec<Key>> {
    let key = |word| STANDARD.decode(word).ok()?.try_into().ok();
    let keys: Option<Vec<Key>> = text.split_whitespace().map(key).collect();
    keys.filter(|keys| !keys.is_empty())
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

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAKey(Purpose { name, .. }, place) => {
                write!(f, "{place}: a {name} is 32 bytes in base64")
            }
            Self::Readable(Purpose { name, .. }, path) => {
                let path = path.display();
                write!(f, "{path}: others may read the {name}: chmod 600 {path}")
            }
            Self::Lost(Purpose { name, variable, .. }, path) => write!(
                f,
                "the {name} of this database is missing, and nothing in it can be read without: put it back at {}, or give \
                 it as {variable}",
                path.display()
            ),
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::NoRandomness(Purpose { name, .. }) => {
                write!(f, "the system gives no random numbers for a {name}")
            }
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
        let path = folder.path().join("anze.db.data-key");
        let first = DATA.in_file(&path, true).unwrap();
        assert_eq!((first.len(), mode(&path)), (1, 0o600));
        assert_eq!(DATA.in_file(&path, true).unwrap(), first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left lying there");
        assert_ne!(DATA.in_file(&folder.path().join("other"), true).unwrap(), first);
    }

    #[test]
    fn of_two_first_starts_the_first_key_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        make(&path, &STANDARD.encode([1; 32])).unwrap();
        make(&path, &STANDARD.encode([2; 32])).unwrap();
        assert_eq!(SIGNING.in_file(&path, true).unwrap(), [[1; 32]]);
    }

    #[test]
    fn a_key_that_others_can_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        SIGNING.in_file(&path, true).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(SIGNING.in_file(&path, true), Err(Trouble::Readable(..))));
    }

    #[test]
    fn a_new_key_never_takes_the_place_of_a_lost_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        assert!(matches!(DATA.in_file(&path, false), Err(Trouble::Lost(..))));
        assert!(!path.exists());
    }

    #[test]
    fn several_keys_stay_in_their_order() {
        let text = format!(" {}\n\n{} ", STANDARD.encode([2; 32]), STANDARD.encode([1; 32]));
        assert_eq!(read(&text).unwrap(), [[2; 32], [1; 32]]);
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let (short, long) = (STANDARD.encode([0; 31]), STANDARD.encode([0; 33]));
        let mixed = format!("{} key", STANDARD.encode([0; 32]));
        for text in ["", " ", "key", &short, &long, &mixed] {
            make(&path, text).unwrap();
            assert!(matches!(DATA.in_file(&path, true), Err(Trouble::NotAKey(..))), "{text}");
            fs::remove_file(&path).unwrap();
        }
        assert!(matches!(DATA.in_file(&path.join("below"), true), Err(Trouble::File(..))));
    }
}
