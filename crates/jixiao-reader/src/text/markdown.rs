//! Markdown tables: a separator row under the header, or rows that all begin and end with a pipe
//! and have as many cells each. Anything less regular stays text.

use super::{Line, Mark, paragraph, run};
use crate::ReadError;
use crate::build::Build;
use jixiao_document::TableBuilder;
use jixiao_document::text::{has_ascii, is_blank};

/// Adds the block of lines with pipes that begins at the first line: its tables, and as paragraphs
/// the lines before them. Returns the lines used.
pub(super) fn block(lines: &[Line<'_>], build: &mut Build<'_>) -> Result<usize, ReadError> {
    let block = &lines[..run(lines, Mark::Pipe)];
    let mut starts: Vec<usize> =
        (0..block.len()).filter_map(|row| table_start(block, row)).collect();
    if starts.is_empty() && is_regular(block) {
        starts.push(0);
    }
    let first = starts.first().copied().unwrap_or(block.len());
    for line in &block[..first] {
        paragraph(line, build)?;
    }
    for (index, &start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(block.len());
        table(&block[start..end], build)?;
    }
    Ok(block.len())
}

/// Where the table begins whose separator is at `row`: at the header above it, which has as many
/// cells, or at the separator itself where the block begins with it.
fn table_start(block: &[Line<'_>], row: usize) -> Option<usize> {
    if !is_separator(block[row].text) {
        return None;
    }
    let Some(header) = row.checked_sub(1).map(|above| block[above].text) else { return Some(0) };
    let same_width = cells(header).count() == cells(block[row].text).count();
    (same_width && !is_separator(header)).then(|| row - 1)
}

fn table(rows: &[Line<'_>], build: &mut Build<'_>) -> Result<(), ReadError> {
    let mut table = TableBuilder::new();
    for line in rows.iter().filter(|line| !is_separator(line.text)) {
        let most = build.limits.columns as usize;
        let count = cells(line.text).count();
        if count > most {
            build.note(line.at(), format!("本行有 {count} 列，只读取前 {most} 列"));
        }
        build.count_cells(count.min(most))?;
        for (column, cell) in (0..build.limits.columns).zip(cells(line.text)) {
            let text = plain(build.cut(cell, line.at())?);
            table.cell(column, (1, 1), text, line.at());
        }
        table.end_row();
    }
    build.table(table)
}

/// Whether all lines begin and end with a pipe and have the same number of cells, with something
/// in them: two cells in two lines at least.
fn is_regular(block: &[Line<'_>]) -> bool {
    let Some(first) = block.first() else { return false };
    let width = cells(first.text).count();
    let filled =
        |line: &Line<'_>| cells(line.text).filter(|cell| !cell.is_empty()).nth(1).is_some();
    width >= 2
        && block.iter().all(|line| {
            let text = line.text.trim_matches(is_blank);
            text.len() > 1
                && text.starts_with('|')
                && text.ends_with('|')
                && cells(line.text).count() == width
        })
        && block.iter().filter(|line| filled(line)).nth(1).is_some()
}

/// A row of dashes, with colons for alignment. One dash a cell is how forms print “nothing”.
fn is_separator(text: &str) -> bool {
    // Nearly every line begins otherwise.
    let first = text.chars().find(|&c| !is_blank(c));
    if !matches!(first, Some('|' | ':' | '-')) || !has_ascii(text, |byte| byte == b'-') {
        return false;
    }
    let mut cells = cells(text).peekable();
    cells.peek().is_some()
        && cells.all(|cell| {
            let dashes = cell.strip_prefix(':').unwrap_or(cell);
            let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
            dashes.len() >= 2 && dashes.bytes().all(|byte| byte == b'-')
        })
}

/// The cells of a row, trimmed, still with their markup.
fn cells(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim_matches(is_blank);
    let text = text.strip_prefix('|').unwrap_or(text);
    let text = match text.strip_suffix('|') {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => text,
    };
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let row = rest?;
        let bytes = row.as_bytes();
        let bar = memchr::memchr_iter(b'|', bytes).find(|&i| i == 0 || bytes[i - 1] != b'\\');
        let (cell, next) = bar.map_or((row, None), |i| (&row[..i], Some(&row[i + 1..])));
        rest = next;
        Some(cell.trim_matches(is_blank))
    })
}

/// What a cell of Markdown writes, and what it means.
const NAMES: [(&str, &str); 9] = [
    ("\\|", "|"),
    ("<br>", "\n"),
    ("<br/>", "\n"),
    ("<br />", "\n"),
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&amp;", "&"),
];

/// The text of a cell without Markdown: escaped pipes, line breaks, character names, bold marks.
fn plain(cell: &str) -> String {
    let inner = cell.strip_prefix("**").and_then(|inner| inner.strip_suffix("**"));
    let cell = inner.filter(|inner| !inner.contains("**")).unwrap_or(cell);
    if memchr::memchr3(b'\\', b'<', b'&', cell.as_bytes()).is_none() {
        return cell.to_owned();
    }
    let mut out = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = memchr::memchr3(b'\\', b'<', b'&', rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let name = NAMES.iter().find(|(name, _)| after.starts_with(name));
        let (written, meaning) = name.copied().unwrap_or((&after[..1], &after[..1]));
        out.push_str(meaning);
        rest = &after[written.len()..];
    }
    out.push_str(rest);
    out.trim_matches(is_blank).to_owned()
}
