//! Connections: taken until the end, given up where they stall, finished in order.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::{Extension, Router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};

use super::measure;
use super::patience::LONGEST;

/// The head of a request is whole within this time, counted from the end of the one before, or the connection ends: else
/// whoever opens many and sends nothing keeps everybody out.
const LONGEST_HEAD: Duration = Duration::from_secs(10);

/// Where no connection can be taken, as without free file descriptors, the next is tried after this.
const RECOVERY: Duration = Duration::from_millis(100);

/// Serves until the future ends, then lets running requests finish.
pub async fn serve(listener: TcpListener, router: Router, until: impl Future<Output = ()>) {
    let upkeep = tokio::spawn(measure::keep_up());
    let connections = GracefulShutdown::new();
    let mut until = pin!(until);
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, address)) => connect(stream, address, &router, &connections),
                Err(error) => {
                    tracing::warn!(%error, "no connection can be taken");
                    tokio::time::sleep(RECOVERY).await;
                }
            },
            () = &mut until => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(LONGEST, connections.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished");
    }
    upkeep.abort();
}

fn connect(stream: TcpStream, address: SocketAddr, router: &Router, connections: &GracefulShutdown) {
    // Small answers go out at once; where that cannot be set they go out all the same.
    drop(stream.set_nodelay(true));
    let service = TowerToHyperService::new(router.clone().layer(Extension(ConnectInfo(address))));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(LONGEST_HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // A client that goes is no news.
    let served = connections.watch(connection);
    tokio::spawn(async move { drop(served.await) });
}
