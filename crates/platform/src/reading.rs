//! JSON that others wrote, read into our types: what has another shape is named by its pointer and told in words. What was
//! written is never echoed.

mod strict;

use application::Problem;
use rating::Text;
use rating::date::NotADate;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};
use strict::{Strict, TWICE};

/// Why there is nothing of ours in it.
#[derive(Debug)]
pub enum Unreadable {
    /// It is no JSON from this place on.
    NotJson {
        /// The first is 1.
        line: usize,
        /// In bytes, the first is 1; 0 where nothing is there.
        column: usize,
    },
    /// It is JSON of another shape.
    WrongForm(Problem),
}

/// Reads one value, and nothing may follow it. No key may come twice, and fields are no list.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(Strict(&mut json)).map_err(|error| {
        match error.inner().classify() {
            Category::Data => {
                Unreadable::WrongForm(wrong_form(pointer(error.path()), &error.inner().to_string()))
            }
            _ => not_json(error.inner()),
        }
    })?;
    json.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

fn not_json(error: &serde_json::Error) -> Unreadable {
    Unreadable::NotJson { line: error.line(), column: error.column() }
}

/// What is wrong there. A reader has no codes, only what it says: where that is of no kind we know, the words hold for all.
fn wrong_form(mut pointer: String, said: &str) -> Problem {
    let missing = said.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    if let Some(field) = missing {
        pointer.push('/');
        pointer.push_str(field);
    }
    let (code, zh, en) = if missing.is_some() {
        ("missing", "缺少这一项", "This field is missing")
    } else if said.starts_with(&NotADate.to_string()) {
        (
            "not-a-date",
            "没有这一天：日期写作 2026-12-01，年份为 1900 至 2199",
            "There is no such day: days are written 2026-12-01, of the years 1900 to 2199",
        )
    } else if said.starts_with(TWICE) {
        ("twice", "同一项写了两次", "This field comes twice")
    } else if said.starts_with("unknown field") {
        ("wrong-form", "没有这一项", "There is no such field")
    } else if said.contains("expected a string") {
        ("wrong-form", "须为文字，写在引号中，如 \"12\"", "This must be text, in quotes, such as \"12\"")
    } else if said.contains("expected struct") || said.contains("expected a map") {
        ("wrong-form", "须为对象，写在 { } 中", "This must be an object, in { }")
    } else if said.contains("expected a sequence") {
        ("wrong-form", "须为列表，写在 [ ] 中", "This must be a list, in [ ]")
    } else {
        ("wrong-form", "类型或格式不对", "This has the wrong type or form")
    };
    Problem { pointer, code: code.into(), message: Text::new(zh, en) }
}

/// The place as a JSON pointer (RFC 6901).
fn pointer(path: &Path) -> String {
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(part).collect()
}
