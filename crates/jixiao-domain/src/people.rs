//! People the federation serves: households in hardship, their members, model workers, migrants.
//!
//! Owns the words of the national file (困难职工档案) and the machines of a file and of its yearly
//! review. Who may raise an event, and what makes a household one in hardship, is decided elsewhere.

mod file;
mod household;
mod model_worker;
mod person;
mod review;

pub use file::{FileEvent, FileState};
pub use household::{
    EssentialKind, FigureSide, FileLevel, HardshipCause, HardshipClass, HouseholdKind, Housing,
    IncomeKind, LossKind,
};
pub use model_worker::{HonourLevel, ModelWorkerClass, ModelWorkerStatus};
pub use person::{Employment, Health, PersonState, Relation};
pub use review::{ReviewConclusion, YearlyReviewEvent, YearlyReviewState};
