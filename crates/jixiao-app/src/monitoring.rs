//! 绩效运行监控: rounds issued by finance, a record for each project, judged against time, warnings
//! and what is done about them.
//!
//! One operation a file. Figures of money come from the ledgers and are never typed; lamps, forecasts
//! and warnings are `jixiao-analysis`' judgements under the regulation of the project's year. The
//! filing chain is [`crate::review`].

mod access;
mod advance;
mod draft;
mod findings;
mod form;
mod issue;
mod judge;
mod list;
mod record;
mod rounds;
mod save;
mod show;
mod typed;
pub mod warnings;

pub use crate::review::Step;
pub use access::require;
pub use advance::advance;
pub use draft::{drop_draft, find_draft, keep_draft};
pub use findings::findings;
pub use form::{FiledFund, FiledIndicator, FiledMonitoring};
pub use issue::{Issue, IssueTyped, Issued, issue, units};
pub use judge::{ChosenForecast, JudgedRow, Judgement, judge};
pub use list::{Line, ListTyped, Page, export, list};
pub use record::{Record, RecordRow};
pub use rounds::{RoundRead, completeness_export, list_rounds, name_rounds, read_round};
pub use save::{Preview, preview, save};
pub(crate) use show::printable;
pub use show::{Before, Frozen, Shown, frozen, show};
pub use typed::{Filled, FilledRow, MonitoringTyped};
pub use warnings::hand_over;

/// The name of this kind of record in audit entries, reviews and drafts.
pub const SUBJECT_KIND: &str = "monitoring";

/// The name of a warning in audit entries and as the subject of a rectification.
pub const WARNING_KIND: &str = "monitoring_warning";

/// Under which key an unsaved form is kept.
pub fn draft_key(id: jixiao_domain::MonitoringRecordId) -> String {
    format!("{SUBJECT_KIND}:{id}")
}
