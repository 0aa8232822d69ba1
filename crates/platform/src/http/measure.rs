//! Counters for operators, in the text form of Prometheus. Routes, methods and statuses; nothing of any applicant.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// How often histograms are emptied.
const UPKEEP: Duration = Duration::from_secs(5);

static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

fn recorder() -> Option<&'static PrometheusHandle> {
    RECORDER.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).as_ref()
}

pub(super) async fn show() -> String {
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// Empties the buckets of histograms from time to time, or they would grow until somebody asks for `/metrics`.
pub(super) async fn keep_up() {
    loop {
        tokio::time::sleep(UPKEEP).await;
        recorder().inspect(|recorder| recorder.run_upkeep());
    }
}

/// A client may make up methods: each would be a counter of its own.
fn method(request: &Request) -> &str {
    let known = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"];
    known.into_iter().find(|known| *known == request.method().as_str()).unwrap_or("other")
}

pub(super) async fn count(request: Request, next: Next) -> Response {
    recorder();
    let route = request.extensions().get::<MatchedPath>().map_or("other", |path| path.as_str()).to_owned();
    let method = method(&request).to_owned();
    let start = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let labels = [("route", route), ("method", method), ("status", status)];
    metrics::counter!("anze_requests_total", &labels).increment(1);
    metrics::histogram!("anze_request_seconds", &labels).record(start.elapsed().as_secs_f64());
    response
}
