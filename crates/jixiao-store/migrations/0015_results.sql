-- Proposals for next year's budgets with every step, and scenarios to compare.

CREATE TABLE proposal (
  id {id},
  project_id BIGINT NOT NULL REFERENCES project(id),
  year BIGINT NOT NULL,
  state TEXT NOT NULL,
  decision TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  base_fen BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (project_id, year)
);
CREATE INDEX proposal_year ON proposal(year, state);

-- Rows are only ever added: each holds what the proposal said after the step.
CREATE TABLE proposal_step (
  id {id},
  proposal_id BIGINT NOT NULL REFERENCES proposal(id),
  event TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  decision TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  reasons TEXT NOT NULL DEFAULT '',
  targets TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  at BIGINT NOT NULL
);
CREATE INDEX proposal_step_subject ON proposal_step(proposal_id);

CREATE TABLE budget_scenario (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  year BIGINT NOT NULL,
  name TEXT NOT NULL,
  ceiling_fen BIGINT,
  score_percent BIGINT NOT NULL,
  fair_cut_percent BIGINT NOT NULL,
  poor_cut_percent BIGINT NOT NULL,
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  adopted_by BIGINT REFERENCES app_user(id),
  adopted_at BIGINT,
  withdrawn_by BIGINT REFERENCES app_user(id),
  withdrawn_at BIGINT,
  withdrawn_reason TEXT
);
CREATE INDEX budget_scenario_year ON budget_scenario(year, organisation_id);
