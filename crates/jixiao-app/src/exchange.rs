//! Projects, budget lines and vouchers as xlsx: templates, import, export.
//!
//! An import is all or nothing: unless every row is good, nothing is written and the rows come back
//! with an error column, to be corrected and uploaded again without doubles. It runs as a job. Beyond
//! 5,000 rows the good rows are written batch by batch, and only the bad ones come back.
//! Owns columns and cells only; what a row does is the business of `projects` and `budgets`.

mod columns;
mod departments;
mod export;
mod import;
mod job;
mod paste;
mod rows;
mod statistics;
mod template;

pub use columns::ImportKind;
pub use departments::export_departments;
pub use export::{export_ledger, export_projects};
pub use import::{Imported, import};
pub use job::{JOB_KIND, Sizes, enqueue, handle, handle_in};
pub use paste::{PasteForm, paste_cases};
pub use statistics::export_statistics;
pub use template::template;
