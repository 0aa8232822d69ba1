//! Applications as they are filed and corrected: key, version, receipt and event together, or none of them.

use application::attachment::Kind;
use application::campaign::Tag;
use application::standing::State;
use application::{Application, Problem};
use rating::{Date, Quote};
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::links::Earlier;
use super::{Store, Trouble, campaigns, events, uploads};
use crate::rosters;

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

impl Content {
    /// Strictest sector.
    pub fn sector(&self) -> &str {
        self.quote.obligations.first().map_or("", |obligation| &obligation.sector)
    }
}

/// A version about to be stored: the application as it was accepted, or a correction.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// Receipt number.
    pub receipt: String,
    /// SHA-256 of the idempotency key.
    pub key_hash: String,
    /// RFC 3339, UTC.
    pub at: String,
    /// What is sealed of it.
    pub content: Content,
}

/// An application as it stands now, as far as its applicant is told.
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
    /// How often it was accepted: 1, and 1 more with each correction.
    pub version: i64,
    /// Identifier of the tariff.
    pub tariff: String,
    /// Premium in yuan.
    pub premium: String,
    /// Strictest sector.
    pub sector: String,
    /// District code.
    pub district: String,
    /// First day of cover.
    pub inception: String,
    /// To earlier ones; may be empty.
    pub relation: String,
    /// What was sealed of it; nothing once it was withdrawn.
    pub content: Option<Content>,
}

/// One version of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Receipt number.
    pub receipt: String,
    /// The first is 1.
    pub version: i64,
    /// RFC 3339, UTC.
    pub at: String,
    /// What was sealed of it; nothing once it was withdrawn.
    pub content: Option<Content>,
}

/// What became of storing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk; which version it is.
    Stored(i64),
    /// The key was used before: this is what it was used for.
    KeyUsed(Box<Version>),
    /// The receipt number is taken: draw another.
    ReceiptTaken,
    /// Something is the matter with attachments.
    WrongAttachments {
        /// Those whose content is not wholly there, by their place.
        missing: Vec<usize>,
        /// Rosters that are not as a roster must be: what is wrong with each.
        rosters: Vec<Problem>,
    },
    /// The same enterprise has applied for the same, and the applicant does not say how the two belong together.
    Duplicate(Vec<Earlier>),
    /// It may not be corrected any more.
    NotCorrectable(State),
    /// It is at this version, and another was corrected.
    VersionDiffers(i64),
}

const FILED: &str = "SELECT receipt, secret_hash, received_at, state, applications.version, tariff, premium, sector, district, \
                     inception, relation, sealed FROM applications JOIN versions USING (receipt, version) WHERE receipt = ?";

impl Store {
    /// The version that a key was used for.
    pub async fn by_key(&self, key_hash: &str) -> Result<Option<Version>, Trouble> {
        let mut connection = self.pool.acquire().await?;
        self.of_key(&mut connection, key_hash).await
    }

    /// Stores key, application, receipt, attachments and first event together, or none of them. When this returns [`Outcome::Stored`], they are
    /// on disk. With them a campaign by whose link it came counts one more.
    pub async fn file(
        &self,
        new: &NewVersion,
        secret_hash: &str,
        today: Date,
        campaign: Option<&Tag>,
    ) -> Result<Outcome, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if let Some(used) = self.of_key(&mut transaction, &new.key_hash).await? {
            return Ok(Outcome::KeyUsed(Box::new(used)));
        }
        let earlier = self.unrelated(&mut transaction, new).await?;
        if !earlier.is_empty() && new.content.application.relation.is_empty() {
            return Ok(Outcome::Duplicate(earlier));
        }
        if !self.insert(&mut transaction, new, secret_hash, State::Received).await? {
            return Ok(Outcome::ReceiptTaken);
        }
        if let Some(refused) = self.attach(&mut transaction, new, today).await? {
            return Ok(refused);
        }
        self.link(&mut transaction, new, &earlier).await?;
        self.write_event(&mut transaction, &new.receipt, State::Received, &[], &new.at).await?;
        if let Some(tag) = campaign {
            // One that is unknown or over stops nothing.
            campaigns::count(&mut transaction, tag, crate::campaigns::Kind::Application, today).await?;
        }
        transaction.commit().await?;
        Ok(Outcome::Stored(1))
    }

    /// Stores a correction: key, version, state, attachments and event together, or none of them. `seen` is the version that
    /// was corrected, where that is said.
    pub async fn correct(
        &self,
        new: &NewVersion,
        seen: Option<i64>,
        today: Date,
    ) -> Result<Outcome, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if let Some(used) = self.of_key(&mut transaction, &new.key_hash).await? {
            return Ok(Outcome::KeyUsed(Box::new(used)));
        }
        let row = sqlx::query("SELECT state, version FROM applications WHERE receipt = ?")
            .bind(&new.receipt)
            .fetch_one(&mut *transaction)
            .await?;
        let state = events::state(&row)?;
        if !state.may_be_corrected() {
            return Ok(Outcome::NotCorrectable(state));
        }
        let version = row.try_get::<i64, _>("version")?;
        if seen.is_some_and(|seen| seen != version) {
            return Ok(Outcome::VersionDiffers(version));
        }
        let earlier = self.unrelated(&mut transaction, new).await?;
        if !earlier.is_empty() && new.content.application.relation.is_empty() {
            return Ok(Outcome::Duplicate(earlier));
        }
        let version = version + 1;
        self.replace(&mut transaction, new, version).await?;
        if let Some(refused) = self.attach(&mut transaction, new, today).await? {
            return Ok(refused);
        }
        self.link(&mut transaction, new, &earlier).await?;
        self.write_event(&mut transaction, &new.receipt, State::Received, &[], &new.at).await?;
        transaction.commit().await?;
        Ok(Outcome::Stored(version))
    }

    /// Adds an application with its first version; its events are added by whoever calls. Whether its number was free.
    pub(super) async fn insert(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewVersion,
        secret_hash: &str,
        state: State,
    ) -> Result<bool, Trouble> {
        // What it holds is written with its version.
        let inserted = sqlx::query(
            "INSERT INTO applications (receipt, secret_hash, received_at, state, tariff, tariff_digest, premium, sector, \
             district, inception, expiry, enterprise, relation) \
             VALUES (?, ?, ?, ?, '', '', '', '', '', '', '', NULL, '') ON CONFLICT (receipt) DO NOTHING",
        )
        .bind(&new.receipt)
        .bind(secret_hash)
        .bind(&new.at)
        .bind(state.name())
        .execute(&mut *transaction)
        .await?;
        if inserted.rows_affected() == 0 {
            return Ok(false);
        }
        self.write_version(transaction, new, 1).await?;
        Ok(true)
    }

    /// Puts a correction in the place of the version before, which is kept; it is received again.
    async fn replace(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewVersion,
        version: i64,
    ) -> Result<(), Trouble> {
        sqlx::query("UPDATE applications SET state = ?, version = ? WHERE receipt = ?")
            .bind(State::Received.name())
            .bind(version)
            .bind(&new.receipt)
            .execute(&mut *transaction)
            .await?;
        self.write_version(transaction, new, version).await
    }

    /// Adds a version, and what may be counted and listed of it.
    async fn write_version(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewVersion,
        version: i64,
    ) -> Result<(), Trouble> {
        let Content { application, quote, .. } = &new.content;
        sqlx::query(
            "UPDATE applications SET tariff = ?, tariff_digest = ?, premium = ?, sector = ?, district = ?, inception = ?, \
             expiry = ?, enterprise = ?, relation = ? WHERE receipt = ?",
        )
        .bind(&quote.tariff.id)
        .bind(&quote.tariff.digest)
        .bind(quote.premium.to_string())
        .bind(new.content.sector())
        .bind(&application.enterprise.district)
        .bind(quote.period.inception.to_string())
        .bind(quote.period.expiry.to_string())
        .bind(self.vault.indexes(&application.enterprise.uscc).first())
        .bind(&application.relation)
        .bind(&new.receipt)
        .execute(&mut *transaction)
        .await?;
        let sealed = self.seal(transaction, &about(&new.receipt, version), &new.content).await?;
        sqlx::query("INSERT INTO versions (receipt, version, key_hash, at, sealed) VALUES (?, ?, ?, ?, ?)")
            .bind(&new.receipt)
            .bind(version)
            .bind(&new.key_hash)
            .bind(&new.at)
            .bind(sealed)
            .execute(transaction)
            .await?;
        Ok(())
    }

    /// Makes what was uploaded under the key of a version its attachments, and reads the rosters among them: here, where no
    /// other can take their place. Where there is an outcome, the transaction must not be kept.
    async fn attach(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewVersion,
        today: Date,
    ) -> Result<Option<Outcome>, Trouble> {
        let of = (new.receipt.as_str(), new.key_hash.as_str());
        let attachments = &new.content.application.attachments;
        let missing = self.bind(transaction, of, attachments, &new.at).await?;
        let mut rosters = Vec::new();
        let there = attachments.iter().enumerate().filter(|(number, _)| !missing.contains(number));
        for (number, one) in there.filter(|(_, one)| one.kind == Kind::Roster) {
            let content = self.bound(transaction, &new.receipt, &one.sha256).await?;
            rosters.extend(rosters::wrong(number, &content.unwrap_or_default(), today));
        }
        let fine = missing.is_empty() && rosters.is_empty();
        Ok((!fine).then_some(Outcome::WrongAttachments { missing, rosters }))
    }

    /// Deletes what an application and its history hold of persons, in every version. What may be counted stays.
    pub(super) async fn forget(
        &self,
        transaction: &mut SqliteConnection,
        receipt: &str,
    ) -> Result<(), Trouble> {
        for sql in [
            "UPDATE applications SET enterprise = NULL WHERE receipt = ?",
            "UPDATE versions SET sealed = NULL WHERE receipt = ?",
            "UPDATE events SET sealed = NULL WHERE receipt = ?",
        ] {
            sqlx::query(sql).bind(receipt).execute(&mut *transaction).await?;
        }
        uploads::forget(transaction, receipt).await
    }

    /// Every version of an application, the first first.
    pub async fn versions(&self, receipt: &str) -> Result<Vec<Version>, Trouble> {
        let query = "SELECT receipt, version, at, sealed FROM versions WHERE receipt = ? ORDER BY version";
        let rows = sqlx::query(query).bind(receipt).fetch_all(&self.pool).await?;
        rows.iter().map(|row| self.version(row)).collect()
    }

    async fn of_key(
        &self,
        connection: &mut SqliteConnection,
        key_hash: &str,
    ) -> Result<Option<Version>, Trouble> {
        let query = "SELECT receipt, version, at, sealed FROM versions WHERE key_hash = ?";
        let row = sqlx::query(query).bind(key_hash).fetch_optional(connection).await?;
        row.map(|row| self.version(&row)).transpose()
    }

    pub(super) async fn of_receipt(
        &self,
        connection: &mut SqliteConnection,
        receipt: &str,
    ) -> Result<Option<Filed>, Trouble> {
        let row = sqlx::query(FILED).bind(receipt).fetch_optional(connection).await?;
        row.map(|row| self.filed(&row)).transpose()
    }

    fn filed(&self, row: &SqliteRow) -> Result<Filed, Trouble> {
        Ok(Filed {
            receipt: row.try_get("receipt")?,
            secret_hash: row.try_get("secret_hash")?,
            received_at: row.try_get("received_at")?,
            state: events::state(row)?,
            version: row.try_get("version")?,
            tariff: row.try_get("tariff")?,
            premium: row.try_get("premium")?,
            sector: row.try_get("sector")?,
            district: row.try_get("district")?,
            inception: row.try_get("inception")?,
            relation: row.try_get("relation")?,
            content: self.content(row)?,
        })
    }

    fn version(&self, row: &SqliteRow) -> Result<Version, Trouble> {
        Ok(Version {
            receipt: row.try_get("receipt")?,
            version: row.try_get("version")?,
            at: row.try_get("at")?,
            content: self.content(row)?,
        })
    }

    fn content(&self, row: &SqliteRow) -> Result<Option<Content>, Trouble> {
        let sealed: Option<&[u8]> = row.try_get("sealed")?;
        let about = about(row.try_get("receipt")?, row.try_get("version")?);
        sealed.map(|sealed| self.opened(&about, sealed)).transpose()
    }
}

/// What a sealed version is about; `rekey` says the same in SQL.
fn about(receipt: &str, version: i64) -> String {
    format!("application {receipt} {version}")
}
