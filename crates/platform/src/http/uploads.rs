//! `/api/v1/uploads`: content of attachments, sent in pieces before the application, under the key of its draft.
//!
//! The protocol is tus 1.0 (<https://tus.io/protocols/resumable-upload>), core with creation and termination: it is
//! finished, has clients in every language, and needs nothing that `fetch` of old browsers cannot do. The IETF's draft
//! for the same still changes from version to version, and its interim answers never reach a page.
//!
//! An upload is called after the SHA-256 of its content: whoever has the file and the key finds it again after any
//! interruption, without having kept an address.

use application::attachment::{LARGEST, MediaType, is_sha256};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::Platform;
use super::applications::unavailable;
use super::problem::{Kind, Problem};
use crate::intake::{hash, is_key};
use crate::store::{Announced, Appended, Begun, Progress};
use crate::uploads::Unfit;

/// Where uploads are announced.
pub(super) const PATH: &str = "/api/v1/uploads";

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,termination";
const CHUNK: &str = "application/offset+octet-stream";

const TUS_RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const TUS_VERSION: HeaderName = HeaderName::from_static("tus-version");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");

/// All of them, with what the protocol asks of every request and answer.
pub(super) fn routes() -> OpenApiRouter<Platform> {
    OpenApiRouter::new()
        .routes(routes!(announce, discover))
        .routes(routes!(progress, append, abandon))
        .layer(from_fn(tus))
}

async fn tus(request: Request, next: Next) -> Response {
    let version = request.headers().get(TUS_RESUMABLE);
    let spoken = request.method() == axum::http::Method::OPTIONS || version.is_some_and(|v| v == VERSION);
    let mut response =
        if spoken { next.run(request).await } else { Problem::from(Kind::TusVersion).into_response() };
    let headers = response.headers_mut();
    headers.insert(TUS_RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert(TUS_VERSION, HeaderValue::from_static(VERSION));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What is spoken here.
#[utoipa::path(
    options,
    path = "/api/v1/uploads",
    responses(
        (status = 204, description = "Version, extensions and largest size, as tus has it"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
    )
)]
async fn discover() -> Response {
    let headers = [("tus-extension", EXTENSIONS.to_owned()), ("tus-max-size", LARGEST.to_string())];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Announces content. Announced again, it goes on where it was.
#[utoipa::path(
    post,
    path = "/api/v1/uploads",
    params(
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Idempotency-Key" = String, Header, description = "The key of the draft that it belongs to"),
        ("Upload-Length" = u32, Header, description = "Bytes"),
        ("Upload-Metadata" = String, Header,
            description = "`sha256` and `filetype`, each followed by its value in base64: the content's SHA-256 in \
                           lower-case hex, and its media type"),
    ),
    responses(
        (status = 201, description = "Announced; `Location` takes the pieces, `Upload-Offset` says from where on"),
        (status = 400, description = "No usable key, or headers that do not say what will come", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "The draft has as much as it may have", body = Problem,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not a type that is taken", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Nothing can be taken now", body = Problem, content_type = "application/problem+json"),
    )
)]
async fn announce(State(platform): State<Platform>, headers: HeaderMap) -> Result<Response, Problem> {
    let key_hash = key_hash(&headers)?;
    let size = number(&headers, &LENGTH).ok_or(Kind::UploadMetadata)?;
    if size > LARGEST {
        return Err(Kind::UploadTooLarge.into());
    }
    let (sha256, media_type) = metadata(&headers).filter(|_| size > 0).ok_or(Kind::UploadMetadata)?;
    let media_type = MediaType::named(&media_type).ok_or(Kind::UploadType)?;
    let new = Announced { key_hash: &key_hash, sha256: &sha256, media_type, size };
    let begun = platform.store.announce(&new, &platform.clock.now()).await;
    match begun.map_err(|trouble| unavailable(&trouble))? {
        Begun::At(offset) => {
            let place = [(header::LOCATION, format!("{PATH}/{sha256}")), (OFFSET, offset.to_string())];
            Ok((StatusCode::CREATED, place).into_response())
        }
        Begun::TooMuch => Err(Kind::UploadQuota.into()),
        Begun::Full => Err(Kind::UploadsFull.into()),
    }
}

/// How much of it is on disk.
#[utoipa::path(
    head,
    path = "/api/v1/uploads/{sha256}",
    params(
        ("sha256" = String, Path, description = "SHA-256 of the content, lower-case hex"),
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Idempotency-Key" = String, Header, description = "The key of the draft that it belongs to"),
    ),
    responses(
        (status = 200, description = "`Upload-Offset` of `Upload-Length` bytes are on disk"),
        (status = 400, description = "No usable key"),
        (status = 404, description = "Nothing was announced under this key, or it was too long ago"),
        (status = 412, description = "Another version of tus"),
        (status = 429, description = "Too many requests"),
        (status = 503, description = "Cannot be told now"),
    )
)]
async fn progress(
    State(platform): State<Platform>,
    sha256: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (key_hash, sha256) = named(&headers, sha256)?;
    let progress = platform.store.progress(&key_hash, &sha256).await;
    let progress = progress.map_err(|trouble| unavailable(&trouble))?.ok_or(Kind::NotFound)?;
    Ok((StatusCode::OK, stands(progress)).into_response())
}

/// Takes the next piece. When this is answered with 204, the piece is on disk.
#[utoipa::path(
    patch,
    path = "/api/v1/uploads/{sha256}",
    request_body(content = String, content_type = "application/offset+octet-stream",
        description = "At least 1 KiB unless it is the last, at most 256 KiB"),
    params(
        ("sha256" = String, Path, description = "SHA-256 of the content, lower-case hex"),
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Idempotency-Key" = String, Header, description = "The key of the draft that it belongs to"),
        ("Upload-Offset" = u32, Header, description = "Where the piece begins: where the one before ended"),
    ),
    responses(
        (status = 204, description = "On disk up to `Upload-Offset`"),
        (status = 400, description = "No usable key or offset, a piece too small, or one that goes beyond the end",
            body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Nothing was announced under this key, or it was too long ago", body = Problem,
            content_type = "application/problem+json"),
        (status = 408, description = "The body did not come in time", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The next piece begins at another offset: `Upload-Offset` says where", body = Problem,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "The piece is too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/offset+octet-stream", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "It is whole, and not what was announced: it is deleted", body = Problem,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be stored now", body = Problem, content_type = "application/problem+json"),
    )
)]
async fn append(
    State(platform): State<Platform>,
    sha256: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    chunk: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (key_hash, sha256) = named(&headers, sha256)?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|value| value != CHUNK) {
        return Err(Kind::UploadType.into());
    }
    let start = number(&headers, &OFFSET).ok_or(Kind::UploadChunk)?;
    let chunk = chunk.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
        _ => Kind::BadBody,
    })?;
    let appended = platform.store.append(&key_hash, &sha256, start, &chunk).await;
    match appended.map_err(|trouble| unavailable(&trouble))? {
        Appended::To(progress) => Ok((StatusCode::NO_CONTENT, stands(progress)).into_response()),
        Appended::Elsewhere(progress) => {
            Ok((stands(progress), Problem::from(Kind::UploadOffset)).into_response())
        }
        Appended::Unfit(unfit) => Err(problem(unfit).into()),
        Appended::BadChunk => Err(Kind::UploadChunk.into()),
        Appended::NotThere => Err(Kind::NotFound.into()),
    }
}

/// Deletes what has arrived.
#[utoipa::path(
    delete,
    path = "/api/v1/uploads/{sha256}",
    params(
        ("sha256" = String, Path, description = "SHA-256 of the content, lower-case hex"),
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Idempotency-Key" = String, Header, description = "The key of the draft that it belongs to"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        (status = 400, description = "No usable key", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is nothing under this key", body = Problem,
            content_type = "application/problem+json"),
        (status = 412, description = "Another version of tus", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be deleted now", body = Problem, content_type = "application/problem+json"),
    )
)]
async fn abandon(
    State(platform): State<Platform>,
    sha256: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let (key_hash, sha256) = named(&headers, sha256)?;
    let gone = platform.store.abandon(&key_hash, &sha256).await.map_err(|trouble| unavailable(&trouble))?;
    if gone { Ok(StatusCode::NO_CONTENT) } else { Err(Kind::NotFound.into()) }
}

fn stands(Progress { received, size }: Progress) -> [(HeaderName, HeaderValue); 2] {
    [(OFFSET, received.into()), (LENGTH, size.into())]
}

fn problem(unfit: Unfit) -> Kind {
    match unfit {
        Unfit::Digest => Kind::UploadDigest,
        Unfit::MediaType => Kind::UploadNotThatType,
        Unfit::Broken => Kind::UploadBroken,
        Unfit::Metadata => Kind::UploadMetadataLeft,
    }
}

/// The key's hash, and which content it is about.
fn named(headers: &HeaderMap, sha256: Result<Path<String>, PathRejection>) -> Result<(String, String), Kind> {
    let key_hash = key_hash(headers)?;
    let Path(sha256) = sha256.map_err(|_| Kind::NotFound)?;
    Ok((key_hash, sha256))
}

fn key_hash(headers: &HeaderMap) -> Result<String, Kind> {
    let key = text(headers, &HeaderName::from_static("idempotency-key")).filter(|key| is_key(key));
    key.map(|key| hash(key.as_bytes())).ok_or(Kind::BadKey)
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u32> {
    text(headers, name).filter(|text| text.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
}

/// SHA-256 and media type; other entries are for others.
fn metadata(headers: &HeaderMap) -> Option<(String, String)> {
    let metadata = text(headers, &HeaderName::from_static("upload-metadata"))?;
    let value = |wanted: &str| {
        let mut entries = metadata.split(',').filter_map(|entry| entry.trim().split_once(' '));
        let (_, value) = entries.find(|(name, _)| *name == wanted)?;
        String::from_utf8(STANDARD.decode(value).ok()?).ok()
    };
    Some((value("sha256").filter(|text| is_sha256(text))?, value("filetype")?))
}
