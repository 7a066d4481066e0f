//! Goals (绩效目标): from the first draft of a project's year through review to approval, and every
//! later version.
//!
//! Owns what a goal must say before it is filed. The chain itself is [`crate::review`]'s, the rules
//! of quality are the checker's.

mod compare;
mod completeness;
mod create;
mod drafts;
mod export;
mod findings;
mod form;
mod list;
mod load;
mod pick;
mod points;
mod read;
mod save;
mod seal;
mod step;

pub use compare::{Comparison, FieldChange, RowChange, RowKind, compare, conflict, of_versions};
pub(crate) use create::revise_in;
pub use create::{NewVersionForm, create, revise};
pub use drafts::{Offer, discard, keep, offered};
pub use export::export;
pub use findings::{Checked, check_typed, findings};
pub use form::{GoalForm, GoalInput, IndicatorForm};
pub use list::{GoalList, GoalListForm, list};
pub use load::{GoalPlace, LoadedGoal, load, load_to_fill};
pub use pick::{rows_of_library, usable};
pub use points::{Closing, GroupPoints, closing};
pub use read::{GoalPage, read};
pub use save::save;
pub use seal::{digest, is_sound};
pub use step::step;

pub use crate::review::StepForm;
