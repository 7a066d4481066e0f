//! The stream of records of a binary workbook; the compound file around it is sound.
#![no_main]

use jixiao_reader::{Limits, read};

#[path = "../../crates/jixiao-reader/tests/it/biff.rs"]
#[allow(dead_code)]
mod biff;

libfuzzer_sys::fuzz_target!(|stream: &[u8]| {
    let stream = &stream[..stream.len().min(60_000)];
    let _ = read(&biff::compound("Workbook", stream), "", &Limits::default());
});
