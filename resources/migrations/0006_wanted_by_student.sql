-- Each photo file that the server sends asks for its own row here; without an index it read all that are still wanted.
CREATE INDEX wanted_blob_student ON wanted_blob (student_id);
