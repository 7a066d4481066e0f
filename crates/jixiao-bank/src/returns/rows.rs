//! Bytes to rows of cells, whatever a bank or an office program made of the file.

use crate::characters::gbk_width;
use crate::{ReturnFault, ReturnSpec};
use encoding_rs::{Encoding, GBK};
use jixiao_document::{Block, Document, Location, Table};
use jixiao_reader::{Limits, ReadError};
use std::borrow::Cow;

/// Cells of a row beyond this are left out: no bank writes so many.
const COLUMNS_MAX: usize = 64;

/// First bytes of what the readers of documents take, or refuse in words.
const DOCUMENTS: [&[u8]; 8] = [
    b"PK",
    b"\xd0\xcf\x11\xe0",
    b"<",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"MIME-Version",
];

/// A line of the file. Cells are trimmed.
#[derive(Debug)]
pub(super) struct Row {
    /// From 1.
    pub(super) line: u32,
    pub(super) cells: Vec<String>,
}

/// Reads the rows that are not blank.
pub(super) fn rows(bytes: &[u8], spec: &ReturnSpec) -> Result<Vec<Row>, ReturnFault> {
    let limits = Limits::default();
    let is_text = !is_document(bytes);
    let mut rows = if is_text && u64::try_from(bytes.len()).is_ok_and(|n| n <= limits.file_bytes) {
        text_rows(&decode(bytes), spec)
    } else {
        document_rows(&jixiao_reader::read(bytes, "", &limits)?)
    };
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    if rows.is_empty() { Err(ReturnFault::Unreadable(ReadError::Empty)) } else { Ok(rows) }
}

/// Whether it is for the readers of documents: workbooks, and the web pages some banks call `.xls`.
fn is_document(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    DOCUMENTS.iter().any(|magic| start.starts_with(magic))
}

/// UTF-8 or UTF-16 where the bytes say so, otherwise GBK.
fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => GBK.decode_without_bom_handling(bytes).0,
    }
}

fn text_rows(text: &str, spec: &ReturnSpec) -> Vec<Row> {
    if !spec.widths.is_empty() {
        return (1_u32..).zip(text.lines()).map(|(line, text)| fixed(line, text, spec)).collect();
    }
    let separator = separator(text, spec.separator);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        // Only commas are met with quotation marks; elsewhere a mark is a character like others.
        .quoting(separator == b',' || separator == b'\t')
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut lines = LineCount { text: text.as_bytes(), at: 0, line: 1 };
    while let Ok(true) = reader.read_record(&mut record) {
        let start = record.position().map_or(0, csv::Position::byte);
        rows.push(Row {
            line: lines.of(start),
            cells: record.iter().take(COLUMNS_MAX).map(clean).collect(),
        });
    }
    rows
}

/// Lines counted forward. The reader's own count takes a record that follows CR LF for one on the line
/// before.
struct LineCount<'t> {
    text: &'t [u8],
    at: usize,
    line: u32,
}

impl LineCount<'_> {
    /// The line of the record that starts at a byte, or behind line ends there.
    fn of(&mut self, start: u64) -> u32 {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            if *byte == b'\n' {
                self.line = self.line.saturating_add(1);
            }
            self.at += 1;
        }
        self.line
    }
}

/// The layout's separator; a tab where office programs saved the file as Unicode text.
fn separator(text: &str, wanted: u8) -> u8 {
    let mut head = text.lines().take(20);
    let has = |byte: u8, line: &str| line.as_bytes().contains(&byte);
    let saved_anew =
        !head.clone().any(|line| has(wanted, line)) && head.any(|line| has(b'\t', line));
    if saved_anew { b'\t' } else { wanted }
}

/// Cuts a line at widths counted in GBK bytes; the totals' line has widths of its own.
fn fixed(line: u32, text: &str, spec: &ReturnSpec) -> Row {
    let widths = match &spec.total {
        Some(total) if !total.widths.is_empty() && text.starts_with(&total.marker) => &total.widths,
        _ => &spec.widths,
    };
    let mut rest = text.chars().peekable();
    let mut cells = Vec::with_capacity(widths.len());
    for &width in widths.iter().take(COLUMNS_MAX) {
        let mut room = width;
        let mut cell = String::new();
        while let Some(c) = rest.next_if(|c| gbk_width(*c) <= room) {
            room -= gbk_width(c);
            cell.push(c);
        }
        cells.push(clean(&cell));
    }
    Row { line, cells }
}

fn document_rows(document: &Document) -> Vec<Row> {
    let mut rows = Vec::new();
    for block in &document.blocks {
        if let Block::Table(table) = block {
            rows.extend((0..table.row_count()).map(|row| table_row(table, row)));
        }
    }
    rows
}

fn table_row(table: &Table, row: u32) -> Row {
    let mut cells = Vec::new();
    let mut line = row.saturating_add(1);
    for cell in table.row(row) {
        let column = usize::try_from(cell.column).unwrap_or(usize::MAX);
        if column >= COLUMNS_MAX {
            break;
        }
        cells.resize(column.max(cells.len()), String::new());
        cells.push(clean(&cell.text));
        match cell.at {
            Location::SheetCell { row, .. } | Location::Line(row) => line = row,
            _ => {}
        }
    }
    Row { line, cells }
}

/// Without outer blanks, and without the tab or apostrophe that keeps text from being a number.
fn clean(cell: &str) -> String {
    let cell = jixiao_document::text::trim(cell);
    cell.strip_prefix('\'').unwrap_or(cell).to_owned()
}
