//! The use cases of a performance year: authorise, load, let the domain decide, write, audit.
//!
//! One area a module, one operation a file. Owns rights, refusals, the audit log and long work.
//! Knows neither HTTP nor HTML; the only SQL is in the store below.

pub mod accounts;
pub mod adviser;
pub mod amounts;
pub mod assessments;
pub mod attachments;
pub mod audit;
pub mod authz;
pub mod budgets;
mod call;
pub mod care;
pub mod cases;
pub mod departments;
pub mod digest;
pub mod disclosures;
pub mod documents;
pub mod duplicates;
mod entropy;
pub mod evaluations;
pub mod exchange;
mod form_check;
pub mod goals;
pub mod history;
pub mod identity;
pub mod input;
pub mod installation;
pub mod jobs;
mod keys;
pub mod library;
mod likeness;
pub mod long_work;
pub mod monitoring;
pub mod notices;
pub mod organisations;
pub mod payments;
pub mod people;
pub mod programmes;
pub mod projects;
pub mod publication;
pub mod rectifications;
pub mod redaction;
mod refusal;
pub mod reports;
pub mod results;
pub mod review;
pub mod self_evaluations;
pub mod signing;
pub mod standards;
pub mod statistics;
pub mod suspensions;
mod text_sheet;
mod typed_drafts;
pub mod vault;
pub mod workbench;
mod workbook;

pub use call::{Actor, App, Call, Grant, date_in_china};
pub use entropy::Entropy;
pub use form_check::FieldFinding;
pub use jixiao_check::Severity;
pub use jixiao_vault::KeyRing;
pub use keys::Keys;
pub use refusal::{FieldError, Refusal};
pub use typed_drafts::KeptForm;
