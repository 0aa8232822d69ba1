//! `GET /healthz`: whether the platform can take applications.

use axum::extract::State;

use super::Platform;
use super::problem::{Kind, Problem};

/// Answers `ok` while the database answers.
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "health",
    responses(
        (status = 200, description = "Ready", body = String, content_type = "text/plain"),
        (status = 503, description = "The database does not answer", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle(State(platform): State<Platform>) -> Result<&'static str, Problem> {
    if platform.store.is_up().await { Ok("ok") } else { Err(Kind::Unavailable.into()) }
}
