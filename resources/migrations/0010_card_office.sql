-- What a year does to cards: validity marks, requests for duplicates, deliveries of blanks and what became of each
-- blank. No foreign keys: a card of another office may have been left out of the register here (two cards of one
-- number), and what hangs on it must not stop the pull.

CREATE TABLE validity_marks (
    id        BLOB PRIMARY KEY, -- of the card
    body_json TEXT NOT NULL
) STRICT;

CREATE TABLE duplicate_request (
    id        BLOB PRIMARY KEY, -- of the card that is replaced
    body_json TEXT NOT NULL,
    student   TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body_json, '$.student')) STORED
) STRICT;

CREATE TABLE blank_delivery (
    id        BLOB PRIMARY KEY,
    body_json TEXT NOT NULL
) STRICT;

CREATE TABLE blank (
    id        BLOB PRIMARY KEY,
    body_json TEXT NOT NULL,
    delivery  TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body_json, '$.delivery')) STORED,
    number    INTEGER NOT NULL GENERATED ALWAYS AS (json_extract(body_json, '$.number')) STORED,
    state     TEXT NOT NULL GENERATED ALWAYS AS (json_extract(body_json, '$.state')) STORED,
    card      TEXT GENERATED ALWAYS AS (json_extract(body_json, '$.card')) STORED
) STRICT;
CREATE INDEX blank_delivery_number ON blank (delivery, number);
CREATE INDEX blank_card ON blank (card) WHERE card IS NOT NULL;
