//! What is kept, and the only SQL. SQLite in a file; every commit is on disk before it is answered.

mod events;
mod keys;

use std::str::FromStr;
use std::time::Duration;

use application::Application;
use application::standing::State;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Row, SqliteConnection};

pub use events::{Listed, Moved};

/// The applications that were accepted.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
}

/// An application about to be stored.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// Receipt number.
    pub receipt: String,
    /// SHA-256 of the idempotency key.
    pub key_hash: String,
    /// SHA-256 of the canonical body.
    pub body_digest: String,
    /// SHA-256 of the applicant's secret.
    pub secret_hash: String,
    /// RFC 3339, UTC.
    pub received_at: String,
    /// Tariff and its digest.
    pub tariff: (String, String),
    /// Premium in yuan.
    pub premium: String,
    /// Strictest sector.
    pub sector: String,
    /// District code.
    pub district: String,
    /// First day of cover.
    pub inception: String,
    /// Canonical JSON of the application.
    pub application: String,
    /// Canonical JSON of the quote.
    pub quote: String,
}

/// A stored application, as far as its applicant is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Receipt number.
    pub receipt: String,
    /// SHA-256 of the canonical body.
    pub body_digest: String,
    /// SHA-256 of the applicant's secret.
    pub secret_hash: String,
    /// RFC 3339, UTC.
    pub received_at: String,
    /// Where it is.
    pub state: State,
    /// Identifier of the tariff.
    pub tariff: String,
    /// Premium in yuan.
    pub premium: String,
    /// Strictest sector.
    pub sector: String,
    /// First day of cover.
    pub inception: String,
    /// Canonical JSON of the application.
    pub application: String,
    /// Canonical JSON of the quote.
    pub quote: String,
}

impl Filed {
    /// The application, read.
    pub fn application(&self) -> Result<Application, Trouble> {
        Ok(serde_json::from_str(&self.application).map_err(decoded)?)
    }
}

/// What became of storing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk.
    Stored,
    /// The key was used before: this is what it was used for.
    KeyUsed(Box<Filed>),
    /// The receipt number is taken: draw another.
    ReceiptTaken,
}

/// Why the store cannot answer.
#[derive(Debug)]
pub enum Trouble {
    /// Another write has held the database for too long: try again.
    Busy,
    /// Anything else.
    Failed(sqlx::Error),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Busy => f.write_str("the database is held by another: try again"),
            Self::Failed(error) => write!(f, "the database: {error}"),
        }
    }
}

impl std::error::Error for Trouble {}

impl From<sqlx::Error> for Trouble {
    fn from(error: sqlx::Error) -> Self {
        // SQLITE_BUSY and its extended forms.
        let code = error.as_database_error().and_then(|e| e.code()).and_then(|c| c.parse::<u32>().ok());
        if code.is_some_and(|code| code & 0xff == 5) { Self::Busy } else { Self::Failed(error) }
    }
}

const FILED: &str = "SELECT receipt, body_digest, secret_hash, received_at, state, tariff, premium, sector, \
                     inception, application, quote FROM applications WHERE ";

impl Store {
    /// Opens the database at a URL such as `sqlite:data/anze.db`, makes it where there is none, and brings it up to
    /// date.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        Self::connect(SqliteConnectOptions::from_str(url)?.create_if_missing(true)).await
    }

    /// Opens a database that is there: a mistyped name makes no empty one.
    pub async fn open_existing(url: &str) -> Result<Self, sqlx::Error> {
        Self::connect(SqliteConnectOptions::from_str(url)?.create_if_missing(false)).await
    }

    async fn connect(options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Whether the database answers.
    pub async fn is_up(&self) -> bool {
        sqlx::query("SELECT 1").execute(&self.pool).await.is_ok()
    }

    /// The application that a key was used for.
    pub async fn by_key(&self, key_hash: &str) -> Result<Option<Filed>, Trouble> {
        let mut connection = self.pool.acquire().await?;
        by_key(&mut connection, key_hash).await
    }

    /// Stores key, application, receipt and first event together, or none of them. When this returns [`Outcome::Stored`], they are
    /// on disk.
    pub async fn file(&self, new: &NewApplication) -> Result<Outcome, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if let Some(filed) = by_key(&mut transaction, &new.key_hash).await? {
            return Ok(Outcome::KeyUsed(Box::new(filed)));
        }
        let inserted = sqlx::query(
            "INSERT INTO applications (receipt, key_hash, body_digest, secret_hash, received_at, tariff, \
             tariff_digest, premium, sector, district, inception, application, quote) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (receipt) DO NOTHING",
        )
        .bind(&new.receipt)
        .bind(&new.key_hash)
        .bind(&new.body_digest)
        .bind(&new.secret_hash)
        .bind(&new.received_at)
        .bind(&new.tariff.0)
        .bind(&new.tariff.1)
        .bind(&new.premium)
        .bind(&new.sector)
        .bind(&new.district)
        .bind(&new.inception)
        .bind(&new.application)
        .bind(&new.quote)
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() == 0 {
            return Ok(Outcome::ReceiptTaken);
        }
        events::write(&mut transaction, &new.receipt, State::Received, &[], &new.received_at).await?;
        transaction.commit().await?;
        Ok(Outcome::Stored)
    }

    /// How many applications there are.
    pub async fn count(&self) -> Result<i64, Trouble> {
        let row = sqlx::query("SELECT count(*) FROM applications").fetch_one(&self.pool).await?;
        Ok(row.try_get(0)?)
    }
}

async fn by_key(connection: &mut SqliteConnection, key_hash: &str) -> Result<Option<Filed>, Trouble> {
    one(connection, "key_hash = ?", key_hash).await
}

async fn by_receipt(connection: &mut SqliteConnection, receipt: &str) -> Result<Option<Filed>, Trouble> {
    one(connection, "receipt = ?", receipt).await
}

async fn one(
    connection: &mut SqliteConnection,
    condition: &'static str,
    value: &str,
) -> Result<Option<Filed>, Trouble> {
    let query = sqlx::AssertSqlSafe(format!("{FILED} {condition}"));
    let row = sqlx::query(query).bind(value).fetch_optional(connection).await?;
    Ok(row.map(|row| filed(&row)).transpose()?)
}

/// What is stored is not as it was written.
fn decoded(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(error.into())
}

fn filed(row: &sqlx::sqlite::SqliteRow) -> Result<Filed, sqlx::Error> {
    Ok(Filed {
        receipt: row.try_get("receipt")?,
        body_digest: row.try_get("body_digest")?,
        secret_hash: row.try_get("secret_hash")?,
        received_at: row.try_get("received_at")?,
        state: events::state(row)?,
        tariff: row.try_get("tariff")?,
        premium: row.try_get("premium")?,
        sector: row.try_get("sector")?,
        inception: row.try_get("inception")?,
        application: row.try_get("application")?,
        quote: row.try_get("quote")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kill of the process does not show it, a power cut would: a commit that is not synced is lost.
    #[tokio::test]
    async fn every_commit_is_synced() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}/anze.db", folder.path().display())).await.unwrap();
        let synchronous: i64 = sqlx::query("PRAGMA synchronous").fetch_one(&store.pool).await.unwrap().get(0);
        let journal: String = sqlx::query("PRAGMA journal_mode").fetch_one(&store.pool).await.unwrap().get(0);
        assert_eq!((synchronous, journal.as_str()), (2, "wal"), "2 is FULL");
    }

    /// What was filed before there were events has its first one.
    #[tokio::test]
    async fn a_database_of_before_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}/anze.db", folder.path().display());
        let old = SqliteConnectOptions::from_str(&url).unwrap().create_if_missing(true);
        let pool = SqlitePool::connect_with(old).await.unwrap();
        let mut migrations = sqlx::migrate!();
        migrations.migrations = migrations.migrations.iter().take(1).cloned().collect();
        migrations.run(&pool).await.unwrap();
        sqlx::query(
            "INSERT INTO applications (receipt, key_hash, body_digest, secret_hash, received_at, tariff, \
             tariff_digest, premium, sector, district, inception, application, quote) \
             VALUES ('R', 'k', 'b', 's', '2026-11-23T01:02:03Z', 't', 'd', '1.00', 'x', '1', '2026-12-01', '{}', '{}')",
        )
        .execute(&pool)
        .await
        .unwrap();
        pool.close().await;
        let store = Store::open(&url).await.unwrap();
        let (filed, events) = store.standing("R").await.unwrap().unwrap();
        assert_eq!((filed.state, events.len()), (State::Received, 1));
        assert_eq!(events[0].at, "2026-11-23T01:02:03Z");
    }
}
