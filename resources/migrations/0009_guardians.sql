-- Parents and guardians of pupils. No reference to the pupil: what this office wants with a guardian may still wait to be
-- sent when the pupil has gone on the server, and stays until the server has answered.
CREATE TABLE guardian (
    guardian_no INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE,
    student_id  BLOB NOT NULL,
    body_json   TEXT NOT NULL,
    removed     INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(json_extract(body_json, '$.removed'), 0)) STORED
) STRICT;
CREATE INDEX guardian_student ON guardian (student_id);
