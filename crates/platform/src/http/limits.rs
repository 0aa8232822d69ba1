//! How often one address may ask.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_client_ip::{ClientIp, Rejection};
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

/// Who counts as one: whoever has an IPv6 address has the other 2^64 of its network too.
fn asker(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        v4 => v4,
    }
}

pub(super) async fn limit(
    State(Limits(limiter)): State<Limits>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    said: Result<ClientIp, Rejection>,
    request: Request,
    next: Next,
) -> Response {
    if let Some(limiter) = limiter {
        if limiter.len() > MOST_ADDRESSES {
            limiter.retain_recent();
        }
        // What does not come through the proxy, such as its own health checks, is whoever connects.
        let address = said.map_or(peer.ip(), |ClientIp(address)| address);
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
