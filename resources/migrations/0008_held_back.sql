-- A pull that would erase very many photos, or rename or mark as left very many pupils, waits for a person. Until the end
-- of the pull such records lie in later_row as they came, and the tables keep what they had.
-- How many photos or pupils the record would cost; 0: it is here because this program cannot read it.
ALTER TABLE later_row ADD COLUMN held_back INTEGER NOT NULL DEFAULT 0;

-- What went without a question in the last day: many small pulls must not do what one large one may not.
CREATE TABLE unasked_loss (
    at     INTEGER NOT NULL, -- milliseconds UTC
    entity TEXT NOT NULL,    -- student, photo_file; server_row for records that a snapshot did not bring
    count  INTEGER NOT NULL
) STRICT;
