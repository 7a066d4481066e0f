//! Batch files written, refused, read back and matched.

#![expect(clippy::unwrap_used, reason = "tests fail loudly")]

mod exporting;
mod four_way;
mod layouts;
mod matching;
mod properties;
mod returning;
mod world;
