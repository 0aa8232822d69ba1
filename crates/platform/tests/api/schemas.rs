//! docs/ holds what the types say.

use std::path::Path;

use serde_json::Value;

use crate::draft::{good, risk};
use crate::server::{Server, ask};

fn docs(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_documents_are_those_of_the_types() {
    for (file, document) in platform::schemas::documents().unwrap() {
        assert!(docs(file) == document, "docs/{file} is old: cargo run -p platform -- schema --out docs");
    }
}

/// As a program would that has nothing but the file.
fn is_valid(file: &str, value: &Value) -> bool {
    jsonschema::options().should_validate_formats(true).build(&docs(file)).unwrap().is_valid(value)
}

#[tokio::test]
async fn what_crosses_a_wire_is_as_the_schemas_say() {
    let server = Server::start();
    let quote = ask(server.post("/api/v1/quotes", &risk())).await.json();
    let draft = good(&server).await;
    for (file, value) in [("risk", &risk()), ("quote", &quote), ("application", &draft)] {
        let file = format!("schemas/{file}.json");
        assert!(is_valid(&file, value), "{file}: {value}");
        assert!(!is_valid(&file, &serde_json::json!({"strange": 1})), "{file} takes anything");
    }
}
