//! Reports drafted from invented facts: what is printed, what a person may change.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod drafts;
mod edits;
mod facts;
