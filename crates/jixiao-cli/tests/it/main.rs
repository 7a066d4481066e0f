//! Tests of the whole way: bytes to reading, bytes to findings, and the command itself.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod command;
mod hostile;
mod readback;
mod serve;
mod verdict;
mod verify;
