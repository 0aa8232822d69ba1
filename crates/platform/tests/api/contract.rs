//! Every answer is one that the OpenAPI document promises: path, method, status, media type and schema.

use std::sync::LazyLock;

use reqwest::Method;
use serde_json::{Value, json};

use crate::server::Answer;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(platform::http::openapi()).unwrap());

/// Stops the test where the answer is not what the document says.
pub fn check(method: &Method, path: &str, accepted: &str, answer: &Answer) {
    let place = format!("{method} {path}, {}", answer.status);
    let operation = described(path).map(|item| &item[method.as_str().to_lowercase()]);
    match operation {
        Some(Value::Null) if *method == Method::HEAD => {}
        // A browser asks whether another site's page may: no method of the API.
        Some(Value::Null)
            if *method == Method::OPTIONS && !answer.header("access-control-allow-methods").is_empty() =>
        {
            assert!(answer.body.is_empty(), "{place}");
        }
        Some(Value::Null) => is_problem(&[405], answer, &place),
        Some(operation) => promised(operation, answer, &place),
        // Plain pages are for people, whatever happens.
        None if path.starts_with("/plain") && answer.status >= 400 => is_page(answer, &place),
        None if path.starts_with("/api/") => is_problem(&[404], answer, &place),
        // People are told on a page that there is none.
        None if answer.status == 404 && accepted.contains("text/html") => is_page(answer, &place),
        None if answer.status >= 400 && *method != Method::HEAD => is_problem(&[404, 405], answer, &place),
        None => {}
    }
}

/// The entry of a path, where the document has one.
fn described(path: &str) -> Option<&'static Value> {
    let matches = |template: &str| {
        let (template, path) = (template.split('/'), path.split('/'));
        template.clone().count() == path.clone().count()
            && template.zip(path).all(|(part, given)| part.starts_with('{') || part == given)
    };
    DOCUMENT["paths"]
        .as_object()
        .unwrap()
        .iter()
        .find(|(template, _)| matches(template))
        .map(|(_, item)| item)
}

fn promised(operation: &Value, answer: &Answer, place: &str) {
    let response = &operation["responses"][answer.status.to_string()];
    assert!(response.is_object(), "{place}: the document has no such status");
    if response["content"].is_null() {
        return assert!(answer.body.is_empty(), "{place}: the document has no content");
    }
    let media_type = media_type(answer);
    let content = &response["content"][&media_type];
    assert!(content.is_object(), "{place}: the document has no {media_type}");
    validate(&content["schema"], answer, place);
}

fn is_problem(statuses: &[u16], answer: &Answer, place: &str) {
    assert!(statuses.contains(&answer.status), "{place}: the document has no such path or method");
    assert_eq!(media_type(answer), "application/problem+json", "{place}");
    validate(&json!({"$ref": "#/components/schemas/Problem"}), answer, place);
}

fn is_page(answer: &Answer, place: &str) {
    assert_eq!(media_type(answer), "text/html", "{place}");
}

fn media_type(answer: &Answer) -> String {
    answer.header("content-type").split(';').next().unwrap_or_default().to_owned()
}

/// A field that the schema does not have is as wrong as one that is missing.
fn validate(schema: &Value, answer: &Answer, place: &str) {
    let body = if media_type(answer).ends_with("json") {
        answer.json()
    } else {
        String::from_utf8_lossy(&answer.body).into()
    };
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [schema],
        "unevaluatedProperties": false,
        "components": DOCUMENT["components"],
    });
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let wrong: Vec<String> = validator
        .iter_errors(&body)
        .map(|e| format!("{}: {:.300}", e.instance_path(), e.to_string()))
        .collect();
    assert!(wrong.is_empty(), "{place}: not as the document says:\n{}", wrong.join("\n"));
}
