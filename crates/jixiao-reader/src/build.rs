//! The document under construction: counts cells and lines against the limits, cuts what is too
//! long, numbers tables and paragraphs. Shared by all readers.

use crate::{Limits, ReadError};
use jixiao_document::{Block, Document, Format, Location, Paragraph, Table, TableBuilder};

/// More notes than this help nobody; the rest is counted in one last note.
const NOTES: usize = 50;

/// A [`Document`] under construction within [`Limits`].
pub(crate) struct Build<'l> {
    pub(crate) limits: &'l Limits,
    document: Document,
    cells: usize,
    paragraphs: u32,
    tables: u32,
    notes_left_out: usize,
}

impl<'l> Build<'l> {
    pub(crate) fn new(format: Format, limits: &'l Limits) -> Self {
        let document = Document::new(format);
        Self { limits, document, cells: 0, paragraphs: 0, tables: 0, notes_left_out: 0 }
    }

    pub(crate) fn note(&mut self, at: Location, message: impl Into<String>) {
        if self.document.notes.len() < NOTES {
            self.document.notes.push((at, message.into()));
        } else {
            self.notes_left_out += 1;
        }
    }

    /// Adds a paragraph at a place of its own; blank text is left out.
    pub(crate) fn paragraph_at(
        &mut self,
        text: &str,
        heading_level: Option<u8>,
        at: Location,
    ) -> Result<(), ReadError> {
        self.count_paragraph()?;
        let text = self.cut(text, at).to_owned();
        self.document.blocks.push(Block::Paragraph(Paragraph { text, heading_level, at }));
        Ok(())
    }

    fn count_paragraph(&mut self) -> Result<(), ReadError> {
        self.paragraphs += 1;
        if self.paragraphs > self.limits.rows {
            return Err(ReadError::too_large("行或段落数", self.limits.rows));
        }
        Ok(())
    }

    /// Counts `more` cells about to be made.
    pub(crate) fn count_cells(&mut self, more: usize) -> Result<(), ReadError> {
        self.cells = self.cells.saturating_add(more);
        if self.cells > self.limits.cells {
            return Err(ReadError::too_large("单元格数", self.limits.cells));
        }
        Ok(())
    }

    /// Adds a finished table.
    pub(crate) fn table(&mut self, table: TableBuilder) -> Result<(), ReadError> {
        let table: Table = table.finish();
        if table.row_count() > self.limits.rows {
            return Err(ReadError::too_large("表格行数", self.limits.rows));
        }
        self.tables += 1;
        self.document.blocks.push(Block::Table(table));
        Ok(())
    }

    /// `text`, or its beginning with a note where it is longer than the limit.
    pub(crate) fn cut<'t>(&mut self, text: &'t str, at: Location) -> &'t str {
        let limit = self.limits.text_bytes;
        if text.len() <= limit {
            return text;
        }
        let kept = &text[..text.floor_char_boundary(limit)];
        let message = format!("内容过长（{} 字节），只读取前 {} 字节", text.len(), kept.len());
        self.note(at, message);
        kept
    }

    pub(crate) fn finish(mut self) -> Document {
        if self.notes_left_out > 0 {
            let message = format!("另有 {} 条读取说明未列出", self.notes_left_out);
            self.document.notes.push((Location::Whole, message));
        }
        self.document
    }
}
