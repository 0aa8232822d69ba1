//! What the browser can check for itself: digests and Ed25519 signatures. It does so on secure origins only, and not every
//! browser knows Ed25519.

use js_sys::{Array, Object, Promise, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

const ED25519: &str = "Ed25519";

fn subtle() -> Option<SubtleCrypto> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    subtle.is_object().then_some(subtle)
}

async fn settled(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}

/// SHA-256; nothing where the browser does not give it.
pub async fn sha256(bytes: &[u8]) -> Option<Vec<u8>> {
    let digest = settled(subtle()?.digest_with_str_and_u8_array("SHA-256", bytes)).await?;
    Some(Uint8Array::new(&digest).to_vec())
}

/// Whether the key signed the text; nothing where the browser cannot tell.
pub async fn signed(key: &[u8], text: &[u8], signature: &[u8]) -> Option<bool> {
    let subtle = subtle()?;
    let key: Object = Uint8Array::from(key).into();
    let uses = Array::of1(&"verify".into());
    let key = settled(subtle.import_key_with_str("raw", &key, ED25519, false, &uses)).await?;
    let key = CryptoKey::from(key);
    settled(subtle.verify_with_str_and_u8_array_and_u8_array(ED25519, &key, signature, text)).await?.as_bool()
}
