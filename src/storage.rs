//! What is kept on this device. Where the browser allows nothing, nothing is kept and nothing breaks.

use crate::state::Kept;

const KEY: &str = "anze.v1";

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was kept, if it can be read.
pub fn read() -> Option<Kept> {
    let text = store()?.get_item(KEY).ok()??;
    serde_json::from_str(&text).ok()
}

/// Keeps it; says whether that worked.
pub fn write(kept: &Kept) -> bool {
    let Ok(text) = serde_json::to_string(kept) else { return false };
    store().is_some_and(|store| store.set_item(KEY, &text).is_ok())
}
