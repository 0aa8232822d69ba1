//! Public keys of signed receipts.

use application::signed::{ReceiptKey, ReceiptKeys};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Store, Trouble};

impl Store {
    /// Keeps a key among those that receipts are checked with. Whether it is still to be believed.
    pub async fn keep_key(&self, key: &ReceiptKey, since: &str) -> Result<bool, Trouble> {
        sqlx::query("INSERT INTO receipt_keys (kid, x, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
            .bind(&key.kid)
            .bind(&key.x)
            .bind(since)
            .execute(&self.pool)
            .await?;
        Ok(self.receipt_keys().await?.keys.contains(key))
    }

    /// The keys that are believed, the oldest first.
    pub async fn receipt_keys(&self) -> Result<ReceiptKeys, Trouble> {
        let query = "SELECT kid, x FROM receipt_keys WHERE distrusted_at IS NULL ORDER BY since, kid";
        let rows = sqlx::query(query).fetch_all(&self.pool).await?;
        let keys: Result<_, sqlx::Error> = rows.iter().map(key).collect();
        Ok(ReceiptKeys { keys: keys? })
    }

    /// No longer believes a key. Whether there was one to believe.
    pub async fn distrust(&self, kid: &str, at: &str) -> Result<bool, Trouble> {
        let done =
            sqlx::query("UPDATE receipt_keys SET distrusted_at = ? WHERE kid = ? AND distrusted_at IS NULL")
                .bind(at)
                .bind(kid)
                .execute(&self.pool)
                .await?;
        Ok(done.rows_affected() > 0)
    }
}

fn key(row: &SqliteRow) -> Result<ReceiptKey, sqlx::Error> {
    Ok(ReceiptKey::named(row.try_get("kid")?, row.try_get("x")?))
}
