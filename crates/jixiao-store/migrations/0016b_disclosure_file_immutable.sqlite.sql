-- A file stays as it was published, whoever holds the connection.

CREATE TRIGGER disclosure_file_no_update BEFORE UPDATE ON disclosure_file
BEGIN
  SELECT RAISE(ABORT, 'disclosure_file is append-only');
END;

CREATE TRIGGER disclosure_file_no_delete BEFORE DELETE ON disclosure_file
BEGIN
  SELECT RAISE(ABORT, 'disclosure_file is append-only');
END;
