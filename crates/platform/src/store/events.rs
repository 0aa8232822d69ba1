//! How applications stand: their states, and the events that led there. A state changes together with its event, or not
//! at all.

use application::standing::{Event, State, Unlawful};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Filed, Store, Trouble, decoded};

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// It is on disk; this is what it was before.
    From(State),
    /// There is no such application.
    NotThere,
    /// It may not be.
    Unlawful(Unlawful),
}

/// An application in a list: nothing in it is of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Receipt number.
    pub receipt: String,
    /// Where it is.
    pub state: State,
    /// RFC 3339, UTC.
    pub received_at: String,
    /// District code.
    pub district: String,
    /// Strictest sector.
    pub sector: String,
    /// Premium in yuan.
    pub premium: String,
}

impl Store {
    /// The application with this receipt number and all that became of it, as of one moment.
    pub async fn standing(&self, receipt: &str) -> Result<Option<(Filed, Vec<Event>)>, Trouble> {
        let mut moment = self.pool.begin().await?;
        let Some(filed) = self.of_receipt(&mut moment, receipt).await? else { return Ok(None) };
        let rows = sqlx::query("SELECT at, state, sealed FROM events WHERE receipt = ? ORDER BY id")
            .bind(receipt)
            .fetch_all(&mut *moment)
            .await?;
        let events: Result<_, Trouble> = rows.iter().map(|row| self.event(receipt, row)).collect();
        Ok(Some((filed, events?)))
    }

    /// Moves an application on, where that is lawful from where it is. What a withdrawn one held of persons is deleted.
    pub async fn move_to(
        &self,
        receipt: &str,
        next: State,
        reasons: &[String],
        at: &str,
    ) -> Result<Moved, Trouble> {
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let row = sqlx::query("SELECT state FROM applications WHERE receipt = ?")
            .bind(receipt)
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(row) = row else { return Ok(Moved::NotThere) };
        let before = state(&row)?;
        if let Err(unlawful) = before.becomes(next, reasons) {
            return Ok(Moved::Unlawful(unlawful));
        }
        sqlx::query("UPDATE applications SET state = ? WHERE receipt = ?")
            .bind(next.name())
            .bind(receipt)
            .execute(&mut *transaction)
            .await?;
        if next == State::Withdrawn {
            self.forget(&mut transaction, receipt).await?;
        }
        self.write_event(&mut transaction, receipt, next, reasons, at).await?;
        transaction.commit().await?;
        if next == State::Withdrawn {
            // The log has it until it is written over. Where others hold it now, that is when it is full.
            drop(sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await);
        }
        Ok(Moved::From(before))
    }

    /// Applications, the newest first.
    pub async fn list(&self, of: Option<State>, limit: u32) -> Result<Vec<Listed>, Trouble> {
        let rows = sqlx::query(
            "SELECT receipt, state, received_at, district, sector, premium FROM applications \
             WHERE ?1 IS NULL OR state = ?1 ORDER BY received_at DESC, receipt DESC LIMIT ?2",
        )
        .bind(of.map(State::name))
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        let listed: Result<_, sqlx::Error> = rows.iter().map(listed).collect();
        Ok(listed?)
    }

    /// Adds an event; the state is changed by whoever calls, in the same transaction.
    pub(super) async fn write_event(
        &self,
        transaction: &mut SqliteConnection,
        receipt: &str,
        state: State,
        reasons: &[String],
        at: &str,
    ) -> Result<(), Trouble> {
        let sealed = match reasons {
            [] => None,
            reasons => Some(self.seal(transaction, &about(receipt, state, at), &reasons).await?),
        };
        sqlx::query("INSERT INTO events (receipt, at, state, sealed) VALUES (?, ?, ?, ?)")
            .bind(receipt)
            .bind(at)
            .bind(state.name())
            .bind(sealed)
            .execute(transaction)
            .await?;
        Ok(())
    }

    fn event(&self, receipt: &str, row: &SqliteRow) -> Result<Event, Trouble> {
        let (at, state): (String, State) = (row.try_get("at")?, state(row)?);
        let sealed: Option<&[u8]> = row.try_get("sealed")?;
        let reasons = match sealed {
            Some(sealed) => self.opened(&about(receipt, state, &at), sealed)?,
            None => Vec::new(),
        };
        Ok(Event { at, state, reasons })
    }
}

/// What sealed reasons are about; `rekey` says the same in SQL.
fn about(receipt: &str, state: State, at: &str) -> String {
    format!("reasons {receipt} {state} {at}")
}

/// The state in a row.
pub(super) fn state(row: &SqliteRow) -> Result<State, sqlx::Error> {
    row.try_get::<&str, _>("state")?.parse().map_err(decoded)
}

fn listed(row: &SqliteRow) -> Result<Listed, sqlx::Error> {
    Ok(Listed {
        receipt: row.try_get("receipt")?,
        state: state(row)?,
        received_at: row.try_get("received_at")?,
        district: row.try_get("district")?,
        sector: row.try_get("sector")?,
        premium: row.try_get("premium")?,
    })
}
