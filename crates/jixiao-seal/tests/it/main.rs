//! Seals in files of every kind.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod bytes;
mod files;
mod programs;
