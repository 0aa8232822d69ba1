//! Opening the database: brought up to date, then unlocked with the keys of what it holds. What was filed before there
//! was a key is sealed on the way.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use rating::Quote;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, Row, SqliteConnection};

use super::filing::{Content, NewVersion};
use super::health::Probe;
use super::{Store, Trouble, decoded, events};
use crate::vault::Vault;

/// So often a database is brought up to date anew, where it fails.
const TRIES: u32 = 20;

/// A database whose keys are yet to be given.
#[derive(Debug)]
pub struct Locked {
    pool: SqlitePool,
    probe: Probe,
}

impl Locked {
    /// Opens the database at a URL such as `sqlite:data/anze.db`, makes it where there is none, and brings it up to
    /// date.
    pub async fn make(url: &str) -> Result<Self, sqlx::Error> {
        Self::connect(SqliteConnectOptions::from_str(url)?.create_if_missing(true)).await
    }

    /// Opens a database that is there: a mistyped name makes no empty one.
    pub async fn open(url: &str) -> Result<Self, sqlx::Error> {
        Self::connect(SqliteConnectOptions::from_str(url)?.create_if_missing(false)).await
    }

    async fn connect(options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            // What is deleted is overwritten, not only forgotten.
            .pragma("secure_delete", "ON");
        let probe = Probe::new(options.clone());
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            // On a full disk SQLite ends a transaction by itself, sqlx then cannot, and would begin none on the connection
            // again. One that was dropped has ended by now: the pool asks the connection for a sign of life before.
            .before_acquire(|connection, _| Box::pin(async { Ok(!connection.is_in_transaction()) }))
            .connect_with(options)
            .await?;
        bring_up_to_date(&pool).await?;
        Ok(Self { pool, probe })
    }

    /// Whether anything in it is sealed: a new key would not open it.
    pub async fn is_sealed(&self) -> Result<bool, Trouble> {
        Ok(!self.keys().await?.is_empty())
    }

    /// The names of the keys that are needed.
    async fn keys(&self) -> Result<Vec<String>, Trouble> {
        let rows = sqlx::query("SELECT name FROM data_keys ORDER BY name").fetch_all(&self.pool).await?;
        let names: Result<_, sqlx::Error> = rows.iter().map(|row| row.try_get(0)).collect();
        Ok(names?)
    }

    /// Unlocks it; every key is needed with which anything in it is sealed.
    pub async fn unlock(self, vault: Vault) -> Result<Store, Trouble> {
        let given = vault.names();
        let mut missing = self.keys().await?;
        missing.retain(|name| !given.contains(name));
        if !missing.is_empty() {
            return Err(Trouble::MissingKeys(missing, given));
        }
        let store = Store { pool: self.pool, vault, probe: Arc::new(self.probe) };
        store.seal_what_was_before().await?;
        Ok(store)
    }
}

/// Several platforms may start at the same moment, and nothing keeps one from what another is about to do: whoever comes late fails,
/// and finds it done.
async fn bring_up_to_date(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    for _ in 0..TRIES {
        if sqlx::migrate!().run(pool).await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(sqlx::migrate!().run(pool).await?)
}

impl Store {
    /// Moves what was filed in the clear to where it is sealed: all of it, or nothing.
    async fn seal_what_was_before(&self) -> Result<(), Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let there = "SELECT 1 FROM sqlite_schema WHERE name = 'unsealed_applications'";
        if sqlx::query(there).fetch_optional(&mut *transaction).await?.is_none() {
            return Ok(());
        }
        let rows =
            sqlx::query("SELECT receipt FROM unsealed_applications").fetch_all(&mut *transaction).await?;
        for row in &rows {
            self.seal_application(&mut transaction, row.try_get(0)?).await?;
        }
        self.seal_events(&mut transaction).await?;
        for table in ["DROP TABLE unsealed_events", "DROP TABLE unsealed_applications"] {
            sqlx::query(table).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        if !rows.is_empty() {
            // Pages that were freed before deleting meant overwriting, and the log, hold it in the clear.
            for sql in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
                sqlx::query(sql).execute(&self.pool).await?;
            }
        }
        Ok(())
    }

    async fn seal_application(
        &self,
        transaction: &mut SqliteConnection,
        receipt: &str,
    ) -> Result<(), Trouble> {
        let row = sqlx::query("SELECT * FROM unsealed_applications WHERE receipt = ?")
            .bind(receipt)
            .fetch_one(&mut *transaction)
            .await?;
        let application: Application = serde_json::from_str(row.try_get("application")?).map_err(decoded)?;
        let quote: Quote = serde_json::from_str(row.try_get("quote")?).map_err(decoded)?;
        let new = NewVersion {
            receipt: receipt.to_owned(),
            key_hash: row.try_get("key_hash")?,
            at: row.try_get("received_at")?,
            content: Content { body_digest: row.try_get("body_digest")?, application, quote },
        };
        self.insert(transaction, &new, row.try_get("secret_hash")?, events::state(&row)?).await?;
        Ok(())
    }

    async fn seal_events(&self, transaction: &mut SqliteConnection) -> Result<(), Trouble> {
        let rows = sqlx::query("SELECT receipt, at, state, reasons FROM unsealed_events ORDER BY id")
            .fetch_all(&mut *transaction)
            .await?;
        for row in &rows {
            let reasons: Vec<String> = serde_json::from_str(row.try_get("reasons")?).map_err(decoded)?;
            let (receipt, at) = (row.try_get("receipt")?, row.try_get("at")?);
            self.write_event(transaction, receipt, events::state(row)?, &reasons, at).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn several_first_starts_at_one_moment_all_succeed() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}/anze.db", folder.path().display());
        let starts = (0..8).map(|_| {
            let url = url.clone();
            tokio::spawn(async move { Locked::make(&url).await.map(drop) })
        });
        for start in starts.collect::<Vec<_>>() {
            start.await.unwrap().unwrap();
        }
    }

    /// A kill of the process does not show it, a power cut would: a commit that is not synced is lost.
    #[tokio::test]
    async fn every_commit_is_synced_and_what_is_deleted_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let store = Locked::make(&format!("sqlite:{}/anze.db", folder.path().display())).await.unwrap();
        let store = store.unlock(Vault::new(&[[1; 32]]).unwrap()).await.unwrap();
        let pragma = async |sql: &'static str| sqlx::query(sql).fetch_one(&store.pool).await.unwrap();
        assert_eq!(pragma("PRAGMA synchronous").await.get::<i64, _>(0), 2, "2 is FULL");
        assert_eq!(pragma("PRAGMA journal_mode").await.get::<String, _>(0), "wal");
        assert_eq!(pragma("PRAGMA secure_delete").await.get::<i64, _>(0), 1);
    }
}
