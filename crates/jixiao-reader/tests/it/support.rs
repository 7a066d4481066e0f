//! A short notation for documents, so that a test shows the whole reading at once.

use jixiao_document::{Block, Document};
use jixiao_reader::{Limits, ReadError, read};
use std::fmt::Write as _;

/// Reads with default limits.
pub(crate) fn reading(bytes: &[u8]) -> Document {
    read(bytes, "表", &Limits::default()).expect("the file reads")
}

/// The refusal of a file, as the user sees it.
pub(crate) fn refusal(bytes: &[u8]) -> String {
    error(bytes).to_string()
}

/// The refusal of a file.
pub(crate) fn error(bytes: &[u8]) -> ReadError {
    read(bytes, "表", &Limits::default()).expect_err("the file is refused")
}

/// One line a paragraph (`¶`, with its heading level) or a row (`|`); a cell shows its spans as
/// `{rows×columns}` and a gap in the columns as `·`.
pub(crate) fn outline(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let level = paragraph.heading_level.map_or(String::new(), |l| l.to_string());
                let _ = writeln!(out, "¶{level} {}", paragraph.text.replace('\n', "⏎"));
            }
            Block::Table(table) => {
                for row in 0..table.row_count() {
                    let mut column = 0;
                    for cell in table.row(row) {
                        let gap = "·".repeat((cell.column - column) as usize);
                        let text = cell.text.replace('\n', "⏎");
                        let spans = match (cell.row_span, cell.column_span) {
                            (1, 1) => String::new(),
                            (rows, columns) => format!("{{{rows}×{columns}}}"),
                        };
                        let _ = write!(out, "|{gap}{text}{spans}");
                        column = cell.column + 1;
                    }
                    out.push_str("|\n");
                }
                out.push_str("--\n");
            }
        }
    }
    out
}

/// Where each block or first cell of a row stands, in words.
pub(crate) fn places(document: &Document) -> Vec<String> {
    let mut places = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => places.push(paragraph.at),
            Block::Table(table) => {
                places.extend(
                    (0..table.row_count()).filter_map(|row| Some(table.row(row).first()?.at)),
                );
            }
        }
    }
    places.into_iter().map(|at| document.describe(at)).collect()
}

/// The notes with their places.
pub(crate) fn notes(document: &Document) -> Vec<String> {
    let note = |(at, text): &(_, String)| format!("{}: {text}", document.describe(*at));
    document.notes.iter().map(note).collect()
}
