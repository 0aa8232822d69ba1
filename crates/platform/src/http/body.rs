//! A JSON body, or the problem document that says what is wrong with it. What was sent is never echoed.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use rating::Text;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use super::problem::{Kind, Problem};

/// The body, read.
pub(super) struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = |value: &str| {
            let essence = value.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/json")
        };
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
        if !kind.is_some_and(is_json) {
            return Err(Kind::MediaType.into());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            let too_large = rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE;
            Problem::from(if too_large { Kind::TooLarge } else { Kind::BadBody })
        })?;
        read(&bytes).map(Self).map_err(|problem| *problem)
    }
}

/// JSON of another shape names the field; what is no JSON has only a line and a column.
fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Box<Problem>> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value =
        serde_path_to_error::deserialize(&mut json).map_err(|error| match error.inner().classify() {
            serde_json::error::Category::Data => {
                Box::new(Problem::fields(vec![wrong_form(pointer(error.path()))]))
            }
            _ => not_json(error.inner()),
        })?;
    json.end().map_err(|error| not_json(&error))?;
    Ok(value)
}

fn not_json(error: &serde_json::Error) -> Box<Problem> {
    let place = format!("not JSON at line {}, column {}", error.line(), error.column());
    Box::new(Problem::new(Kind::BadBody, place))
}

fn wrong_form(pointer: String) -> application::Problem {
    let message = Text::new(
        "没有这一项，或其类型、格式不对",
        "There is no such field, or its value has the wrong type or form",
    );
    application::Problem { pointer, code: "wrong-form".into(), message }
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
