-- Totals of a filtered list, and who holds what, without touching the rows themselves.
DROP INDEX aid_case_round;
CREATE INDEX aid_case_round_totals ON aid_case(round_id, state, organisation_id, approved_fen);
DROP INDEX aid_case_organisation;
CREATE INDEX aid_case_organisation_totals ON aid_case(organisation_id, state, approved_fen);
DROP INDEX aid_case_due;
CREATE INDEX aid_case_due ON aid_case(due_on, id, approved_fen) WHERE due_on IS NOT NULL;
DROP INDEX aid_case_held;
CREATE INDEX aid_case_held ON aid_case(stage, held_by_organisation, state, due_on, stage_entered_on)
  WHERE stage IS NOT NULL;
CREATE INDEX aid_case_round_latest ON aid_case(round_id, id);
CREATE INDEX aid_case_organisation_latest ON aid_case(organisation_id, id);
