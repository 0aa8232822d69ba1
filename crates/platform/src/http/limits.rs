//! How often one address may ask.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::problem::{Kind, Problem};

/// Addresses are forgotten once this many are remembered.
const MOST_ADDRESSES: usize = 100_000;

/// The limiter, or none.
#[derive(Clone)]
pub(super) struct Limits(Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>);

impl Limits {
    /// So many requests a second from one address, twice as many at once; 0 for no limit.
    pub fn new(per_second: u32) -> Self {
        let quota = NonZeroU32::new(per_second).map(|rate| {
            Quota::per_second(rate).allow_burst(rate.saturating_mul(NonZeroU32::MIN.saturating_add(1)))
        });
        Self(quota.map(|quota| Arc::new(RateLimiter::keyed(quota))))
    }
}

pub(super) async fn limit(
    State(Limits(limiter)): State<Limits>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    if let Some(limiter) = limiter {
        if limiter.len() > MOST_ADDRESSES {
            limiter.retain_recent();
        }
        if limiter.check_key(&address.ip()).is_err() {
            return Problem::from(Kind::TooMany).into_response();
        }
    }
    next.run(request).await
}
