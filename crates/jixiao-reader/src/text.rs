//! Plain text: lines become paragraphs; tab-separated runs and proper Markdown become tables.
//!
//! Owns the split into lines and blocks. Ragged pipes and columns made of blanks stay paragraphs,
//! line by line as they stand: taking those apart needs the words of a form, which no reader knows.

pub(crate) mod encoding;
mod markdown;
mod tabs;

use crate::build::Build;
use crate::{Limits, ReadError, html};
use jixiao_document::text::is_blank;
use jixiao_document::{Document, Format, Location};

/// A line that is not blank, or one of tabs alone.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    /// Counted from 1 over all lines of the file, blank ones included.
    number: u32,
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
    let lines = split(text, limits)?;
    if lines.iter().all(|line| line.text.chars().all(is_blank)) {
        return Err(ReadError::Empty);
    }
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
    let text = line.text.trim_end_matches(is_blank);
    if text.is_empty() { Ok(()) } else { build.paragraph_at(text, None, line.at()) }
}

/// The lines worth keeping. Line ends are LF, CR LF and CR; form feeds at the start of a page go.
fn split<'t>(text: &'t str, limits: &Limits) -> Result<Vec<Line<'t>>, ReadError> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity((bytes.len() / 32).min(1 << 16));
    let (mut start, mut number) = (0, 0_u32);
    while start < bytes.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |i| start + i);
        number = number.saturating_add(1);
        let line = text[start..end].trim_start_matches('\u{c}');
        let mark = match memchr::memchr2(b'\t', b'|', line.as_bytes()) {
            None => Mark::None,
            Some(found) if line.as_bytes()[found] == b'\t' => Mark::Tab,
            Some(_) if memchr::memchr(b'\t', line.as_bytes()).is_some() => Mark::Tab,
            Some(_) => Mark::Pipe,
        };
        if mark == Mark::Tab || !line.chars().all(is_blank) {
            if lines.len() >= limits.rows as usize {
                return Err(ReadError::too_large("文本行数", limits.rows));
            }
            lines.push(Line { number, text: line, mark });
        }
        start = if bytes[end..].starts_with(b"\r\n") { end + 2 } else { end + 1 };
    }
    Ok(lines)
}

/// How many lines from the first stand next to each other and bear `mark`.
fn run(lines: &[Line<'_>], mark: Mark) -> usize {
    let numbers = lines.first().map_or(0, |first| first.number)..;
    lines
        .iter()
        .zip(numbers)
        .take_while(|(line, number)| line.number == *number && line.mark == mark)
        .count()
}
