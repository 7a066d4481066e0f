-- People, rights, audit, sessions, long work, attachments.
-- {id} is the key column of the backend, {blob} its binary type. Times are milliseconds since 1970 UTC,
-- money is 分, points are hundredths, choices are the codes of jixiao-domain.

CREATE TABLE organisation (
  id {id},
  parent_id BIGINT REFERENCES organisation(id),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  path TEXT NOT NULL UNIQUE,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  revision BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE app_user (
  id {id},
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  password_hash TEXT NOT NULL,
  password_changed_at BIGINT NOT NULL,
  must_change_password BOOLEAN NOT NULL,
  totp_secret {blob},
  totp_confirmed_at BIGINT,
  totp_last_step BIGINT,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  created_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE password_history (
  id {id},
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  password_hash TEXT NOT NULL,
  set_at BIGINT NOT NULL
);

CREATE INDEX password_history_user ON password_history(user_id);

CREATE TABLE sign_in_failure (
  subject_digest TEXT PRIMARY KEY,
  failed_count BIGINT NOT NULL,
  last_failed_at BIGINT NOT NULL
);

CREATE TABLE role_grant (
  id {id},
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  role TEXT NOT NULL,
  granted_by BIGINT,
  granted_at BIGINT NOT NULL,
  revoked_by BIGINT,
  revoked_at BIGINT
);
CREATE INDEX role_grant_user ON role_grant(user_id);
CREATE UNIQUE INDEX role_grant_active ON role_grant(user_id, organisation_id, role) WHERE revoked_at IS NULL;

CREATE TABLE session (
  token_digest TEXT PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  second_factor_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX session_user_id ON session(user_id);

CREATE TABLE audit_entry (
  sequence BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  user_id BIGINT,
  user_name TEXT NOT NULL,
  organisation_id BIGINT,
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_digest TEXT NOT NULL,
  digest TEXT NOT NULL
);
CREATE INDEX audit_entry_at ON audit_entry(at);
CREATE INDEX audit_entry_subject ON audit_entry(subject_kind, subject_id);

CREATE TABLE attachment_content (
  digest TEXT PRIMARY KEY,
  byte_count BIGINT NOT NULL,
  content {blob} NOT NULL
);

CREATE TABLE attachment (
  id {id},
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  digest TEXT NOT NULL REFERENCES attachment_content(digest),
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  added_by BIGINT NOT NULL REFERENCES app_user(id),
  added_at BIGINT NOT NULL,
  withdrawn_by BIGINT,
  withdrawn_at BIGINT,
  withdrawn_reason TEXT
);
CREATE INDEX attachment_subject ON attachment(subject_kind, subject_id);

CREATE TABLE saved_draft (
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  form_key TEXT NOT NULL,
  content TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, form_key)
);

CREATE TABLE job (
  id {id},
  kind TEXT NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  payload TEXT NOT NULL,
  input {blob},
  total_count BIGINT,
  done_count BIGINT NOT NULL DEFAULT 0,
  skipped_count BIGINT NOT NULL DEFAULT 0,
  failed_count BIGINT NOT NULL DEFAULT 0,
  message TEXT NOT NULL DEFAULT '',
  claimed_by TEXT,
  claimed_until BIGINT,
  attempt_count BIGINT NOT NULL DEFAULT 0,
  finished_at BIGINT,
  result {blob},
  result_name TEXT,
  result_type TEXT
);
CREATE INDEX job_state ON job(state, id);

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_by BIGINT,
  changed_at BIGINT NOT NULL
);
