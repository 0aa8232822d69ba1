//! What holds for every plain page: its policy, whose forms are taken, and words where programs get a problem document.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use words::{self as w};

use super::page::told;
use crate::http::security::{FROM_FRAMES, OPENER_POLICY};

/// The policy of the pages, and where people reach the platform.
#[derive(Clone)]
pub(in crate::http) struct Guard {
    policy: HeaderValue,
    host: Option<String>,
}

impl Guard {
    /// May be framed by those who may frame the calculator.
    pub fn new(frame_ancestors: &str, public_url: &str) -> Self {
        let host = public_url.parse::<Uri>().ok().and_then(|uri| uri.authority().map(ToString::to_string));
        Self { policy: policy(frame_ancestors), host }
    }
}

/// Nothing runs and nothing is fetched but the stylesheet and the icon; forms go nowhere else.
pub(super) fn policy(frame_ancestors: &str) -> HeaderValue {
    let text = format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frame_ancestors}"
    );
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// The middleware around all of them.
pub(in crate::http) async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let foreign = request.method() == Method::POST && is_foreign(request.headers(), guard.host.as_deref());
    let mut response = if foreign {
        told(StatusCode::FORBIDDEN, w::PLAIN_FOREIGN)
    } else {
        in_words(next.run(request).await)
    };
    response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert(guard.policy);
    response.headers_mut().insert(OPENER_POLICY, FROM_FRAMES);
    response
}

/// Whether a form on another site was sent here. There is no session that it could misuse: it would gain nothing that a program of
/// its own would not. But visitors of a hostile site should not fill the platform from their addresses, so what a browser says
/// to come from elsewhere is refused. Browsers that say nothing, or hide where they come from, are served.
fn is_foreign(headers: &HeaderMap, public: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "cross-site";
    }
    let Some((_, origin)) = text("origin").and_then(|origin| origin.split_once("://")) else { return false };
    Some(origin) != text("host") && Some(origin) != public
}

/// A problem document, as a page.
fn in_words(response: Response) -> Response {
    let is_document = |value: &HeaderValue| value == "application/problem+json";
    if !response.headers().get(header::CONTENT_TYPE).is_some_and(is_document) {
        return response;
    }
    let status = response.status();
    let said = match status {
        StatusCode::TOO_MANY_REQUESTS => w::PLAIN_TOO_OFTEN,
        StatusCode::PAYLOAD_TOO_LARGE => w::T_TOO_LARGE,
        StatusCode::REQUEST_TIMEOUT => w::PLAIN_TOO_SLOW,
        StatusCode::NOT_FOUND => w::NOT_FOUND,
        status if status.is_server_error() => w::T_BUSY_READING,
        _ => w::PLAIN_UNREADABLE,
    };
    let mut page = told(status, said);
    if let Some(seconds) = response.headers().get(header::RETRY_AFTER) {
        page.headers_mut().insert(header::RETRY_AFTER, seconds.clone());
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_other_sites_are_known() {
        let said = |pairs: &[(&'static str, &'static str)]| {
            let headers =
                pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
            is_foreign(&headers.collect(), Some("anze.example.gov.cn"))
        };
        assert!(said(&[("sec-fetch-site", "cross-site")]));
        assert!(said(&[("origin", "https://elsewhere.example"), ("host", "10.0.0.1:8080")]));
        for own in [
            &[("sec-fetch-site", "same-origin"), ("origin", "null")][..],
            &[("origin", "http://10.0.0.1:8080"), ("host", "10.0.0.1:8080")],
            &[("origin", "https://anze.example.gov.cn"), ("host", "10.0.0.1:8080")],
            &[("origin", "null")],
            &[],
        ] {
            assert!(!said(own), "{own:?}");
        }
    }
}
