//! `GET /api/v1/campaigns/{code}` tells what a campaign is called; `POST /api/v1/campaigns/{code}/events` counts that one of its links
//! was opened, or led to a premium. No cookie, no address and nothing of the browser is kept: a number goes up by one.

use application::campaign::Tag;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Platform;
use super::applications::unavailable;
use super::body::Json;
use super::problem::{Kind, Problem};
use crate::campaigns::{self, Known};

/// What happened.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CampaignEventKind)]
pub(super) enum Happened {
    /// A link was opened.
    Visit,
    /// Who had opened one saw a premium.
    Estimate,
}

/// One more of something. Applications are counted as they are filed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CampaignEvent {
    kind: Happened,
    /// Code of the district in which the link was given out, where it says one.
    #[serde(default)]
    district: String,
}

/// Tells what a campaign is called, and whether it goes on.
#[utoipa::path(
    get,
    path = "/api/v1/campaigns/{code}",
    params(("code" = String, Path, description = "Code of the campaign")),
    responses(
        (status = 200, description = "The campaign", body = Known),
        (status = 404, description = "No such campaign", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be read now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(platform): State<Platform>,
    code: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let Path(code) = code.map_err(|_| Kind::NotFound)?;
    let found = platform.store.campaign(&code).await.map_err(|trouble| unavailable(&trouble))?;
    let body = found.ok_or(Kind::NotFound)?.known(platform.clock.today());
    Ok(([(header::CACHE_CONTROL, "no-cache")], axum::Json(body)).into_response())
}

/// Counts that a link of the campaign was opened, or led to a premium. Nothing of whoever opened it is read or kept.
#[utoipa::path(
    post,
    path = "/api/v1/campaigns/{code}/events",
    request_body = CampaignEvent,
    params(("code" = String, Path, description = "Code of the campaign")),
    responses(
        (status = 204, description = "Counted"),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such campaign", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not come in time", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "It has not begun, or has ended (`campaign-closed`)", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields are wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be counted now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn count(
    State(platform): State<Platform>,
    code: Result<Path<String>, PathRejection>,
    Json(event): Json<CampaignEvent>,
) -> Result<StatusCode, Problem> {
    let Path(code) = code.map_err(|_| Kind::NotFound)?;
    let kind = match event.kind {
        Happened::Visit => campaigns::Kind::Visit,
        Happened::Estimate => campaigns::Kind::Estimate,
    };
    let tag = Tag { code, district: event.district };
    let counted = platform.store.count(&tag, kind, platform.clock.today()).await;
    match counted.map_err(|trouble| unavailable(&trouble))? {
        Some((_, true)) => Ok(StatusCode::NO_CONTENT),
        Some((_, false)) => Err(Kind::CampaignClosed.into()),
        None => Err(Kind::NotFound.into()),
    }
}
