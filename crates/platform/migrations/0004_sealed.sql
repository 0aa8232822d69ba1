-- What is kept of enterprises and persons is sealed (src/vault.rs). What was filed before is moved over when the key is at hand, which is
-- never here (src/store/unlock.rs); the old tables go when they are empty.
DROP TRIGGER events_stay;
DROP TRIGGER events_stand;
DROP INDEX events_by_receipt;
DROP INDEX applications_by_state;
DROP INDEX applications_by_district_and_sector;
ALTER TABLE applications RENAME TO unsealed_applications;
ALTER TABLE events RENAME TO unsealed_events;

-- Names of the keys with which anything here may be sealed. All of them are needed to read everything.
CREATE TABLE data_keys (name TEXT PRIMARY KEY) STRICT;

-- What may be counted and listed. Only a hash of the applicant's secret is kept.
CREATE TABLE applications (
    receipt       TEXT PRIMARY KEY,
    secret_hash   TEXT NOT NULL,
    received_at   TEXT NOT NULL,
    state         TEXT NOT NULL,
    -- the newest of its versions
    version       INTEGER NOT NULL DEFAULT 1,
    tariff        TEXT NOT NULL,
    tariff_digest TEXT NOT NULL,
    premium       TEXT NOT NULL,
    sector        TEXT NOT NULL,
    district      TEXT NOT NULL,
    inception     TEXT NOT NULL,
    expiry        TEXT NOT NULL,
    -- keyed hash of the unified social credit code: the same enterprise is found by it. NULL once withdrawn
    enterprise    TEXT,
    -- to earlier ones of the same enterprise: '', 'replacement' or 'addition'
    relation      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX applications_by_district_and_sector ON applications (district, sector, received_at);
CREATE INDEX applications_by_state ON applications (state, received_at);
CREATE INDEX applications_by_enterprise ON applications (enterprise, sector);

-- The application as it was accepted, and as it was after each correction. Only a hash of the idempotency key is kept: the
-- secret follows from the first one, so that the same key can always be given the same receipt.
CREATE TABLE versions (
    receipt  TEXT NOT NULL REFERENCES applications (receipt),
    version  INTEGER NOT NULL,
    key_hash TEXT NOT NULL UNIQUE,
    at       TEXT NOT NULL,
    -- NULL once withdrawn
    sealed   BLOB,
    PRIMARY KEY (receipt, version)
) STRICT;

-- Which applications an application replaces or adds to.
CREATE TABLE links (
    later   TEXT NOT NULL REFERENCES applications (receipt),
    earlier TEXT NOT NULL REFERENCES applications (receipt),
    PRIMARY KEY (later, earlier)
) STRICT;

CREATE INDEX links_by_earlier ON links (earlier);

-- What became of an application, step by step: added to, never changed, so that nobody can say afterwards that it was
-- otherwise. `applications.state` is always the state of the last one.
CREATE TABLE events (
    id      INTEGER PRIMARY KEY,
    receipt TEXT NOT NULL REFERENCES applications (receipt),
    at      TEXT NOT NULL,
    state   TEXT NOT NULL,
    -- reasons, a JSON array of texts; NULL where there are none
    sealed  BLOB
) STRICT;

CREATE INDEX events_by_receipt ON events (receipt, id);

CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

-- Reasons may name a person: they can be emptied. Who has no key cannot write others; who changes it must seal them anew.
CREATE TRIGGER events_stand BEFORE UPDATE ON events
WHEN NEW.id <> OLD.id OR NEW.receipt <> OLD.receipt OR NEW.at <> OLD.at OR NEW.state <> OLD.state
BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;
