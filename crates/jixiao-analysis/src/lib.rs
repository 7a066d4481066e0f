//! What the figures of a performance year say: progress against time, forecasts, warnings,
//! evaluation by framework, department indicators, ranges for targets, proposals for next year.
//!
//! Owns arithmetic and reasons over figures that come in as values, under parameters that come from
//! the regulation. Holds no threshold of its own, reads no records, writes no documents. A figure
//! that can't be computed has no value and says why.

pub mod department;
pub mod framework;
pub mod progress;
pub mod ranges;
pub mod ranking;
pub mod results;
mod words;
