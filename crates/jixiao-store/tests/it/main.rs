//! The store on both databases.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod disclosures;
mod dump;
mod identity;
mod ledgers;
mod monitoring;
mod organisations;
mod transactions;
