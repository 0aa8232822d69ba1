//! Headers that hold for every answer. Pages add their content security policy in `widget`.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

/// Who shares a window with what opened it.
pub(super) const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
/// Of pages that a frame links to: in a window that inherits its sandbox browsers refuse any page with another policy.
pub(super) const FROM_FRAMES: HeaderValue = HeaderValue::from_static("unsafe-none");

pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let always = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (OPENER_POLICY, "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in always {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    // Browsers write it over what they kept, which has a policy.
    if response.status() == StatusCode::NOT_MODIFIED {
        return response;
    }
    let strictest = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
    response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(strictest);
    response
}
