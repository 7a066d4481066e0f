//! Text as a stream of characters without white space, each knowing what stood before it.
//!
//! Owns separators, page marks and the way back from a stretch of the stream to the printed text
//! and its place. Knows no form word.

mod dates;
mod layout;
mod pages;

use super::traditional;
use jixiao_document::{
    Location, Paragraph, Table,
    text::{half_width, is_blank},
};
use std::ops::Range;

/// What stands between a character and the one before it, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sep {
    None,
    Space,
    /// Two or more spaces.
    Wide,
    /// A line end.
    Line,
    /// At least one blank line.
    Blank,
    /// One or more `|` or tabs.
    Hard,
}

/// One character of the stream, half-width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Char {
    pub c: char,
    pub sep: Sep,
    /// Number of `|` and tabs before it.
    pub bars: u8,
    /// Whether a line ends before it, whatever else stands there.
    pub line_start: bool,
    /// Whether it stands elsewhere in the text than right behind the one before it.
    jump: bool,
    piece: u32,
    byte: u32,
}

#[derive(Debug)]
struct Piece<'a> {
    text: &'a str,
    at: Location,
    source: usize,
}

/// The stream of a run of paragraphs or of the cells of a table.
#[derive(Debug)]
pub(super) struct Stream<'a> {
    pieces: Vec<Piece<'a>>,
    pub chars: Vec<Char>,
    /// Hardly any separators: cells were run together.
    pub glued: bool,
    /// The text is in traditional characters.
    traditional: bool,
}

/// Separators met since the last character.
#[derive(Debug, Clone, Copy)]
struct Pending {
    sep: Sep,
    bars: u8,
    line_start: bool,
}

impl Pending {
    /// Takes up a bar or a blank.
    fn separator(&mut self, c: char) {
        match c {
            '|' | '\t' | '｜' => {
                self.bars = self.bars.saturating_add(1);
                self.sep = Sep::Hard;
            }
            '\n' => {
                self.sep = self.sep.max(Sep::Line);
                self.line_start = true;
            }
            _ => {
                self.sep = match self.sep {
                    Sep::None => Sep::Space,
                    Sep::Space => Sep::Wide,
                    other => other,
                };
            }
        }
    }
}

const NOTHING: Pending = Pending { sep: Sep::None, bars: 0, line_start: false };

/// Whether a character only keeps others apart.
#[inline]
fn is_separator(c: char) -> bool {
    is_blank(c) || matches!(c, '|' | '｜')
}

/// Character recognition often reads the % behind a figure as $.
fn percent(before: Option<&Char>) -> char {
    if before.is_some_and(|before| before.c.is_ascii_digit()) { '%' } else { '$' }
}

impl<'a> Stream<'a> {
    pub(super) fn of_paragraphs(paragraphs: &[&'a Paragraph]) -> Self {
        let bytes = paragraphs.iter().map(|p| p.text.len()).sum();
        let mut stream = Self::with_capacity(bytes, paragraphs.len());
        if stream.fill(paragraphs) {
            stream.traditional = true;
            stream.pieces.clear();
            stream.chars.clear();
            stream.fill(paragraphs);
        }
        layout::unwrap(&mut stream);
        dates::close(&mut stream);
        stream.settle();
        stream
    }

    /// Takes up every line that is not the page's own; says whether any line is written in
    /// traditional characters.
    fn fill(&mut self, paragraphs: &[&'a Paragraph]) -> bool {
        let mut pending = NOTHING;
        let mut traditional = false;
        let mut last_line = None;
        for (source, paragraph) in paragraphs.iter().enumerate() {
            let line = match paragraph.at {
                Location::Line(line) => Some(line),
                _ => None,
            };
            let sep = match (last_line, line) {
                (Some(last), Some(line)) if line > last + 1 => Sep::Blank,
                _ => Sep::Line,
            };
            last_line = line;
            if pages::is_furniture(paragraphs, source) {
                traditional |= paragraph.text.contains(traditional::shows);
                continue;
            }
            pending.sep = pending.sep.max(sep);
            pending.line_start = true;
            traditional |= self.push(&paragraph.text, paragraph.at, source, &mut pending);
        }
        traditional
    }

    pub(super) fn of_table(table: &'a Table) -> Self {
        let bytes = table.cells().iter().map(|cell| cell.text.len()).sum();
        let mut stream = Self::with_capacity(bytes, table.cells().len());
        stream.traditional = table.cells().iter().any(|c| c.text.contains(traditional::shows));
        let mut pending = NOTHING;
        for row in 0..table.row_count() {
            pending = Pending { line_start: true, ..pending };
            let mut column = 0;
            for cell in table.row(row) {
                let stride = cell.column.saturating_sub(column).max(1);
                column = cell.column;
                pending.sep = Sep::Hard;
                let stride = u8::try_from(stride).unwrap_or(u8::MAX);
                pending.bars = pending.bars.saturating_add(stride);
                stream.push(&cell.text, cell.at, row as usize, &mut pending);
            }
        }
        stream.settle();
        stream
    }

    fn with_capacity(bytes: usize, pieces: usize) -> Self {
        Self {
            pieces: Vec::with_capacity(pieces),
            chars: Vec::with_capacity(bytes / 2),
            glued: false,
            traditional: false,
        }
    }

    /// Takes up a text; says whether it is written in traditional characters.
    fn push(&mut self, text: &'a str, at: Location, source: usize, pending: &mut Pending) -> bool {
        let piece = u32::try_from(self.pieces.len()).unwrap_or(u32::MAX);
        self.pieces.push(Piece { text, at, source });
        if self.traditional {
            self.push_simplified(text, piece, pending);
            return false;
        }
        let mut shown = false;
        for (byte, c) in text.char_indices() {
            let c = if matches!(c, '\u{4e00}'..='\u{9fff}') {
                shown |= traditional::shows(c);
                c
            } else if is_separator(c) {
                pending.separator(c);
                continue;
            } else {
                self.other(c, *pending)
            };
            self.push_char(c, piece, byte, pending);
        }
        shown
    }

    /// Takes up a text in traditional characters, without the readings in brackets.
    fn push_simplified(&mut self, text: &'a str, piece: u32, pending: &mut Pending) {
        let mut skip_to = 0;
        for (byte, c) in text.char_indices() {
            if byte < skip_to {
                continue;
            }
            skip_to = byte + traditional::reading(&text[byte..]);
            if skip_to > byte {
                continue;
            }
            if is_separator(c) {
                pending.separator(c);
                continue;
            }
            let c = match traditional::simplified(c) {
                '$' => self.other('$', *pending),
                c => c,
            };
            self.push_char(c, piece, byte, pending);
        }
    }

    /// A character that is none of the Chinese ones: half-width, and % where it was misread.
    fn other(&self, c: char, pending: Pending) -> char {
        match half_width(c) {
            '$' if pending.sep == Sep::None => percent(self.chars.last()),
            c => c,
        }
    }

    fn push_char(&mut self, c: char, piece: u32, byte: usize, pending: &mut Pending) {
        let Pending { sep, bars, line_start } = std::mem::replace(pending, NOTHING);
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        self.chars.push(Char { c, sep, bars, line_start, jump: false, piece, byte });
    }

    /// Decides whether the cells were run together and, if so, drops the marks `1、`, `2、` … that
    /// page viewers put where a page begins.
    fn settle(&mut self) {
        if let Some(first) = self.chars.first_mut() {
            first.sep = Sep::Hard;
            first.line_start = true;
        }
        let separators = self.chars.iter().filter(|c| c.sep != Sep::None).count();
        self.glued = self.chars.len() > 80 && separators * 14 < self.chars.len();
        let lines = self.chars.iter().filter(|c| c.line_start).count();
        if self.chars.len() < lines * 60 {
            return;
        }
        let mut page = '1';
        let mut kept = Vec::with_capacity(self.chars.len());
        let mut index = 0;
        while let Some(&char) = self.chars.get(index) {
            let next = self.chars.get(index + 1).map(|c| c.c);
            if char.line_start && char.c == page && next == Some('、') {
                let first = page == '1';
                page = char::from_u32(u32::from(page) + 1).unwrap_or('9');
                index += 2;
                if let Some(after) = self.chars.get_mut(index)
                    && !first
                {
                    (after.sep, after.line_start) = (Sep::None, false);
                } else if let Some(after) = self.chars.get_mut(index) {
                    (after.sep, after.line_start) = (Sep::Line, true);
                }
                continue;
            }
            kept.push(char);
            index += 1;
        }
        self.chars = kept;
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn at(&self, index: usize) -> Location {
        self.piece_of(index).map_or(Location::Whole, |piece| piece.at)
    }

    /// Index of the paragraph or row the character stands in.
    pub(super) fn source(&self, index: usize) -> usize {
        self.piece_of(index).map_or(0, |piece| piece.source)
    }

    /// Index of the last paragraph or row of which the stretch has anything.
    pub(super) fn last_source(&self, range: Range<usize>) -> usize {
        let chars = self.chars.get(range).unwrap_or_default();
        let last = chars.iter().map(|c| c.piece).max();
        last.and_then(|piece| self.pieces.get(piece as usize)).map_or(0, |piece| piece.source)
    }

    fn piece_of(&self, index: usize) -> Option<&Piece<'a>> {
        let char = self.chars.get(index.min(self.chars.len().saturating_sub(1)))?;
        self.pieces.get(char.piece as usize)
    }

    /// The separator before `index`; the end of the stream counts as a hard one.
    pub(super) fn sep(&self, index: usize) -> Sep {
        self.chars.get(index).map_or(Sep::Hard, |c| c.sep)
    }

    pub(super) fn char(&self, index: usize) -> char {
        self.chars.get(index).map_or('\0', |c| c.c)
    }

    /// Whether the stretch reads `word` once white space is set aside.
    pub(super) fn starts_with(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(offset, c)| self.char(index + offset) == c)
    }

    /// The text of a label or header: as printed, but in simplified characters throughout.
    pub(super) fn label(&self, range: Range<usize>) -> String {
        if !self.traditional {
            return self.text(range);
        }
        self.chars.get(range).unwrap_or_default().iter().map(|c| c.c).collect()
    }

    /// The printed text of a stretch: as it stands within a line, lines joined without a gap,
    /// without `|`.
    pub(super) fn text(&self, range: Range<usize>) -> String {
        let Some(chars) = self.chars.get(range) else { return String::new() };
        let mut text = String::new();
        let mut rest = chars;
        while let Some((first, others)) = rest.split_first() {
            let goes_on = |c: &Char| c.piece == first.piece && c.bars == 0 && !c.jump;
            let run = others.iter().take_while(|c| goes_on(c)).count();
            let last = if run == 0 { first } else { &others[run - 1] };
            if let Some(piece) = self.pieces.get(first.piece as usize) {
                let end = end_of_char(piece.text, last.byte as usize);
                let printed = piece.text.get(first.byte as usize..end).unwrap_or_default();
                if run + 1 == chars.len() && !printed.contains('\n') {
                    return printed.to_owned();
                }
                text.push_str(printed);
            }
            rest = &others[run..];
        }
        if text.contains('\n') { text.replace('\n', "") } else { text }
    }
}

/// Where the character that begins at `byte` ends; `byte` itself where none does.
fn end_of_char(text: &str, byte: usize) -> usize {
    let length = match text.as_bytes().get(byte) {
        None | Some(0x80..=0xbf) => 0,
        Some(..0x80) => 1,
        Some(..0xe0) => 2,
        Some(..0xf0) => 3,
        Some(_) => 4,
    };
    byte + length
}
