-- Seals for what the sync keeps. No other place says all that a row of these tables says, so a byte that the disk
-- had changed was seen by nobody. `seal` is a short hash of the row's other columns, in their order in the table.
-- Triggers keep it right, and verify computes it anew. row_seal is a function of this program (storage/RowSeal.h),
-- so other programs can read these tables and cannot write to them.

ALTER TABLE server_change ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE server_change SET seal = row_seal(change_no, seq, mutation_id, entity, entity_id, mutation_json,
    before_json, resend);
CREATE TRIGGER server_change_new AFTER INSERT ON server_change BEGIN
    UPDATE server_change SET seal = row_seal(change_no, seq, mutation_id, entity, entity_id, mutation_json,
        before_json, resend) WHERE change_no = new.change_no;
END;
CREATE TRIGGER server_change_changed AFTER UPDATE OF change_no, seq, mutation_id, entity, entity_id,
    mutation_json, before_json, resend ON server_change BEGIN
    UPDATE server_change SET seal = row_seal(change_no, seq, mutation_id, entity, entity_id, mutation_json,
        before_json, resend) WHERE change_no = new.change_no;
END;

ALTER TABLE conflict ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE conflict SET seal = row_seal(conflict_no, mutation_id, kind, entity, entity_id, mine_json, before_json,
    theirs_json, error_json, at, resolved_at, resolution);
CREATE TRIGGER conflict_new AFTER INSERT ON conflict BEGIN
    UPDATE conflict SET seal = row_seal(conflict_no, mutation_id, kind, entity, entity_id, mine_json,
        before_json, theirs_json, error_json, at, resolved_at, resolution) WHERE conflict_no = new.conflict_no;
END;
CREATE TRIGGER conflict_changed AFTER UPDATE OF conflict_no, mutation_id, kind, entity, entity_id, mine_json,
    before_json, theirs_json, error_json, at, resolved_at, resolution ON conflict BEGIN
    UPDATE conflict SET seal = row_seal(conflict_no, mutation_id, kind, entity, entity_id, mine_json,
        before_json, theirs_json, error_json, at, resolved_at, resolution) WHERE conflict_no = new.conflict_no;
END;

ALTER TABLE later_row ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE later_row SET seal = row_seal(entity, entity_id, seq, row_json, held_back);
CREATE TRIGGER later_row_new AFTER INSERT ON later_row BEGIN
    UPDATE later_row SET seal = row_seal(entity, entity_id, seq, row_json, held_back) WHERE entity = new.entity
        AND entity_id = new.entity_id;
END;
CREATE TRIGGER later_row_changed AFTER UPDATE OF entity, entity_id, seq, row_json, held_back ON later_row BEGIN
    UPDATE later_row SET seal = row_seal(entity, entity_id, seq, row_json, held_back) WHERE entity = new.entity
        AND entity_id = new.entity_id;
END;

ALTER TABLE outbox ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE outbox SET seal = row_seal(op_seq, base_rev, state, attempts, next_try_at, error, verdict, server_seq);
CREATE TRIGGER outbox_new AFTER INSERT ON outbox BEGIN
    UPDATE outbox SET seal = row_seal(op_seq, base_rev, state, attempts, next_try_at, error, verdict,
        server_seq) WHERE op_seq = new.op_seq;
END;
CREATE TRIGGER outbox_changed AFTER UPDATE OF op_seq, base_rev, state, attempts, next_try_at, error, verdict,
    server_seq ON outbox BEGIN
    UPDATE outbox SET seal = row_seal(op_seq, base_rev, state, attempts, next_try_at, error, verdict,
        server_seq) WHERE op_seq = new.op_seq;
END;

ALTER TABLE sync_state ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE sync_state SET seal = row_seal(one, server, ca_file, device, school_id, role, epoch, checkpoint,
    snapshot_cursor, snapshot_seq, snapshot_epoch, history_next, history_until, floor, last_contact);
CREATE TRIGGER sync_state_new AFTER INSERT ON sync_state BEGIN
    UPDATE sync_state SET seal = row_seal(one, server, ca_file, device, school_id, role, epoch, checkpoint,
        snapshot_cursor, snapshot_seq, snapshot_epoch, history_next, history_until, floor, last_contact) WHERE
        one = new.one;
END;
CREATE TRIGGER sync_state_changed AFTER UPDATE OF one, server, ca_file, device, school_id, role, epoch,
    checkpoint, snapshot_cursor, snapshot_seq, snapshot_epoch, history_next, history_until, floor, last_contact
    ON sync_state BEGIN
    UPDATE sync_state SET seal = row_seal(one, server, ca_file, device, school_id, role, epoch, checkpoint,
        snapshot_cursor, snapshot_seq, snapshot_epoch, history_next, history_until, floor, last_contact) WHERE
        one = new.one;
END;

ALTER TABLE wanted_blob ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE wanted_blob SET seal = row_seal(student_id, blob_id, size);
CREATE TRIGGER wanted_blob_new AFTER INSERT ON wanted_blob BEGIN
    UPDATE wanted_blob SET seal = row_seal(student_id, blob_id, size) WHERE blob_id = new.blob_id AND student_id
        = new.student_id;
END;
CREATE TRIGGER wanted_blob_changed AFTER UPDATE OF student_id, blob_id, size ON wanted_blob BEGIN
    UPDATE wanted_blob SET seal = row_seal(student_id, blob_id, size) WHERE blob_id = new.blob_id AND student_id
        = new.student_id;
END;

ALTER TABLE number_lease ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE number_lease SET seal = row_seal(first, last, next);
CREATE TRIGGER number_lease_new AFTER INSERT ON number_lease BEGIN
    UPDATE number_lease SET seal = row_seal(first, last, next) WHERE first = new.first;
END;
CREATE TRIGGER number_lease_changed AFTER UPDATE OF first, last, next ON number_lease BEGIN
    UPDATE number_lease SET seal = row_seal(first, last, next) WHERE first = new.first;
END;

ALTER TABLE system_message ADD COLUMN seal TEXT NOT NULL DEFAULT '';
UPDATE system_message SET seal = row_seal(message_no, id, student_id, cause, from_status, to_status, reasons_json,
    note, at);
CREATE TRIGGER system_message_new AFTER INSERT ON system_message BEGIN
    UPDATE system_message SET seal = row_seal(message_no, id, student_id, cause, from_status, to_status,
        reasons_json, note, at) WHERE message_no = new.message_no;
END;
CREATE TRIGGER system_message_changed AFTER UPDATE OF message_no, id, student_id, cause, from_status, to_status,
    reasons_json, note, at ON system_message BEGIN
    UPDATE system_message SET seal = row_seal(message_no, id, student_id, cause, from_status, to_status,
        reasons_json, note, at) WHERE message_no = new.message_no;
END;
