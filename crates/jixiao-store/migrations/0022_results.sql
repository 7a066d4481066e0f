-- How a scenario shares its ceiling among the projects, and which of them it protects.

ALTER TABLE budget_scenario ADD COLUMN method TEXT NOT NULL DEFAULT 'weakness';
ALTER TABLE budget_scenario ADD COLUMN weakness_percent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE budget_scenario ADD COLUMN unspent_percent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE budget_scenario ADD COLUMN demand_percent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE budget_scenario ADD COLUMN floor_percent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE budget_scenario ADD COLUMN protection_basis TEXT NOT NULL DEFAULT '';

CREATE TABLE scenario_protected_programme (
  scenario_id BIGINT NOT NULL REFERENCES budget_scenario(id),
  programme TEXT NOT NULL,
  PRIMARY KEY (scenario_id, programme)
);

CREATE TABLE scenario_protected_project (
  scenario_id BIGINT NOT NULL REFERENCES budget_scenario(id),
  project_id BIGINT NOT NULL REFERENCES project(id),
  PRIMARY KEY (scenario_id, project_id)
);
