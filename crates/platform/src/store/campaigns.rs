//! Campaigns and their counts. A count goes up by one; who made it do so is not known here.

use application::campaign::Tag;
use rating::{Date, Text};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Store, Trouble, decoded};
use crate::campaigns::{Campaign, Count, Kind};

/// One, or all of them, the newest first.
const CAMPAIGNS: &str = "SELECT code, name_zh, name_en, district, sectors, first_day, last_day, closed_at FROM campaigns \
                         WHERE ?1 IS NULL OR code = ?1 ORDER BY first_day DESC, code";

impl Store {
    /// Adds a campaign; whether its code was free.
    pub async fn add_campaign(&self, new: &Campaign) -> Result<bool, Trouble> {
        let added = sqlx::query(
            "INSERT INTO campaigns (code, name_zh, name_en, district, sectors, first_day, last_day) \
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (code) DO NOTHING",
        )
        .bind(&new.code)
        .bind(&new.name.zh)
        .bind(&new.name.en)
        .bind(&new.district)
        .bind(serde_json::to_string(&new.sectors).unwrap_or_default())
        .bind(new.from.to_string())
        .bind(new.until.to_string())
        .execute(&self.pool)
        .await?;
        Ok(added.rows_affected() == 1)
    }

    /// Ends a campaign; whether it went on.
    pub async fn close_campaign(&self, code: &str, at: &str) -> Result<bool, Trouble> {
        let closed = sqlx::query("UPDATE campaigns SET closed_at = ? WHERE code = ? AND closed_at IS NULL")
            .bind(at)
            .bind(code)
            .execute(&self.pool)
            .await?;
        Ok(closed.rows_affected() == 1)
    }

    /// The campaign with this code.
    pub async fn campaign(&self, code: &str) -> Result<Option<Campaign>, Trouble> {
        let mut connection = self.pool.acquire().await?;
        campaign(&mut connection, code).await
    }

    /// All of them, the newest first.
    pub async fn campaigns(&self) -> Result<Vec<Campaign>, Trouble> {
        let rows = sqlx::query(CAMPAIGNS).bind(None::<&str>).fetch_all(&self.pool).await?;
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// Counts a visit or an estimate; the campaign where there is one, and whether it was counted.
    pub async fn count(
        &self,
        tag: &Tag,
        kind: Kind,
        today: Date,
    ) -> Result<Option<(Campaign, bool)>, Trouble> {
        let mut connection = self.pool.acquire().await?;
        count(&mut connection, tag, kind, today).await
    }

    /// Everything that was counted.
    pub async fn counts(&self) -> Result<Vec<Count>, Trouble> {
        let query = "SELECT campaign, day, district, kind, count FROM campaign_counts ORDER BY campaign, day, district";
        let rows = sqlx::query(query).fetch_all(&self.pool).await?;
        Ok(rows.iter().map(counted).collect::<Result<_, _>>()?)
    }
}

/// Counts where the campaign goes on, in the transaction of what is counted.
pub(super) async fn count(
    connection: &mut SqliteConnection,
    tag: &Tag,
    kind: Kind,
    today: Date,
) -> Result<Option<(Campaign, bool)>, Trouble> {
    let Some(campaign) = campaign(connection, &tag.code).await? else { return Ok(None) };
    if !campaign.is_open(today) {
        return Ok(Some((campaign, false)));
    }
    sqlx::query(
        "INSERT INTO campaign_counts (campaign, day, district, kind, count) VALUES (?, ?, ?, ?, 1) \
         ON CONFLICT (campaign, day, district, kind) DO UPDATE SET count = count + 1",
    )
    .bind(&campaign.code)
    .bind(today.to_string())
    .bind(campaign.place(&tag.district, today))
    .bind(kind.name())
    .execute(connection)
    .await?;
    Ok(Some((campaign, true)))
}

async fn campaign(connection: &mut SqliteConnection, code: &str) -> Result<Option<Campaign>, Trouble> {
    let row = sqlx::query(CAMPAIGNS).bind(code).fetch_optional(connection).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

fn read(row: &SqliteRow) -> Result<Campaign, sqlx::Error> {
    Ok(Campaign {
        code: row.try_get("code")?,
        name: Text::new(row.try_get::<String, _>("name_zh")?, row.try_get::<String, _>("name_en")?),
        district: row.try_get("district")?,
        sectors: serde_json::from_str(row.try_get("sectors")?).map_err(decoded)?,
        from: day(row, "first_day")?,
        until: day(row, "last_day")?,
        closed_at: row.try_get("closed_at")?,
    })
}

fn counted(row: &SqliteRow) -> Result<Count, sqlx::Error> {
    let name: &str = row.try_get("kind")?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    Ok(Count {
        campaign: row.try_get("campaign")?,
        day: day(row, "day")?,
        district: row.try_get("district")?,
        kind: kind.ok_or_else(|| sqlx::Error::Decode(format!("no kind: {name}").into()))?,
        count: row.try_get::<i64, _>("count")?.unsigned_abs(),
    })
}

fn day(row: &SqliteRow, column: &str) -> Result<Date, sqlx::Error> {
    row.try_get::<&str, _>(column)?.parse().map_err(decoded)
}
