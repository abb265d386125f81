-- The same outbox with its CHECK as a comparison of each state: for IN with three values SQLite builds a table of
-- them at every insert, which was a tenth of the time of a whole class list.
DROP VIEW outbox_entry;
CREATE TABLE outbox_new (
    op_seq      INTEGER PRIMARY KEY REFERENCES audit_entry (seq),
    base_rev    INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state = 'pending' OR state = 'sent' OR state = 'parked'),
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER, -- milliseconds UTC
    error       TEXT,
    verdict     TEXT,    -- the server's answer; it is acted upon when the pull has come as far
    server_seq  INTEGER
) STRICT;
INSERT INTO outbox_new (op_seq, base_rev, state, attempts, next_try_at, error, verdict, server_seq)
SELECT op_seq, base_rev, state, attempts, next_try_at, error, verdict, server_seq FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;

-- As in 0002.
CREATE VIEW outbox_entry AS
SELECT o.op_seq, a.mutation_id, a.entity, a.entity_id, o.base_rev, a.body_json, o.state, o.attempts, o.next_try_at, o.error
FROM outbox o JOIN audit_entry a ON a.seq = o.op_seq;
