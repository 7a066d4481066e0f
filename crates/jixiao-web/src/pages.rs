//! The pages, one area a module.

pub(crate) mod home;
pub(crate) mod jobs;
pub(crate) mod self_evaluations;
pub(crate) mod sign_in;
pub(crate) mod workbench;
