-- Campaigns, and how often each was come by. Counts only: there is no row of a visitor, no time finer than a day, no address.
CREATE TABLE campaigns (
    code      TEXT PRIMARY KEY,
    name_zh   TEXT NOT NULL,
    name_en   TEXT NOT NULL,
    -- empty: the whole city, whose links may say where they were given out
    district  TEXT NOT NULL,
    -- a JSON array of keys; empty for all sectors
    sectors   TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day  TEXT NOT NULL,
    -- where it was ended by hand
    closed_at TEXT
) STRICT;

CREATE TABLE campaign_counts (
    campaign TEXT NOT NULL REFERENCES campaigns (code),
    -- in Jinan
    day      TEXT NOT NULL,
    -- where the link was given out, not where anybody is; empty where it does not say
    district TEXT NOT NULL,
    -- visit, estimate or application
    kind     TEXT NOT NULL,
    count    INTEGER NOT NULL,
    PRIMARY KEY (campaign, day, district, kind)
) STRICT, WITHOUT ROWID;
