//! What the catalogue promises and how scores are computed.

mod calendar;
mod catalogue;
mod execution;
mod faults;
mod frameworks;
mod properties;
mod rows;
mod totals;
mod written;
