//! Attachments sealed anew, one at a time: they are large, and nobody waits while one is read, opened and sealed.

use std::collections::HashSet;

use sqlx::{Row, SqliteConnection};
use tokio::time::sleep;

use super::PAUSE;
use crate::intake::hash;
use crate::store::uploads::about;
use crate::store::{Store, Trouble};

impl Store {
    /// What is still to be claimed is sent again by whoever has it: it is not worth sealing anew.
    pub(super) async fn drop_unclaimed(&self) -> Result<(), Trouble> {
        let newest = self.newest_hashes();
        let query = "DELETE FROM uploads WHERE id IN (SELECT id FROM uploads WHERE name NOT LIKE ? LIMIT 1)";
        while sqlx::query(query).bind(&newest).execute(&self.pool).await?.rows_affected() > 0 {
            sleep(PAUSE).await;
        }
        Ok(())
    }

    /// Seals attachments with the newest key and names them after it. How many there were to seal, and all that there are.
    pub(super) async fn rekey_attachments(&self) -> Result<(u64, HashSet<String>), Trouble> {
        let (mut done, mut seen) = (0, HashSet::new());
        loop {
            let mut connection = self.pool.acquire().await?;
            let ids = others(&mut connection, &seen).await?;
            drop(connection);
            if ids.is_empty() {
                return Ok((done, seen));
            }
            for id in ids {
                if self.rekey_attachment(&id).await? {
                    done += 1;
                    sleep(PAUSE).await;
                }
                seen.insert(id);
            }
        }
    }

    /// Whether there was anything to do. What an attachment holds never changes, so it is read before the database is taken.
    async fn rekey_attachment(&self, id: &str) -> Result<bool, Trouble> {
        let mut connection = self.pool.acquire().await?;
        let row = sqlx::query("SELECT name, sealed FROM attachments WHERE id = ?").bind(id);
        let Some(row) = row.fetch_optional(&mut *connection).await? else { return Ok(false) };
        drop(connection);
        let (name, sealed): (&str, &[u8]) = (row.try_get("name")?, row.try_get("sealed")?);
        if self.is_new(name, sealed) {
            return Ok(false);
        }
        let content = self.vault.open(&about(id), sealed)?;
        let name = self.names(&hash(&content)).into_iter().next();
        let sealed = self.vault.seal(&about(id), &content)?;
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        self.note_key(&mut transaction).await?;
        sqlx::query("UPDATE attachments SET name = ?, sealed = ? WHERE id = ?")
            .bind(name)
            .bind(sealed)
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Whether no older key is needed for an attachment, as for one that is gone.
    pub(super) async fn attachment_is_new(
        &self,
        connection: &mut SqliteConnection,
        id: &str,
    ) -> Result<bool, Trouble> {
        let row = sqlx::query("SELECT name, sealed FROM attachments WHERE id = ?").bind(id);
        let Some(row) = row.fetch_optional(connection).await? else { return Ok(true) };
        Ok(self.is_new(row.try_get("name")?, row.try_get("sealed")?))
    }

    fn is_new(&self, name: &str, sealed: &[u8]) -> bool {
        let newest = self.newest_hashes();
        name.starts_with(newest.trim_end_matches('%')) && sealed.starts_with(&self.vault.header())
    }
}

/// The attachments that are not among these.
pub(super) async fn others(
    connection: &mut SqliteConnection,
    seen: &HashSet<String>,
) -> Result<Vec<String>, Trouble> {
    let rows = sqlx::query("SELECT id FROM attachments").fetch_all(connection).await?;
    let ids: Result<Vec<String>, sqlx::Error> = rows.iter().map(|row| row.try_get(0)).collect();
    Ok(ids?.into_iter().filter(|id| !seen.contains(id)).collect())
}
