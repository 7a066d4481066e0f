//! Reports (自评报告, 评价报告 …): drafted from the records the forms print, edited around their
//! figures, checked together with the forms, filed through the chain and frozen.
//!
//! Owns which facts a report stands on and when it may be filed. Templates, ties and the rules of
//! editing are `jixiao-narrative`'s; the chain is [`crate::review`]'s.

mod conflict;
mod create;
mod document;
mod drafts;
mod export;
mod facts;
mod findings;
mod form;
mod list;
mod load;
mod offers;
mod parts;
mod read;
mod reading;
mod refresh;
mod save;
mod seal;
mod step;

pub use conflict::{ChangedBy, Conflict, SectionConflict, conflict, take_theirs};
pub use create::{CreateForm, create, revise};
pub use document::{bound_document, document};
pub use drafts::{Offer, discard, keep, offered};
pub use export::export;
pub use findings::{check_typed, findings};
pub use form::{ReportForm, UntiedForm};
pub use list::{OfferedSubjects, ReportList, ReportListForm, list};
pub use load::{LoadedReport, load, load_to_fill};
pub use offers::Offers;
pub use read::{ReportPage, read};
pub use refresh::{Refreshed, adopt, refresh};
pub use save::save;
pub use step::step;

pub use crate::review::StepForm;

pub use jixiao_narrative::{
    Change, Facts, Run, Section, Style, Table, Template, plain_text, templates,
};

pub(crate) use load::load_unasked;
pub(crate) use parts::text_document;
pub(crate) use reading::Reading;
pub(crate) use seal::is_sound;

/// The name of this kind of record in audit entries and drafts.
pub const SUBJECT_KIND: &str = "report";
