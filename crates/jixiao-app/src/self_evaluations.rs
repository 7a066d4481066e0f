//! Self-evaluations (绩效自评): issued, filled in, scored by the regulation, checked, filed, frozen,
//! re-checked.
//!
//! One operation a file. The filing chain is [`crate::review`]; the arithmetic of scores is the
//! regulation's, the rules are the checker's. What a person may decide, and what must be explained
//! before filing, is decided here.

mod access;
mod adopt_goal;
mod advance;
mod assess;
mod draft;
mod findings;
mod form;
mod issue;
mod list;
mod recheck;
mod record;
mod sample;
mod save;
mod set_due;
mod show;
mod spot_check;
mod typed;

pub use crate::review::Step;
pub use access::require;
pub use adopt_goal::{ADOPTERS, Adopted, Adoption, Newer, adopt_goal, adoption, carried};
pub use advance::advance;
pub use assess::{Assessment, Decision, Scored, Tier, assess};
pub use draft::{drop_draft, find_draft, keep_draft};
pub use findings::findings;
pub use form::{FiledForm, FiledFund, FiledIndicator, FiledUnit};
pub use issue::{Issue, IssueTyped, Issued, Waiting, issue, waiting};
pub use list::{Line, ListTyped, Page, export, list};
pub use recheck::{Recheck, RecheckTyped, recheck};
pub use record::{Record, RecordRow};
pub use sample::{Drawn, SampleTyped, draw, draws, members_of};
pub use save::{Preview, preview, save};
pub use set_due::{Due, DueTyped, set_due};
pub use show::{Frozen, Shown, frozen, show};
pub(crate) use show::{printable, printable_unasked};
pub use spot_check::spot_check;
pub use typed::{Filled, FilledRow, SelfEvaluationTyped};

/// The name of this kind of record in audit entries, attachments and drafts.
pub const SUBJECT_KIND: &str = "self_evaluation";

/// The name of the record that evidence for an indicator is attached to: the goal's indicator.
pub const EVIDENCE_KIND: &str = "self_evaluation_indicator";

/// Under which key an unsaved form is kept.
pub fn draft_key(id: jixiao_domain::SelfEvaluationId) -> String {
    format!("{SUBJECT_KIND}:{id}")
}
