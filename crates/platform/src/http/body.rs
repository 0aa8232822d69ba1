//! A JSON body, or the problem document that says what is wrong with it. What was sent is never echoed.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

use super::problem::{Kind, Problem};
use crate::reading::{Unreadable, read};

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
        read(&bytes).map(Self).map_err(problem)
    }
}

fn problem(unreadable: Unreadable) -> Problem {
    match unreadable {
        Unreadable::WrongForm(field) => Problem::fields(vec![field]),
        Unreadable::NotJson { line, column } => {
            Problem::new(Kind::BadBody, format!("not JSON at line {line}, column {column}"))
        }
    }
}
