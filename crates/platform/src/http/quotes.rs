//! `POST /api/v1/quotes`: the engine of the widget, for programs.

use axum::extract::{RawQuery, State};
use rating::Risk;

use super::Platform;
use super::body::Json;
use super::problem::Problem;
use crate::answer::Answer;
use crate::intake::no_tariff;

/// Rates a risk. Stores nothing.
#[utoipa::path(
    post,
    path = "/api/v1/quotes",
    operation_id = "rate",
    params(("what-ifs" = Option<bool>, Query, description = "Whether a quote says what would lower it")),
    request_body = Risk,
    responses(
        (status = 200, description = "A quote, or the range that open answers leave", body = Answer),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 408, description = "The body did not come in time", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Too large", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not application/json", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Answers are wrong", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "It took too long", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn handle(
    State(platform): State<Platform>,
    RawQuery(query): RawQuery,
    Json(mut risk): Json<Risk>,
) -> Result<axum::Json<Answer>, Problem> {
    let today = platform.clock.today();
    let as_of = *risk.as_of.get_or_insert(today);
    let inception = *risk.inception.get_or_insert(today);
    let tariff =
        platform.catalogue.pick(inception, as_of).ok_or_else(|| Problem::faults(vec![no_tariff()]))?;
    let what_ifs = query.is_some_and(|query| query.split('&').any(|one| one == "what-ifs=true"));
    Answer::new(tariff, &risk, what_ifs).map(axum::Json).map_err(Problem::faults)
}
