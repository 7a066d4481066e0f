//! Suspension of payment (暂停拨付): finance stops the payments of a project's year, an approver of
//! another hand lets them go on.
//!
//! Owns who may do either, and the words with which the ledger refuses a payment meanwhile.

mod end;
mod read;
mod refuse;
mod start;

pub use end::{ResumptionForm, resume};
pub use read::{SuspensionView, of_year};
pub(crate) use refuse::refuse_if_suspended;
pub(crate) use start::{ARTICLE_CHARACTERS_MAX, REASON_CHARACTERS_MAX};
pub use start::{NewPause, SuspensionForm, suspend, suspend_in};

/// What log entries call a suspension.
const SUBJECT_KIND: &str = "suspension";
