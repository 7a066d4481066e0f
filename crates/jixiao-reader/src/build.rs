//! The document under construction: counts cells and lines against the limits, cuts what is too
//! long, numbers tables and paragraphs. Shared by all readers.

use crate::{Limits, ReadError};
use jixiao_document::text::is_blank;
use jixiao_document::{Block, Document, Format, Location, Paragraph, Table, TableBuilder};

/// More notes than this help nobody; the rest is counted in one last note.
const NOTES: usize = 50;

/// A [`Document`] under construction within [`Limits`].
pub(crate) struct Build<'l> {
    pub(crate) limits: &'l Limits,
    document: Document,
    cells: usize,
    paragraphs: u32,
    notes_left_out: usize,
    text_bytes: u64,
    merged: u64,
}

impl<'l> Build<'l> {
    pub(crate) fn new(format: Format, limits: &'l Limits) -> Self {
        let document = Document::new(format);
        Self {
            limits,
            document,
            cells: 0,
            paragraphs: 0,
            notes_left_out: 0,
            text_bytes: 0,
            merged: 0,
        }
    }

    /// Makes room for so many paragraphs and tables.
    pub(crate) fn expect_blocks(&mut self, count: usize) {
        self.document.blocks.reserve(count.min(1 << 10));
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
        let text = self.cut(text, at)?.to_owned();
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

    /// Adds a finished table. One of a single cell is a frame around text: its lines become
    /// paragraphs.
    pub(crate) fn table(&mut self, table: TableBuilder) -> Result<(), ReadError> {
        let table: Table = table.finish();
        if let [frame] = table.cells() {
            for line in frame.text.lines().filter(|line| !line.trim_matches(is_blank).is_empty()) {
                self.paragraph_at(line, None, frame.at)?;
            }
            return Ok(());
        }
        if table.row_count() > self.limits.rows {
            return Err(ReadError::too_large("表格行数", self.limits.rows));
        }
        self.document.blocks.push(Block::Table(table));
        Ok(())
    }

    /// As much of a text that is too long as the limit allows, with a note.
    #[cold]
    fn beginning<'t>(&mut self, text: &'t str, at: Location) -> &'t str {
        let kept = &text[..text.floor_char_boundary(self.limits.text_bytes)];
        let message = format!("内容过长（{} 字节），只读取前 {} 字节", text.len(), kept.len());
        self.note(at, message);
        kept
    }

    /// `text`, or its beginning with a note where it is longer than the limit.
    pub(crate) fn cut<'t>(&mut self, text: &'t str, at: Location) -> Result<&'t str, ReadError> {
        let limit = self.limits.text_bytes;
        let kept = if text.len() <= limit { text } else { self.beginning(text, at) };
        // A string may be shared by any number of cells.
        self.text_bytes += u64::try_from(kept.len()).unwrap_or(u64::MAX);
        if self.text_bytes > self.limits.unpacked_bytes {
            let limit = format!("{} 兆字节", self.limits.unpacked_bytes >> 20);
            return Err(ReadError::too_large("文字总量", limit));
        }
        Ok(kept)
    }

    /// The spans (rows, columns) of a merged cell, or 1 by 1 with a note once merged cells have
    /// covered more places than the limit.
    pub(crate) fn spans(&mut self, spans: (u32, u32), at: Location) -> (u32, u32) {
        self.merged = self.merged.saturating_add(u64::from(spans.0) * u64::from(spans.1));
        if self.merged <= self.limits.merged_area {
            return spans;
        }
        self.note(at, "合并单元格的总面积超过上限，此处按单个单元格读取");
        (1, 1)
    }

    /// Adds the name of a sheet.
    pub(crate) fn sheet(&mut self, name: &str) {
        self.document.sheet_names.push(name.to_owned());
    }

    pub(crate) fn finish(mut self) -> Document {
        if self.notes_left_out > 0 {
            let message = format!("另有 {} 条读取说明未列出", self.notes_left_out);
            self.document.notes.push((Location::Whole, message));
        }
        self.document
    }
}
