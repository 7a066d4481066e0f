-- People, households with their files, model workers, sealed fields and the keys they need.

-- Keys that sealed something here: their number and a fingerprint, never the key. 0 is the index key.
CREATE TABLE vault_key (
  id BIGINT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  made_on TEXT NOT NULL,
  noted_at BIGINT NOT NULL,
  retired_at BIGINT
);

-- Every encrypted field of every kind of record. `mark` finds it by its content; a `sole` mark stands
-- once for its kind and field.
CREATE TABLE sealed_field (
  id {id},
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  field TEXT NOT NULL,
  key_id BIGINT NOT NULL REFERENCES vault_key(id),
  sealed {blob} NOT NULL,
  mark {blob},
  sole BOOLEAN NOT NULL DEFAULT FALSE,
  UNIQUE (subject_kind, subject_id, field)
);
CREATE INDEX sealed_field_mark ON sealed_field(subject_kind, field, mark) WHERE mark IS NOT NULL;
CREATE UNIQUE INDEX sealed_field_sole ON sealed_field(subject_kind, field, mark) WHERE sole;
CREATE INDEX sealed_field_key ON sealed_field(key_id, id);

CREATE TABLE person (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  name TEXT NOT NULL,
  sex TEXT,
  birth_date DATE,
  ethnicity TEXT NOT NULL DEFAULT '',
  political TEXT NOT NULL DEFAULT '',
  education TEXT NOT NULL DEFAULT '',
  marriage TEXT NOT NULL DEFAULT '',
  health TEXT NOT NULL,
  employment TEXT NOT NULL,
  employer TEXT NOT NULL DEFAULT '',
  employer_code TEXT NOT NULL DEFAULT '',
  union_member BOOLEAN NOT NULL DEFAULT FALSE,
  migrant BOOLEAN NOT NULL DEFAULT FALSE,
  bank_name TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  merged_into BIGINT REFERENCES person(id),
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX person_name ON person(name, id);
CREATE INDEX person_organisation ON person(organisation_id, id);

CREATE TABLE household (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  file_number TEXT UNIQUE,
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  region TEXT NOT NULL,
  class TEXT,
  main_cause TEXT NOT NULL,
  causes TEXT NOT NULL DEFAULT '',
  housing TEXT NOT NULL,
  home_count BIGINT NOT NULL DEFAULT 0,
  on_subsistence BOOLEAN NOT NULL DEFAULT FALSE,
  exclusions TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  filed_on DATE,
  ended_on DATE,
  merged_into BIGINT REFERENCES household(id),
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX household_organisation ON household(organisation_id, state);
CREATE INDEX household_state ON household(state, id);

-- Members leave; their rows stay. Nobody is in two households at a time.
CREATE TABLE household_member (
  id {id},
  household_id BIGINT NOT NULL REFERENCES household(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  relation TEXT NOT NULL,
  school TEXT NOT NULL DEFAULT '',
  joined_at BIGINT NOT NULL,
  left_at BIGINT
);
CREATE INDEX household_member_household ON household_member(household_id, id);
CREATE UNIQUE INDEX household_member_once ON household_member(person_id) WHERE left_at IS NULL;

-- What a household had and had to pay in a year.
CREATE TABLE household_figure (
  household_id BIGINT NOT NULL REFERENCES household(id),
  year BIGINT NOT NULL,
  side TEXT NOT NULL,
  kind TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  PRIMARY KEY (household_id, year, side, kind)
);

CREATE TABLE household_review (
  id {id},
  household_id BIGINT NOT NULL REFERENCES household(id),
  year BIGINT NOT NULL,
  rule TEXT NOT NULL,
  found_class TEXT,
  monthly_fen BIGINT,
  explanation TEXT NOT NULL,
  conclusion TEXT NOT NULL,
  class TEXT,
  opinion TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  made_by BIGINT NOT NULL REFERENCES app_user(id),
  made_at BIGINT NOT NULL,
  checked_by BIGINT REFERENCES app_user(id),
  checked_at BIGINT,
  check_opinion TEXT NOT NULL DEFAULT '',
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (household_id, year)
);

CREATE TABLE model_worker (
  id {id},
  person_id BIGINT NOT NULL UNIQUE REFERENCES person(id),
  level TEXT NOT NULL,
  status TEXT NOT NULL,
  status_reason TEXT NOT NULL DEFAULT '',
  status_on DATE,
  class TEXT,
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX model_worker_level ON model_worker(level, status);

CREATE TABLE model_worker_honour (
  id {id},
  model_worker_id BIGINT NOT NULL REFERENCES model_worker(id),
  level TEXT NOT NULL,
  title TEXT NOT NULL,
  awarded_year BIGINT NOT NULL,
  document_number TEXT NOT NULL DEFAULT ''
);
CREATE INDEX model_worker_honour_of ON model_worker_honour(model_worker_id, id);

-- Whether input and result of a job are sealed.
ALTER TABLE job ADD COLUMN sealed BOOLEAN NOT NULL DEFAULT FALSE;
