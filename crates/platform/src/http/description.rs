//! `GET /api/v1/openapi.json`: what the API promises.

use std::sync::LazyLock;

use axum::Json;
use utoipa::openapi::OpenApi;

static DOCUMENT: LazyLock<OpenApi> = LazyLock::new(super::openapi);

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    responses((status = 200, description = "OpenAPI 3.1", body = BTreeMap<String, Value>, content_type = "application/json"))
)]
pub(super) async fn handle() -> Json<&'static OpenApi> {
    Json(&DOCUMENT)
}
