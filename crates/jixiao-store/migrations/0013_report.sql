-- Reports: versions with their text and the facts it was drafted from; what was filed, word for word.

CREATE TABLE report (
  id {id},
  kind TEXT NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  year BIGINT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  project_id BIGINT REFERENCES project(id),
  version BIGINT NOT NULL,
  template TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  facts TEXT NOT NULL,
  drafted_at BIGINT NOT NULL,
  filled_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  approved_at BIGINT,
  content_digest TEXT,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (kind, organisation_id, year, subject_kind, subject_id, version)
);
CREATE INDEX report_organisation ON report(organisation_id, year);
CREATE INDEX report_subject ON report(subject_kind, subject_id);

CREATE TABLE report_filing (
  id {id},
  report_id BIGINT NOT NULL REFERENCES report(id),
  event TEXT NOT NULL,
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  filed_by BIGINT NOT NULL REFERENCES app_user(id),
  filed_at BIGINT NOT NULL
);
CREATE INDEX report_filing_report ON report_filing(report_id);
