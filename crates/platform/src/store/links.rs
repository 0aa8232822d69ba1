//! Applications that belong together: of the same enterprise, in the same sector, for periods that overlap.

use application::standing::State;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::filing::NewVersion;
use super::{Store, Trouble, events};

/// No more than so many are shown or linked.
const MOST: i64 = 10;

/// Another application, as far as it is told: nothing of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Receipt number.
    pub receipt: String,
    /// RFC 3339, UTC.
    pub received_at: String,
    /// Where it is.
    pub state: State,
}

/// Both ways from an application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Those that it replaces or adds to.
    pub earlier: Vec<Earlier>,
    /// Those that replace it or add to it.
    pub later: Vec<Earlier>,
}

impl Store {
    /// The newest applications for the same as this one, which is about to be stored in this transaction: others may not come in between. Those that
    /// themselves say that they belong to it are no news.
    pub(super) async fn unrelated(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewVersion,
    ) -> Result<Vec<Earlier>, Trouble> {
        let period = &new.content.quote.period;
        // What an older key hashed is found too.
        let enterprises = self.vault.indexes(&new.content.application.enterprise.uscc);
        let rows = sqlx::query(
            "SELECT receipt, received_at, state FROM applications \
             WHERE enterprise IN (SELECT value FROM json_each(?1)) AND sector = ?2 AND inception <= ?3 AND expiry >= ?4 \
             AND receipt <> ?5 AND receipt NOT IN (SELECT later FROM links WHERE earlier = ?5) \
             ORDER BY rowid DESC LIMIT ?6",
        )
        .bind(serde_json::Value::from(enterprises).to_string())
        .bind(new.content.sector())
        .bind(period.expiry.to_string())
        .bind(period.inception.to_string())
        .bind(&new.receipt)
        .bind(MOST)
        .fetch_all(transaction)
        .await?;
        all(&rows)
    }

    pub(super) async fn link(
        &self,
        transaction: &mut SqliteConnection,
        receipt: &str,
        earlier: &[Earlier],
    ) -> Result<(), Trouble> {
        for earlier in earlier {
            sqlx::query("INSERT INTO links (later, earlier) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .bind(receipt)
                .bind(&earlier.receipt)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(())
    }

    /// What belongs to an application, the newest first.
    pub async fn links(&self, receipt: &str) -> Result<Links, Trouble> {
        let earlier = "SELECT receipt, received_at, state FROM links JOIN applications ON receipt = links.earlier \
                       WHERE links.later = ? ORDER BY applications.rowid DESC LIMIT ?";
        let later = "SELECT receipt, received_at, state FROM links JOIN applications ON receipt = links.later \
                     WHERE links.earlier = ? ORDER BY applications.rowid DESC LIMIT ?";
        let linked = async |sql| sqlx::query(sql).bind(receipt).bind(MOST).fetch_all(&self.pool).await;
        Ok(Links { earlier: all(&linked(earlier).await?)?, later: all(&linked(later).await?)? })
    }
}

fn all(rows: &[SqliteRow]) -> Result<Vec<Earlier>, Trouble> {
    let one = |row: &SqliteRow| {
        Ok(Earlier {
            receipt: row.try_get("receipt")?,
            received_at: row.try_get("received_at")?,
            state: events::state(row)?,
        })
    };
    let all: Result<_, sqlx::Error> = rows.iter().map(one).collect();
    Ok(all?)
}
