//! The router: what is answered where, and what holds for every answer: size and time limits, headers, counters.

mod applications;
mod attachments;
mod body;
mod campaigns;
mod corrections;
mod description;
mod health;
mod keys;
mod limits;
mod measure;
mod origins;
mod paper;
mod patience;
mod plain;
pub mod problem;
mod quotes;
mod security;
mod serve;
mod uploads;
mod widget;
mod withdrawals;

pub use paper::Press;
pub use serve::serve;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum_client_ip::ClientIpSource;
use rating::Catalogue;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::clock::Clock;
use crate::intake::Intake;
use crate::signing::Signer;
use crate::store::Store;
use limits::Limits;
use problem::{Kind, Problem};

/// Bodies hold no more than this many bytes.
const LARGEST_BODY: usize = 256 * 1024;

/// What every handler may use.
#[derive(Clone)]
pub struct Platform {
    /// The tariffs in use.
    pub catalogue: Arc<Catalogue>,
    /// What was accepted.
    pub store: Store,
    /// The key that receipts are signed with.
    pub signer: Signer,
    /// The only clock.
    pub clock: Clock,
    /// What prints forms.
    pub press: Press,
}

impl Platform {
    /// What takes applications.
    fn intake(&self) -> Intake<'_> {
        let Self { catalogue, store, signer, clock, .. } = self;
        Intake { catalogue, store, signer, clock: *clock }
    }
}

/// How the server is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of the widget's release bundle; nothing is served at `/` without one.
    pub bundle: Option<PathBuf>,
    /// Requests a second from one address; 0 for no limit.
    pub rate_limit: u32,
    /// Where the address of whoever asks is found: the connection, or a header that the reverse proxy sets.
    pub client_address: ClientIpSource,
    /// Sites that may frame the calculator, as in a CSP: `'self' https://www.example.gov.cn`.
    pub frame_ancestors: String,
    /// Sites whose pages may use the API; `*` for all.
    pub allowed_origins: Vec<HeaderValue>,
}

/// The API's description, made from the handlers.
#[derive(OpenApi)]
#[openapi(info(
    title = "anze",
    description = "Rates work-safety liability insurance and takes applications. Amounts are strings in yuan. \
                   Errors are problem documents (RFC 9457).",
    license(name = "MIT OR Apache-2.0")
), modifiers(&Secret))]
struct Description;

/// How applicants show that an application is theirs.
struct Secret;

impl Modify for Secret {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let description = Some("The secret of the receipt, known to its applicant alone");
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(description).build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("secret", SecurityScheme::Http(bearer));
    }
}

/// What callers are limited in.
fn api() -> OpenApiRouter<Platform> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(quotes::handle))
        .routes(routes!(applications::submit))
        .routes(routes!(attachments::handle))
        .merge(uploads::routes())
        .routes(routes!(applications::follow, corrections::handle, withdrawals::handle))
        .routes(routes!(campaigns::show))
        .routes(routes!(campaigns::count))
        .routes(routes!(keys::handle))
        .routes(routes!(paper::handle))
        .routes(routes!(description::handle))
}

/// What may be asked however often: behind a reverse proxy what looks after the platform has the address of many.
fn health() -> OpenApiRouter<Platform> {
    OpenApiRouter::new().routes(routes!(health::handle))
}

/// The OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    api().merge(health()).into_openapi()
}

/// All routes, with what holds for every one of them.
pub fn router(platform: Platform, config: &Config) -> std::io::Result<Router> {
    // One address has one allowance, however it asks. What is answered elsewhere, files and counters, waits for nothing.
    let limits = Limits::new(config.rate_limit);
    let limited = |routes: Router<Platform>| {
        routes
            .layer(from_fn_with_state(limits.clone(), limits::limit))
            .layer(config.client_address.clone().into_extension())
            .layer(DefaultBodyLimit::max(LARGEST_BODY))
            .layer(from_fn(patience::time_out))
    };
    let guard = plain::Guard::new(&config.frame_ancestors, platform.press.address());
    let plain = limited(plain::routes()).layer(from_fn_with_state(guard, plain::guard));
    // Before the layer: browsers ask with a method of their own whether they may.
    let health = Router::from(health()).layer(from_fn(patience::time_out));
    let api = limited(api().into()).merge(health).method_not_allowed_fallback(method_not_allowed);
    let api = match origins::allow(&config.allowed_origins) {
        Some(origins) => api.layer(origins),
        None => api,
    };
    let router = api.merge(plain).route("/metrics", get(measure::show)).route("/api/{*rest}", any(not_found));
    let router = router.with_state(platform);
    let router = match &config.bundle {
        Some(folder) => widget::serve(router, folder, &config.frame_ancestors)?,
        None => router.fallback(not_found),
    };
    Ok(router
        .method_not_allowed_fallback(method_not_allowed)
        .layer(CatchPanicLayer::custom(|_| Problem::from(Kind::Internal).into_response()))
        .layer(from_fn(security::headers))
        .layer(from_fn(measure::count)))
}

async fn not_found() -> Response {
    Problem::from(Kind::NotFound).into_response()
}

async fn method_not_allowed() -> Response {
    Problem::from(Kind::MethodNotAllowed).into_response()
}
