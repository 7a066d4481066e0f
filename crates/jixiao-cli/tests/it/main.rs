//! Tests of the whole way: bytes to reading, bytes to findings, and the command itself.

mod readback;
