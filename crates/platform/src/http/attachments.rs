//! `GET /api/v1/applications/{receipt}/attachments/{sha256}`: the content of an attachment. It came from a stranger: it is
//! saved, never shown in place, and whatever it holds may do nothing.

use application::attachment::MediaType;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::Platform;
use super::applications::{opened, unavailable};
use super::problem::{Kind, Problem};

/// A page that is opened from it has no origin, no scripts and no network.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

/// The content of an attachment, for whom has the receipt's secret.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{receipt}/attachments/{sha256}",
    operation_id = "attachment",
    params(
        ("receipt" = String, Path, description = "Receipt number; hyphens and case do not matter"),
        ("sha256" = String, Path, description = "SHA-256 of the content, as the application has it"),
    ),
    security(("secret" = [])),
    responses(
        (status = 200, description = "The content", content(
            (String = "image/jpeg"), (String = "image/png"), (String = "application/pdf"), (String = "text/csv"),
        )),
        (status = 404, description = "No such application or attachment, or not the right secret", body = Problem,
            content_type = "application/problem+json"),
        (status = 410, description = "It was withdrawn", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be read now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle(
    State(platform): State<Platform>,
    path: Result<Path<(String, String)>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Path((number, sha256)) = path.map_err(|_| Kind::NotFound)?;
    let (filed, _) = opened(&platform, Ok(Path(number)), &headers).await?;
    let application = &filed.content.as_ref().ok_or(Kind::Withdrawn)?.application;
    let mut attachments = application.attachments.iter();
    let listed = attachments.find(|one| one.sha256 == sha256).ok_or(Kind::NotFound)?;
    let content = platform.store.attachment(&filed.receipt, &sha256).await;
    let content = content.map_err(|trouble| unavailable(&trouble))?.ok_or(Kind::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(listed.media_type.name())),
        (header::CONTENT_DISPOSITION, disposition(&listed.name, listed.media_type)),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, content).into_response())
}

/// To be saved, under its name (RFC 6266), or under one that every program can read.
fn disposition(name: &str, media_type: MediaType) -> HeaderValue {
    let encoded: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    let ending = media_type.ending();
    let text = format!("attachment; filename=\"attachment{ending}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        let value = disposition("证书\"; x=y\r\n.jpg", MediaType::Jpeg);
        let encoded = "%E8%AF%81%E4%B9%A6%22%3B%20x%3Dy%0D%0A.jpg";
        assert_eq!(value, format!("attachment; filename=\"attachment.jpg\"; filename*=UTF-8''{encoded}"));
    }
}
