-- Batches of payments, their lines, the files that went to the bank and came back, money got back.

CREATE TABLE disbursement_batch (
  id {id},
  project_year_id BIGINT NOT NULL REFERENCES project_year(id),
  issue_year BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  source TEXT NOT NULL,
  layout TEXT NOT NULL,
  purpose TEXT NOT NULL,
  payer_bank TEXT NOT NULL,
  payer_name TEXT NOT NULL,
  state TEXT NOT NULL,
  line_count BIGINT NOT NULL,
  sum_fen BIGINT NOT NULL,
  released_on DATE,
  bank_reference TEXT NOT NULL DEFAULT '',
  built_by BIGINT NOT NULL REFERENCES app_user(id),
  built_at BIGINT NOT NULL,
  revision BIGINT NOT NULL DEFAULT 1,
  UNIQUE (issue_year, serial)
);
CREATE INDEX disbursement_batch_year ON disbursement_batch(project_year_id, state);

-- One payment to one card; the card lies sealed. A failed payment is made again by a line that names
-- it. Whatever happens, a case has one live line at most.
CREATE TABLE disbursement_line (
  id {id},
  batch_id BIGINT NOT NULL REFERENCES disbursement_batch(id),
  serial BIGINT NOT NULL,
  aid_case_id BIGINT NOT NULL REFERENCES aid_case(id),
  attempt BIGINT NOT NULL,
  replaces_line_id BIGINT REFERENCES disbursement_line(id),
  payee_name TEXT NOT NULL,
  bank_name TEXT NOT NULL,
  amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
  state TEXT NOT NULL,
  failure_kind TEXT,
  failure_text TEXT NOT NULL DEFAULT '',
  paid_on DATE,
  execution_entry_id BIGINT REFERENCES execution_entry(id),
  recovered_fen BIGINT NOT NULL DEFAULT 0 CHECK (recovered_fen >= 0 AND recovered_fen <= amount_fen),
  UNIQUE (batch_id, serial)
);
CREATE UNIQUE INDEX disbursement_line_live ON disbursement_line(aid_case_id)
  WHERE state IN ('open', 'pending', 'paid', 'failed', 'recovered');
CREATE UNIQUE INDEX disbursement_line_replaces ON disbursement_line(replaces_line_id)
  WHERE state <> 'released';
CREATE INDEX disbursement_line_case ON disbursement_line(aid_case_id, id);
CREATE INDEX disbursement_line_state ON disbursement_line(batch_id, state, serial);
CREATE INDEX disbursement_line_entry ON disbursement_line(execution_entry_id)
  WHERE execution_entry_id IS NOT NULL;

-- A file for the bank; its bytes lie sealed.
CREATE TABLE bank_file (
  id {id},
  batch_id BIGINT NOT NULL REFERENCES disbursement_batch(id),
  part BIGINT NOT NULL,
  name TEXT NOT NULL,
  first_serial BIGINT NOT NULL,
  last_serial BIGINT NOT NULL,
  line_count BIGINT NOT NULL,
  sum_fen BIGINT NOT NULL,
  digest TEXT NOT NULL,
  written_by BIGINT NOT NULL REFERENCES app_user(id),
  written_at BIGINT NOT NULL,
  UNIQUE (batch_id, part)
);

-- A file from the bank; its bytes lie sealed. The same file is read once.
CREATE TABLE bank_return (
  id {id},
  batch_id BIGINT NOT NULL REFERENCES disbursement_batch(id),
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  paid_on DATE NOT NULL,
  line_count BIGINT NOT NULL,
  changed_count BIGINT NOT NULL,
  read_by BIGINT NOT NULL REFERENCES app_user(id),
  read_at BIGINT NOT NULL,
  UNIQUE (batch_id, digest)
);
CREATE TABLE bank_return_line (
  return_id BIGINT NOT NULL REFERENCES bank_return(id),
  line_id BIGINT NOT NULL REFERENCES disbursement_line(id),
  file_line BIGINT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (return_id, line_id)
);
CREATE INDEX bank_return_line_of ON bank_return_line(line_id, return_id);

-- Money got back from somebody who was paid.
CREATE TABLE disbursement_recovery (
  id {id},
  line_id BIGINT NOT NULL REFERENCES disbursement_line(id),
  amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
  execution_entry_id BIGINT NOT NULL UNIQUE REFERENCES execution_entry(id),
  reason TEXT NOT NULL,
  recovered_by BIGINT NOT NULL REFERENCES app_user(id),
  recovered_at BIGINT NOT NULL
);
CREATE INDEX disbursement_recovery_line ON disbursement_recovery(line_id, id);
