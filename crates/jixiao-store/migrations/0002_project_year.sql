-- Projects, ledgers, goals, self-evaluations and their reviews.

CREATE TABLE project (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  programme TEXT NOT NULL,
  attribute TEXT NOT NULL,
  supervising_department TEXT NOT NULL,
  supervising_department_code TEXT NOT NULL DEFAULT '',
  finance_division TEXT NOT NULL DEFAULT '',
  implementing_unit TEXT NOT NULL,
  implementing_unit_code TEXT NOT NULL DEFAULT '',
  leader TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  start_year BIGINT NOT NULL,
  end_year BIGINT,
  basis TEXT NOT NULL DEFAULT '',
  active BOOLEAN NOT NULL DEFAULT TRUE,
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX project_organisation ON project(organisation_id);

CREATE TABLE project_year (
  id {id},
  project_id BIGINT NOT NULL REFERENCES project(id),
  year BIGINT NOT NULL,
  regulation TEXT NOT NULL,
  layout TEXT NOT NULL,
  money_unit TEXT NOT NULL,
  opened_by BIGINT NOT NULL REFERENCES app_user(id),
  opened_at BIGINT NOT NULL,
  UNIQUE (project_id, year)
);
CREATE INDEX project_year_year ON project_year(year);

CREATE TABLE budget_entry (
  id {id},
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  document_number TEXT NOT NULL,
  dated_on DATE NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  gives_id BIGINT UNIQUE REFERENCES budget_entry(id),
  corrects_id BIGINT UNIQUE REFERENCES budget_entry(id),
  entered_by BIGINT NOT NULL REFERENCES app_user(id),
  entered_at BIGINT NOT NULL
);
CREATE INDEX budget_entry_sums ON budget_entry(project_year_id, kind, source, amount_fen, id);

CREATE TABLE execution_entry (
  id {id},
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  source TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  voucher_number TEXT NOT NULL,
  paid_on DATE NOT NULL,
  summary TEXT NOT NULL DEFAULT '',
  corrects_id BIGINT UNIQUE REFERENCES execution_entry(id),
  entered_by BIGINT NOT NULL REFERENCES app_user(id),
  entered_at BIGINT NOT NULL
);
CREATE INDEX execution_entry_voucher ON execution_entry(project_year_id, voucher_number);
-- What the sums of a ledger need stands in the index itself.
CREATE INDEX execution_entry_sums ON execution_entry(project_year_id, paid_on, source, amount_fen, id);

CREATE TABLE library_indicator (
  id {id},
  organisation_id BIGINT REFERENCES organisation(id),
  programme TEXT NOT NULL,
  level1 TEXT NOT NULL,
  level2 TEXT NOT NULL,
  name TEXT NOT NULL,
  explanation TEXT NOT NULL DEFAULT '',
  sign TEXT,
  target_number TEXT,
  unit TEXT NOT NULL DEFAULT '',
  value_basis TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  proposed_by BIGINT NOT NULL REFERENCES app_user(id),
  proposed_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  decision_reason TEXT NOT NULL DEFAULT '',
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX library_indicator_programme ON library_indicator(programme, level1);

CREATE TABLE goal (
  id {id},
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  mid_term_goal TEXT NOT NULL DEFAULT '',
  annual_goal TEXT NOT NULL DEFAULT '',
  feasibility TEXT NOT NULL DEFAULT '',
  necessity TEXT NOT NULL DEFAULT '',
  schedule TEXT NOT NULL DEFAULT '',
  spending_details TEXT NOT NULL DEFAULT '',
  mid_term_treasury_fen BIGINT,
  mid_term_other_fen BIGINT,
  annual_treasury_fen BIGINT,
  annual_other_fen BIGINT,
  filled_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  approved_at BIGINT,
  content_digest TEXT,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (project_year_id, version)
);

CREATE TABLE goal_indicator (
  id {id},
  goal_id BIGINT NOT NULL REFERENCES goal(id),
  position BIGINT NOT NULL,
  level1 TEXT NOT NULL,
  level2 TEXT NOT NULL,
  name TEXT NOT NULL,
  sign TEXT,
  target_number TEXT,
  unit TEXT NOT NULL DEFAULT '',
  target_words TEXT NOT NULL DEFAULT '',
  mid_term_target TEXT NOT NULL DEFAULT '',
  points_hundredths BIGINT NOT NULL,
  value_basis TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '',
  library_indicator_id BIGINT REFERENCES library_indicator(id)
);
CREATE INDEX goal_indicator_goal ON goal_indicator(goal_id, position);

CREATE TABLE self_evaluation (
  id {id},
  project_year_id BIGINT NOT NULL UNIQUE REFERENCES project_year(id),
  goal_id BIGINT NOT NULL REFERENCES goal(id),
  state TEXT NOT NULL,
  due_on DATE NOT NULL,
  actual_goal TEXT NOT NULL DEFAULT '',
  execution_reason TEXT NOT NULL DEFAULT '',
  other_notes TEXT NOT NULL DEFAULT '',
  issued_by BIGINT NOT NULL REFERENCES app_user(id),
  issued_at BIGINT NOT NULL,
  filled_by BIGINT REFERENCES app_user(id),
  execution_choice_hundredths BIGINT,
  execution_hundredths BIGINT,
  total_hundredths BIGINT,
  grade TEXT,
  finance_total_hundredths BIGINT,
  finance_by BIGINT REFERENCES app_user(id),
  sampled BOOLEAN NOT NULL DEFAULT FALSE,
  check_total_hundredths BIGINT,
  check_note TEXT NOT NULL DEFAULT '',
  checked_by BIGINT REFERENCES app_user(id),
  checked_at BIGINT,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX self_evaluation_state ON self_evaluation(state, due_on);

CREATE TABLE self_evaluation_indicator (
  self_evaluation_id BIGINT NOT NULL REFERENCES self_evaluation(id),
  goal_indicator_id BIGINT NOT NULL REFERENCES goal_indicator(id),
  actual_text TEXT NOT NULL DEFAULT '',
  chosen_score_hundredths BIGINT,
  score_reason TEXT NOT NULL DEFAULT '',
  deviation_cause TEXT NOT NULL DEFAULT '',
  corrective_measure TEXT NOT NULL DEFAULT '',
  score_hundredths BIGINT,
  finance_score_hundredths BIGINT,
  finance_reason TEXT NOT NULL DEFAULT '',
  check_score_hundredths BIGINT,
  check_reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (self_evaluation_id, goal_indicator_id)
);

CREATE TABLE self_evaluation_freeze (
  id {id},
  self_evaluation_id BIGINT NOT NULL REFERENCES self_evaluation(id),
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  frozen_by BIGINT NOT NULL REFERENCES app_user(id),
  frozen_at BIGINT NOT NULL,
  lifted_by BIGINT,
  lifted_at BIGINT,
  lifted_reason TEXT
);
CREATE INDEX self_evaluation_freeze_subject ON self_evaluation_freeze(self_evaluation_id);

CREATE TABLE self_evaluation_sample (
  id {id},
  year BIGINT NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  seed TEXT NOT NULL,
  percent BIGINT NOT NULL,
  drawn_by BIGINT NOT NULL REFERENCES app_user(id),
  drawn_at BIGINT NOT NULL
);

CREATE TABLE self_evaluation_sample_member (
  sample_id BIGINT NOT NULL REFERENCES self_evaluation_sample(id),
  self_evaluation_id BIGINT NOT NULL REFERENCES self_evaluation(id),
  digest TEXT NOT NULL,
  chosen BOOLEAN NOT NULL,
  PRIMARY KEY (sample_id, self_evaluation_id)
);

CREATE TABLE review_step (
  id {id},
  subject_kind TEXT NOT NULL,
  subject_id BIGINT NOT NULL,
  event TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  at BIGINT NOT NULL
);
CREATE INDEX review_step_subject ON review_step(subject_kind, subject_id);
