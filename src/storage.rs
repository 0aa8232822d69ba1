//! What is kept on this device: the draft and the bytes of its files, in IndexedDB. When the page is left, what was typed last
//! goes into `localStorage`, the only store that is done when it returns, and is moved over on the next visit; where there is
//! no database it serves in its place. Where a browser allows neither, memory holds everything until the page is closed.

mod database;
mod turn;

pub use turn::in_turn;

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

/// Stands where something was kept, in the database or beside it.
const TOUCHED: &str = "anze.touched";

/// Whether type and targets are large; `start.js` reads it too.
const ELDER: &str = "anze.elder";

/// Written and removed at once: the other tabs hear of it.
pub const PING: &str = "anze.ping";
/// Says, until the window is closed, that others use this computer too.
const SHARED: &str = "anze.shared";

/// A draft as a tab kept it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Record {
    /// Milliseconds since 1970, by the clock of this device.
    pub at: u64,
    /// When the version that it was made from was kept.
    #[serde(default)]
    pub base: u64,
    /// Which tab.
    #[serde(default)]
    pub tab: String,
    pub kept: Kept,
}

impl Record {
    /// Whether it is the other one, worked on further.
    fn follows(&self, other: &Self) -> bool {
        self.at >= other.at && (self.tab == other.tab || self.base == other.at)
    }
}

/// What a visit finds.
#[derive(Clone, Default)]
pub struct Found {
    pub record: Option<Record>,
    /// Another version, which could not be kept when its tab was left.
    pub aside: Option<Record>,
}

/// Why a draft was not kept.
pub enum Unwritten {
    Refused(Refused),
    /// Another tab has kept something since.
    Newer,
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

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// Whether the reader said, in this window, that others use this computer too.
pub fn is_shared() -> bool {
    session().is_some_and(|session| matches!(session.get_item(SHARED), Ok(Some(_))))
}

/// Keeps nothing from now on, and forgets what was kept; or keeps again.
pub async fn share(shared: bool) {
    if shared {
        forget_all().await;
    }
    // Where it cannot be remembered nothing else can.
    let _ = session().map(|session| match shared {
        true => session.set_item(SHARED, "1"),
        false => session.remove_item(SHARED),
    });
}

/// Whether nothing was ever kept here, as far as a look at `localStorage` tells.
pub fn is_untouched() -> bool {
    let is_free = |local: web_sys::Storage| {
        [TOUCHED, LEFT, FIRST_RELEASE].iter().all(|key| matches!(local.get_item(key), Ok(None)))
    };
    !is_shared() && local().is_some_and(is_free)
}

/// Remembers whether type and targets are large.
pub fn keep_elder(elder: bool) {
    // Where it cannot be remembered it holds until the page is left.
    let _ = local().map(|local| match elder && !is_shared() {
        true => local.set_item(ELDER, "1"),
        false => local.remove_item(ELDER),
    });
}

/// Opens what there is and gives the draft that was kept last.
pub async fn open() -> Found {
    // One for all widgets of a page.
    if database().is_none() {
        let opened = Database::open().await;
        DEVICE.with_borrow_mut(|device| device.database = opened);
    }
    if is_shared() {
        return Found::default();
    }
    match (in_database().await, left()) {
        (Some(kept), Some(left)) if !left.follows(&kept) => {
            let aside = (!kept.follows(&left)).then_some(left);
            Found { record: Some(kept), aside }
        }
        (_, Some(left)) => {
            // Where it cannot be moved it stays where it is.
            let _ = write(&left).await;
            Found { record: Some(left), aside: None }
        }
        (record, None) => Found { record, aside: None },
    }
}

/// What was kept last, by whichever tab.
pub async fn read() -> Option<Record> {
    if is_shared() {
        return None;
    }
    let (kept, left) = (in_database().await, left());
    left.filter(|left| kept.as_ref().is_none_or(|kept| left.at > kept.at)).or(kept)
}

async fn in_database() -> Option<Record> {
    let text = database()?.get(Shelf::Draft, DRAFT).await?.as_string()?;
    serde_json::from_str(&text).ok()
}

/// What was left in `localStorage`.
fn left() -> Option<Record> {
    let text = |key| local()?.get_item(key).ok()?;
    match text(LEFT) {
        Some(text) => serde_json::from_str(&text).ok(),
        None => {
            let kept = serde_json::from_str(&text(FIRST_RELEASE)?).ok()?;
            Some(Record { at: 0, base: 0, tab: String::new(), kept })
        }
    }
}

/// Keeps a draft in place of the one it was made from.
pub async fn write(record: &Record) -> Result<(), Unwritten> {
    if is_shared() {
        return Err(Unwritten::Refused(Refused::Shared));
    }
    let text = serde_json::to_string(record).map_err(|_| Unwritten::Refused(Refused::Off))?;
    let mut newer = false;
    let decide = |found: Option<String>| {
        let found = found.and_then(|found| serde_json::from_str::<Record>(&found).ok());
        newer = found.is_some_and(|found| found.tab != record.tab && found.at > record.base);
        (!newer).then(|| text.clone())
    };
    let written = match database() {
        Some(database) => database.update(Shelf::Draft, DRAFT, decide).await,
        None => Err(Refused::Off),
    };
    match written {
        Ok(()) if newer => Err(Unwritten::Newer),
        Ok(()) => {
            touch();
            if left().is_some_and(|left| left.at <= record.at) {
                remove_left();
            }
            ping();
            Ok(())
        }
        Err(refused) => leave(&text).map_err(|_| Unwritten::Refused(refused)),
    }
}

fn touch() {
    if let Some(local) = local() {
        // Where it cannot be written, a visit looks everywhere.
        let _ = local.set_item(TOUCHED, "1");
    }
}

fn ping() {
    if let Some(local) = local() {
        // Tabs that do not hear of it look when they are shown again.
        let _ = local.set_item(PING, "1").and_then(|()| local.remove_item(PING));
    }
}

/// Keeps a draft before this returns: the page is being left.
pub fn write_now(record: &Record) -> Result<(), Refused> {
    if is_shared() {
        return Err(Refused::Shared);
    }
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
    let kept = match database().filter(|_| !is_shared()) {
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

/// Forgets every file but these.
pub async fn keep_files(needed: &[String]) {
    DEVICE.with_borrow_mut(|device| device.files.retain(|sha256, _| needed.contains(sha256)));
    if let Some(database) = database() {
        // As below.
        let _ = database.retain(Shelf::Files, needed).await;
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
    if let Some(local) = local() {
        for key in [TOUCHED, ELDER] {
            // As above.
            let _ = local.remove_item(key);
        }
    }
    remove_files().await;
    if let Some(database) = database() {
        // As above.
        let _ = database.clear(Shelf::Draft).await;
    }
}
