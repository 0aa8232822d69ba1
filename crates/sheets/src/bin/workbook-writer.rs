//! The module that a worker of the page writes workbooks with.

/// What the worker calls.
#[cfg(target_arch = "wasm32")]
mod exported {
    use sheets::write::{Workbook, workbook};
    use wasm_bindgen::prelude::wasm_bindgen;

    /// The bytes of an XLSX file with these tables, given as JSON, and the roster; nothing where they are none.
    #[wasm_bindgen]
    pub fn write(tables: &str, roster: &[u8]) -> Option<Vec<u8>> {
        workbook(&serde_json::from_str::<Workbook>(tables).ok()?, roster)
    }
}

fn main() {}
