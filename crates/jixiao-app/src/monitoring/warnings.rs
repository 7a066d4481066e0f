//! Warnings: raised and cleared by the figures of their record, answered by the unit, judged by
//! finance, handed over to a rectification or an adjustment of the goal.

mod act;
mod list;
mod read;
mod refresh;

pub use act::{ActTyped, accept, adjust, explain, hand_over, refuse};
pub use list::{Line, Page, WarningListTyped, export, list};
pub use read::{WarningRead, read, require};
pub(super) use refresh::refresh;
