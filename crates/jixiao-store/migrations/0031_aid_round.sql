-- Rounds of aid: one opening of a programme of aid ("2026年春节送温暖").

-- `programme` and `rule_from` name the version of the rules in force, `region` the place whose
-- figures it is read with; all three were chosen at the opening and never change.
CREATE TABLE aid_round (
  id {id},
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  project_id BIGINT NOT NULL REFERENCES project(id),
  programme TEXT NOT NULL,
  rule_from DATE NOT NULL,
  region TEXT NOT NULL,
  year BIGINT NOT NULL,
  label TEXT NOT NULL,
  opens_on DATE NOT NULL,
  closes_on DATE NOT NULL,
  notice_days BIGINT NOT NULL,
  budget_fen BIGINT,
  state TEXT NOT NULL,
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX aid_round_year ON aid_round(year, programme);
CREATE INDEX aid_round_project ON aid_round(project_id, year);
CREATE INDEX aid_round_organisation ON aid_round(organisation_id, year);
CREATE UNIQUE INDEX aid_round_label ON aid_round(organisation_id, year, label);

-- What the round pays where the rule leaves the standard to it, by tier of the rule.
CREATE TABLE aid_round_amount (
  round_id BIGINT NOT NULL REFERENCES aid_round(id),
  tier TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  PRIMARY KEY (round_id, tier)
);
