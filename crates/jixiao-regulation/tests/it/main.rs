//! What the catalogue promises and how scores are computed.

mod catalogue;
mod execution;
mod rows;
mod totals;
mod written;
