//! Whether an application could be stored now.

use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use tokio::sync::Mutex;

use super::{Store, Trouble};

/// Anybody may ask, and it is a write to the disk: asked again within this time, the answer is the one before.
const ONCE_IN: Duration = Duration::from_secs(1);

/// What tries to write, and what came of it the last time.
#[derive(Debug)]
pub(super) struct Probe {
    pool: SqlitePool,
    last: Mutex<Option<(Instant, bool)>>,
}

impl Probe {
    /// On a connection of its own, which does not wait for those that write: while another does, one can.
    pub fn new(options: SqliteConnectOptions) -> Self {
        let options = options.busy_timeout(Duration::ZERO);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options);
        Self { pool, last: Mutex::new(None) }
    }

    /// Writes a number that nobody reads, as it is: a commit, which needs room on the disk.
    async fn writes(&self) -> bool {
        let written = sqlx::query("PRAGMA user_version = 0").execute(&self.pool).await;
        match written.map_err(Trouble::from) {
            Ok(_) | Err(Trouble::Busy) => true,
            Err(trouble) => {
                tracing::error!(?trouble, "nothing can be stored");
                false
            }
        }
    }
}

impl Store {
    /// Whether the database answers, and takes what is written.
    pub async fn is_up(&self) -> bool {
        let mut last = self.probe.last.lock().await;
        if let Some((at, answer)) = *last
            && at.elapsed() < ONCE_IN
        {
            return answer;
        }
        let reads = sqlx::query("SELECT 1 FROM sqlite_schema").execute(&self.pool).await.is_ok();
        let answer = reads && self.probe.writes().await;
        *last = Some((Instant::now(), answer));
        answer
    }
}
