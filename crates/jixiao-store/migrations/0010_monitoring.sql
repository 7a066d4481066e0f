-- Rounds of monitoring, a record for each project in a round, warnings and what was done about them.

CREATE TABLE monitoring_round (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  year BIGINT NOT NULL,
  label TEXT NOT NULL,
  from_on DATE NOT NULL,
  to_on DATE NOT NULL,
  due_on DATE NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  issued_by BIGINT NOT NULL REFERENCES app_user(id),
  issued_at BIGINT NOT NULL,
  UNIQUE (organisation_id, year, label)
);
CREATE INDEX monitoring_round_year ON monitoring_round(year, to_on);

CREATE TABLE monitoring_record (
  id {id},
  round_id BIGINT NOT NULL REFERENCES monitoring_round(id),
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  goal_id BIGINT NOT NULL REFERENCES goal(id),
  state TEXT NOT NULL,
  committed_fen BIGINT,
  typed_forecast_fen BIGINT,
  forecast_reason TEXT NOT NULL DEFAULT '',
  filled_by BIGINT REFERENCES app_user(id),
  initial_fen BIGINT NOT NULL DEFAULT 0,
  adjusted_fen BIGINT NOT NULL DEFAULT 0,
  executed_fen BIGINT NOT NULL DEFAULT 0,
  executed_so_far_fen BIGINT NOT NULL DEFAULT 0,
  forecast_fen BIGINT,
  fund_lamp TEXT,
  indicator_lamp TEXT,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (round_id, project_year_id)
);
CREATE INDEX monitoring_record_year ON monitoring_record(project_year_id);
CREATE INDEX monitoring_record_state ON monitoring_record(state, round_id);

CREATE TABLE monitoring_indicator (
  record_id BIGINT NOT NULL REFERENCES monitoring_record(id),
  goal_indicator_id BIGINT NOT NULL REFERENCES goal_indicator(id),
  actual_text TEXT NOT NULL DEFAULT '',
  forecast_text TEXT NOT NULL DEFAULT '',
  causes TEXT NOT NULL DEFAULT '',
  cause_note TEXT NOT NULL DEFAULT '',
  likelihood TEXT,
  remark TEXT NOT NULL DEFAULT '',
  lamp TEXT,
  PRIMARY KEY (record_id, goal_indicator_id)
);

CREATE TABLE monitoring_freeze (
  id {id},
  record_id BIGINT NOT NULL REFERENCES monitoring_record(id),
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  frozen_by BIGINT NOT NULL REFERENCES app_user(id),
  frozen_at BIGINT NOT NULL,
  lifted_by BIGINT,
  lifted_at BIGINT,
  lifted_reason TEXT
);
CREATE INDEX monitoring_freeze_subject ON monitoring_freeze(record_id);

-- A warning keeps its id however often the figures are judged anew. indicator_key is 0 where the
-- warning is about the record as a whole.
CREATE TABLE monitoring_warning (
  id {id},
  record_id BIGINT NOT NULL REFERENCES monitoring_record(id),
  kind TEXT NOT NULL,
  indicator_key BIGINT NOT NULL DEFAULT 0,
  goal_indicator_id BIGINT REFERENCES goal_indicator(id),
  state TEXT NOT NULL,
  sentence TEXT NOT NULL,
  article TEXT NOT NULL DEFAULT '',
  raised_at BIGINT NOT NULL,
  answer_due_on DATE,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (record_id, kind, indicator_key)
);
CREATE INDEX monitoring_warning_state ON monitoring_warning(state, record_id);

CREATE TABLE monitoring_warning_step (
  id {id},
  warning_id BIGINT NOT NULL REFERENCES monitoring_warning(id),
  event TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  link TEXT NOT NULL DEFAULT '',
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  at BIGINT NOT NULL
);
CREATE INDEX monitoring_warning_step_subject ON monitoring_warning_step(warning_id);
