//! Department evaluations (部门评价) by the framework of 决策、过程、产出、效益 (财预〔2020〕10号).
//!
//! Owns who may plan, score, discuss and conclude, and what must be said before each. Formulas are
//! the analysis', items and points dated data of the regulations.

mod drafts;
mod export;
mod facts;
mod form;
mod hearing;
mod list;
mod load;
mod plan;
mod read;
mod recompute;
mod save;
mod seal;
mod sheet;
mod step;

pub use drafts::{discard, keep, offered};
pub use export::export;
pub use form::{EvaluationForm, EvaluationInput};
pub use list::{EvaluationList, EvaluationListForm, candidates, list};
pub(crate) use load::load_unasked;
pub use load::{LoadedEvaluation, ScoredItem, load, load_to_score};
pub use plan::plan;
pub use read::{EvaluationPage, NextEvaluator, read};
pub use recompute::recompute;
pub use save::save;
pub(crate) use seal::is_sound;
pub use sheet::{EvaluationSheet, SheetRow, of_year, printed, sheet};
pub use step::{EvaluationStepForm, step};
