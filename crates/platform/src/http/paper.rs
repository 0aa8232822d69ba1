//! `GET /api/v1/applications/{receipt}/form.pdf`: the proposal form, to be signed and sealed.

use std::sync::{Arc, OnceLock};

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::Platform;
use super::applications::opened;
use super::problem::{Kind, Problem};
use crate::paper::{self, Fonts};
use crate::store::Filed;

/// What prints: the fonts, read when the first form is asked for, and the address that its code leads to.
#[derive(Clone)]
pub struct Press {
    fonts: Arc<OnceLock<Option<Fonts>>>,
    public_url: String,
}

impl Press {
    /// Of a platform that people reach at this address.
    pub fn new(public_url: &str) -> Self {
        Self { fonts: Arc::default(), public_url: public_url.trim_end_matches('/').to_owned() }
    }

    /// Where people reach the platform.
    pub(super) fn address(&self) -> &str {
        &self.public_url
    }

    fn fonts(&self) -> Option<&Fonts> {
        let load =
            || Fonts::load().inspect_err(|error| tracing::error!(%error, "forms cannot be printed")).ok();
        self.fonts.get_or_init(load).as_ref()
    }
}

/// The proposal form as PDF: A4, Chinese, to be signed and sealed.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{receipt}/form.pdf",
    operation_id = "form",
    params(
        ("receipt" = String, Path, description = "Receipt number; hyphens and case do not matter"),
    ),
    security(("secret" = [])),
    responses(
        (status = 200, description = "The form", body = String, content_type = "application/pdf"),
        (status = 404, description = "No such application, or not the right secret", body = Problem,
            content_type = "application/problem+json"),
        (status = 410, description = "It was withdrawn", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be read or printed now", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle(
    State(platform): State<Platform>,
    number: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (filed, _) = opened(&platform, number, &headers).await?;
    form(platform, filed).await
}

/// The form of an application.
pub(super) async fn form(platform: Platform, filed: Filed) -> Result<Response, Problem> {
    let name = format!("inline; filename=\"{}.pdf\"", filed.receipt);
    // Fonts are read and glyphs are cut out: other requests should not wait for it.
    let made = tokio::task::spawn_blocking(move || print(&platform, &filed)).await;
    let bytes = made.map_err(|_| Kind::Internal)??;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

fn print(platform: &Platform, filed: &Filed) -> Result<Vec<u8>, Kind> {
    let fonts = platform.press.fonts().ok_or(Kind::Unavailable)?;
    let content = filed.content.as_ref().ok_or(Kind::Withdrawn)?;
    let signed = platform.signer.receipt(&filed.receipt, &content.application, &filed.sector);
    let address = &platform.press.public_url;
    paper::form(fonts, &platform.catalogue, filed, content, address, signed.as_deref()).ok_or(Kind::Internal)
}
