//! The pages, one area a module.

pub(crate) mod account;
pub(crate) mod assessments;
pub(crate) mod audit;
pub(crate) mod departments;
pub(crate) mod disclosure;
pub(crate) mod evaluations;
pub(crate) mod first_run;
pub(crate) mod goals;
pub(crate) mod home;
pub(crate) mod jobs;
pub(crate) mod library;
pub(crate) mod monitoring;
pub(crate) mod organisations;
pub(crate) mod policy;
pub(crate) mod projects;
pub(crate) mod public;
pub(crate) mod rectifications;
pub(crate) mod reports;
pub(crate) mod second_factor;
pub(crate) mod self_evaluations;
pub(crate) mod set_up;
pub(crate) mod sign_in;
pub(crate) mod standards;
pub(crate) mod statistics;
pub(crate) mod users;
pub(crate) mod workbench;
