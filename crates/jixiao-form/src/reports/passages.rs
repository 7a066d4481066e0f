//! Passages: lines of a text file joined again where a page wrapped a sentence.
//!
//! Owns which lines belong together and keeps the place of every line. Paragraphs of word
//! processors and web pages are whole already and stay as they are.

use super::headings;
use jixiao_document::text::is_blank;
use jixiao_document::{Location, Paragraph};

/// Across a blank line only a line this long goes on: the foot of a page. Characters.
const FULL_LINE_CHARS: usize = 16;
/// Lines wider than this are whole paragraphs, not lines cut by a margin. A Han character is two.
const WIDEST_MARGIN: usize = 120;
/// The second line of a broken heading is a stub. Characters.
const STUB_CHARS: usize = 12;

/// A paragraph as it was before pages and margins cut it.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) text: String,
    /// The heading level the format marks.
    pub(super) heading_level: Option<u8>,
    /// Where each of its lines begins in `text`.
    lines: Vec<(usize, Location)>,
}

impl Passage {
    pub(super) fn new(text: String, at: Location, heading_level: Option<u8>) -> Self {
        Self { text, heading_level, lines: vec![(0, at)] }
    }

    /// The place of the line that holds byte `offset`.
    pub(super) fn location(&self, offset: usize) -> Location {
        let after = self.lines.partition_point(|&(start, _)| start <= offset);
        self.lines.get(after.saturating_sub(1)).map_or(Location::Whole, |&(_, at)| at)
    }

    /// Whether the format keeps paragraphs whole, so that a short one is meant to be short.
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self.lines.first(), Some((_, Location::Line(_))))
    }

    fn push(&mut self, line: &str, at: Location) {
        self.lines.push((self.text.len(), at));
        self.text.push_str(line);
    }
}

/// Joins `paragraphs` into passages; blank ones and page numbers are dropped.
pub(super) fn joined(paragraphs: &[&Paragraph]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::with_capacity(paragraphs.len());
    let mut previous_line = None;
    let margin = margin(paragraphs);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        // Pipes are the remains of a table's grid.
        let text = paragraph.text.trim_matches(|c| is_blank(c) || c == '|');
        if text.is_empty() || is_page_number(text) {
            continue;
        }
        let line = line_number(paragraph.at);
        let gap = gap(previous_line, line);
        let next_line = paragraphs.get(index + 1).and_then(|next| line_number(next.at));
        previous_line = line;
        match passages.last_mut() {
            Some(last) if continues(last, text, gap, (is_apart(line, next_line), margin)) => {
                last.push(text, paragraph.at);
            }
            _ => {
                let mut passage =
                    Passage::new(text.to_owned(), paragraph.at, paragraph.heading_level);
                passage.text.reserve(text.len());
                passages.push(passage);
            }
        }
    }
    passages
}

/// Whether `line` goes on with the sentence or heading `before` ends in, given whether the line
/// stands apart from the next one and how wide lines grow.
fn continues(
    before: &Passage,
    line: &str,
    gap: Option<u32>,
    (stands_apart, margin): (bool, usize),
) -> bool {
    let Some(gap) = gap else { return false };
    let text = before.text.as_str();
    if text.ends_with(['。', '！', '？', '；', '：', ':', ';', '!', '?']) || gap > 3 {
        return false;
    }
    let last_line = before.lines.last().map_or(text, |&(start, _)| &text[start..]);
    if line.starts_with(['，', '。', '、', '；', '）', '》', '”', ',', ';']) {
        return true;
    }
    if headings::numbering(line).is_some() {
        return false;
    }
    let whole_heading =
        headings::heading(text, None).is_some_and(|heading| heading.end >= text.len());
    if whole_heading {
        let length = line.chars().count();
        let bare = !line.contains(['，', '。', '、', '：', ',', ':', ';', '；'])
            && !headings::is_scored(text);
        return gap == 1 && bare && (length <= STUB_CHARS && stands_apart || length <= 2);
    }
    if gap == 1 {
        // Within a block of lines only a line that reaches the margin goes on.
        return margin <= WIDEST_MARGIN && width(last_line) * 20 >= margin * 17;
    }
    last_line.chars().take(FULL_LINE_CHARS).count() == FULL_LINE_CHARS
}

/// The width of the widest line that another follows without a blank one between.
fn margin(paragraphs: &[&Paragraph]) -> usize {
    paragraphs
        .windows(2)
        .filter(|pair| gap(line_number(pair[0].at), line_number(pair[1].at)) == Some(1))
        .map(|pair| width(pair[0].text.trim_matches(is_blank)))
        .max()
        .unwrap_or(0)
}

/// The width in a fixed pitch: a Han character is two.
fn width(line: &str) -> usize {
    line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// How many lines further on a text line stands; `None` for other documents.
fn gap(previous: Option<u32>, line: Option<u32>) -> Option<u32> {
    line?.checked_sub(previous?)
}

/// Whether a blank line, or nothing, follows.
fn is_apart(line: Option<u32>, next: Option<u32>) -> bool {
    match (line, next) {
        (Some(line), Some(next)) => next > line.saturating_add(1),
        _ => true,
    }
}

fn line_number(at: Location) -> Option<u32> {
    match at {
        Location::Line(line) => Some(line),
        _ => None,
    }
}

/// `- 12 -`, `— 1 —`, `第3页`.
fn is_page_number(text: &str) -> bool {
    if text.len() > 20 {
        return false;
    }
    let core = text.trim_matches(|c: char| is_blank(c) || matches!(c, '-' | '—' | '–' | '－'));
    let marked = core.len() < text.len() || core.starts_with('第') && core.ends_with('页');
    let digits = core.trim_start_matches('第').trim_end_matches('页');
    marked
        && !digits.is_empty()
        && digits.len() <= 4
        && digits.trim().bytes().all(|b| b.is_ascii_digit())
}
