-- Work with a server (src/sync/README.md). One row once the office has joined.
CREATE TABLE sync_state (
    one             INTEGER PRIMARY KEY CHECK (one = 1),
    server          TEXT NOT NULL,    -- https://host:port
    ca_file         TEXT NOT NULL,    -- PEM of a server with a certificate of its own; empty: the system's
    device          TEXT NOT NULL,
    school_id       BLOB NOT NULL,
    role            TEXT NOT NULL,
    epoch           TEXT NOT NULL,
    checkpoint      INTEGER NOT NULL, -- everything up to this number of the server is in the tables
    snapshot_cursor TEXT,             -- a snapshot is under way; where it goes on
    snapshot_seq    INTEGER,
    snapshot_epoch  TEXT,
    history_next    INTEGER,          -- a snapshot brings no mutations: those after this number are still to be fetched,
    history_until   INTEGER,          -- up to this one
    floor           INTEGER,          -- restores: from here on numbers of different epochs may differ
    last_contact    INTEGER           -- milliseconds UTC; for people only
) STRICT;

-- The server's last word on each record. What the tables show is this with the pending mutations over it.
CREATE TABLE server_row (
    entity    TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    row_json  TEXT NOT NULL,
    PRIMARY KEY (entity, entity_id)
) STRICT, WITHOUT ROWID;

-- Records that the snapshot under way has brought: what it does not bring is not on the server.
CREATE TABLE snapshot_seen (
    entity    TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    PRIMARY KEY (entity, entity_id)
) STRICT, WITHOUT ROWID;

-- The server's order as far as it was pulled: history for people, and what is sent again to a server that was
-- restored from an older backup.
CREATE TABLE server_change (
    change_no     INTEGER PRIMARY KEY,
    seq           INTEGER NOT NULL, -- in the numbers of the epoch that we are in
    mutation_id   BLOB NOT NULL UNIQUE,
    entity        TEXT NOT NULL,
    entity_id     BLOB NOT NULL,
    mutation_json TEXT NOT NULL,
    before_json   TEXT,
    resend        INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX server_change_seq ON server_change (seq);
CREATE INDEX server_change_entity ON server_change (entity_id);
CREATE INDEX server_change_resend ON server_change (resend) WHERE resend = 1;

-- The server's answer to a mutation that was sent; it is acted upon when the pull has come as far.
ALTER TABLE outbox ADD COLUMN verdict TEXT;
ALTER TABLE outbox ADD COLUMN server_seq INTEGER;

-- What a person must look at: a decision that met another one, a refused one, a notice.
CREATE TABLE conflict (
    conflict_no INTEGER PRIMARY KEY,
    mutation_id BLOB NOT NULL UNIQUE,
    kind        TEXT NOT NULL CHECK (kind IN ('conflict', 'rejected', 'notice')),
    entity      TEXT NOT NULL,
    entity_id   BLOB NOT NULL,
    mine_json   TEXT NOT NULL,
    before_json TEXT,
    theirs_json TEXT,             -- the server's record when it was found
    error_json  TEXT NOT NULL,
    at          INTEGER NOT NULL,
    resolved_at INTEGER,
    resolution  TEXT CHECK (resolution IN ('mine', 'theirs'))
) STRICT;
CREATE INDEX conflict_entity ON conflict (entity_id);

-- Bytes that the server has for a photo file and that are not here yet.
CREATE TABLE wanted_blob (
    student_id BLOB NOT NULL,
    blob_id    BLOB NOT NULL,
    size       INTEGER NOT NULL,
    PRIMARY KEY (blob_id, student_id)
) STRICT, WITHOUT ROWID;

-- Running card numbers that the server has given to this office alone.
CREATE TABLE number_lease (
    first INTEGER PRIMARY KEY,
    last  INTEGER NOT NULL,
    next  INTEGER NOT NULL
) STRICT;
