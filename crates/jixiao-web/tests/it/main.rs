//! The application over HTTP: the real router on a fresh database.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod browser;
mod cache;
mod entrance;
mod support;
