//! The module that a worker of the page rates lists of enterprises with. It keeps the list until the worker ends.

/// What the worker calls.
#[cfg(target_arch = "wasm32")]
mod exported {
    use std::cell::RefCell;
    use std::sync::Arc;

    use js_sys::{Function, Uint8Array};
    use rating::Catalogue;
    use sheets::many::report::{Order, Report, refused};
    use sheets::many::{Rated, Terms, export, rate, template};
    use sheets::{List, Refusal};
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
    use words::Lang;

    thread_local! {
        static RATED: RefCell<Option<Rated>> = const { RefCell::new(None) };
    }

    /// Why a file of this many bytes is not even read; nothing where it may be.
    #[wasm_bindgen]
    pub fn too_large(size: f64) -> Option<String> {
        (size > List::Enterprises.largest_file() as f64).then(|| json(&refused(&Refusal::TooLarge)))
    }

    /// Rates a list: the report. `decode` makes text of bytes or gives nothing.
    #[wasm_bindgen]
    pub fn rate_list(
        bytes: &[u8],
        tariffs: &[u8],
        inception: &str,
        today: &str,
        decode: &Function,
        progress: &Function,
    ) -> Option<String> {
        let decode = |bytes: &[u8]| {
            let decoded = decode.call1(&JsValue::NULL, &Uint8Array::from(bytes)).ok()?;
            decoded.as_string()
        };
        let mut tell = |done: u32, of: u32| {
            // Whether anybody listens is not this module's business.
            let _ = progress.call2(&JsValue::NULL, &done.into(), &of.into());
        };
        let rated = rate(bytes, terms(tariffs, inception, today)?, &decode, &mut tell);
        Some(match rated {
            Ok(rated) => {
                let told = json(&rated.summary());
                RATED.set(Some(rated));
                told
            }
            Err(refusal) => json(&refused(&refusal)),
        })
    }

    /// Rows of the list: so many from one on, in an order.
    #[wasm_bindgen]
    pub fn rows(order: &str, first: usize, count: usize) -> Option<String> {
        let order = match order {
            "dearest" => Order::Dearest,
            "cheapest" => Order::Cheapest,
            _ => Order::AsGiven,
        };
        RATED.with_borrow(|rated| Some(json(&rated.as_ref()?.rows(order, first, count))))
    }

    /// The list as a workbook.
    #[wasm_bindgen]
    pub fn workbook(name: &str, english: bool) -> Option<Vec<u8>> {
        RATED.with_borrow(|rated| export(rated.as_ref()?, name, lang(english)))
    }

    /// The table to be filled in.
    #[wasm_bindgen]
    pub fn list_template(tariffs: &[u8], inception: &str, today: &str, english: bool) -> Option<Vec<u8>> {
        template(&terms(tariffs, inception, today)?, lang(english))
    }

    fn terms(tariffs: &[u8], inception: &str, today: &str) -> Option<Terms> {
        let catalogue = Arc::new(Catalogue::unpack(tariffs).ok()?);
        Some(Terms { catalogue, inception: inception.parse().ok()?, today: today.parse().ok()? })
    }

    fn lang(english: bool) -> Lang {
        if english { Lang::En } else { Lang::Zh }
    }

    fn json(report: &Report) -> String {
        serde_json::to_string(report).unwrap_or_default()
    }
}

fn main() {}
