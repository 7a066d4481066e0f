//! The main part of a docx package; the package itself is sound.
#![no_main]

use jixiao_reader::{Limits, read};

#[path = "../../crates/jixiao-reader/tests/it/packages.rs"]
#[allow(dead_code)]
mod packages;

libfuzzer_sys::fuzz_target!(|body: &str| {
    let styles = "<w:style w:styleId=\"1\"><w:outlineLvl w:val=\"0\"/></w:style>";
    let file = packages::zip(&[("word/document.xml", body), ("word/styles.xml", styles)]);
    let _ = read(&file, "", &Limits::default());
});
