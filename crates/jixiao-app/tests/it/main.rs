//! The use cases on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod accounts;
mod adviser;
mod assessments;
mod audit;
mod budgets;
mod care;
mod cases;
mod cases_many;
mod departments;
mod disclosures;
mod documents;
mod duplicates;
mod evaluated;
mod evaluations;
mod exchange;
mod goals;
mod identity;
mod jobs;
mod ledger_drafts;
mod long_import;
mod monitored;
mod monitoring;
mod organisations;
mod past_years;
mod people;
mod people_import;
mod people_numbers;
mod policy;
mod programmes;
mod programmes_trial;
mod projects;
mod published_reports;
mod rectifications;
mod report_kinds;
mod reports;
mod results;
mod scored;
mod self_evaluations;
mod suspensions;
mod task_changes;
mod warned;
mod whole;
mod world;
