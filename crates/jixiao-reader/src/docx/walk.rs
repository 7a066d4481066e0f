//! The pull loop over `document.xml`: keeps the paragraph being read and the stack of open tables.

use super::grid::{Grid, Merge};
use super::styles::{Styles, level_of_outline};
use super::symbol;
use crate::ReadError;
use crate::build::Build;
use crate::xml::{Xml, attribute, number, push_entity};
use jixiao_document::Location;
use jixiao_document::text::is_blank;
use quick_xml::events::{BytesStart, Event};

/// A paragraph being read.
#[derive(Default)]
struct Open {
    text: String,
    heading_level: Option<u8>,
    /// Number over the document; 0 within tables and text boxes.
    number: u32,
}

pub(super) struct Walk<'x, 'b, 'l> {
    xml: Xml<'x>,
    build: &'b mut Build<'l>,
    styles: Styles<'l>,
    tables: Vec<Grid>,
    paragraph: Open,
    /// Paragraphs interrupted by a text box anchored in them.
    outer: Vec<Open>,
    paragraphs: u32,
    tables_begun: u32,
    /// For each open alternative: whether one of its choices was taken.
    alternatives: Vec<bool>,
    in_text: bool,
    in_run: bool,
    hidden: bool,
}

impl<'x, 'b, 'l> Walk<'x, 'b, 'l> {
    pub(super) fn new(xml: Xml<'x>, build: &'b mut Build<'l>, styles: Styles<'l>) -> Self {
        Self {
            xml,
            build,
            styles,
            tables: Vec::new(),
            paragraph: Open::default(),
            outer: Vec::new(),
            paragraphs: 0,
            tables_begun: 0,
            alternatives: Vec::new(),
            in_text: false,
            in_run: false,
            hidden: false,
        }
    }

    pub(super) fn run(mut self) -> Result<(), ReadError> {
        loop {
            match self.xml.next()? {
                Event::Text(text) if self.in_text => {
                    self.paragraph.text.push_str(&text.xml10_content());
                }
                Event::CData(text) if self.in_text => {
                    self.paragraph.text.push_str(&text.xml10_content());
                }
                Event::GeneralRef(entity) if self.in_text => {
                    push_entity(&mut self.paragraph.text, &entity);
                }
                Event::Start(element) => self.start(&element)?,
                Event::Empty(element) => self.empty(&element)?,
                Event::End(element) => self.end(element.local_name().into_inner())?,
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'x>) -> Result<(), ReadError> {
        match element.local_name().into_inner() {
            "t" => self.in_text = !self.hidden,
            "r" => (self.in_run, self.hidden) = (true, false),
            "p" => self.begin_paragraph(),
            "tbl" => self.begin_table()?,
            "tr" => self.with_grid(Grid::begin_row),
            "tc" => self.with_grid(Grid::begin_cell),
            "txbxContent" => self.outer.push(std::mem::take(&mut self.paragraph)),
            "AlternateContent" => self.alternatives.push(false),
            "Choice" | "Fallback" => match self.alternatives.last_mut() {
                Some(taken) if !*taken => *taken = true,
                Some(_) => self.xml.skip(element)?,
                None => {}
            },
            // Deleted or moved away, or what the formatting was before a change.
            "del" | "moveFrom" | "delText" | "instrText" | "tblGrid" | "sectPr" | "rPrChange"
            | "pPrChange" | "tcPrChange" | "trPrChange" | "tblPrChange" | "tblPrExChange"
            | "sectPrChange" | "tblGridChange" | "numberingChange" => self.xml.skip(element)?,
            _ => self.leaf(element),
        }
        Ok(())
    }

    fn empty(&mut self, element: &BytesStart<'x>) -> Result<(), ReadError> {
        match element.local_name().into_inner() {
            "p" => {
                self.begin_paragraph();
                self.end_paragraph()?;
            }
            "tc" => {
                self.with_grid(Grid::begin_cell);
                self.end_cell()?;
            }
            "tr" => {
                self.with_grid(Grid::begin_row);
                self.end_row()?;
            }
            "del" if !self.in_run && self.paragraph_is_closed() => self.with_grid(Grid::delete_row),
            "cellDel" => self.with_grid(Grid::delete_cell),
            _ => self.leaf(element),
        }
        Ok(())
    }

    /// Signs written as elements.
    fn leaf(&mut self, element: &BytesStart<'x>) {
        match element.local_name().into_inner() {
            "br" | "cr" if !self.hidden => self.paragraph.text.push('\n'),
            "tab" if self.in_run && !self.hidden => self.paragraph.text.push('\t'),
            "noBreakHyphen" if !self.hidden => self.paragraph.text.push('-'),
            "sym" if !self.hidden => {
                let code = attribute(element, "char");
                let code = code.and_then(|hex| u32::from_str_radix(hex.trim(), 16).ok());
                self.paragraph.text.extend(code.and_then(|code| {
                    symbol::character(&attribute(element, "font").unwrap_or_default(), code)
                }));
            }
            _ => self.property(element),
        }
    }

    fn property(&mut self, element: &BytesStart<'x>) {
        let merge = |element| match attribute(element, "val").as_deref() {
            Some("restart") => Merge::Begin,
            _ => Merge::Continue,
        };
        match element.local_name().into_inner() {
            "gridSpan" => {
                let span = number(element, "val").unwrap_or(1);
                self.with_grid(|grid| grid.cell.column_span = span.max(1));
            }
            "vMerge" => self.with_grid(|grid| grid.cell.down = merge(element)),
            "hMerge" => self.with_grid(|grid| grid.cell.across = merge(element)),
            "gridBefore" => {
                let skipped = number(element, "val").unwrap_or(0);
                self.with_grid(|grid| grid.skip_columns(skipped));
            }
            "pStyle" => {
                if let (None, Some(id)) = (self.paragraph.heading_level, attribute(element, "val"))
                    && self.tables.is_empty()
                {
                    self.paragraph.heading_level = self.styles.heading_level(&id);
                }
            }
            "outlineLvl" => {
                self.paragraph.heading_level = number(element, "val").and_then(level_of_outline);
            }
            "vanish" if self.in_run => {
                let off = attribute(element, "val");
                self.hidden = !matches!(off.as_deref(), Some("0" | "false" | "off"));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        match name {
            "t" => self.in_text = false,
            "r" => (self.in_run, self.hidden) = (false, false),
            "p" => self.end_paragraph()?,
            "tc" => self.end_cell()?,
            "tr" => self.end_row()?,
            "tbl" => self.end_table()?,
            "txbxContent" => {
                self.paragraph = self.outer.pop().unwrap_or_default();
                // The box stands inside a run, whose state its own runs have reset.
                (self.in_run, self.hidden) = (true, false);
            }
            "AlternateContent" => {
                self.alternatives.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn with_grid(&mut self, change: impl FnOnce(&mut Grid)) {
        if let Some(grid) = self.tables.last_mut() {
            change(grid);
        }
    }

    fn paragraph_is_closed(&self) -> bool {
        self.tables.last().is_some_and(|grid| !grid.in_cell)
    }

    fn begin_paragraph(&mut self) {
        self.paragraph = Open::default();
        if self.tables.is_empty() && self.outer.is_empty() {
            self.paragraphs = self.paragraphs.saturating_add(1);
            self.paragraph.number = self.paragraphs;
        }
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let paragraph = &self.paragraph;
        let text = paragraph.text.trim_matches(is_blank);
        if let Some(grid) = self.tables.last_mut().filter(|grid| grid.in_cell) {
            grid.cell.push_line(text);
        } else if !text.is_empty() {
            // A paragraph of a text box stands where the paragraph does that it is anchored in.
            let anchor = self.outer.iter().map(|open| open.number).find(|&number| number > 0);
            let at = Location::Paragraph(anchor.unwrap_or(paragraph.number).max(1));
            self.build.paragraph_at(text, paragraph.heading_level, at)?;
        }
        self.paragraph.text.clear();
        Ok(())
    }

    fn begin_table(&mut self) -> Result<(), ReadError> {
        if self.tables.len() >= self.build.limits.table_nesting {
            return Err(ReadError::too_large("表格嵌套层数", self.build.limits.table_nesting));
        }
        self.tables_begun = self.tables_begun.saturating_add(1);
        self.tables.push(Grid::new(self.tables_begun));
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        match self.tables.last_mut() {
            Some(grid) => grid.end_cell(self.build),
            None => Ok(()),
        }
    }

    fn end_row(&mut self) -> Result<(), ReadError> {
        match self.tables.last_mut() {
            Some(grid) => grid.end_row(self.build),
            None => Ok(()),
        }
    }

    fn end_table(&mut self) -> Result<(), ReadError> {
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
