-- What the school allows on a pupil's photo, with the reason: a JSON array of {"kind", "reason"}, null for none.
-- Religion and health: read with the pupil only, never searched, so there is no index and no word of it in student_search.
ALTER TABLE student ADD COLUMN photo_exceptions TEXT;
