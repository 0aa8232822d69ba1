//! Applications that belong together: of the same enterprise, in the same sector, for periods that overlap.

use application::standing::State;
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Row, Sqlite, SqliteConnection};

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

/// One that came after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Later {
    /// The application.
    pub application: Earlier,
    /// What it says that it is: `replacement` or `addition`.
    pub relation: String,
}

/// Both ways from an application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Those that it replaces or adds to.
    pub earlier: Vec<Earlier>,
    /// Those that replace it or add to it.
    pub later: Vec<Later>,
}

/// The applications for the same: the enterprise, however its code was hashed, the sector, and a day in common.
macro_rules! same {
    () => {
        "(SELECT receipt FROM applications WHERE enterprise IN (SELECT value FROM json_each(?1)) AND sector = ?2 \
         AND inception <= ?3 AND expiry >= ?4)"
    };
}

const UNRELATED: &str = concat!(
    "SELECT receipt, received_at, state FROM applications WHERE receipt IN ",
    same!(),
    " AND receipt <> ?5 AND receipt NOT IN (SELECT later FROM links WHERE earlier = ?5) ORDER BY rowid DESC LIMIT ?6"
);

const NO_LONGER: &str = concat!(
    "DELETE FROM links WHERE (later = ?5 AND earlier NOT IN ",
    same!(),
    ") OR (earlier = ?5 AND later NOT IN ",
    same!(),
    ")"
);

impl Store {
    /// The newest applications for the same as this one, which is about to be stored in this transaction: others may not come in between. Those that
    /// themselves say that they belong to it are no news.
    pub(super) async fn unrelated(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewVersion,
    ) -> Result<Vec<Earlier>, Trouble> {
        all(&self.about_same(UNRELATED, new).bind(MOST).fetch_all(transaction).await?, earlier)
    }

    /// Links an application, which was just written, to those that it says it belongs to, and no longer to those that were for
    /// the same before it was corrected.
    pub(super) async fn link(
        &self,
        transaction: &mut SqliteConnection,
        new: &NewVersion,
        earlier: &[Earlier],
    ) -> Result<(), Trouble> {
        self.about_same(NO_LONGER, new).execute(&mut *transaction).await?;
        for earlier in earlier {
            sqlx::query("INSERT INTO links (later, earlier) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .bind(&new.receipt)
                .bind(&earlier.receipt)
                .execute(&mut *transaction)
                .await?;
        }
        Ok(())
    }

    /// A query with [`same`] in it, whose fifth parameter is the application itself.
    fn about_same(&self, sql: &'static str, new: &NewVersion) -> Query<'static, Sqlite, SqliteArguments> {
        let period = &new.content.quote.period;
        // What an older key hashed is found too.
        let enterprises = self.vault.indexes(&new.content.application.enterprise.uscc);
        sqlx::query(sql)
            .bind(serde_json::Value::from(enterprises).to_string())
            .bind(new.content.sector().to_owned())
            .bind(period.expiry.to_string())
            .bind(period.inception.to_string())
            .bind(new.receipt.clone())
    }

    /// What belongs to an application, the newest first.
    pub async fn links(&self, receipt: &str) -> Result<Links, Trouble> {
        let before = "SELECT receipt, received_at, state FROM links JOIN applications ON receipt = links.earlier \
                      WHERE links.later = ? ORDER BY applications.rowid DESC LIMIT ?";
        let after = "SELECT receipt, received_at, state, relation FROM links JOIN applications ON receipt = links.later \
                     WHERE links.earlier = ? ORDER BY applications.rowid DESC LIMIT ?";
        let linked = async |sql| sqlx::query(sql).bind(receipt).bind(MOST).fetch_all(&self.pool).await;
        Ok(Links {
            earlier: all(&linked(before).await?, earlier)?,
            later: all(&linked(after).await?, later)?,
        })
    }
}

fn all<T>(rows: &[SqliteRow], one: fn(&SqliteRow) -> Result<T, sqlx::Error>) -> Result<Vec<T>, Trouble> {
    let all: Result<_, sqlx::Error> = rows.iter().map(one).collect();
    Ok(all?)
}

fn earlier(row: &SqliteRow) -> Result<Earlier, sqlx::Error> {
    Ok(Earlier {
        receipt: row.try_get("receipt")?,
        received_at: row.try_get("received_at")?,
        state: events::state(row)?,
    })
}

fn later(row: &SqliteRow) -> Result<Later, sqlx::Error> {
    Ok(Later { application: earlier(row)?, relation: row.try_get("relation")? })
}
