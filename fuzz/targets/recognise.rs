//! Recognition over whatever the text reader makes of bytes.
#![no_main]

use jixiao_reader::{Limits, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = read(bytes, "", &Limits::default()) {
        let _ = jixiao_form::recognise(&document);
    }
});
