-- Cost standards, and past years taken over from filings made before the application.

CREATE TABLE cost_standard (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  programme TEXT NOT NULL,
  item TEXT NOT NULL,
  indicator_words TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  unit TEXT NOT NULL,
  document_number TEXT NOT NULL,
  first_year BIGINT NOT NULL,
  last_year BIGINT,
  note TEXT NOT NULL DEFAULT '',
  entered_by BIGINT NOT NULL REFERENCES app_user(id),
  entered_at BIGINT NOT NULL
);
CREATE INDEX cost_standard_programme ON cost_standard(programme, organisation_id);

-- A withdrawn standard stays; its withdrawal is a row of its own.
CREATE TABLE cost_standard_withdrawal (
  cost_standard_id BIGINT PRIMARY KEY REFERENCES cost_standard(id),
  reason TEXT NOT NULL,
  withdrawn_by BIGINT NOT NULL REFERENCES app_user(id),
  withdrawn_at BIGINT NOT NULL
);

CREATE TABLE past_year (
  id {id},
  project_id BIGINT NOT NULL REFERENCES project(id),
  year BIGINT NOT NULL,
  initial_fen BIGINT NOT NULL,
  adjusted_fen BIGINT NOT NULL,
  executed_fen BIGINT NOT NULL,
  total_hundredths BIGINT,
  grade TEXT,
  source TEXT NOT NULL,
  entered_by BIGINT NOT NULL REFERENCES app_user(id),
  entered_at BIGINT NOT NULL,
  withdrawn_by BIGINT REFERENCES app_user(id),
  withdrawn_at BIGINT,
  withdrawn_reason TEXT
);
CREATE UNIQUE INDEX past_year_one ON past_year(project_id, year) WHERE withdrawn_at IS NULL;

CREATE TABLE past_indicator (
  past_year_id BIGINT NOT NULL REFERENCES past_year(id),
  position BIGINT NOT NULL,
  level1 TEXT NOT NULL,
  level2 TEXT NOT NULL,
  name TEXT NOT NULL,
  sign TEXT,
  target_number TEXT,
  unit TEXT NOT NULL DEFAULT '',
  target_words TEXT NOT NULL DEFAULT '',
  actual_text TEXT NOT NULL DEFAULT '',
  points_hundredths BIGINT,
  score_hundredths BIGINT,
  PRIMARY KEY (past_year_id, position)
);
