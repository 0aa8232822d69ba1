//! Content of attachments: first in pieces under the key of a draft, then whole, then an application's. Everything is
//! sealed; each step is one transaction, so that nothing is half there.

use application::Attachment;
use application::attachment::{LARGEST_ALL, MOST, MediaType};
use application::content::sniff;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Store, Trouble, decoded};
use crate::uploads::{MOST_UNCLAIMED, SMALLEST_CHUNK, Unfit, fits};

/// What is said of content before it comes.
#[derive(Clone, Copy, Debug)]
pub struct Announced<'a> {
    /// SHA-256 of the draft's key.
    pub key_hash: &'a str,
    /// SHA-256 of the content.
    pub sha256: &'a str,
    /// What it is.
    pub media_type: MediaType,
    /// Bytes.
    pub size: u32,
}

/// How much of an upload has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes on disk.
    pub received: u32,
    /// Bytes of the whole.
    pub size: u32,
}

/// What became of announcing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Pieces may come from this place on: not the beginning where it was announced before.
    At(u32),
    /// The draft has as many or as large ones as it may have.
    TooMuch,
    /// There is too much that nobody has claimed.
    Full,
}

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It is on disk: so many bytes are.
    To(Progress),
    /// It was the last, and the whole is not what was said of it: all of it is deleted.
    Unfit(Unfit),
    /// It begins elsewhere than where the next must begin.
    Elsewhere(Progress),
    /// It is too small, or goes beyond the end.
    BadChunk,
    /// Nothing was announced.
    NotThere,
}

impl Store {
    /// Takes note of content that will come.
    pub async fn announce(&self, new: &Announced<'_>, at: &str) -> Result<Begun, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        if let Some(found) = self.find(&mut transaction, new.key_hash, new.sha256).await? {
            if (found.media_type, found.progress.size) == (new.media_type, new.size) {
                return Ok(Begun::At(found.progress.received));
            }
            delete(&mut transaction, &found.id).await?;
        }
        let all = "SELECT count(*), coalesce(sum(size), 0) FROM uploads WHERE key_hash = ?";
        let (count, bytes) = sums(sqlx::query(all).bind(new.key_hash).fetch_one(&mut *transaction).await?)?;
        if count >= MOST as i64 || bytes + i64::from(new.size) > LARGEST_ALL.into() {
            return Ok(Begun::TooMuch);
        }
        let all = "SELECT count(*), coalesce(sum(size), 0) FROM uploads";
        let (_, bytes) = sums(sqlx::query(all).fetch_one(&mut *transaction).await?)?;
        if bytes + i64::from(new.size) > MOST_UNCLAIMED {
            return Ok(Begun::Full);
        }
        sqlx::query(
            "INSERT INTO uploads (id, key_hash, name, media_type, size, begun_at) \
             VALUES (lower(hex(randomblob(16))), ?, ?, ?, ?, ?)",
        )
        .bind(new.key_hash)
        .bind(self.names(new.sha256).first())
        .bind(new.media_type.name())
        .bind(new.size)
        .bind(at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(Begun::At(0))
    }

    /// How much of an upload has arrived.
    pub async fn progress(&self, key_hash: &str, sha256: &str) -> Result<Option<Progress>, Trouble> {
        let mut connection = self.pool.acquire().await?;
        Ok(self.find(&mut connection, key_hash, sha256).await?.map(|found| found.progress))
    }

    /// Puts a piece behind those that are there. With the last one the whole is checked and kept as one.
    pub async fn append(
        &self,
        key_hash: &str,
        sha256: &str,
        start: u32,
        chunk: &[u8],
    ) -> Result<Appended, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let found = self.find(&mut transaction, key_hash, sha256).await?;
        let Some(Found { id, media_type, progress }) = found else { return Ok(Appended::NotThere) };
        if start != progress.received {
            return Ok(Appended::Elsewhere(progress));
        }
        let end = u32::try_from(chunk.len()).ok().and_then(|length| start.checked_add(length));
        let Some(end) = end.filter(|end| fits_in(progress, *end)) else { return Ok(Appended::BadChunk) };
        if end < progress.size {
            self.put(&mut transaction, &id, start, chunk).await?;
        } else if start < end {
            let content = self.whole(&mut transaction, &id, chunk).await?;
            if let Err(unfit) = fits(&content, sha256, media_type) {
                delete(&mut transaction, &id).await?;
                transaction.commit().await?;
                return Ok(Appended::Unfit(unfit));
            }
            self.finish(&mut transaction, &id, &content).await?;
        }
        sqlx::query("UPDATE uploads SET received = ? WHERE id = ?")
            .bind(end)
            .bind(&id)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Appended::To(Progress { received: end, ..progress }))
    }

    /// Deletes what has arrived. Whether there was anything.
    pub async fn abandon(&self, key_hash: &str, sha256: &str) -> Result<bool, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let Some(found) = self.find(&mut transaction, key_hash, sha256).await? else { return Ok(false) };
        delete(&mut transaction, &found.id).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Deletes what was announced before this time and that no application has claimed. How many there were.
    pub async fn purge_uploads(&self, before: &str) -> Result<u64, Trouble> {
        let done =
            sqlx::query("DELETE FROM uploads WHERE begun_at < ?").bind(before).execute(&self.pool).await?;
        Ok(done.rows_affected())
    }

    /// The content of an application's attachment.
    pub async fn attachment(&self, receipt: &str, sha256: &str) -> Result<Option<Vec<u8>>, Trouble> {
        let mut connection = self.pool.acquire().await?;
        self.bound(&mut connection, receipt, sha256).await
    }

    pub(super) async fn bound(
        &self,
        connection: &mut SqliteConnection,
        receipt: &str,
        sha256: &str,
    ) -> Result<Option<Vec<u8>>, Trouble> {
        let query = "SELECT id, sealed FROM attachments WHERE receipt = ? AND \
                     name IN (SELECT value FROM json_each(?))";
        let query = sqlx::query(query).bind(receipt).bind(self.names_json(sha256));
        self.unsealed(query.fetch_optional(connection).await?)
    }

    fn unsealed(&self, row: Option<SqliteRow>) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(row) = row else { return Ok(None) };
        Ok(Some(self.vault.open(&about(row.try_get("id")?), row.try_get("sealed")?)?))
    }

    /// Makes what was uploaded under a key the attachments of an application: all of them, or it says which are not there, and
    /// the transaction must not be kept. What belongs to the application already stays its own.
    pub(super) async fn bind(
        &self,
        transaction: &mut SqliteConnection,
        (receipt, key_hash): (&str, &str),
        attachments: &[Attachment],
        at: &str,
    ) -> Result<Vec<usize>, Trouble> {
        let mut missing = Vec::new();
        for (number, one) in attachments.iter().enumerate() {
            // Sent again after a change of the data key it would have two names: so it is looked for first.
            let own = self.is_bound(transaction, receipt, one).await?;
            if !own && !self.claim(transaction, (receipt, key_hash), one, at).await? {
                missing.push(number);
            }
        }
        // What was uploaded and then not listed is nobody's any more.
        sqlx::query("DELETE FROM uploads WHERE key_hash = ?").bind(key_hash).execute(transaction).await?;
        Ok(missing)
    }

    /// Makes an upload that is whole, and what is said of it, an attachment. Whether there was one.
    async fn claim(
        &self,
        transaction: &mut SqliteConnection,
        (receipt, key_hash): (&str, &str),
        one: &Attachment,
        at: &str,
    ) -> Result<bool, Trouble> {
        let done = sqlx::query(
            "INSERT INTO attachments (id, receipt, name, bound_at, sealed) SELECT id, ?1, name, ?2, sealed FROM uploads \
             WHERE key_hash = ?3 AND name IN (SELECT value FROM json_each(?4)) AND media_type = ?5 AND size = ?6 \
             AND sealed IS NOT NULL",
        )
        .bind(receipt)
        .bind(at)
        .bind(key_hash)
        .bind(self.names_json(&one.sha256))
        .bind(one.media_type.name())
        .bind(one.size)
        .execute(transaction)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Whether the application has it already, and it is what is said of it now.
    async fn is_bound(
        &self,
        connection: &mut SqliteConnection,
        receipt: &str,
        one: &Attachment,
    ) -> Result<bool, Trouble> {
        let content = self.bound(connection, receipt, &one.sha256).await?;
        Ok(content.is_some_and(|content| {
            content.len() == one.size as usize && sniff(&content) == Some(one.media_type)
        }))
    }

    async fn find(
        &self,
        connection: &mut SqliteConnection,
        key_hash: &str,
        sha256: &str,
    ) -> Result<Option<Found>, Trouble> {
        let query = "SELECT id, media_type, size, received FROM uploads WHERE key_hash = ? AND \
                     name IN (SELECT value FROM json_each(?))";
        let query = sqlx::query(query).bind(key_hash).bind(self.names_json(sha256));
        let Some(row) = query.fetch_optional(connection).await? else { return Ok(None) };
        let media_type = MediaType::named(row.try_get("media_type")?);
        let media_type = media_type.ok_or_else(|| decoded(std::io::Error::other("no media type")))?;
        let progress = Progress { received: row.try_get("received")?, size: row.try_get("size")? };
        Ok(Some(Found { id: row.try_get("id")?, media_type, progress }))
    }

    async fn put(
        &self,
        transaction: &mut SqliteConnection,
        id: &str,
        start: u32,
        chunk: &[u8],
    ) -> Result<(), Trouble> {
        let sealed = self.seal_bytes(transaction, &about_chunk(id, start), chunk).await?;
        sqlx::query("INSERT INTO chunks (id, start, sealed) VALUES (?, ?, ?)")
            .bind(id)
            .bind(start)
            .bind(sealed)
            .execute(transaction)
            .await?;
        Ok(())
    }

    /// All that is there, and the last piece.
    async fn whole(
        &self,
        connection: &mut SqliteConnection,
        id: &str,
        last: &[u8],
    ) -> Result<Vec<u8>, Trouble> {
        let query = "SELECT start, sealed FROM chunks WHERE id = ? ORDER BY start";
        let rows = sqlx::query(query).bind(id).fetch_all(connection).await?;
        let mut content = Vec::new();
        for row in rows {
            let about = about_chunk(id, row.try_get("start")?);
            content.extend(self.vault.open(&about, row.try_get("sealed")?)?);
        }
        content.extend(last);
        Ok(content)
    }

    /// Keeps the whole in place of its pieces.
    async fn finish(
        &self,
        transaction: &mut SqliteConnection,
        id: &str,
        content: &[u8],
    ) -> Result<(), Trouble> {
        let sealed = self.seal_bytes(transaction, &about(id), content).await?;
        sqlx::query("DELETE FROM chunks WHERE id = ?").bind(id).execute(&mut *transaction).await?;
        sqlx::query("UPDATE uploads SET sealed = ? WHERE id = ?")
            .bind(sealed)
            .bind(id)
            .execute(transaction)
            .await?;
        Ok(())
    }

    /// What content is called in the database: one name a key, today's first.
    pub(super) fn names(&self, sha256: &str) -> Vec<String> {
        self.vault.indexes(&format!("attachment {sha256}"))
    }

    fn names_json(&self, sha256: &str) -> String {
        serde_json::to_string(&self.names(sha256)).unwrap_or_default()
    }
}

/// Deletes all attachments of an application.
pub(super) async fn forget(transaction: &mut SqliteConnection, receipt: &str) -> Result<(), Trouble> {
    sqlx::query("DELETE FROM attachments WHERE receipt = ?").bind(receipt).execute(transaction).await?;
    Ok(())
}

struct Found {
    id: String,
    media_type: MediaType,
    progress: Progress,
}

/// Whether a piece may end there.
fn fits_in(progress: Progress, end: u32) -> bool {
    let large_enough = (end - progress.received) as usize >= SMALLEST_CHUNK;
    end == progress.size || (end < progress.size && large_enough)
}

async fn delete(transaction: &mut SqliteConnection, id: &str) -> Result<(), Trouble> {
    sqlx::query("DELETE FROM uploads WHERE id = ?").bind(id).execute(transaction).await?;
    Ok(())
}

/// What whole content is about, an upload's as an attachment's.
pub(super) fn about(id: &str) -> String {
    format!("attachment {id}")
}

/// What a piece is about: none can be put in another's place.
fn about_chunk(id: &str, start: u32) -> String {
    format!("chunk {id} {start}")
}

fn sums(row: SqliteRow) -> Result<(i64, i64), sqlx::Error> {
    Ok((row.try_get(0)?, row.try_get(1)?))
}
