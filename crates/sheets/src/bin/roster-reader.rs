//! The module that a worker of the page reads rosters with.

/// What the worker calls.
#[cfg(target_arch = "wasm32")]
mod exported {
    use js_sys::{Array, Function, JsString, Uint8Array};
    use rating::Date;
    use sheets::report::{Report, refused, report};
    use sheets::{List, Refusal, people};
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    /// Why a file of this many bytes is not even read; nothing where it may be.
    #[wasm_bindgen]
    pub fn too_large(size: f64) -> Option<String> {
        (size > List::People.largest_file() as f64).then(|| json(&refused(&Refusal::TooLarge)))
    }

    /// Reads a file: the report, and the bytes of the roster. `decode` makes text of bytes or gives nothing.
    #[wasm_bindgen]
    pub fn roster(bytes: &[u8], today: &str, decode: &Function, progress: &Function) -> Array {
        let decode = |bytes: &[u8]| {
            let decoded = decode.call1(&JsValue::NULL, &Uint8Array::from(bytes)).ok()?;
            decoded.as_string()
        };
        let mut tell = |done: u32, of: u32| {
            // Whether anybody listens is not this module's business.
            let _ = progress.call2(&JsValue::NULL, &done.into(), &of.into());
        };
        let read = match today.parse::<Date>() {
            Ok(today) => people(bytes, today, &decode, &mut tell),
            Err(_) => Err(Refusal::NotASheet),
        };
        let (report, roster) = report(read);
        Array::of2(&JsString::from(json(&report)), &Uint8Array::from(roster.as_bytes()))
    }

    fn json(report: &Report) -> String {
        serde_json::to_string(report).unwrap_or_default()
    }
}

fn main() {}
