//! The store on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod organisations;
mod transactions;
