//! Web pages: tags, entities, spans.
#![no_main]

use jixiao_reader::{Limits, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let page = [b"<html>", bytes].concat();
    let _ = read(&page, "", &Limits::default());
});
