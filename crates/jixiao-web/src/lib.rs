//! The pages and the API of the application.
//!
//! Owns HTTP: routes, sessions' cookies, forms, templates, the public error table. Every page and
//! API call does its work through one use case of `jixiao-app`; nothing here decides.

#![expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::ref_option,
    reason = "templates hand over references"
)]

mod address;
mod api;
mod assets;
mod cache;
mod chart;
mod choices;
mod download;
mod error;
mod form;
mod gate;
mod health;
mod layers;
mod list;
mod navigation;
mod page;
mod pages;
mod print;
mod route;
mod routes;
mod session;
mod show;
mod typed_field;
mod visitor;
mod web;

pub use api::openapi;
pub use route::{Access, Route};
pub use routes::{router, table};
pub use web::{Clock, Options, Web};
