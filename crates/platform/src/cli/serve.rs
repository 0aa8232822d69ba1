//! `anze serve`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;
use axum_client_ip::ClientIpSource;
use clap::Args;
use platform::clock::Clock;
use platform::http::{self, Config, Platform, Press};
use platform::keys::SIGNING;
use platform::signing::Signer;
use platform::store::Store;
use platform::tariffs::{check_bundle, load_folder};
use platform::uploads::DAYS_KEPT;
use rating::Date;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::database::Database;
use super::{Outcome, output};

#[derive(Args)]
#[command(
    after_help = "ANZE_SIGNING_KEY: the key that receipts are signed with, 32 bytes in base64. ANZE_DATA_KEY: the key that seals \
                  what is kept of applicants; several with spaces between them while they change, the newest first. Without \
                  them keys are made at the first start, in files beside the database."
)]
pub struct Arguments {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, env = "ANZE_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    #[command(flatten)]
    database: Database,
    /// Folder of the release bundle, with the same tariffs packed in it; without it only the API is served.
    #[arg(long, env = "ANZE_BUNDLE")]
    bundle: Option<PathBuf>,
    /// Requests a second from one address; 0 for no limit.
    #[arg(long, env = "ANZE_RATE_LIMIT", default_value_t = 50)]
    rate_limit: u32,
    /// Where their address is found. Behind a reverse proxy: the header that it sets and nobody else can, such as
    /// `XRealIp` or `RightmostXForwardedFor`.
    #[arg(long, env = "ANZE_CLIENT_ADDRESS", default_value = "ConnectInfo")]
    client_address: ClientIpSource,
    /// Where people reach the platform: codes on paper lead there. The address listened on where left out.
    #[arg(long, env = "ANZE_PUBLIC_URL")]
    public_url: Option<String>,
    /// Sites that may frame the calculator.
    #[arg(long, env = "ANZE_FRAME_ANCESTORS", default_value = "'self'")]
    frame_ancestors: String,
    /// Sites whose pages may send applications from within, such as `https://www.example.gov.cn`; several with commas between
    /// them, `*` for all. What is sent carries its own secret and no cookie: a site gains nothing that a visitor did not type there.
    #[arg(long, env = "ANZE_ALLOWED_ORIGINS", value_delimiter = ',')]
    allowed_origins: Vec<HeaderValue>,
    /// Pretend that today is another day, to try what a tariff will do.
    #[arg(long)]
    today: Option<Date>,
}

#[tokio::main]
pub async fn run(tariffs: &Path, arguments: Arguments) -> Outcome {
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info,sqlx=warn".into());
    // Where nobody takes what is said, saying that would panic.
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .json()
        .with_writer(std::io::stderr)
        .log_internal_errors(false)
        .init();
    let catalogue = Arc::new(load_folder(tariffs)?);
    if let Some(bundle) = &arguments.bundle {
        check_bundle(bundle, &catalogue, tariffs)?;
    }
    let store = arguments.database.make().await?;
    let signer = signer(&arguments.database)?;
    let clock = arguments.today.map(Clock::fixed).unwrap_or_default();
    let kid = signer.public().kid;
    if !store.keep_key(&signer.public(), &clock.now()).await? {
        return Err(format!("the signing key {kid} is distrusted: give another").into());
    }
    tracing::info!(key = kid, "receipts are signed");
    let Arguments {
        listen,
        bundle,
        rate_limit,
        client_address,
        public_url,
        frame_ancestors,
        allowed_origins,
        ..
    } = arguments;
    let config = Config { bundle, rate_limit, client_address, frame_ancestors, allowed_origins };
    let listener = TcpListener::bind(listen).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let press = Press::new(&public_url.unwrap_or_else(|| address.clone()));
    let platform = Platform { catalogue, store: store.clone(), signer, clock, press };
    let router = http::router(platform, &config)?;
    let purging = tokio::spawn(purge(store, clock));
    // Serving goes on where nobody reads this.
    drop(output::line(format_args!("anze is at {address}/")));
    http::serve(listener, router, stopped()).await;
    purging.abort();
    Ok(ExitCode::SUCCESS)
}

/// The key that receipts are signed with.
fn signer(database: &Database) -> Result<Signer, Box<dyn std::error::Error>> {
    match database.keys(SIGNING, true)?.as_slice() {
        [key] => Ok(Signer::new(key)),
        _ => Err("receipts are signed with one key: give one signing key".into()),
    }
}

/// Deletes what nobody has claimed, now and every hour.
async fn purge(store: Store, clock: Clock) {
    let mut hours = tokio::time::interval(Duration::from_secs(60 * 60));
    loop {
        hours.tick().await;
        match store.purge_uploads(&clock.days_ago(DAYS_KEPT)).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "unclaimed uploads were deleted"),
            Err(trouble) => tracing::warn!(?trouble, "unclaimed uploads were not deleted"),
        }
    }
}

/// Ends when the process is told to stop.
async fn stopped() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping");
}
