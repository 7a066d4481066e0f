-- Changes of a self-evaluation task that are no step of its chain, and the rows an import refused.

CREATE TABLE self_evaluation_change (
  id {id},
  self_evaluation_id BIGINT NOT NULL REFERENCES self_evaluation(id),
  kind TEXT NOT NULL,
  was TEXT NOT NULL,
  became TEXT NOT NULL,
  reason TEXT NOT NULL DEFAULT '',
  user_id BIGINT NOT NULL REFERENCES app_user(id),
  at BIGINT NOT NULL
);
CREATE INDEX self_evaluation_change_subject ON self_evaluation_change(self_evaluation_id);

CREATE TABLE import_fault (
  job_id BIGINT NOT NULL REFERENCES job(id),
  row_index BIGINT NOT NULL,
  faults TEXT NOT NULL,
  PRIMARY KEY (job_id, row_index)
);
