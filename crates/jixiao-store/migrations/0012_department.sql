-- 部门整体支出: a department's year, its money, tasks, judgements, explanations and freezes.

CREATE TABLE department_year (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  year BIGINT NOT NULL,
  framework TEXT NOT NULL,
  money_unit TEXT NOT NULL,
  state TEXT NOT NULL,
  overview TEXT NOT NULL DEFAULT '',
  goal_setting TEXT NOT NULL DEFAULT '',
  management TEXT NOT NULL DEFAULT '',
  economy_measures TEXT NOT NULL DEFAULT '',
  problems TEXT NOT NULL DEFAULT '',
  other_notes TEXT NOT NULL DEFAULT '',
  leader TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  last_posts BIGINT,
  last_staff BIGINT,
  posts BIGINT,
  staff BIGINT,
  building_approved_square_metres BIGINT,
  building_actual_square_metres BIGINT,
  survey_valid BIGINT,
  survey_satisfied BIGINT,
  survey_note TEXT NOT NULL DEFAULT '',
  opened_by BIGINT NOT NULL REFERENCES app_user(id),
  opened_at BIGINT NOT NULL,
  filled_by BIGINT REFERENCES app_user(id),
  total_hundredths BIGINT,
  grade TEXT,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (organisation_id, year)
);
CREATE INDEX department_year_year ON department_year(year);

-- The units whose projects count into it, beside the organisation itself; each with all below it.
CREATE TABLE department_unit (
  department_year_id BIGINT NOT NULL REFERENCES department_year(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  PRIMARY KEY (department_year_id, organisation_id)
);

CREATE TABLE department_amount (
  department_year_id BIGINT NOT NULL REFERENCES department_year(id),
  item TEXT NOT NULL,
  last_final_fen BIGINT,
  initial_fen BIGINT,
  adjusted_fen BIGINT,
  final_fen BIGINT,
  PRIMARY KEY (department_year_id, item)
);

-- Rows of the qualitative form: one for each of its tasks.
CREATE TABLE department_task (
  department_year_id BIGINT NOT NULL REFERENCES department_year(id),
  task TEXT NOT NULL,
  measure TEXT NOT NULL DEFAULT '',
  execution TEXT NOT NULL DEFAULT '',
  comparison TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (department_year_id, task)
);

-- Rows of the duty table, from the top.
CREATE TABLE department_duty (
  department_year_id BIGINT NOT NULL REFERENCES department_year(id),
  position BIGINT NOT NULL,
  name TEXT NOT NULL,
  project_year_id BIGINT REFERENCES project_year(id),
  measure TEXT NOT NULL DEFAULT '',
  execution TEXT NOT NULL DEFAULT '',
  comparison TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  is_key BOOLEAN NOT NULL DEFAULT FALSE,
  outcome TEXT,
  quality_met BOOLEAN,
  PRIMARY KEY (department_year_id, position)
);

-- What a person decided on an indicator of the framework.
CREATE TABLE department_judgement (
  department_year_id BIGINT NOT NULL REFERENCES department_year(id),
  indicator TEXT NOT NULL,
  actual_text TEXT NOT NULL DEFAULT '',
  chosen_hundredths BIGINT,
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (department_year_id, indicator)
);

-- Why figures differ, and by how much they did when it was said.
CREATE TABLE department_explanation (
  department_year_id BIGINT NOT NULL REFERENCES department_year(id),
  difference TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  explanation TEXT NOT NULL,
  explained_by BIGINT NOT NULL REFERENCES app_user(id),
  explained_at BIGINT NOT NULL,
  PRIMARY KEY (department_year_id, difference)
);

CREATE TABLE department_freeze (
  id {id},
  department_year_id BIGINT NOT NULL REFERENCES department_year(id),
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  frozen_by BIGINT NOT NULL REFERENCES app_user(id),
  frozen_at BIGINT NOT NULL,
  lifted_by BIGINT,
  lifted_at BIGINT,
  lifted_reason TEXT
);
CREATE INDEX department_freeze_subject ON department_freeze(department_year_id);
