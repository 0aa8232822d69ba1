//! Which other sites' pages may use the API: the calculator as an element of theirs sends applications from there.

use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// A browser asks again after this long.
const REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// The answers that let pages of these origins use the API; nothing without an origin. No cookies: the API knows none.
pub(super) fn allow(origins: &[HeaderValue]) -> Option<CorsLayer> {
    let origin = match origins {
        [] => return None,
        [any] if any == "*" => AllowOrigin::any(),
        some => AllowOrigin::list(some.iter().cloned()),
    };
    let named = HeaderName::from_static;
    let asked = [header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_MATCH, named("idempotency-key")];
    let tus = ["tus-resumable", "upload-offset", "upload-length", "upload-metadata"].map(named);
    let told = [header::DATE, header::LOCATION, header::RETRY_AFTER];
    Some(
        CorsLayer::new()
            .allow_origin(origin)
            .allow_methods([
                Method::GET,
                Method::HEAD,
                Method::POST,
                Method::PUT,
                Method::PATCH,
                Method::DELETE,
            ])
            .allow_headers(asked.into_iter().chain(tus.clone()).collect::<Vec<_>>())
            .expose_headers(told.into_iter().chain(tus).collect::<Vec<_>>())
            .max_age(REMEMBERED),
    )
}
