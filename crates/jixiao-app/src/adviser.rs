//! The target adviser: what past years, budget and cost standards say of each quantitative target of
//! a goal, and how well it would have done in the past.
//!
//! Owns which data belong to an indicator; the estimate is the analysis crate's.

mod backtest;
mod rows;

pub use backtest::{Backtest, backtest};
pub use jixiao_analysis::ranges::{BacktestLine, Range};
pub use rows::RowAdvice;

pub(crate) use rows::{findings, of_rows, past_values, standard};
