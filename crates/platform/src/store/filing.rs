//! Applications as they are filed: key, application, receipt and first event together, or none of them.

use application::Application;
use application::standing::State;
use rating::Quote;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Store, Trouble, events};

/// What is sealed of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// SHA-256 of the canonical body. Sealed too: who guesses a body could compare.
    pub body_digest: String,
    /// As it was accepted.
    pub application: Application,
    /// As the platform rated it.
    pub quote: Quote,
}

/// An application about to be stored.
#[derive(Clone, Debug)]
pub struct NewApplication {
    /// Receipt number.
    pub receipt: String,
    /// SHA-256 of the idempotency key.
    pub key_hash: String,
    /// SHA-256 of the applicant's secret.
    pub secret_hash: String,
    /// RFC 3339, UTC.
    pub received_at: String,
    /// Strictest sector.
    pub sector: String,
    /// What is sealed of it.
    pub content: Content,
}

/// A stored application, as far as its applicant is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Receipt number.
    pub receipt: String,
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
    /// What was sealed of it.
    pub content: Content,
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
    /// Attachments whose content is not wholly there, by their place.
    NotUploaded(Vec<usize>),
}

const FILED: &str = "SELECT receipt, secret_hash, received_at, state, applications.version, tariff, premium, sector, inception, \
                     sealed FROM applications JOIN versions USING (receipt, version) WHERE ";

impl Store {
    /// The application that a key was used for.
    pub async fn by_key(&self, key_hash: &str) -> Result<Option<Filed>, Trouble> {
        let mut connection = self.pool.acquire().await?;
        self.of_key(&mut connection, key_hash).await
    }

    /// Stores key, application, receipt, attachments and first event together, or none of them. When this returns [`Outcome::Stored`], they are
    /// on disk.
    pub async fn file(&self, new: &NewApplication) -> Result<Outcome, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if let Some(filed) = self.of_key(&mut transaction, &new.key_hash).await? {
            return Ok(Outcome::KeyUsed(Box::new(filed)));
        }
        if !self.insert(&mut transaction, new, State::Received).await? {
            return Ok(Outcome::ReceiptTaken);
        }
        let of = (new.receipt.as_str(), new.key_hash.as_str());
        let attachments = &new.content.application.attachments;
        let missing = self.bind(&mut transaction, of, attachments, &new.received_at).await?;
        if !missing.is_empty() {
            return Ok(Outcome::NotUploaded(missing));
        }
        self.write_event(&mut transaction, &new.receipt, State::Received, &[], &new.received_at).await?;
        transaction.commit().await?;
        Ok(Outcome::Stored)
    }

    /// Adds an application with its first version; its events are added by whoever calls. Whether its number was free.
    pub(super) async fn insert(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewApplication,
        state: State,
    ) -> Result<bool, Trouble> {
        let Content { application, quote, .. } = &new.content;
        let inserted = sqlx::query(
            "INSERT INTO applications (receipt, secret_hash, received_at, state, tariff, tariff_digest, premium, sector, \
             district, inception, expiry, enterprise) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
             ON CONFLICT (receipt) DO NOTHING",
        )
        .bind(&new.receipt)
        .bind(&new.secret_hash)
        .bind(&new.received_at)
        .bind(state.name())
        .bind(&quote.tariff.id)
        .bind(&quote.tariff.digest)
        .bind(quote.premium.to_string())
        .bind(&new.sector)
        .bind(&application.enterprise.district)
        .bind(quote.period.inception.to_string())
        .bind(quote.period.expiry.to_string())
        .bind(self.vault.indexes(&application.enterprise.uscc).first())
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() == 0 {
            return Ok(false);
        }
        let sealed = self.seal(transaction, &about(&new.receipt, 1), &new.content).await?;
        sqlx::query("INSERT INTO versions (receipt, version, key_hash, at, sealed) VALUES (?, 1, ?, ?, ?)")
            .bind(&new.receipt)
            .bind(&new.key_hash)
            .bind(&new.received_at)
            .bind(sealed)
            .execute(transaction)
            .await?;
        Ok(true)
    }

    async fn of_key(
        &self,
        connection: &mut SqliteConnection,
        key_hash: &str,
    ) -> Result<Option<Filed>, Trouble> {
        self.one(connection, "key_hash = ?", key_hash).await
    }

    pub(super) async fn of_receipt(
        &self,
        connection: &mut SqliteConnection,
        receipt: &str,
    ) -> Result<Option<Filed>, Trouble> {
        self.one(connection, "receipt = ?", receipt).await
    }

    async fn one(
        &self,
        connection: &mut SqliteConnection,
        condition: &'static str,
        value: &str,
    ) -> Result<Option<Filed>, Trouble> {
        let query = sqlx::AssertSqlSafe(format!("{FILED} {condition}"));
        let row = sqlx::query(query).bind(value).fetch_optional(connection).await?;
        row.map(|row| self.filed(&row)).transpose()
    }

    fn filed(&self, row: &SqliteRow) -> Result<Filed, Trouble> {
        let receipt: String = row.try_get("receipt")?;
        Ok(Filed {
            secret_hash: row.try_get("secret_hash")?,
            received_at: row.try_get("received_at")?,
            state: events::state(row)?,
            tariff: row.try_get("tariff")?,
            premium: row.try_get("premium")?,
            sector: row.try_get("sector")?,
            inception: row.try_get("inception")?,
            content: self.opened(&about(&receipt, row.try_get("version")?), row.try_get("sealed")?)?,
            receipt,
        })
    }
}

/// What a sealed version is about; `rekey` says the same in SQL.
fn about(receipt: &str, version: i64) -> String {
    format!("application {receipt} {version}")
}
