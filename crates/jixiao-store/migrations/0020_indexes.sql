-- What lists and reports look for at the size of a large city and did not find by an index.

-- Self-evaluations without a report: the key of a report begins with what they don't know.
CREATE INDEX report_subject_of_kind ON report(kind, subject_kind, subject_id);
