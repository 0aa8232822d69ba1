//! Everything sealed anew with the newest key, so that the older ones can be put away.

mod attachments;

use std::collections::HashSet;
use std::time::Duration;

use sqlx::{Row, SqliteConnection};
use tokio::time::sleep;

use super::filing::Content;
use super::{Store, Trouble};

/// So many at once: others wait while they are written.
const BATCH: i64 = 100;

/// For so long the database is nobody's after each step, or those who wait for it would go away empty-handed.
const PAUSE: Duration = Duration::from_millis(10);

/// A table with a column `sealed`, and what each row of it is about.
struct Sealed {
    table: &'static str,
    about: &'static str,
}

/// Where rows are small; attachments are not.
const SEALED: [Sealed; 2] = [
    Sealed { table: "versions", about: "'application ' || receipt || ' ' || version" },
    Sealed { table: "events", about: "'reasons ' || receipt || ' ' || state || ' ' || at" },
];

impl Store {
    /// Seals everything with the newest key, in batches: where it is cut off, it goes on the next time. How many rows there were to
    /// seal. Afterwards no other key is needed.
    pub async fn rekey(&self) -> Result<u64, Trouble> {
        let mut done = 0;
        for sealed in &SEALED {
            done += self.rekey_table(sealed).await?;
        }
        done += self.rekey_enterprises().await?;
        self.drop_unclaimed().await?;
        let (attachments, seen) = self.rekey_attachments().await?;
        done += attachments;
        self.forget_keys(&seen).await?;
        // What is in the log still is as it was before.
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await?;
        Ok(done)
    }

    async fn rekey_table(&self, sealed: &Sealed) -> Result<u64, Trouble> {
        let mut done = 0;
        loop {
            let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
            let rows = self.old_rows(&mut transaction, sealed, BATCH).await?;
            for (id, about, bytes) in &rows {
                let plain = self.vault.open(about, bytes)?;
                let bytes = self.seal_bytes(&mut transaction, about, &plain).await?;
                let update = format!("UPDATE {} SET sealed = ? WHERE rowid = ?", sealed.table);
                sqlx::query(sqlx::AssertSqlSafe(update))
                    .bind(bytes)
                    .bind(id)
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await?;
            if rows.is_empty() {
                return Ok(done);
            }
            done += rows.len() as u64;
            sleep(PAUSE).await;
        }
    }

    /// Rows that an older key sealed.
    async fn old_rows(
        &self,
        connection: &mut SqliteConnection,
        Sealed { table, about }: &Sealed,
        limit: i64,
    ) -> Result<Vec<(i64, String, Vec<u8>)>, Trouble> {
        let query = format!(
            "SELECT rowid, {about}, sealed FROM {table} WHERE substr(sealed, 1, length(?1)) <> ?1 LIMIT ?2"
        );
        let header = self.vault.header();
        let rows =
            sqlx::query(sqlx::AssertSqlSafe(query)).bind(header).bind(limit).fetch_all(connection).await?;
        let rows: Result<_, sqlx::Error> =
            rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?, row.try_get(2)?))).collect();
        Ok(rows?)
    }

    /// What keyed hashes with the newest key are like.
    fn newest_hashes(&self) -> String {
        format!("{}.%", self.vault.names().first().map_or("", String::as_str))
    }

    /// The keyed hashes by which the same enterprise is found.
    async fn rekey_enterprises(&self) -> Result<u64, Trouble> {
        let newest = self.newest_hashes();
        let mut done = 0;
        loop {
            let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
            let rows = sqlx::query(
                "SELECT receipt, 'application ' || receipt || ' ' || version, sealed FROM applications \
                 JOIN versions USING (receipt, version) WHERE enterprise NOT LIKE ? AND sealed IS NOT NULL LIMIT ?",
            )
            .bind(&newest)
            .bind(BATCH)
            .fetch_all(&mut *transaction)
            .await?;
            for row in &rows {
                let content: Content = self.opened(row.try_get(1)?, row.try_get(2)?)?;
                sqlx::query("UPDATE applications SET enterprise = ? WHERE receipt = ?")
                    .bind(self.vault.indexes(&content.application.enterprise.uscc).first())
                    .bind(row.try_get::<&str, _>(0)?)
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await?;
            if rows.is_empty() {
                return Ok(done);
            }
            done += rows.len() as u64;
            sleep(PAUSE).await;
        }
    }

    /// Where nothing is left that an older key sealed, they are no longer needed. A platform that still seals with one keeps it.
    async fn forget_keys(&self, seen: &HashSet<String>) -> Result<(), Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for sealed in &SEALED {
            if !self.old_rows(&mut transaction, sealed, 1).await?.is_empty() {
                return Ok(());
            }
        }
        for id in attachments::others(&mut transaction, seen).await? {
            if !self.attachment_is_new(&mut transaction, &id).await? {
                return Ok(());
            }
        }
        sqlx::query("DELETE FROM data_keys WHERE name <> ?")
            .bind(self.vault.names().first())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}
