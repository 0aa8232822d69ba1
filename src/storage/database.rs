//! IndexedDB, awaited. A request's handler is the `resolve` of a promise: no closure stays behind, and the transaction is
//! still open when what waited goes on.

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

use super::Refused;
use crate::clock;

const NAME: &str = "anze";
const VERSION: u32 = 1;

/// A database that does not open by then is taken for none: some browsers leave the question open for ever.
const PATIENCE_MILLISECONDS: u32 = 3000;

/// What is kept under which names.
#[derive(Clone, Copy)]
pub enum Shelf {
    /// The draft, as text.
    Draft,
    /// Files, by their digest.
    Files,
}

impl Shelf {
    fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Files => "files",
        }
    }
}

/// The open database.
#[derive(Clone)]
pub struct Database(IdbDatabase);

impl Database {
    /// Nothing where the browser has none, or allows none.
    pub async fn open() -> Option<Self> {
        clock::in_time(PATIENCE_MILLISECONDS, async { opened().await.ok() }).await
    }

    /// What stands under a key.
    pub async fn get(&self, shelf: Shelf, key: &str) -> Option<JsValue> {
        let (_, store) = self.begin(shelf, IdbTransactionMode::Readonly).ok()?;
        let found = answered(&store.get(&key.into()).ok()?).await.ok()?;
        (!found.is_undefined()).then_some(found)
    }

    /// Puts a value under a key, in place of what was there.
    pub async fn put(&self, shelf: Shelf, key: &str, value: &JsValue) -> Result<(), Refused> {
        self.change(shelf, |store| store.put_with_key(value, &key.into())).await
    }

    /// Puts a text in place of the one that is there, in one step that no other tab gets into; nothing where `decide` gives none.
    pub async fn update(
        &self,
        shelf: Shelf,
        key: &str,
        decide: impl FnOnce(Option<String>) -> Option<String>,
    ) -> Result<(), Refused> {
        let off = |_| Refused::Off;
        let (transaction, store) = self.begin(shelf, IdbTransactionMode::Readwrite).map_err(off)?;
        let found = answered(&store.get(&key.into()).map_err(off)?).await.map_err(off)?;
        let Some(text) = decide(found.as_string()) else { return Ok(()) };
        store.put_with_key(&text.into(), &key.into()).map_err(off)?;
        committed(&transaction).await
    }

    pub async fn remove(&self, shelf: Shelf, key: &str) -> Result<(), Refused> {
        self.change(shelf, |store| store.delete(&key.into())).await
    }

    /// Removes everything that stands under other keys than these.
    pub async fn retain(&self, shelf: Shelf, keys: &[String]) -> Result<(), Refused> {
        let off = |_| Refused::Off;
        let (transaction, store) = self.begin(shelf, IdbTransactionMode::Readwrite).map_err(off)?;
        let found: Array = answered(&store.get_all_keys().map_err(off)?).await.map_err(off)?.unchecked_into();
        let others = found.iter().filter(|key| key.as_string().is_none_or(|key| !keys.contains(&key)));
        for key in others {
            store.delete(&key).map_err(off)?;
        }
        committed(&transaction).await
    }

    pub async fn clear(&self, shelf: Shelf) -> Result<(), Refused> {
        self.change(shelf, IdbObjectStore::clear).await
    }

    async fn change(
        &self,
        shelf: Shelf,
        change: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<(), Refused> {
        let (transaction, store) =
            self.begin(shelf, IdbTransactionMode::Readwrite).map_err(|_| Refused::Off)?;
        change(&store).map_err(|_| Refused::Off)?;
        committed(&transaction).await
    }

    fn begin(
        &self,
        shelf: Shelf,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        let transaction = self.0.transaction_with_str_and_mode(shelf.name(), mode)?;
        let store = transaction.object_store(shelf.name())?;
        Ok((transaction, store))
    }
}

async fn opened() -> Result<Database, JsValue> {
    let factory = web_sys::window().ok_or(JsValue::NULL)?.indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(NAME, VERSION)?;
    // Whichever comes first: a new database is laid out before it opens.
    let first = Promise::new(&mut |resolve, reject| {
        request.set_onupgradeneeded(Some(&resolve));
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    let event: Event = JsFuture::from(first).await?.unchecked_into();
    let database: IdbDatabase = request.result()?.unchecked_into();
    if event.type_() == "upgradeneeded" {
        for shelf in [Shelf::Draft, Shelf::Files] {
            database.create_object_store(shelf.name())?;
        }
        answered(&request).await?;
    }
    make_way(&database);
    Ok(Database(database))
}

/// A later version of this page, in another tab, may have to lay the database out anew.
fn make_way(database: &IdbDatabase) {
    let close = {
        let database = database.clone();
        Closure::once_into_js(move || database.close())
    };
    database.set_onversionchange(Some(close.unchecked_ref()));
}

async fn answered(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let answer = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(answer).await?;
    request.result()
}

async fn committed(transaction: &IdbTransaction) -> Result<(), Refused> {
    let end = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let full = || transaction.error().is_some_and(|error| error.name() == "QuotaExceededError");
    JsFuture::from(end).await.map(drop).map_err(|_| if full() { Refused::Full } else { Refused::Off })
}
