//! `PUT /api/v1/applications/{receipt}`: the applicant corrects an application. It keeps its number, and the version before.

use application::Draft;
use application::standing::State as Stands;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use rating::Mark;
use serde::Serialize;
use utoipa::ToSchema;

use super::Platform;
use super::applications::{idempotency_key, opened, problem};
use super::body::Json;
use super::problem::Problem;
use crate::intake;

/// What a correction gives.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Correction {
    /// Receipt number, as before.
    receipt: String,
    /// Which version it is; the first correction is 2.
    version: i64,
    /// It is received again.
    state: Stands,
    /// When it was corrected, RFC 3339, UTC.
    corrected_at: String,
    /// The premium in yuan.
    premium: String,
    /// How official the premium is.
    mark: Mark,
    /// What the platform states of it now, signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<String>,
}

/// Corrects an application: the same checks as for a new one. The same key with the same body gives the same answer, however
/// often.
#[utoipa::path(
    put,
    path = "/api/v1/applications/{receipt}",
    operation_id = "correct",
    request_body = Draft,
    params(
        ("receipt" = String, Path, description = "Receipt number; hyphens and case do not matter"),
        ("Idempotency-Key" = String, Header,
            description = "22 to 64 letters, digits, hyphens or underscores that nobody can guess, made for this correction"),
        ("If-Match" = Option<String>, Header,
            description = "The version that is corrected, in quotes: `\"2\"`. Without it, whatever stands there is"),
    ),
    security(("secret" = [])),
    responses(
        (status = 200, description = "Stored; the same again for the same key and body", body = Correction),
        (status = 400, description = "No usable key, or not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such application, or not the right secret", body = Problem,
            content_type = "application/problem+json"),
        (status = 408, description = "The body did not come in time", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It cannot be corrected as it stands (`not-correctable`), the quote differs, the key was used \
            before, the enterprise has applied for the same (`duplicate`), or the first try is under way",
            body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "What the key was used for was withdrawn", body = Problem,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version than `If-Match` says stands there: it was corrected meanwhile", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields are wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be stored now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle(
    State(platform): State<Platform>,
    number: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    Json(draft): Json<Draft>,
) -> Result<Response, Problem> {
    let (filed, _) = opened(&platform, number, &headers).await?;
    let (key, seen) = (idempotency_key(&headers), seen(&headers));
    let given = platform.intake().correct(&filed, seen, key, &draft).await.map_err(problem)?;
    let intake::Correction { number: receipt, version, corrected_at, premium, mark, signed } = given;
    let body = Correction { receipt, version, state: Stands::Received, corrected_at, premium, mark, signed };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response())
}

/// The version that is corrected, where the applicant says so. What is no version of ours matches none.
fn seen(headers: &HeaderMap) -> Option<i64> {
    let said = headers.get(header::IF_MATCH).filter(|said| said.as_bytes() != b"*")?;
    let number = said.to_str().ok().and_then(|said| said.strip_prefix('"')?.strip_suffix('"'));
    Some(number.and_then(|number| number.parse().ok()).unwrap_or_default())
}
