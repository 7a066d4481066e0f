//! Any bytes under any format: detection, refusals, containers.
#![no_main]

use jixiao_reader::{Limits, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = read(bytes, "文件.doc", &Limits::default()) {
        for (at, _) in &document.notes {
            let _ = document.describe(*at);
        }
    }
});
