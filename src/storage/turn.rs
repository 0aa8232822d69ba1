//! One tab at a time. The browser's own lock where it has one, which it frees when a tab goes; it has it on secure origins only.
//! Elsewhere a note in `localStorage` with an end. Should two tabs get past it at once, the key of the draft still makes one
//! application of both.

use js_sys::{Error, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::local;
use crate::{clock, page};

const NAME: &str = "anze.turn";

/// Longer than any request.
const LEASE_MILLISECONDS: u64 = 25_000;

/// Does it while no other tab does; nothing where another one is at it.
pub async fn in_turn<T>(work: impl Future<Output = T>) -> Option<T> {
    let end = match request().await {
        Some(answer) => End::Lock(answer?),
        None if lease() => End::Lease,
        None => return None,
    };
    let done = work.await;
    match end {
        // It cannot fail: it resolves a promise.
        End::Lock(release) => drop(release.call0(&JsValue::NULL)),
        End::Lease => drop(local().map(|local| local.remove_item(NAME))),
    }
    Some(done)
}

/// How a turn is given up.
enum End {
    Lock(Function),
    Lease,
}

/// Asks for the browser's lock: nothing where it has none or refuses it; nothing inside where another tab holds it.
async fn request() -> Option<Option<Function>> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let ask: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = page::object(&[("ifAvailable", JsValue::TRUE)]);
    let (held, release) = promise();
    let (answered, answer) = promise();
    let refused = answer.clone();
    let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
        // Neither can fail: they resolve promises.
        let _ = answer.call1(&JsValue::NULL, &lock);
        if lock.is_null() { lock } else { held.into() }
    });
    let asked = ask.call3(&locks, &NAME.into(), &options, &callback).ok()?;
    // In a frame of another site, where that has no store of its own, it never calls back: the answer is why.
    let catch: Function = Reflect::get(&asked, &"catch".into()).ok()?.dyn_into().ok()?;
    catch.call1(&asked, &refused).ok()?;
    let lock = JsFuture::from(answered).await.ok().filter(|answer| !answer.is_instance_of::<Error>())?;
    Some((!lock.is_null()).then_some(release))
}

/// A promise, and what keeps it.
fn promise() -> (Promise, Function) {
    let mut keep = None;
    let promise = Promise::new(&mut |resolve, _| keep = Some(resolve));
    (promise, keep.unwrap_or_else(|| Function::new_no_args("")))
}

/// Leaves a note that this tab is at it, unless another's still holds.
fn lease() -> bool {
    let Some(local) = local() else { return true };
    let until = local.get_item(NAME).ok().flatten().and_then(|until| until.parse::<u64>().ok());
    let now = clock::now();
    // A note from further ahead was left by a clock that was wrong.
    let holds = until.is_some_and(|until| (now..=now + LEASE_MILLISECONDS).contains(&until));
    if !holds {
        // Where it cannot be written no other tab can read it either.
        let _ = local.set_item(NAME, &(now + LEASE_MILLISECONDS).to_string());
    }
    !holds
}
