-- Cases of aid, their steps, public notices (公示) with their frozen lines, objections.

-- The list of what is shown of approved cases; once posted, its lines never change.
CREATE TABLE aid_notice (
  id {id},
  round_id BIGINT NOT NULL REFERENCES aid_round(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  title TEXT NOT NULL,
  hotline TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '',
  working_days BIGINT NOT NULL,
  starts_on DATE,
  ends_on DATE,
  line_count BIGINT NOT NULL DEFAULT 0,
  total_fen BIGINT NOT NULL DEFAULT 0,
  digest TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  closing_words TEXT NOT NULL DEFAULT '',
  made_by BIGINT NOT NULL REFERENCES app_user(id),
  made_at BIGINT NOT NULL,
  posted_by BIGINT REFERENCES app_user(id),
  posted_at BIGINT,
  closed_by BIGINT REFERENCES app_user(id),
  closed_at BIGINT,
  revision BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX aid_notice_round ON aid_notice(round_id, id);
CREATE INDEX aid_notice_state ON aid_notice(state, id);

-- One application of one person in a round. `class` is a tier of the round's rule; `facts` what was
-- declared with it; the free words of the applicant lie sealed. `approved_fen` is set while the case
-- is approved: it holds the round's money unless the case was recovered.
CREATE TABLE aid_case (
  id {id},
  round_id BIGINT NOT NULL REFERENCES aid_round(id),
  person_id BIGINT NOT NULL REFERENCES person(id),
  household_id BIGINT REFERENCES household(id),
  organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  class TEXT NOT NULL DEFAULT '',
  facts TEXT NOT NULL DEFAULT '{}',
  asked_fen BIGINT,
  computed_fen BIGINT,
  explanation TEXT NOT NULL DEFAULT '',
  approved_fen BIGINT,
  state TEXT NOT NULL,
  stage TEXT,
  stage_entered_on DATE NOT NULL,
  due_on DATE,
  held_by_organisation BIGINT NOT NULL REFERENCES organisation(id),
  submitted_step BIGINT NOT NULL DEFAULT 0,
  minutes_number TEXT NOT NULL DEFAULT '',
  approved_on DATE,
  notice_id BIGINT REFERENCES aid_notice(id),
  suspended_on DATE,
  suspended_from TEXT,
  suspended_due_on DATE,
  created_by BIGINT NOT NULL REFERENCES app_user(id),
  created_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1
);
-- Nobody applies twice in a round, unless the first application came to nothing.
CREATE UNIQUE INDEX aid_case_once ON aid_case(round_id, person_id)
  WHERE state NOT IN ('rejected', 'withdrawn', 'recovered');
CREATE INDEX aid_case_person ON aid_case(person_id, id);
CREATE INDEX aid_case_household ON aid_case(household_id, id);
CREATE INDEX aid_case_round ON aid_case(round_id, state, id);
CREATE INDEX aid_case_organisation ON aid_case(organisation_id, state, id);
CREATE INDEX aid_case_state ON aid_case(state, id);
CREATE INDEX aid_case_due ON aid_case(due_on, id) WHERE due_on IS NOT NULL;
CREATE INDEX aid_case_totals ON aid_case(state, round_id, organisation_id, approved_fen);
CREATE INDEX aid_case_held ON aid_case(stage, held_by_organisation, due_on, stage_entered_on)
  WHERE stage IS NOT NULL;
CREATE INDEX aid_case_notice ON aid_case(notice_id) WHERE notice_id IS NOT NULL;

-- What happened to a case. Rows are only ever added.
CREATE TABLE aid_case_step (
  id {id},
  aid_case_id BIGINT NOT NULL REFERENCES aid_case(id),
  event TEXT NOT NULL,
  stage TEXT,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  at BIGINT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  amount_fen BIGINT,
  happened_on DATE,
  visitors TEXT NOT NULL DEFAULT '',
  result TEXT
);
CREATE INDEX aid_case_step_case ON aid_case_step(aid_case_id, id);

CREATE TABLE aid_notice_line (
  id {id},
  notice_id BIGINT NOT NULL REFERENCES aid_notice(id),
  aid_case_id BIGINT NOT NULL REFERENCES aid_case(id),
  number BIGINT NOT NULL,
  name TEXT NOT NULL,
  masked_name TEXT NOT NULL,
  employer TEXT NOT NULL,
  union_name TEXT NOT NULL,
  programme TEXT NOT NULL,
  class TEXT NOT NULL,
  amount_fen BIGINT NOT NULL,
  UNIQUE (notice_id, number)
);
CREATE INDEX aid_notice_line_case ON aid_notice_line(aid_case_id, notice_id);

-- An objection to a case on a notice. Who raised it is not kept.
CREATE TABLE aid_objection (
  id {id},
  notice_id BIGINT NOT NULL REFERENCES aid_notice(id),
  aid_case_id BIGINT NOT NULL REFERENCES aid_case(id),
  channel TEXT NOT NULL,
  received_on DATE NOT NULL,
  content TEXT NOT NULL,
  state TEXT NOT NULL,
  recorded_by BIGINT NOT NULL REFERENCES app_user(id),
  recorded_at BIGINT NOT NULL,
  settled_by BIGINT REFERENCES app_user(id),
  settled_at BIGINT,
  finding TEXT NOT NULL DEFAULT ''
);
CREATE INDEX aid_objection_case ON aid_objection(aid_case_id, id);
CREATE INDEX aid_objection_notice ON aid_objection(notice_id, state);
CREATE UNIQUE INDEX aid_objection_open ON aid_objection(aid_case_id) WHERE state = 'open';
