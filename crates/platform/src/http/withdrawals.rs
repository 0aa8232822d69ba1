//! `DELETE /api/v1/applications/{receipt}`: the applicant takes an application back. What it held of persons is deleted.

use application::standing::{Event, State as Stands, Unlawful};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::Platform;
use super::applications::{opened, standing, unavailable};
use super::problem::{Kind, Problem};
use crate::store::{Filed, Moved, Trouble};

/// Withdraws an application: what it held is deleted in every version, and what may be counted stays. Again gives the same.
#[utoipa::path(
    delete,
    path = "/api/v1/applications/{receipt}",
    operation_id = "withdraw",
    params(
        ("receipt" = String, Path, description = "Receipt number; hyphens and case do not matter"),
    ),
    security(("secret" = [])),
    responses(
        (status = 200, description = "How it stands: withdrawn, without what it held", body = super::applications::Standing),
        (status = 404, description = "No such application, or not the right secret", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "It cannot be withdrawn as it stands (`not-withdrawable`), or another write is under way",
            body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "Cannot be stored now", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle(
    State(platform): State<Platform>,
    number: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (filed, _) = opened(&platform, number, &headers).await?;
    let (filed, history) = withdraw(&platform, &filed).await?;
    standing(&platform, filed, history).await
}

/// Withdraws it, and says how it stands then.
pub(super) async fn withdraw(platform: &Platform, filed: &Filed) -> Result<(Filed, Vec<Event>), Problem> {
    let moved = platform.store.move_to(&filed.receipt, Stands::Withdrawn, &[], &platform.clock.now()).await;
    match moved.map_err(not_moved)? {
        Moved::From(_) => metrics::counter!("anze_withdrawals_total").increment(1),
        Moved::Unlawful(Unlawful::Move(Stands::Withdrawn, _)) => {}
        Moved::Unlawful(why) => return Err(Problem::new(Kind::NotWithdrawable, why.to_string())),
        Moved::NotThere => return Err(Kind::NotFound.into()),
    }
    let found = platform.store.standing(&filed.receipt).await.map_err(|trouble| unavailable(&trouble))?;
    found.ok_or_else(|| Kind::NotFound.into())
}

fn not_moved(trouble: Trouble) -> Problem {
    match trouble {
        Trouble::Busy => Kind::UnderWay.into(),
        trouble => unavailable(&trouble),
    }
}
