//! The API's description and the JSON Schemas of what crosses a wire, for programs that are not ours.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// File, type, title.
const SCHEMAS: [(&str, &str, &str); 3] = [
    ("schemas/risk.json", "Risk", "A risk, as `anze quote` and POST /api/v1/quotes read it"),
    (
        "schemas/quote.json",
        "Answer",
        "What rating a risk gives: a quote, or the range that open answers leave",
    ),
    ("schemas/application.json", "Draft", "An application, as POST /api/v1/applications reads it"),
];

/// Where the schemas of a description are, and where those of a document by itself.
const SHARED: &str = "#/components/schemas/";
const OWN: &str = "#/$defs/";

/// Each file with its document.
pub fn documents() -> serde_json::Result<Vec<(&'static str, Value)>> {
    let description = serde_json::to_value(crate::http::openapi())?;
    let mut documents = Vec::new();
    for (file, name, title) in SCHEMAS {
        documents.push((file, alone(&description, name, title)?));
    }
    documents.push(("openapi.json", description));
    Ok(documents)
}

/// The schema of a type with all that it refers to.
fn alone(description: &Value, name: &str, title: &str) -> serde_json::Result<Value> {
    let mut definitions = BTreeMap::new();
    let mut wanted = vec![name.to_owned()];
    while let Some(name) = wanted.pop() {
        let schema = description.pointer(&format!("/components/schemas/{name}"));
        let text = schema.unwrap_or(&Value::Null).to_string();
        let names = text.split(SHARED).skip(1).filter_map(|rest| rest.split('"').next());
        wanted.extend(names.filter(|name| !definitions.contains_key(*name)).map(str::to_owned));
        definitions.insert(name, serde_json::from_str::<Value>(&text.replace(SHARED, OWN))?);
    }
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "$ref": format!("{OWN}{name}"),
        "$defs": definitions,
    }))
}
