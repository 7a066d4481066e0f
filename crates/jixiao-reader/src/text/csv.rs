//! Tables of comma-separated values (RFC 4180), as spreadsheets save them.
//!
//! A text is one or none: every line with a comma belongs to a run of records of one width, and
//! lines without a comma are few. Prose, and amounts with thousands separators, are told apart by
//! that; anything less regular stays text.

use super::{Line, Mark, after_line, line_end, paragraph};
use crate::ReadError;
use crate::build::Build;
use jixiao_document::TableBuilder;
use jixiao_document::text::{is_blank, trim};
use std::borrow::Cow;

/// The fields of a table are no longer than this on average.
const MEAN_FIELD_BYTES: usize = 60;

/// A line without commas, or a record.
#[derive(Debug)]
struct Row<'t> {
    number: u32,
    fields: Vec<Cow<'t, str>>,
}

/// Adds the whole of `text` if it is comma-separated; says whether it is.
pub(super) fn read(text: &str, build: &mut Build<'_>) -> Result<bool, ReadError> {
    let bytes = text.as_bytes();
    if memchr::memchr(b',', bytes).is_none() || memchr::memchr2(b'\t', b'|', bytes).is_some() {
        return Ok(false);
    }
    let Some(rows) = rows(text, build.limits.columns as usize) else { return Ok(false) };
    if rows.len() > build.limits.rows as usize {
        return Err(ReadError::too_large("文本行数", build.limits.rows));
    }
    for run in rows.chunk_by(|above, below| above.fields.len() == below.fields.len()) {
        if run.iter().any(|row| row.fields.len() > 1) {
            table(run, build)?;
            continue;
        }
        for row in run {
            let (number, text) = (row.number, row.fields.first().map_or("", |field| field));
            let line = Line { number, last_number: number, text, mark: Mark::None };
            paragraph(&line, build)?;
        }
    }
    Ok(true)
}

fn table(rows: &[Row<'_>], build: &mut Build<'_>) -> Result<(), ReadError> {
    let mut table = TableBuilder::new();
    for row in rows {
        let at = jixiao_document::Location::Line(row.number);
        build.count_cells(row.fields.len())?;
        for (column, field) in (0..).zip(&row.fields) {
            table.cell(column, (1, 1), build.cut(trim(field), at)?.to_owned(), at);
        }
        table.end_row();
    }
    build.table(table)
}

/// The rows of a comma-separated text; `None` where it is something else.
fn rows(text: &str, most_columns: usize) -> Option<Vec<Row<'_>>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let (mut start, mut number, mut plain, mut alike) = (0, 1_u32, 0_usize, 0_usize);
    let mut worded = 0_usize;
    while start < text.len() {
        let (fields, end, lines) = record(text, start, most_columns)?;
        if fields.len() > 1 || !fields.iter().all(|field| field.chars().all(is_blank)) {
            let (above, width) = (rows.last().map_or(1, |row| row.fields.len()), fields.len());
            plain += usize::from(width == 1);
            worded += usize::from(fields.windows(2).any(|pair| !groups_digits(&pair[0], &pair[1])));
            // A record of another width right below, or one record alone, is no table.
            if above > 1 && above != width && (width > 1 || alike < 2) {
                return None;
            }
            alike = if above == width { alike + 1 } else { 1 };
            // Nearly every text that is none shows it soon.
            if plain > 8 + rows.len() / 2 {
                return None;
            }
            rows.push(Row { number, fields });
        }
        number = number.saturating_add(lines);
        start = after_line(text.as_bytes(), end);
    }
    let closed = rows.last().is_none_or(|row| row.fields.len() == 1 || alike >= 2);
    let records = rows.len() - plain;
    let filled = |row: &Row<'_>| row.fields.iter().filter(|f| !f.trim().is_empty()).count() >= 2;
    // Cells are short on the whole; the clauses of prose are not.
    let fields: usize = rows.iter().map(|row| row.fields.len()).sum();
    let short = text.len() <= fields * MEAN_FIELD_BYTES;
    let regular = short && closed && records >= 3 && plain * 2 <= records && worded * 2 >= records;
    (regular && rows.iter().any(filled)).then_some(rows)
}

/// Whether the comma between two fields may be a thousands separator.
fn groups_digits(left: &str, right: &str) -> bool {
    left.ends_with(|c: char| c.is_ascii_digit()) && right.starts_with(|c: char| c.is_ascii_digit())
}

/// The record that begins at `start`, where its last line ends, and how many lines it has. `None`
/// where quotes stand otherwise than in such files, or a comma is followed by a space.
fn record(
    text: &str,
    start: usize,
    most_columns: usize,
) -> Option<(Vec<Cow<'_, str>>, usize, u32)> {
    let bytes = text.as_bytes();
    let (mut fields, mut at, mut lines) = (Vec::new(), start, 1_u32);
    loop {
        let field = if bytes.get(at) == Some(&b'"') {
            let (field, end) = quoted(text, at + 1)?;
            lines = lines.saturating_add(line_ends(&text[at..end]));
            at = end;
            field
        } else {
            let end = line_end(bytes, at);
            let end = memchr::memchr(b',', &bytes[at..end]).map_or(end, |comma| at + comma);
            let field = &text[at..end];
            let spaced = !fields.is_empty() && field.len() > 1 && field.starts_with(' ');
            if spaced || field.contains('"') {
                return None;
            }
            at = end;
            Cow::Borrowed(field)
        };
        fields.push(field);
        match bytes.get(at) {
            Some(b',') if fields.len() < most_columns => at += 1,
            None | Some(b'\n' | b'\r') => return Some((fields, at, lines)),
            Some(_) => return None,
        }
    }
}

/// The field whose opening quote stands before `start`, and where its closing quote ends.
fn quoted(text: &str, start: usize) -> Option<(Cow<'_, str>, usize)> {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        let quote = at + memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            let inner = &text[start..quote];
            let plain = memchr::memchr3(b'"', b'\r', b'\n', inner.as_bytes()).is_none();
            let field = if plain {
                Cow::Borrowed(inner)
            } else {
                inner.replace("\"\"", "\"").replace("\r\n", "\n").replace('\r', "\n").into()
            };
            return Some((field, quote + 1));
        }
        at = quote + 2;
    }
}

/// How many line ends stand in `text`.
fn line_ends(text: &str) -> u32 {
    let both = text.matches("\r\n").count();
    let ends = text.bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count();
    u32::try_from(ends - both).unwrap_or(u32::MAX)
}
