-- A file stays as it was published, whoever holds the connection.

CREATE FUNCTION disclosure_file_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'disclosure_file is append-only';
END;
$$;

CREATE TRIGGER disclosure_file_no_update BEFORE UPDATE ON disclosure_file
  FOR EACH ROW EXECUTE FUNCTION disclosure_file_refuse_change();

CREATE TRIGGER disclosure_file_no_delete BEFORE DELETE ON disclosure_file
  FOR EACH ROW EXECUTE FUNCTION disclosure_file_refuse_change();

CREATE TRIGGER disclosure_file_no_truncate BEFORE TRUNCATE ON disclosure_file
  FOR EACH STATEMENT EXECUTE FUNCTION disclosure_file_refuse_change();
