//! Reading models: what a page shows in one question, over the rows of several aggregates and
//! bounded by a [`crate::Scope`].

pub mod audit;
pub mod goals;
pub mod library;
pub mod self_evaluations;
pub mod users;
pub mod workbench;
