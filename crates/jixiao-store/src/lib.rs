//! The only SQL of the project: SQLite (embedded) and PostgreSQL (several nodes), one text for both.
//!
//! Owns the schema, its migrations, transactions and rows; one aggregate a file, read models in
//! `views/`. Decides nothing: who may do what, and what a change means, is the business of the
//! application. Rows that list things over organisations ask for a [`Scope`].

pub mod aid_cases;
pub mod aid_notices;
pub mod aid_rounds;
pub mod assessments;
pub mod attachments;
pub mod audit;
pub mod budget_entries;
mod connection;
pub mod cost_standards;
pub mod departments;
pub mod disbursements;
pub mod disclosures;
pub mod drafts;
pub mod dump;
pub mod duplicates;
mod error;
pub mod evaluations;
pub mod execution_entries;
pub mod freezes;
pub mod funds;
pub mod goals;
pub mod grants;
pub mod households;
pub mod import_faults;
pub mod jobs;
pub mod library;
mod migrate;
pub mod model_workers;
pub mod monitoring;
pub mod organisations;
pub mod past_years;
pub mod persons;
pub mod project_years;
pub mod projects;
pub mod proposals;
pub mod rectifications;
pub mod reports;
pub mod reviews;
mod row;
pub mod scale;
pub mod scenarios;
mod scope;
pub mod sealed_fields;
pub mod self_evaluations;
pub mod sessions;
pub mod settings;
pub mod sign_in_failures;
pub mod signing_keys;
pub mod steps;
pub mod suspensions;
#[cfg(feature = "testing")]
pub mod testing;
pub mod users;
pub mod views;

pub use connection::{Connection, Store, Transaction};
pub use error::StoreError;
pub use row::{FromRow, Row, hundredths};
pub use scope::Scope;
pub use sea_orm::Value;

/// A time, as stored: milliseconds since 1970-01-01 UTC.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
