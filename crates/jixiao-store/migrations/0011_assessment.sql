-- Rectifications, suspensions of payment, ex-ante assessments, department evaluations.

CREATE TABLE rectification (
  id {id},
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  issue_year BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  origin TEXT NOT NULL,
  origin_id BIGINT,
  problem TEXT NOT NULL,
  requirement TEXT NOT NULL,
  due_on DATE NOT NULL,
  state TEXT NOT NULL,
  opened_by BIGINT NOT NULL REFERENCES app_user(id),
  opened_at BIGINT NOT NULL,
  measures TEXT NOT NULL DEFAULT '',
  outcome TEXT NOT NULL DEFAULT '',
  replied_by BIGINT REFERENCES app_user(id),
  replied_at BIGINT,
  opinion TEXT NOT NULL DEFAULT '',
  checked_by BIGINT REFERENCES app_user(id),
  checked_at BIGINT,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (issue_year, serial)
);
CREATE INDEX rectification_project_year ON rectification(project_year_id);
CREATE INDEX rectification_state ON rectification(state, due_on);

-- Rows are only ever added; a suspension ends by a row of payment_resumption.
CREATE TABLE payment_suspension (
  id {id},
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  origin TEXT NOT NULL,
  origin_id BIGINT,
  reason TEXT NOT NULL,
  article TEXT NOT NULL,
  suspended_by BIGINT NOT NULL REFERENCES app_user(id),
  suspended_at BIGINT NOT NULL
);
CREATE INDEX payment_suspension_project_year ON payment_suspension(project_year_id);

CREATE TABLE payment_resumption (
  suspension_id BIGINT PRIMARY KEY REFERENCES payment_suspension(id),
  reason TEXT NOT NULL,
  resumed_by BIGINT NOT NULL REFERENCES app_user(id),
  resumed_at BIGINT NOT NULL
);

CREATE TABLE assessment (
  id {id},
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  round BIGINT NOT NULL,
  framework TEXT NOT NULL,
  state TEXT NOT NULL,
  overview TEXT NOT NULL DEFAULT '',
  method TEXT NOT NULL DEFAULT '',
  applied_fen BIGINT,
  result TEXT,
  proposed_fen BIGINT,
  result_reason TEXT NOT NULL DEFAULT '',
  finance_result TEXT,
  finance_fen BIGINT,
  finance_reason TEXT NOT NULL DEFAULT '',
  filled_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  content_digest TEXT,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (project_year_id, round)
);

CREATE TABLE assessment_point (
  assessment_id BIGINT NOT NULL REFERENCES assessment(id),
  code TEXT NOT NULL,
  findings TEXT NOT NULL DEFAULT '',
  score_hundredths BIGINT,
  opinion TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (assessment_id, code)
);

CREATE TABLE evaluation (
  id {id},
  project_year_id BIGINT NOT NULL UNIQUE REFERENCES project_year(id),
  framework TEXT NOT NULL,
  state TEXT NOT NULL,
  purpose TEXT NOT NULL DEFAULT '',
  method TEXT NOT NULL DEFAULT '',
  work TEXT NOT NULL DEFAULT '',
  achievements TEXT NOT NULL DEFAULT '',
  problems TEXT NOT NULL DEFAULT '',
  suggestions TEXT NOT NULL DEFAULT '',
  exchanged_opinion TEXT NOT NULL DEFAULT '',
  conclusion TEXT NOT NULL DEFAULT '',
  total_hundredths BIGINT,
  grade TEXT,
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  concluded_by BIGINT REFERENCES app_user(id),
  concluded_at BIGINT,
  content_digest TEXT,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX evaluation_state ON evaluation(state);

CREATE TABLE evaluation_item (
  evaluation_id BIGINT NOT NULL REFERENCES evaluation(id),
  code TEXT NOT NULL,
  position BIGINT NOT NULL,
  points_hundredths BIGINT NOT NULL,
  computed_rate TEXT,
  computed_text TEXT NOT NULL DEFAULT '',
  computed_hundredths BIGINT,
  score_hundredths BIGINT,
  reason TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (evaluation_id, code)
);

-- Steps of rectifications and evaluations; rows are only ever added.
CREATE TABLE handling_step (
  id {id},
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  event TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  at BIGINT NOT NULL
);
CREATE INDEX handling_step_subject ON handling_step(subject_kind, subject_id);
