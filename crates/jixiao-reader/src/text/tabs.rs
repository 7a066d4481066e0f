//! Tables of tab-separated lines, as spreadsheets paste them and exporters write them.
//!
//! One cell a field, the column is the field's index, blank fields are kept. Prose with a stray
//! tab or an indent of tabs is no table.

use super::{Line, Mark, paragraph, run};
use crate::ReadError;
use crate::build::Build;
use jixiao_document::TableBuilder;
use jixiao_document::text::{is_blank, trim};

/// Adds the run of lines with tabs that begins at the first line, as a table or as paragraphs;
/// returns the lines used.
pub(super) fn block(lines: &[Line<'_>], build: &mut Build<'_>) -> Result<usize, ReadError> {
    let run = run(lines, Mark::Tab);
    let filled = lines[..run].iter().rposition(|line| !line.text.chars().all(is_blank));
    let rows = &lines[..filled.map_or(0, |last| last + 1)];
    if !is_table(rows) {
        for line in rows {
            paragraph(line, build)?;
        }
        return Ok(run);
    }
    let mut table = TableBuilder::new();
    for line in rows {
        let fields = memchr::memchr_iter(b'\t', line.text.as_bytes()).count() + 1;
        let most = build.limits.columns as usize;
        if fields > most {
            build.note(line.at(), format!("本行有 {fields} 列，只读取前 {most} 列"));
        }
        build.count_cells(fields.min(most))?;
        for (column, field) in (0..build.limits.columns).zip(fields_of(line.text)) {
            let text = build.cut(trim(field), line.at())?;
            table.cell(column, (1, 1), unquote(text), line.at());
        }
        table.end_row();
    }
    build.table(table)?;
    Ok(run)
}

/// The fields of a line; the search for tabs is vectorised, as most of a table is looked at once.
fn fields_of(line: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr::memchr_iter(b'\t', line.as_bytes()).chain([line.len()]).map(move |end| {
        let field = &line[start..end];
        start = end + 1;
        field
    })
}

/// Whether a run of lines is a table: two lines of two fields or one of three, and somewhere two
/// fields that are filled, so that indented prose stays prose.
fn is_table(rows: &[Line<'_>]) -> bool {
    let wide = rows.len() >= 2
        || rows.iter().any(|line| memchr::memchr_iter(b'\t', line.text.as_bytes()).count() >= 2);
    wide && rows.iter().any(|line| {
        line.text.split('\t').filter(|field| !field.chars().all(is_blank)).nth(1).is_some()
    })
}

/// Undoes the quoting of spreadsheets, which shows by doubled quotes or line ends inside; other
/// quotes stay.
fn unquote(field: &str) -> String {
    let Some(inner) = field.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) else {
        return field.to_owned();
    };
    let quoted = inner.contains("\"\"") || inner.contains(['\n', '\r']);
    if !quoted || inner.replace("\"\"", "").contains('"') {
        return field.to_owned();
    }
    inner.replace("\"\"", "\"").replace("\r\n", "\n").replace('\r', "\n")
}
