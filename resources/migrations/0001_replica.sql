-- The replica of a school. Ids are 16 bytes (UUIDv7), blob ids and hashes 32, times are milliseconds UTC, dates ISO
-- text. A status or a number that can be computed from a body is a generated column: it cannot disagree with it.

CREATE TABLE school (
    id        BLOB PRIMARY KEY,
    body_json TEXT NOT NULL,
    version   INTEGER NOT NULL
) STRICT;

-- student_no is the key inside this file only (search and the photo queue join on it); id is the pupil's name.
CREATE TABLE student (
    student_no      INTEGER PRIMARY KEY,
    id              BLOB NOT NULL UNIQUE,
    register_number TEXT,
    surname         TEXT NOT NULL,
    given_names     TEXT NOT NULL,
    birth_date      TEXT,
    pesel           TEXT,
    document_kind   TEXT,
    document_number TEXT,
    class_unit      TEXT NOT NULL,
    card_type       TEXT NOT NULL,
    needs_no_card   INTEGER NOT NULL,
    has_left        INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    class_key       TEXT NOT NULL,
    name_key        TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX student_register_number ON student (register_number) WHERE register_number IS NOT NULL;
CREATE UNIQUE INDEX student_pesel ON student (pesel) WHERE pesel IS NOT NULL;
CREATE INDEX student_order ON student (class_key, name_key);

-- Folded words of the names, the register number and PESEL; rowid is student_no. FTS5 folds no "ł", so the text
-- comes folded and the tokenizer only has to split it.
CREATE VIRTUAL TABLE student_search USING fts5(words, tokenize = 'ascii', detail = none, columnsize = 0);

CREATE TABLE blob (
    id    BLOB PRIMARY KEY,
    size  INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stored', 'erasing'))
) STRICT, WITHOUT ROWID;

-- Whose file ever held which bytes: an approved deletion erases all of them.
CREATE TABLE photo (
    student_id BLOB NOT NULL REFERENCES student (id),
    blob_id    BLOB NOT NULL REFERENCES blob (id),
    PRIMARY KEY (student_id, blob_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_blob ON photo (blob_id);

-- A pupil without a row has no photo and never had one.
CREATE TABLE photo_file (
    student_no  INTEGER PRIMARY KEY REFERENCES student (student_no),
    version     INTEGER NOT NULL,
    last_change BLOB NOT NULL,
    since       INTEGER NOT NULL,
    status      TEXT GENERATED ALWAYS AS (json_extract(state_json, '$.status')) STORED,
    thumb       TEXT GENERATED ALWAYS AS
                (coalesce(json_extract(state_json, '$.proposed.blob'), json_extract(state_json, '$.photo.blob'))) STORED,
    crop_json   TEXT GENERATED ALWAYS AS
                (CASE WHEN json_type(state_json, '$.proposed') IS NULL THEN json_extract(state_json, '$.photo.crop')
                      ELSE json_extract(state_json, '$.proposed.crop') END) STORED,
    state_json  TEXT NOT NULL
) STRICT;
CREATE INDEX photo_file_status ON photo_file (status);
CREATE INDEX photo_file_last_change ON photo_file (last_change);

CREATE TABLE card_batch (
    id        BLOB PRIMARY KEY,
    body_json TEXT NOT NULL,
    number    INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(body_json, '$.number')) STORED UNIQUE
) STRICT;

CREATE TABLE student_card (
    card_no    INTEGER PRIMARY KEY, -- order of issue
    id         BLOB NOT NULL UNIQUE,
    student_id BLOB NOT NULL REFERENCES student (id),
    batch_id   BLOB NOT NULL REFERENCES card_batch (id),
    body_json  TEXT NOT NULL,
    number     TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body_json, '$.number')) STORED UNIQUE,
    class_unit TEXT GENERATED ALWAYS AS (json_extract(body_json, '$.class')) STORED,
    state      TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body_json, '$.state')) STORED,
    valid      INTEGER NOT NULL GENERATED ALWAYS AS
               (json_extract(body_json, '$.state') IN ('new', 'printed', 'issued')) STORED
) STRICT;
CREATE INDEX student_card_student ON student_card (student_id, valid);
CREATE INDEX student_card_batch ON student_card (batch_id);

-- The register of issued cards only grows, and what was to be printed stays.
CREATE TRIGGER student_card_stays BEFORE DELETE ON student_card
BEGIN SELECT RAISE(ABORT, 'the card register only grows'); END;
CREATE TRIGGER student_card_frozen BEFORE UPDATE ON student_card
WHEN old.id IS NOT new.id OR old.student_id IS NOT new.student_id OR old.batch_id IS NOT new.batch_id
  OR json_extract(old.body_json, '$.number') IS NOT json_extract(new.body_json, '$.number')
  OR json_extract(old.body_json, '$.contents') IS NOT json_extract(new.body_json, '$.contents')
BEGIN SELECT RAISE(ABORT, 'an issued card does not change'); END;

CREATE TABLE system_message (
    message_no   INTEGER PRIMARY KEY,
    id           BLOB NOT NULL UNIQUE,
    student_id   BLOB NOT NULL REFERENCES student (id),
    cause        BLOB NOT NULL,
    from_status  TEXT NOT NULL,
    to_status    TEXT NOT NULL,
    reasons_json TEXT NOT NULL,
    note         TEXT NOT NULL,
    at           INTEGER NOT NULL
) STRICT;
CREATE INDEX system_message_student ON system_message (student_id);
CREATE INDEX system_message_cause ON system_message (cause);

-- hash = SHA-256(prev_hash, seq, length of body_json, body_json, before_json); see AuditLog.h.
CREATE TABLE audit_entry (
    seq         INTEGER PRIMARY KEY,
    mutation_id BLOB NOT NULL UNIQUE,
    entity      TEXT NOT NULL,
    entity_id   BLOB NOT NULL,
    kind        TEXT NOT NULL,
    body_json   TEXT NOT NULL,
    before_json TEXT, -- state of the photo file before; null for other records
    prev_hash   BLOB NOT NULL,
    hash        BLOB NOT NULL
) STRICT;
CREATE INDEX audit_entry_entity ON audit_entry (entity_id);
CREATE TRIGGER audit_entry_stays BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_entry_frozen BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END;

-- The audit for people. Not generated columns: SQLite would compute them at every insert.
CREATE VIEW audit_log AS
SELECT seq, mutation_id, entity, entity_id, kind, json_extract(body_json, '$.at') AS at,
       json_extract(body_json, '$.by.role') AS actor_role, json_extract(body_json, '$.by.name') AS actor_name,
       json_extract(body_json, '$.by.workstation') AS workstation, body_json
FROM audit_entry;

-- What has not left the office. The mutation itself is in its audit entry and is not written twice.
CREATE TABLE outbox (
    op_seq   INTEGER PRIMARY KEY REFERENCES audit_entry (seq),
    base_rev INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'parked'))
) STRICT;
