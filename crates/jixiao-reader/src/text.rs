//! Plain text: lines become paragraphs; tab-separated runs, proper Markdown and comma-separated files
//! become tables.
//!
//! Owns the split into lines and blocks. Ragged pipes and columns made of blanks stay paragraphs,
//! line by line as they stand: taking those apart needs the words of a form, which no reader knows.

mod csv;
pub(crate) mod encoding;
mod markdown;
mod tabs;

use crate::build::Build;
use crate::{Limits, ReadError, html};
use jixiao_document::text::{has_ascii, is_blank, trim_end};
use jixiao_document::{Document, Format, Location};

/// A line that is not blank, or one of tabs alone.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    /// Counted from 1 over all lines of the file, blank ones included.
    number: u32,
    /// The last line of a row whose quoted cells hold line ends; otherwise the same.
    last_number: u32,
    /// Without the line end; outer white space still there.
    text: &'t str,
    mark: Mark,
}

/// The separator that stands in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Tab,
    Pipe,
}

impl Mark {
    /// The separator of a line; a tab counts before a pipe.
    fn of(line: &str) -> Self {
        let mut pipe = false;
        let tab = has_ascii(line, |byte| {
            pipe |= byte == b'|';
            byte == b'\t'
        });
        match (tab, pipe) {
            (true, _) => Self::Tab,
            (false, true) => Self::Pipe,
            (false, false) => Self::None,
        }
    }
}

impl Line<'_> {
    fn at(&self) -> Location {
        Location::Line(self.number)
    }
}

/// Reads a text file of any supported encoding, which may turn out to be a web page.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let decoded = encoding::decode(bytes)?;
    if html::is_page(&decoded.text) {
        let mut document = html::read(&decoded.text, limits)?;
        document.notes.splice(0..0, decoded.notes);
        return Ok(document);
    }
    if decoded.text.trim_start().starts_with("<?xml") {
        return Err(ReadError::Convertible("以 XML 保存的办公文档"));
    }
    let mut build = Build::new(Format::Text, limits);
    for (at, message) in decoded.notes {
        build.note(at, message);
    }
    let text = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
    if csv::read(text, &mut build)? {
        return Ok(build.finish());
    }
    let lines = split(text, limits)?;
    if lines.iter().all(|line| line.text.chars().all(is_blank)) {
        return Err(ReadError::Empty);
    }
    build.expect_blocks(lines.len());
    let mut rest = &lines[..];
    while let Some(first) = rest.first() {
        let used = match first.mark {
            Mark::None => {
                paragraph(first, &mut build)?;
                1
            }
            Mark::Tab => tabs::block(rest, &mut build)?,
            Mark::Pipe => markdown::block(rest, &mut build)?,
        };
        rest = &rest[used.max(1)..];
    }
    Ok(build.finish())
}

/// Adds a line as a paragraph, with its leading and inner white space: they separate cells.
fn paragraph(line: &Line<'_>, build: &mut Build<'_>) -> Result<(), ReadError> {
    let text = trim_end(line.text);
    if text.is_empty() { Ok(()) } else { build.paragraph_at(text, None, line.at()) }
}

/// The lines worth keeping. Line ends are LF, CR LF and CR; form feeds at the start of a page go.
fn split<'t>(text: &'t str, limits: &Limits) -> Result<Vec<Line<'t>>, ReadError> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity((bytes.len() / 32).min(1 << 16));
    let quotes = memchr::memchr(b'"', bytes).is_some();
    let marks = memchr::memchr2(b'\t', b'|', bytes).is_some();
    let (mut start, mut number) = (0, 0_u32);
    while start < bytes.len() {
        let mut end = line_end(bytes, start);
        number = number.saturating_add(1);
        let mut last_number = number;
        if quotes && let Some((row_end, more)) = quoted_row(text, start, end) {
            end = row_end;
            last_number = number.saturating_add(more);
        }
        let follows_row = lines.last().is_some_and(|last: &Line<'_>| {
            last.mark == Mark::Tab && last.last_number.saturating_add(1) == number
        });
        if follows_row && let Some(row_end) = broken_cell(text, start, end) {
            end = row_end;
            last_number = number.saturating_add(1);
        }
        let line = text[start..end].trim_start_matches('\u{c}');
        let mark = if marks { Mark::of(line) } else { Mark::None };
        if mark == Mark::Tab || !line.chars().all(is_blank) {
            if lines.len() >= limits.rows as usize {
                return Err(ReadError::too_large("文本行数", limits.rows));
            }
            lines.push(Line { number, last_number, text: line, mark });
        }
        number = last_number;
        start = after_line(bytes, end);
    }
    Ok(lines)
}

fn line_end(bytes: &[u8], start: usize) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(bytes.len(), |at| start + at)
}

/// Where the line after the one that ends at `end` begins.
fn after_line(bytes: &[u8], end: usize) -> usize {
    if bytes[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 }
}

/// Where a row ends whose quoted cells hold line ends, as spreadsheets paste them, and how many
/// lines it has beyond the first. Only where the quote closes soon, and before the next tab.
fn quoted_row(text: &str, start: usize, first_end: usize) -> Option<(usize, u32)> {
    const MOST: u32 = 64;
    let odd = |field: &str| field.bytes().filter(|&byte| byte == b'"').count() % 2 == 1;
    let opens = |line: &str| line.rsplit('\t').next().is_some_and(|f| f.starts_with('"') && odd(f));
    let mut end = first_end;
    let (mut closed, mut open) = (None, opens(text.get(start..end)?));
    for more in 1..=MOST {
        let from = after_line(text.as_bytes(), end);
        if !open || from >= text.len() {
            break;
        }
        end = line_end(text.as_bytes(), from);
        let line = &text[from..end];
        let first = line.split('\t').next().unwrap_or_default();
        if odd(first) && first.trim_end().ends_with('"') {
            closed = Some((end, more));
            open = opens(line) && first.len() < line.len();
        } else if first.len() < line.len() {
            return closed;
        }
    }
    closed.filter(|(end, _)| text[start..*end].contains('\t'))
}

/// Where a row ends whose first cell is broken before the bracket that closes it, so that the words
/// alone stand on the line above.
fn broken_cell(text: &str, start: usize, end: usize) -> Option<usize> {
    const LONGEST_BYTES: usize = 48;
    let words = text.get(start..end)?;
    if words.len() > LONGEST_BYTES
        || words.contains(['\t', '|', '(', '（'])
        || words.trim().is_empty()
    {
        return None;
    }
    let from = after_line(text.as_bytes(), end);
    let row_end = line_end(text.as_bytes(), from.min(text.len()));
    let mut fields = text.get(from..row_end)?.split('\t').map(|field| field.trim_matches(is_blank));
    let first = fields.next()?;
    let bracket = first.starts_with(['(', '（']) && first.ends_with([')', '）']);
    (bracket && fields.filter(|field| !field.is_empty()).nth(1).is_some()).then_some(row_end)
}

/// How many lines from the first stand next to each other and bear `mark`.
fn run(lines: &[Line<'_>], mark: Mark) -> usize {
    let mut expected = lines.first().map_or(0, |first| first.number);
    lines
        .iter()
        .take_while(|line| {
            let belongs = line.number == expected && line.mark == mark;
            expected = line.last_number.saturating_add(1);
            belongs
        })
        .count()
}
