//! Read models: lists over several tables, bounded by a [`crate::Scope`].

pub mod self_evaluations;
