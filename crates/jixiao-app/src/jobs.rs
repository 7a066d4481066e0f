//! Long work: queued in the database, done by whichever node is free, outliving a closed browser and
//! a killed server. Counts are true, and a file of what failed comes back.
//!
//! Owns the queue and its runner. What a job does is the handler's business, in its own area.

mod cancel;
mod enqueue;
mod handler;
mod runner;
mod sealing;
mod see;

pub use cancel::cancel;
pub use enqueue::{Request, enqueue};
pub use handler::{Handler, Handlers, Outcome, Work};
pub use jixiao_store::jobs::{Job, JobFile, Progress};
pub use runner::{Clock, Runner};
pub use see::{list_own, result, see};
