//! Values as they lie on the disk: JSON, sealed, bound to what it is about.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::SqliteConnection;

use super::{Store, Trouble, decoded};

impl Store {
    /// Seals a value that is about to be written in this transaction. The name of the key is kept with it: whoever opens the
    /// database learns which keys are needed.
    pub(super) async fn seal(
        &self,
        transaction: &mut SqliteConnection,
        about: &str,
        value: &impl Serialize,
    ) -> Result<Vec<u8>, Trouble> {
        let plain = serde_json::to_vec(value).map_err(|error| sqlx::Error::Encode(error.into()))?;
        self.seal_bytes(transaction, about, &plain).await
    }

    /// Seals bytes that are about to be written in this transaction.
    pub(super) async fn seal_bytes(
        &self,
        transaction: &mut SqliteConnection,
        about: &str,
        plain: &[u8],
    ) -> Result<Vec<u8>, Trouble> {
        self.note_key(transaction).await?;
        Ok(self.vault.seal(about, plain)?)
    }

    /// Notes that something in the database is sealed with the newest key.
    pub(super) async fn note_key(&self, transaction: &mut SqliteConnection) -> Result<(), Trouble> {
        sqlx::query("INSERT INTO data_keys (name) VALUES (?) ON CONFLICT DO NOTHING")
            .bind(self.vault.names().first())
            .execute(transaction)
            .await?;
        Ok(())
    }

    /// Opens a value.
    pub(super) fn opened<T: DeserializeOwned>(&self, about: &str, sealed: &[u8]) -> Result<T, Trouble> {
        let plain = self.vault.open(about, sealed)?;
        Ok(serde_json::from_slice(&plain).map_err(decoded)?)
    }
}
