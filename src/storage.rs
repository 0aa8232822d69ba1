//! What is kept on this device: the draft and the bytes of its files, in IndexedDB. When the page is left, what was typed last
//! goes into `localStorage`, the only store that is done when it returns, and is moved over on the next visit; where there is
//! no database it serves in its place. Where a browser allows neither, memory holds everything until the page is closed.

mod database;

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;

use crate::state::{Kept, Refused};
use database::{Database, Shelf};

/// The draft in `localStorage`.
const LEFT: &str = "anze.v2";
/// Where the first release kept it.
const FIRST_RELEASE: &str = "anze.v1";
/// The key of the only draft there is.
const DRAFT: &str = "draft";

/// A draft, and since when it stands so.
#[derive(Serialize, Deserialize)]
pub struct Record {
    /// Milliseconds since 1970, by the clock of this device.
    pub at: u64,
    pub kept: Kept,
}

/// What is open, and what has no other place than memory.
#[derive(Default)]
struct Device {
    database: Option<Database>,
    files: HashMap<String, Vec<u8>>,
}

thread_local! {
    static DEVICE: RefCell<Device> = RefCell::default();
}

fn database() -> Option<Database> {
    DEVICE.with_borrow(|device| device.database.clone())
}

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Opens what there is and gives the draft that was kept last.
pub async fn open() -> Option<Record> {
    let opened = Database::open().await;
    DEVICE.with_borrow_mut(|device| device.database.clone_from(&opened));
    let kept = match opened {
        Some(database) => database.get(Shelf::Draft, DRAFT).await,
        None => None,
    };
    let kept: Option<Record> = kept.and_then(|text| serde_json::from_str(&text.as_string()?).ok());
    let Some(left) = left() else { return kept };
    let newest = kept.filter(|kept| kept.at > left.at).unwrap_or(left);
    // Where it cannot be moved it stays where it is.
    let _ = write(&newest).await;
    Some(newest)
}

/// What was left in `localStorage`.
fn left() -> Option<Record> {
    let text = |key| local()?.get_item(key).ok()?;
    match text(LEFT) {
        Some(text) => serde_json::from_str(&text).ok(),
        None => Some(Record { at: 0, kept: serde_json::from_str(&text(FIRST_RELEASE)?).ok()? }),
    }
}

/// Keeps a draft in place of the one before.
pub async fn write(record: &Record) -> Result<(), Refused> {
    let text = serde_json::to_string(record).map_err(|_| Refused::Off)?;
    let written = match database() {
        Some(database) => database.put(Shelf::Draft, DRAFT, &text.as_str().into()).await,
        None => Err(Refused::Off),
    };
    match written {
        Ok(()) => {
            if left().is_some_and(|left| left.at <= record.at) {
                remove_left();
            }
            Ok(())
        }
        Err(refused) => leave(&text).map_err(|_| refused),
    }
}

/// Keeps a draft before this returns: the page is being left.
pub fn write_now(record: &Record) -> Result<(), Refused> {
    leave(&serde_json::to_string(record).map_err(|_| Refused::Off)?)
}

fn leave(text: &str) -> Result<(), Refused> {
    let local = local().ok_or(Refused::Off)?;
    local.set_item(LEFT, text).map_err(|_| Refused::Full)
}

fn remove_left() {
    if let Some(local) = local() {
        for key in [LEFT, FIRST_RELEASE] {
            // What cannot be removed could not be written either.
            let _ = local.remove_item(key);
        }
    }
}

/// Keeps the bytes of a file under its digest; says whether they outlast this page.
pub async fn put_file(sha256: &str, bytes: &[u8]) -> bool {
    let value = Uint8Array::from(bytes);
    let kept = match database() {
        Some(database) => database.put(Shelf::Files, sha256, &value).await.is_ok(),
        None => false,
    };
    if !kept {
        DEVICE.with_borrow_mut(|device| device.files.insert(sha256.to_owned(), bytes.to_vec()));
    }
    kept
}

/// The bytes of a file.
pub async fn file(sha256: &str) -> Option<Vec<u8>> {
    if let Some(bytes) = DEVICE.with_borrow(|device| device.files.get(sha256).cloned()) {
        return Some(bytes);
    }
    let value = database()?.get(Shelf::Files, sha256).await?;
    Some(value.dyn_into::<Uint8Array>().ok()?.to_vec())
}

/// Forgets a file.
pub async fn remove_file(sha256: &str) {
    DEVICE.with_borrow_mut(|device| device.files.remove(sha256));
    if let Some(database) = database() {
        // A file that cannot be removed goes with the draft.
        let _ = database.remove(Shelf::Files, sha256).await;
    }
}

/// Forgets every file: they do not outlast their draft.
pub async fn remove_files() {
    DEVICE.with_borrow_mut(|device| device.files.clear());
    if let Some(database) = database() {
        // Nothing else can be done about it; they are tried again on the next visit.
        let _ = database.clear(Shelf::Files).await;
    }
}

/// Forgets the draft and its files.
pub async fn forget_all() {
    remove_left();
    remove_files().await;
    if let Some(database) = database() {
        // As above.
        let _ = database.clear(Shelf::Draft).await;
    }
}
