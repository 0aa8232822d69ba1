//! `GET /.well-known/anze-receipt-keys.json`: the keys that signed receipts are checked with.

use application::signed::ReceiptKeys;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::Platform;
use super::applications::unavailable;
use super::problem::Problem;

/// The public keys of signed receipts, old ones too, as a JSON Web Key Set. Kept, it checks receipts without a network.
#[utoipa::path(
    get,
    path = "/.well-known/anze-receipt-keys.json",
    operation_id = "receipt_keys",
    responses(
        (status = 200, description = "The keys", body = ReceiptKeys),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be read now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle(State(platform): State<Platform>) -> Result<Response, Problem> {
    let keys = platform.store.receipt_keys().await.map_err(|trouble| unavailable(&trouble))?;
    Ok(([(header::CACHE_CONTROL, "no-cache")], Json(keys)).into_response())
}
