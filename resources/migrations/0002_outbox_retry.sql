-- The queue never jams: a refused mutation is parked with its reason, and a failed attempt waits for its time.
ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN next_try_at INTEGER; -- milliseconds UTC
ALTER TABLE outbox ADD COLUMN error TEXT;

-- The outbox in the shape in which it is sent.
CREATE VIEW outbox_entry AS
SELECT o.op_seq, a.mutation_id, a.entity, a.entity_id, o.base_rev, a.body_json, o.state, o.attempts, o.next_try_at, o.error
FROM outbox o JOIN audit_entry a ON a.seq = o.op_seq;

-- The list of messages shows the newest first.
CREATE INDEX system_message_at ON system_message (at);
