//! The use cases on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod audit;
mod budgets;
mod care;
mod jobs;
mod projects;
mod world;
