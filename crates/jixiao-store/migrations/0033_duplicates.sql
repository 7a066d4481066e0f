-- Pairs of records that may be one person, and the searches that found them.

-- `left_id` is the smaller key. Nothing here tells a number: only that numbers are alike.
CREATE TABLE duplicate_candidate (
  id {id},
  subject_kind TEXT NOT NULL,
  left_id BIGINT NOT NULL,
  right_id BIGINT NOT NULL,
  left_organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  right_organisation_id BIGINT NOT NULL REFERENCES organisation(id),
  kind TEXT NOT NULL,
  score_permille BIGINT NOT NULL,
  explanation TEXT NOT NULL,
  state TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  decided_by BIGINT REFERENCES app_user(id),
  decided_at BIGINT,
  reason TEXT NOT NULL DEFAULT '',
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (subject_kind, left_id, right_id)
);
CREATE INDEX duplicate_candidate_right ON duplicate_candidate(subject_kind, right_id);
CREATE INDEX duplicate_candidate_state ON duplicate_candidate(state, score_permille, id);
CREATE INDEX duplicate_candidate_score ON duplicate_candidate(score_permille, id);

-- What a search over the whole registry saw, and the parameters it learned: what comes in later is
-- compared with these.
CREATE TABLE duplicate_search (
  id {id},
  made_by BIGINT NOT NULL REFERENCES app_user(id),
  made_at BIGINT NOT NULL,
  person_count BIGINT NOT NULL,
  compared_count BIGINT NOT NULL,
  skipped_block_count BIGINT NOT NULL,
  found_count BIGINT NOT NULL,
  settled_count BIGINT NOT NULL,
  model TEXT NOT NULL
);

-- Who was born on a day: what a new record is compared with.
CREATE INDEX person_birth ON person(birth_date, id) WHERE birth_date IS NOT NULL;
