-- Disclosure: what is published of a year, the files as published, and the keys that seal them.

CREATE TABLE signing_key (
  id {id},
  public_key TEXT NOT NULL UNIQUE,
  sealed_secret {blob},
  made_by BIGINT NOT NULL REFERENCES app_user(id),
  made_at BIGINT NOT NULL,
  retired_by BIGINT REFERENCES app_user(id),
  retired_at BIGINT,
  retired_reason TEXT NOT NULL DEFAULT ''
);

CREATE TABLE disclosure (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  year BIGINT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  filled_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  approved_at BIGINT,
  job_id BIGINT REFERENCES job(id),
  published_by BIGINT REFERENCES app_user(id),
  published_at BIGINT,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (organisation_id, year, version)
);
CREATE INDEX disclosure_year ON disclosure(year, published_at);

CREATE TABLE disclosure_item (
  id {id},
  disclosure_id BIGINT NOT NULL REFERENCES disclosure(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  project_year_id BIGINT REFERENCES project_year(id),
  unit_name TEXT NOT NULL,
  project_name TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  formats TEXT NOT NULL,
  corrects_id BIGINT REFERENCES disclosure_item(id),
  correction_reason TEXT NOT NULL DEFAULT '',
  seen_by BIGINT REFERENCES app_user(id),
  seen_at BIGINT,
  content_digest TEXT,
  number TEXT UNIQUE,
  page TEXT,
  withdrawn_by BIGINT REFERENCES app_user(id),
  withdrawn_at BIGINT,
  withdrawn_reason TEXT NOT NULL DEFAULT '',
  UNIQUE (disclosure_id, subject_kind, subject_id)
);
CREATE INDEX disclosure_item_subject ON disclosure_item(subject_kind, project_year_id);
CREATE INDEX disclosure_item_corrects ON disclosure_item(corrects_id);
CREATE INDEX disclosure_item_content ON disclosure_item(content_digest);

-- What a person removes beyond the rules.
CREATE TABLE disclosure_removal (
  id {id},
  item_id BIGINT NOT NULL REFERENCES disclosure_item(id),
  words TEXT NOT NULL,
  reason TEXT NOT NULL,
  added_by BIGINT NOT NULL REFERENCES app_user(id),
  added_at BIGINT NOT NULL
);
CREATE INDEX disclosure_removal_item ON disclosure_removal(item_id);

-- What was removed from an item as published: where, of what kind, how often; never the words.
CREATE TABLE disclosure_redaction (
  id {id},
  item_id BIGINT NOT NULL REFERENCES disclosure_item(id),
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  occurrence_count BIGINT NOT NULL
);
CREATE INDEX disclosure_redaction_item ON disclosure_redaction(item_id);

CREATE TABLE disclosure_file (
  id {id},
  item_id BIGINT NOT NULL REFERENCES disclosure_item(id),
  format TEXT NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  byte_count BIGINT NOT NULL,
  digest TEXT NOT NULL,
  signed_digest TEXT NOT NULL,
  public_key TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  content {blob} NOT NULL,
  UNIQUE (item_id, format)
);
CREATE INDEX disclosure_file_digest ON disclosure_file(digest);
CREATE INDEX disclosure_file_signed ON disclosure_file(signed_digest);
