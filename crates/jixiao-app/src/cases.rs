//! 救助申请: applications for aid of a round, from the first review to the approved amount.
//!
//! Owns who may move a case where, that nobody checks what they did, that nothing above the rule and
//! the round's money is approved, and work on thousands at once by the same rule as on one. The clock
//! is [`jixiao_aid::clock`]'s, amounts are the programme's, public notices [`crate::notices`]'.

mod batch;
mod batch_job;
mod create;
mod decide;
mod form;
mod held;
mod import;
mod judge;
mod list;
mod load;
mod money;
mod places;
mod read;
mod records;
mod round;
mod save;
mod step;

pub use batch::{BatchForm, Batched, Handled, batch};
pub use batch_job::{BATCH_JOB, batch_handler};
pub use create::{Applicant, create, create_many};
pub(crate) use decide::{Asking, moved_by, ready};
pub use form::CaseForm;
pub use held::{HeldList, held};
pub(crate) use import::{ImportRow, import_row_in};
pub use list::{CaseList, CaseListForm, CaseRow, export, list};
pub use load::{LoadedCase, load};
pub(crate) use places::Places;
pub use read::{CasePage, read};
pub use records::{MeansForm, VisitForm, note_means, note_visit};
pub use round::LoadedRound;
pub(crate) use round::round_of;
pub use save::save;
pub(crate) use step::advance_all;
pub use step::{StepForm, step};

/// Names of sealed fields of a case; never changed: they are bound into the ciphertext.
pub mod field {
    /// 申请理由
    pub const REASON: &str = "reason";
}
