//! Warnings: raised and cleared by the figures of their record, answered by the unit, judged by
//! finance, handed over to a rectification or an adjustment of the goal; finance may stop payment
//! while one waits.

mod act;
mod list;
mod read;
mod refresh;
mod suspend;

pub use act::{ActTyped, accept, adjust, explain, hand_over, refuse};
pub use list::{Line, Page, WarningListTyped, export, list};
pub use read::{WarningRead, read, require};
pub(super) use refresh::refresh;
pub use suspend::{PauseTyped, suspend};
