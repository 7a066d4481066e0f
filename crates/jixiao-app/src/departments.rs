//! Whole departments (部门整体支出): opened for a fiscal year, filled in by sections, summed up from
//! projects, judged by a framework of indicators, filed and frozen.
//!
//! Owns what a department must say and explain before it files. The arithmetic is the analysis
//! crate's, the chain is [`crate::review`]'s, the rules of quality are the checker's.

mod advance;
mod assess;
mod compare;
mod drafting;
mod drafts;
mod filed;
mod findings;
mod list;
mod open;
mod record;
mod save;
mod sections;
mod show;
mod ties;

pub use crate::review::Step;
pub use advance::advance;
pub use assess::{Assessment, ScoredIndicator, ShownDifference, assess};
pub use compare::{ItemChange, changes};
pub use drafting::drafted;
pub use drafts::{drop_draft, find_draft, keep_draft};
pub use filed::{
    FiledAmount, FiledDepartment, FiledDifference, FiledDuty, FiledIndicator, FiledProject,
    FiledTask,
};
pub use findings::findings;
pub use list::{ListTyped, Listing, list};
pub use open::{Choices, OpenTyped, choices, find_id, open};
pub use record::Record;
pub use save::save;
pub use sections::{Section, SectionTyped, fields_of};
pub use show::{Shown, filed, show};

/// The name of this kind of record in audit entries and drafts.
pub const SUBJECT_KIND: &str = "department";
