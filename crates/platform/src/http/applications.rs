//! `POST /api/v1/applications` takes an application and gives a receipt; `GET /api/v1/applications/{receipt}` follows it.

use application::standing::{Event, State as Stands};
use application::{Application, Draft, receipt};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rating::Mark;
use serde::Serialize;
use utoipa::ToSchema;

use super::Platform;
use super::body::Json;
use super::problem::{Earlier, Kind, Later, Problem};
use crate::intake::{self, Refusal};
use crate::store;

/// The receipt of an application.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Receipt {
    /// Receipt number (受理编号), such as `JN20261123-48271930-K`.
    receipt: String,
    /// Opens the application's page; known to nobody else, and not kept by the platform.
    secret: String,
    /// The application's page; the secret is in the fragment, so that no log sees it.
    link: String,
    /// When it was received, RFC 3339, UTC.
    received_at: String,
    /// The premium in yuan.
    premium: String,
    /// How official the premium is.
    mark: Mark,
    /// What the platform states of it, signed: `statement.signature.key`. Whoever has the keys of
    /// `/.well-known/anze-receipt-keys.json` can check it without asking.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<String>,
}

/// Takes an application. The same key with the same body gives the same receipt, however often.
#[utoipa::path(
    post,
    path = "/api/v1/applications",
    request_body = Draft,
    params(("Idempotency-Key" = String, Header,
        description = "22 to 64 letters, digits, hyphens or underscores that nobody can guess, made with the draft")),
    responses(
        (status = 201, description = "Stored; the same again for the same key and body", body = Receipt),
        (status = 400, description = "No usable key, or not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not come in time", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The quote differs (`quote-differs`: `quote` is the platform's, `errors` say in what), the key was used for another body, the enterprise has applied for the same \
            before (`duplicate`, with `earlier`), or the first try is under way",
            body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "What the key was used for was withdrawn", body = Problem,
            content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields are wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be stored now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn submit(
    State(platform): State<Platform>,
    headers: HeaderMap,
    Json(draft): Json<Draft>,
) -> Result<Response, Problem> {
    let key = idempotency_key(&headers);
    let given = platform.intake().submit(key, &draft).await.map_err(problem)?;
    let link = given.link();
    let place = format!("/api/v1/applications/{}", given.number);
    let intake::Receipt { number: receipt, secret, received_at, premium, mark, signed } = given;
    let body = axum::Json(Receipt { receipt, secret, link, received_at, premium, mark, signed });
    let headers = [(header::LOCATION, place), (header::CACHE_CONTROL, "no-store".to_owned())];
    Ok((StatusCode::CREATED, headers, body).into_response())
}

pub(super) fn idempotency_key(headers: &HeaderMap) -> &str {
    headers.get("idempotency-key").and_then(|key| key.to_str().ok()).unwrap_or_default()
}

pub(super) fn problem(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::BadKey => Kind::BadKey.into(),
        Refusal::Problems(problems) => Problem::fields(problems),
        Refusal::QuoteDiffers(quote, differences) => Problem::quote_differs(quote, differences),
        Refusal::KeyReused => Kind::KeyReused.into(),
        Refusal::Withdrawn => Kind::Withdrawn.into(),
        Refusal::Duplicate(earlier) => {
            metrics::counter!("anze_duplicates_refused_total").increment(1);
            Problem::duplicate(earlier.into_iter().map(Into::into).collect())
        }
        Refusal::NotCorrectable(state) => Problem::new(Kind::NotCorrectable, format!("it is {state}")),
        Refusal::VersionDiffers(version) => {
            Problem::new(Kind::VersionDiffers, format!("it is at version {version}"))
        }
        Refusal::UnderWay => Kind::UnderWay.into(),
        Refusal::NoRandomness => Kind::Unavailable.into(),
        Refusal::Store(trouble) => unavailable(&trouble),
    }
}

pub(super) fn unavailable(trouble: &store::Trouble) -> Problem {
    tracing::error!(?trouble, "the store failed");
    Kind::Unavailable.into()
}

/// What an applicant is told of the application. (The API's description has another `Status`: a sector's in law.)
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Standing {
    /// Receipt number.
    receipt: String,
    /// Where it is.
    state: Stands,
    /// How it came there, the first event first.
    history: Vec<Event>,
    /// 1, and 1 more with each correction.
    version: i64,
    /// Whether it can be corrected as it stands.
    correctable: bool,
    /// Whether it can be withdrawn as it stands.
    withdrawable: bool,
    /// What it is to the earlier ones: `replacement`, `addition`, or empty.
    relation: String,
    /// Applications of the same enterprise, sector and period that it replaces or adds to, the newest first.
    earlier: Vec<Earlier>,
    /// Those that replace it or add to it, the newest first.
    later: Vec<Later>,
    /// When it was received, RFC 3339, UTC.
    received_at: String,
    /// The tariff it was rated with.
    tariff: String,
    /// The premium in yuan.
    premium: String,
    /// How official the premium is; nothing once it was withdrawn.
    #[schema(required)]
    mark: Option<Mark>,
    /// First day of cover.
    inception: String,
    /// What the platform states of it, signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<String>,
    /// The application as it was accepted; nothing once it was withdrawn.
    #[schema(required)]
    application: Option<Application>,
}

/// Tells the applicant how an application stands. Without its secret nobody learns whether it exists.
#[utoipa::path(
    get,
    path = "/api/v1/applications/{receipt}",
    params(
        ("receipt" = String, Path, description = "Receipt number; hyphens and case do not matter"),
    ),
    security(("secret" = [])),
    responses(
        (status = 200, description = "How it stands", body = Standing),
        (status = 404, description = "No such application, or not the right secret", body = Problem,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be read now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn follow(
    State(platform): State<Platform>,
    number: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (filed, history) = opened(&platform, number, &headers).await?;
    standing(&platform, filed, history).await
}

/// What the applicant is told.
pub(super) async fn standing(
    platform: &Platform,
    filed: store::Filed,
    history: Vec<Event>,
) -> Result<Response, Problem> {
    let links = platform.store.links(&filed.receipt).await.map_err(|trouble| unavailable(&trouble))?;
    let store::Filed { receipt, state, received_at, version, tariff, premium, sector, .. } = filed;
    let mark = filed.content.as_ref().map(|content| content.quote.mark);
    let application = filed.content.map(|content| content.application);
    let signed = application.as_ref().and_then(|it| platform.signer.receipt(&receipt, it, &sector));
    let body = Standing {
        receipt,
        state,
        history,
        version,
        correctable: state.may_be_corrected(),
        withdrawable: state.may_be_withdrawn(),
        relation: filed.relation,
        earlier: links.earlier.into_iter().map(Into::into).collect(),
        later: links.later.into_iter().map(Into::into).collect(),
        received_at,
        tariff,
        premium,
        mark,
        inception: filed.inception,
        signed,
        application,
    };
    Ok(([(header::CACHE_CONTROL, "no-store")], axum::Json(body)).into_response())
}

/// The application with this number, for whom has its secret.
pub(super) async fn opened(
    platform: &Platform,
    number: Result<Path<String>, PathRejection>,
    headers: &HeaderMap,
) -> Result<(store::Filed, Vec<Event>), Problem> {
    let Path(number) = number.map_err(|_| Kind::NotFound)?;
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    // The name of the scheme is written in any case (RFC 9110).
    let secret = authorization.and_then(|value| value.split_once(' '));
    let secret = secret.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    opened_with(platform, &number, secret.map_or("", |(_, secret)| secret.trim())).await
}

/// The same, however number and secret came.
pub(super) async fn opened_with(
    platform: &Platform,
    number: &str,
    secret: &str,
) -> Result<(store::Filed, Vec<Event>), Problem> {
    let number = receipt::normalise(number).ok_or(Kind::NotFound)?;
    let found = platform.store.standing(&number).await.map_err(|trouble| unavailable(&trouble))?;
    // Hashes are compared, so that the time it takes tells nothing of the secret.
    let is_theirs = |found: &(store::Filed, _)| found.0.secret_hash == intake::hash(secret.as_bytes());
    found.filter(is_theirs).ok_or_else(|| Kind::NotFound.into())
}
