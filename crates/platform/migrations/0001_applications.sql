-- Applications as they were accepted. Only hashes of the idempotency key and of the applicant's secret are kept: the
-- secret follows from the key, so that the same key can always be given the same receipt.
CREATE TABLE applications (
    receipt       TEXT PRIMARY KEY,
    key_hash      TEXT NOT NULL UNIQUE,
    body_digest   TEXT NOT NULL,
    secret_hash   TEXT NOT NULL,
    received_at   TEXT NOT NULL,
    state         TEXT NOT NULL DEFAULT 'received',
    tariff        TEXT NOT NULL,
    tariff_digest TEXT NOT NULL,
    premium       TEXT NOT NULL,
    sector        TEXT NOT NULL,
    district      TEXT NOT NULL,
    inception     TEXT NOT NULL,
    -- canonical JSON
    application   TEXT NOT NULL,
    quote         TEXT NOT NULL
) STRICT;

CREATE INDEX applications_by_district_and_sector ON applications (district, sector, received_at);
