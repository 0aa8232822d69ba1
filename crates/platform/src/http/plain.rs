//! The calculator and the application as plain HTML forms: for browsers below the widget's baseline, and without JavaScript. Rated here
//! by the same engine, said with the same words. What a visitor has typed travels in the forms themselves: nothing is kept, and
//! nothing is in an address or a log, before the application is sent.

mod apply;
mod campaign;
mod estimate;
mod explained;
mod guard;
mod look;
mod page;
mod questions;
mod receipt;
mod result;
mod send;
mod visit;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use words::rated::Rated;

use super::Platform;
use super::problem::{Kind, Problem};
use look::Look;
use visit::{Ask, Visit, fields};

pub(super) use guard::{Guard, guard};

/// No script, no font, no picture from elsewhere: one small stylesheet.
const STYLE: &str = include_str!("plain/plain.css");

// Pages name each other beside themselves, all in one folder: the platform may stand under any path of a server.

/// Where the calculator is.
const PLAIN: &str = "plain";
/// The insurance in plain words.
const EXPLAINED_AT: &str = "explained";
/// Where an application is followed.
const RECEIPT: &str = "plain-receipt";

/// More hits than this nobody reads.
const MOST_HITS: usize = 6;

/// The pages.
pub(super) fn routes() -> Router<Platform> {
    let at = |name| format!("/{name}");
    Router::new()
        .route(&at(PLAIN), get(start).post(step))
        .route(&at(RECEIPT), get(receipt::ask).post(receipt::show))
        .route(&at(EXPLAINED_AT), get(explained::show))
        .route("/plain.css", get(style))
}

async fn style() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, STYLE).into_response()
}

/// An empty form; with the sector that a campaign's link chooses.
async fn start(State(platform): State<Platform>, RawQuery(query): RawQuery) -> Response {
    let mut visit = Visit::new(Look::asked(query.as_deref()));
    if let Some(link) = campaign::link(query.as_deref()) {
        campaign::opened(&platform, &mut visit, link).await;
    }
    estimate::page(&platform, &visit, false)
}

/// The estimate after a press.
async fn estimated(platform: &Platform, mut visit: Visit, point_at_missing: bool) -> Response {
    campaign::rated(platform, &mut visit).await;
    estimate::page(platform, &visit, point_at_missing)
}

/// One press of a button: everything typed so far comes along, and goes back in the next page.
async fn step(
    State(platform): State<Platform>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let (mut visit, ask) = Visit::read(&read(&headers, body)?, &platform.catalogue);
    Ok(match ask {
        Ask::Rate => estimated(&platform, visit, false).await,
        Ask::AddUnit => {
            visit.add_unit(&platform);
            estimated(&platform, visit, false).await
        }
        Ask::RemoveUnit(unit) => {
            visit.scenario.remove_unit(unit);
            estimated(&platform, visit, false).await
        }
        Ask::Take(answers) => {
            visit.take(&answers);
            estimated(&platform, visit, false).await
        }
        Ask::Fill(texts) => {
            visit.take(&texts);
            apply::page(&platform, &mut visit, StatusCode::OK, None)
        }
        Ask::Apply => apply_for(&platform, visit).await,
        Ask::Look => apply::page(&platform, &mut visit, StatusCode::OK, None),
        Ask::Send => send::send(&platform, visit).await,
        Ask::Anew => {
            visit.key.clear();
            send::send(&platform, visit).await
        }
        Ask::Relate(relation) => {
            visit.relation = relation.to_owned();
            send::send(&platform, visit).await
        }
        Ask::Earlier => receipt::earlier(&platform, &visit).await?,
    })
}

/// On to the application, or to what is still open.
async fn apply_for(platform: &Platform, mut visit: Visit) -> Response {
    let rated = rate(platform, &visit);
    let Some(quote) = rated.quote() else { return estimated(platform, visit, true).await };
    visit.saw(quote);
    visit.pressed = false;
    apply::page(platform, &mut visit, StatusCode::OK, None)
}

/// The answers, rated with what is known today.
fn rate(platform: &Platform, visit: &Visit) -> Rated {
    Rated::new(platform.catalogue.clone(), visit.scenario.clone(), platform.clock.today())
}

/// The fields of a form that was sent. What cannot be read as UTF-8 is not guessed at: names and addresses are in it.
fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Vec<(String, String)>, Kind> {
    let is_form = |value: &header::HeaderValue| {
        let essence = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    };
    if !headers.get(header::CONTENT_TYPE).is_some_and(is_form) {
        return Err(Kind::MediaType);
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
        _ => Kind::BadBody,
    })?;
    fields(&body).ok_or(Kind::BadBody)
}
