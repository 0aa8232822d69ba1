-- What became of an application, step by step: added to, never changed, so that nobody can say afterwards that it was
-- otherwise. `applications.state` is always the state of the last one.
CREATE TABLE events (
    id      INTEGER PRIMARY KEY,
    receipt TEXT NOT NULL REFERENCES applications (receipt),
    at      TEXT NOT NULL,
    state   TEXT NOT NULL,
    -- a JSON array of texts
    reasons TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE INDEX events_by_receipt ON events (receipt, id);
CREATE INDEX applications_by_state ON applications (state, received_at);

INSERT INTO events (receipt, at, state) SELECT receipt, received_at, state FROM applications;

CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN
    SELECT RAISE(ABORT, 'events are never deleted');
END;

-- A reason may name a person: it can be emptied, and nothing else.
CREATE TRIGGER events_stand BEFORE UPDATE ON events
WHEN NEW.reasons <> '[]' OR NEW.id <> OLD.id OR NEW.receipt <> OLD.receipt OR NEW.at <> OLD.at OR NEW.state <> OLD.state
BEGIN
    SELECT RAISE(ABORT, 'events are never changed');
END;
