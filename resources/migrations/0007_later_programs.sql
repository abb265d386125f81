-- Programs of different ages. What a later program wrote stays as it came and travels on.
-- Fields of a pupil that this program does not know: a JSON object, null for none.
ALTER TABLE student ADD COLUMN later_fields TEXT;

-- Records of the server that this program cannot read: kinds that it does not know, and records with values that it does
-- not know. They are read when a program that can has been installed; until then the tables show what they had.
CREATE TABLE later_row (
    entity    TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    row_json  TEXT NOT NULL,
    PRIMARY KEY (entity, entity_id)
) STRICT, WITHOUT ROWID;
