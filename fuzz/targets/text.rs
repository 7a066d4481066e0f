//! Text: encodings, lines, tab tables, Markdown. The tables of a reading are well formed.
#![no_main]

use jixiao_document::Block;
use jixiao_reader::{Limits, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = read(bytes, "", &Limits::default()) else { return };
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        for cell in table.cells() {
            assert!(cell.row + cell.row_span <= table.row_count());
            assert!(cell.column + cell.column_span <= table.column_count());
        }
    }
});
