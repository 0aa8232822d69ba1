-- Public keys that receipts were signed with, old ones too: a receipt is kept for years. Private keys are never here.
CREATE TABLE receipt_keys (
    kid           TEXT PRIMARY KEY,
    x             TEXT NOT NULL,
    since         TEXT NOT NULL,
    -- set where a private key got into other hands: what it signed is no longer believed
    distrusted_at TEXT
) STRICT;
