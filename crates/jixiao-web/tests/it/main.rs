//! The application over HTTP: the real router on a fresh database.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod aid;
mod assess;
mod browser;
mod cache;
mod cases;
mod departments;
#[path = "../../../jixiao-app/tests/it/disclosures/fixture.rs"]
mod disclosed;
mod disclosure;
mod duplicates;
mod entrance;
#[path = "../../../jixiao-app/tests/it/evaluated.rs"]
mod evaluated;
#[path = "../../../jixiao-app/tests/it/goals/fixture.rs"]
mod fixture;
mod goals;
mod health;
mod identity;
mod ledger_drafts;
mod lists;
mod matrix;
#[path = "../../../jixiao-app/tests/it/monitored.rs"]
mod monitored;
mod monitoring;
mod navigation;
mod nodes;
#[expect(dead_code, reason = "the tests of the application use every corner of the office")]
#[path = "../../../jixiao-app/tests/it/office.rs"]
mod office;
mod openapi;
mod past_years;
mod payments;
mod people;
mod policy;
mod programmes;
mod projects;
mod public;
mod records;
mod reports;
mod results;
#[expect(dead_code, reason = "the tests of the application use every point of its way")]
#[path = "../../../jixiao-app/tests/it/scored.rs"]
mod scored;
mod self_evaluations;
mod standards;
mod support;
mod task_changes;
#[path = "../../../jixiao-app/tests/it/whole.rs"]
mod whole;
#[path = "../../../jixiao-app/tests/it/world.rs"]
mod world;
