//! Tests of the whole way: bytes to reading, bytes to findings, and the command itself.

mod command;
mod hostile;
mod readback;
mod verdict;
