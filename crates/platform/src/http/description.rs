//! `GET /api/v1/openapi.json`: what the API promises.

use std::sync::LazyLock;

use axum::Json;
use utoipa::openapi::OpenApi;

use super::problem::Problem;

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(super::openapi);

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "describe",
    responses(
        (status = 200, description = "OpenAPI 3.1", body = BTreeMap<String, Value>, content_type = "application/json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle() -> Json<&'static OpenApi> {
    Json(&DOCUMENT)
}
