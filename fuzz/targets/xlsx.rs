//! The sheet, shared strings and styles of an xlsx package, parted by lines of `---`.
#![no_main]

use jixiao_reader::{Limits, read};

#[path = "../../crates/jixiao-reader/tests/it/packages.rs"]
#[allow(dead_code)]
mod packages;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mut parts = text.split("\n---\n");
    let mut next = || parts.next().unwrap_or("<x/>");
    let file = packages::zip(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>"),
        (
            "xl/_rels/workbook.xml.rels",
            "<x><Relationship Id=\"r\" Type=\"x/worksheet\" Target=\"s.xml\"/></x>",
        ),
        ("xl/s.xml", next()),
        ("xl/sharedStrings.xml", next()),
        ("xl/styles.xml", next()),
    ]);
    let _ = read(&file, "", &Limits::default());
});
