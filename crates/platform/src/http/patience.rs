//! How long a request may take, and whose doing it is that it takes longer: a body that does not come is the caller's, all
//! else is ours.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as Read, Frame, SizeHint};

use super::problem::{Kind, Problem};

/// A request is answered within this time, or given up.
pub(super) const LONGEST: Duration = Duration::from_secs(15);

pub(super) async fn time_out(request: Request, next: Next) -> Response {
    let waits = Arc::new(AtomicBool::new(false));
    let request = request.map(|body| Body::new(Watched { body, waits: Arc::clone(&waits) }));
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) if waits.load(Ordering::Relaxed) => {
            let mut response = Problem::from(Kind::BodyTooSlow).into_response();
            // What would still come is no next request.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
        Err(_) => Problem::from(Kind::TooSlow).into_response(),
    }
}

/// A body of which one knows whether somebody waits for more of it.
struct Watched {
    body: Body,
    waits: Arc<AtomicBool>,
}

impl Read for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        self.waits.store(polled.is_pending(), Ordering::Relaxed);
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
