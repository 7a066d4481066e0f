//! The pass over the tokens of a page: keeps the paragraph being read and the open tables.

use super::entity::push_decoded;
use super::grid::Grid;
use super::tokens::{Token, Tokens, attribute};
use crate::ReadError;
use crate::build::Build;
use jixiao_document::Location;
use jixiao_document::text::is_blank;

/// Paragraphs and tables begun so far, counted over all pages of a file.
#[derive(Default, Clone, Copy)]
pub(super) struct Numbers {
    paragraphs: u32,
    tables: u32,
}

/// What a tag means to the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Table,
    Group,
    Row,
    Cell,
    Break,
    Block,
    Heading(u8),
    Preformatted,
    /// Its content is not read.
    Noise,
    /// Part of the line.
    Inline,
}

impl Tag {
    fn of(name: &str) -> Self {
        // Long names are none of these; short ones fit the buffer.
        let mut lower = [0; 10];
        let Some(buffer) = lower.get_mut(..name.len()) else { return Self::Inline };
        buffer.copy_from_slice(name.as_bytes());
        buffer.make_ascii_lowercase();
        match &*buffer {
            b"table" => Self::Table,
            b"thead" | b"tbody" | b"tfoot" => Self::Group,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"br" => Self::Break,
            [b'h', level @ b'1'..=b'6'] => Self::Heading(level - b'0'),
            b"pre" => Self::Preformatted,
            b"p" | b"div" | b"li" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd" | b"hr" | b"section"
            | b"article" | b"main" | b"header" | b"body" | b"html" | b"form" | b"center"
            | b"blockquote" | b"caption" | b"fieldset" | b"figure" | b"figcaption" | b"address" => {
                Self::Block
            }
            b"title" | b"nav" | b"footer" | b"aside" | b"select" | b"button" | b"template"
            | b"svg" | b"noscript" | b"textarea" | b"xml" => Self::Noise,
            _ => Self::Inline,
        }
    }
}

pub(super) struct Walk<'b, 'l> {
    build: &'b mut Build<'l>,
    numbers: Numbers,
    tables: Vec<Grid>,
    /// The line being read.
    line: String,
    heading_level: Option<u8>,
    /// White space was seen that separates what comes next.
    gap: bool,
    /// Line ends count: within `pre`, or in a text that merely holds tables.
    line_ends: u32,
    /// The element whose content is passed over, and how often it is nested in itself.
    noise: Option<(String, u32)>,
}

impl<'b, 'l> Walk<'b, 'l> {
    pub(super) fn new(build: &'b mut Build<'l>, numbers: Numbers) -> Self {
        Self {
            build,
            numbers,
            tables: Vec::new(),
            line: String::new(),
            heading_level: None,
            gap: false,
            line_ends: 0,
            noise: None,
        }
    }

    pub(super) fn run(mut self, page: &str) -> Result<Numbers, ReadError> {
        self.line_ends = u32::from(!page.trim_start().starts_with('<'));
        for token in Tokens::new(page) {
            if self.passes_over(token) {
                continue;
            }
            match token {
                Token::Text(text) => self.text(text)?,
                Token::Open(name, attributes) => self.open(name, attributes)?,
                Token::Close(name) => self.close(Tag::of(name))?,
            }
        }
        self.end_line()?;
        while !self.tables.is_empty() {
            self.end_table()?;
        }
        Ok(self.numbers)
    }

    /// Whether the token belongs to an element that is not read. A table ends such an element:
    /// it was left unclosed, and tables are what the page is read for.
    fn passes_over(&mut self, token: Token<'_>) -> bool {
        let Some((noise, depth)) = &mut self.noise else { return false };
        match token {
            Token::Open(name, _) if name.eq_ignore_ascii_case(noise) => *depth += 1,
            Token::Close(name) if name.eq_ignore_ascii_case(noise) => *depth -= 1,
            Token::Open(name, _) if matches!(Tag::of(name), Tag::Table) => {
                self.noise = None;
                return false;
            }
            Token::Open(name, _) if name.eq_ignore_ascii_case("body") => *depth = 0,
            _ => {}
        }
        if *depth == 0 {
            self.noise = None;
        }
        true
    }

    fn open(&mut self, name: &str, attributes: &str) -> Result<(), ReadError> {
        let tag = Tag::of(name);
        match tag {
            Tag::Inline => return Ok(()),
            Tag::Noise => {
                if !attributes.ends_with('/') {
                    self.noise = Some((name.to_owned(), 1));
                }
                self.gap = true;
                return Ok(());
            }
            _ => self.end_line()?,
        }
        match tag {
            Tag::Table => self.begin_table()?,
            Tag::Group => self.with_grid(Grid::end_group)?,
            Tag::Row => {
                self.with_grid(Grid::end_row)?;
                if let Some(grid) = self.tables.last_mut() {
                    grid.begin_row();
                }
            }
            Tag::Cell => {
                self.with_grid(Grid::end_cell)?;
                if let Some(grid) = self.tables.last_mut() {
                    if !grid.in_row {
                        grid.begin_row();
                    }
                    let of = |name| attribute(attributes, name);
                    grid.begin_cell(of("rowspan"), of("colspan"));
                }
            }
            Tag::Heading(level) => self.heading_level = Some(level),
            Tag::Preformatted => self.line_ends += 1,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, tag: Tag) -> Result<(), ReadError> {
        if matches!(tag, Tag::Inline | Tag::Noise) {
            return Ok(());
        }
        self.end_line()?;
        match tag {
            Tag::Table => self.end_table()?,
            Tag::Group => self.with_grid(Grid::end_group)?,
            Tag::Row => self.with_grid(Grid::end_row)?,
            Tag::Cell => self.with_grid(Grid::end_cell)?,
            Tag::Preformatted => self.line_ends = self.line_ends.saturating_sub(1),
            Tag::Heading(_) => self.heading_level = None,
            _ => {}
        }
        Ok(())
    }

    fn with_grid(
        &mut self,
        change: impl FnOnce(&mut Grid, &mut Build<'l>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        match self.tables.last_mut() {
            Some(grid) => change(grid, self.build),
            None => Ok(()),
        }
    }

    /// Adds text to the line; runs of white space become one blank.
    fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.line_ends > 0 {
            let mut lines = text.split('\n');
            self.push_words(lines.next().unwrap_or_default(), true);
            for line in lines {
                self.end_line()?;
                self.push_words(line, true);
            }
        } else {
            self.push_words(text, false);
        }
        Ok(())
    }

    fn push_words(&mut self, text: &str, as_written: bool) {
        if as_written {
            push_decoded(&mut self.line, text.trim_end_matches('\r'));
            return;
        }
        for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let bare = word.trim_ascii_end();
            if !bare.is_empty() {
                if self.gap && !self.line.is_empty() {
                    self.line.push(' ');
                }
                push_decoded(&mut self.line, bare);
                self.gap = false;
            }
            self.gap |= bare.len() < word.len();
        }
    }

    /// Ends the line: it joins the open cell or becomes a paragraph.
    fn end_line(&mut self) -> Result<(), ReadError> {
        self.gap = false;
        if self.line.is_empty() {
            return Ok(());
        }
        let text = self.line.trim_matches(is_blank);
        match self.tables.last_mut().filter(|grid| grid.in_cell) {
            _ if text.is_empty() => {}
            Some(grid) => {
                if !grid.text.is_empty() {
                    grid.text.push('\n');
                }
                grid.text.push_str(text);
            }
            None => {
                self.numbers.paragraphs += 1;
                let at = Location::Paragraph(self.numbers.paragraphs);
                self.build.paragraph_at(text, self.heading_level, at)?;
            }
        }
        self.line.clear();
        Ok(())
    }

    fn begin_table(&mut self) -> Result<(), ReadError> {
        if self.tables.len() >= self.build.limits.table_nesting {
            return Err(ReadError::too_large("表格嵌套层数", self.build.limits.table_nesting));
        }
        self.numbers.tables += 1;
        self.tables.push(Grid::new(self.numbers.tables));
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
        self.with_grid(Grid::end_row)?;
        let Some(grid) = self.tables.pop() else { return Ok(()) };
        let done = grid.finish();
        match self.tables.last_mut() {
            Some(outer) => outer.inner.extend(done),
            None => {
                for table in done {
                    self.build.table(table)?;
                }
            }
        }
        Ok(())
    }
}
