//! Properties that hold for any input: no panic, sound tables, nothing lost or invented.

use crate::packages::{docx, tbl, tc};
use crate::support::reading;
use jixiao_document::{Block, Document, Table};
use jixiao_reader::{Limits, read};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every place is covered once at most, and no cell reaches beyond its table.
fn assert_sound(document: &Document) {
    for block in &document.blocks {
        let Block::Table(table) = block else { continue };
        let mut covered = BTreeSet::new();
        for cell in table.cells() {
            assert!(cell.row + cell.row_span <= table.row_count());
            assert!(cell.column + cell.column_span <= table.column_count());
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    assert!(covered.insert((row, column)), "two cells at {row}, {column}");
                }
            }
        }
    }
}

fn only_table(document: &Document) -> &Table {
    match &document.blocks[..] {
        [Block::Table(table)] => table,
        blocks => panic!("one table expected, not {blocks:?}"),
    }
}

/// Bytes that begin like some format, or like none.
fn any_file() -> impl Strategy<Value = Vec<u8>> {
    let beginnings: [&[u8]; 10] = [
        b"",
        b"<html><table>",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
        b"MIME-Version: 1.0\nContent-Type: multipart/x; boundary=b\n\n--b\nContent-Type: text/html\n\n",
        b"<?xml",
        b"| a | b |\n|---|---|\n",
        b"a\tb\tc\n",
        b"\xcf\xee\xc4\xbf\n",
    ];
    let rest = prop::collection::vec(any::<u8>(), 0..400);
    (prop::sample::select(beginnings.to_vec()), rest)
        .prop_map(|(head, rest)| [head, &rest].concat())
}

/// Markup out of pieces that matter, in any order.
fn any_page() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td rowspan=2>",
        "<td colspan=3>",
        "<th rowspan=0 colspan=2>",
        "</td>",
        "<tbody>",
        "<p>",
        "<br>",
        "文",
        "&nbsp;",
        "&#",
        "<!--",
        "-->",
        "<nav>",
        "</nav>",
        "<pre>\n",
        "<h1>",
        "<",
        "=\"",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

/// A cell as text files and packages can hold it.
fn any_cell() -> impl Strategy<Value = String> {
    "[一-龥a-z0-9%≥.]{0,6}"
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in any_file()) {
        if let Ok(document) = read(&bytes, "表.doc", &Limits::default()) {
            assert_sound(&document);
        }
    }

    #[test]
    fn no_page_gives_an_unsound_table(page in any_page()) {
        if let Ok(document) = read(format!("<html>{page}").as_bytes(), "", &Limits::default()) {
            assert_sound(&document);
        }
    }

    #[test]
    fn tab_tables_keep_every_cell(rows in prop::collection::vec(prop::collection::vec(any_cell(), 3..6), 1..8)) {
        prop_assume!(rows[0].iter().filter(|cell| !cell.is_empty()).count() >= 2);
        prop_assume!(rows.last().is_some_and(|row| row.iter().any(|cell| !cell.is_empty())));
        let text: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
        let document = reading(text.join("\n").as_bytes());
        let table = only_table(&document);
        for (index, row) in (0..).zip(&rows) {
            let read: Vec<&str> = table.row(index).iter().map(|cell| &*cell.text).collect();
            prop_assert_eq!(&read, row);
        }
    }

    #[test]
    fn docx_tables_are_sound_however_cells_merge(
        rows in prop::collection::vec(prop::collection::vec((0..5_u32, 1..4_u32), 2..5), 1..6)
    ) {
        let mut markup = Vec::new();
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|(kind, span)| {
                let merge = match kind {
                    0 => "<w:vMerge w:val=\"restart\"/>",
                    1 => "<w:vMerge/>",
                    2 => "<w:hMerge w:val=\"continue\"/>",
                    _ => "",
                };
                tc(&format!("<w:gridSpan w:val=\"{span}\"/>{merge}"), "文")
            }).collect();
            markup.push(cells.concat());
        }
        let rows: Vec<&str> = markup.iter().map(String::as_str).collect();
        assert_sound(&reading(&docx(&tbl(&rows))));
    }
}
