//! What the catalogue promises and how scores are computed.

mod catalogue;
mod execution;
mod faults;
mod rows;
mod totals;
mod written;
