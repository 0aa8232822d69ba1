-- Content that was sent before its application, under the key of the draft: nobody without the key can see or claim it.
-- `name` is a keyed hash of the content's SHA-256: who gets hold of the database cannot try out whether a file is in it.
CREATE TABLE uploads (
    -- what is sealed is about this
    id         TEXT PRIMARY KEY,
    key_hash   TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    received   INTEGER NOT NULL DEFAULT 0,
    begun_at   TEXT NOT NULL,
    -- the whole, once it is there and was found to be what was said of it
    sealed     BLOB,
    UNIQUE (key_hash, name)
) STRICT;

CREATE INDEX uploads_by_age ON uploads (begun_at);

-- What has arrived of an upload that is not whole.
CREATE TABLE chunks (
    id     TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
    start  INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (id, start)
) STRICT;

-- Evidence of applications: all that any version of them lists, deleted when they are withdrawn.
CREATE TABLE attachments (
    id       TEXT PRIMARY KEY,
    receipt  TEXT NOT NULL REFERENCES applications (receipt),
    name     TEXT NOT NULL,
    bound_at TEXT NOT NULL,
    sealed   BLOB NOT NULL,
    UNIQUE (receipt, name)
) STRICT;
