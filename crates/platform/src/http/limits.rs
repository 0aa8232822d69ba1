//! How often one address may ask.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_client_ip::{ClientIp, Rejection};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::problem::{Kind, Problem};
use super::uploads;

/// Addresses are forgotten once this many are remembered.
const MOST_ADDRESSES: usize = 100_000;

/// Files that one address may announce a minute, and at once: each takes room on the disk before anything is known of
/// whoever sends it.
const UPLOADS_A_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

/// The limiters, or none.
#[derive(Clone)]
pub(super) struct Limits(Option<Arc<[DefaultKeyedRateLimiter<IpAddr>; 2]>>);

impl Limits {
    /// So many requests a second from one address, twice as many at once; 0 for no limit.
    pub fn new(per_second: u32) -> Self {
        let quotas = NonZeroU32::new(per_second).map(|rate| {
            let twice = rate.saturating_mul(NonZeroU32::MIN.saturating_add(1));
            [Quota::per_second(rate).allow_burst(twice), Quota::per_minute(UPLOADS_A_MINUTE)]
        });
        Self(quotas.map(|quotas| Arc::new(quotas.map(RateLimiter::keyed))))
    }
}

/// Who counts as one: whoever has an IPv6 address has the other 2^64 of its network too.
fn asker(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        v4 => v4,
    }
}

pub(super) async fn limit(
    State(Limits(limiters)): State<Limits>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    said: Result<ClientIp, Rejection>,
    request: Request,
    next: Next,
) -> Response {
    let announces = request.method() == Method::POST && request.uri().path() == uploads::PATH;
    // All requests count for the first limiter, announcements for the second too.
    let counted = if announces { 2 } else { 1 };
    for limiter in limiters.iter().flat_map(|limiters| limiters.iter().take(counted)) {
        if limiter.len() > MOST_ADDRESSES {
            limiter.retain_recent();
        }
        // What does not come through the proxy, such as its own health checks, is whoever connects.
        let address = said.as_ref().map_or(peer.ip(), |ClientIp(address)| *address);
        if limiter.check_key(&asker(address)).is_err() {
            return Problem::from(Kind::TooMany).into_response();
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_of_ipv6_is_one_asker() {
        let cases = [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
            ("192.0.2.1", "192.0.2.2", false),
            ("192.0.2.1", "::ffff:192.0.2.1", true),
        ];
        for (one, other, same) in cases {
            let (one, other) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(asker(one) == asker(other), same, "{one} {other}");
        }
    }
}
