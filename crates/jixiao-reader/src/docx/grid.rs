//! One table under construction: where each cell stands once spans and merges are followed.
//!
//! A vertical merge that continues a cell of the same columns makes that cell taller, and its own
//! text, which no one who opens the document sees, is noted; any other begins a cell of its own.

use crate::ReadError;
use crate::build::Build;
use jixiao_document::text::is_blank;
use jixiao_document::{Location, TableBuilder};

/// How a cell takes part in a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Merge {
    #[default]
    None,
    Begin,
    Continue,
}

/// The cell being read.
#[derive(Debug, Default)]
pub(super) struct OpenCell {
    pub(super) column_span: u32,
    pub(super) down: Merge,
    pub(super) across: Merge,
    deleted: bool,
    text: String,
}

impl OpenCell {
    /// Adds a paragraph; blank ones leave no line.
    pub(super) fn push_line(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }
}

/// The cell that a merge may continue, by the column where it begins.
#[derive(Debug, Clone, Copy)]
struct Above {
    index: usize,
    width: u32,
    first_row: u32,
    last_row: u32,
}

pub(super) struct Grid {
    pub(super) cell: OpenCell,
    pub(super) in_cell: bool,
    /// Tables found in cells, in order.
    pub(super) inner: Vec<TableBuilder>,
    number: u32,
    table: TableBuilder,
    column: u32,
    /// The last cell placed in this row and the column where it begins, for merges across.
    left: Option<(usize, usize)>,
    above: Vec<Option<Above>>,
    row_deleted: bool,
}

impl Grid {
    pub(super) fn new(number: u32) -> Self {
        Self {
            cell: OpenCell::default(),
            in_cell: false,
            inner: Vec::new(),
            number,
            table: TableBuilder::new(),
            column: 0,
            left: None,
            above: Vec::new(),
            row_deleted: false,
        }
    }

    pub(super) fn begin_row(&mut self) {
        self.column = 0;
        self.left = None;
        self.row_deleted = false;
    }

    pub(super) fn skip_columns(&mut self, columns: u32) {
        self.column = self.column.saturating_add(columns);
    }

    pub(super) fn delete_row(&mut self) {
        self.row_deleted = true;
    }

    pub(super) fn delete_cell(&mut self) {
        self.cell.deleted = true;
    }

    pub(super) fn begin_cell(&mut self) {
        self.in_cell = true;
        self.cell = OpenCell { column_span: 1, ..OpenCell::default() };
    }

    pub(super) fn end_cell(&mut self, build: &mut Build<'_>) -> Result<(), ReadError> {
        self.in_cell = false;
        let cell = std::mem::take(&mut self.cell);
        if self.row_deleted || cell.deleted {
            return Ok(());
        }
        let (row, column) = (self.table.current_row(), self.column);
        let span = cell.column_span;
        self.column = column.saturating_add(span);
        if self.column > build.limits.columns {
            return Err(ReadError::too_large("表格列数", build.limits.columns));
        }
        let at = Location::TableCell {
            table: self.number,
            row: row.saturating_add(1),
            column: column.saturating_add(1),
        };
        if cell.across == Merge::Continue
            && let Some((left, slot)) = self.left
        {
            self.table.widen(left, span);
            if let Some(above) = &mut self.above[slot] {
                above.width = above.width.saturating_add(span);
            }
            note_covered(&cell, at, build);
            return Ok(());
        }
        let slot = column as usize;
        if self.above.len() <= slot {
            self.above.resize(slot + 1, None);
        }
        if cell.down == Merge::Continue
            && let Some(above) = &mut self.above[slot]
            && above.last_row + 1 == row
            && above.width == span
        {
            above.last_row = row;
            if span == 1 || build.spans((1, span), at).1 == span {
                self.table.set_row_span(above.index, row - above.first_row + 1);
            }
            self.left = None;
            note_covered(&cell, at, build);
            return Ok(());
        }
        build.count_cells(1)?;
        let text = build.cut(cell.text.trim_matches(is_blank), at)?;
        let text = if text.len() == cell.text.len() { cell.text } else { text.to_owned() };
        let span = if span > 1 { build.spans((1, span), at).1 } else { 1 };
        let index = self.table.cell(column, (1, span), text, at);
        self.left = Some((index, slot));
        let above = Above { index, width: span, first_row: row, last_row: row };
        self.above[slot] = (cell.down != Merge::None).then_some(above);
        Ok(())
    }

    pub(super) fn end_row(&mut self, build: &mut Build<'_>) -> Result<(), ReadError> {
        if !self.row_deleted {
            if self.table.current_row() >= build.limits.rows {
                return Err(ReadError::too_large("表格行数", build.limits.rows));
            }
            self.table.end_row();
        }
        Ok(())
    }

    /// This table and those found within it, in order; tables without cells are left out.
    pub(super) fn finish(self) -> impl Iterator<Item = TableBuilder> {
        let own = Some(self.table).filter(|table| !table.is_empty());
        own.into_iter().chain(self.inner)
    }
}

fn note_covered(cell: &OpenCell, at: Location, build: &mut Build<'_>) {
    if !cell.text.is_empty() {
        build.note(at, "合并单元格遮住了这里的文字，未读取");
    }
}
