//! Tables: cells with spans, row by row.

use crate::Location;

/// A table. Cells stand in row-major order; a merged cell stands once, where it begins.
#[derive(Debug, Clone)]
pub struct Table {
    cells: Vec<Cell>,
    /// `row_starts[r]..row_starts[r + 1]` are the cells that begin in row `r`.
    row_starts: Vec<u32>,
    column_count: u32,
}

/// One cell, blank or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// First row covered, from 0.
    pub row: u32,
    /// First column covered, from 0.
    pub column: u32,
    /// Rows covered, at least 1.
    pub row_span: u32,
    /// Columns covered, at least 1.
    pub column_span: u32,
    /// The text: lines inside a cell are joined by `\n`, outer white space trimmed.
    pub text: String,
    /// Its place in the file.
    pub at: Location,
}

impl Table {
    /// Number of rows.
    pub fn row_count(&self) -> u32 {
        u32::try_from(self.row_starts.len() - 1).expect("rows are limited by the readers")
    }

    /// Number of columns of the widest row.
    pub fn column_count(&self) -> u32 {
        self.column_count
    }

    /// The cells that begin in `row`, by column. Empty for a row past the end.
    pub fn row(&self, row: u32) -> &[Cell] {
        let row = row as usize;
        match (self.row_starts.get(row), self.row_starts.get(row + 1)) {
            (Some(&start), Some(&end)) => &self.cells[start as usize..end as usize],
            _ => &[],
        }
    }

    /// All cells in row-major order.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell that covers (`row`, `column`), merged ones included. Linear in the rows above for
    /// cells merged downwards; build an index of your own for bulk use.
    pub fn covering(&self, row: u32, column: u32) -> Option<&Cell> {
        (0..=row).rev().find_map(|r| {
            self.row(r).iter().find(|cell| {
                cell.column <= column
                    && column < cell.column + cell.column_span
                    && row < cell.row + cell.row_span
            })
        })
    }
}

/// Builds a [`Table`] row by row.
#[derive(Debug)]
pub struct TableBuilder {
    cells: Vec<Cell>,
    row_starts: Vec<u32>,
    column_count: u32,
}

impl TableBuilder {
    /// A table without rows.
    pub fn new() -> Self {
        Self { cells: Vec::new(), row_starts: vec![0], column_count: 0 }
    }

    /// A table without rows that has room for so many cells.
    pub fn with_capacity(cells: usize) -> Self {
        let mut row_starts = Vec::with_capacity(cells / 4 + 2);
        row_starts.push(0);
        Self { cells: Vec::with_capacity(cells), row_starts, column_count: 0 }
    }

    /// Index of the row being built, from 0.
    pub fn current_row(&self) -> u32 {
        u32::try_from(self.row_starts.len() - 1).expect("rows are limited by the readers")
    }

    /// Whether no cell was added yet.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Adds a cell to the current row and returns its index. Columns must rise within a row;
    /// spans (rows, columns) of 0 count as 1. Rows past the end of the table are cut off the span
    /// when it is finished.
    pub fn cell(&mut self, column: u32, spans: (u32, u32), text: String, at: Location) -> usize {
        let (row_span, column_span) = (spans.0.max(1), spans.1.max(1));
        self.column_count = self.column_count.max(column.saturating_add(column_span));
        let row = self.current_row();
        self.cells.push(Cell { row, column, row_span, column_span, text, at });
        self.cells.len() - 1
    }

    /// Makes the cell of that index cover `row_span` rows; an unknown index changes nothing.
    pub fn set_row_span(&mut self, index: usize, row_span: u32) {
        if let Some(cell) = self.cells.get_mut(index) {
            cell.row_span = row_span.max(1);
        }
    }

    /// Makes the cell of that index cover `columns` more; an unknown index changes nothing.
    pub fn widen(&mut self, index: usize, columns: u32) {
        if let Some(cell) = self.cells.get_mut(index) {
            cell.column_span = cell.column_span.saturating_add(columns);
            self.column_count = self.column_count.max(cell.column.saturating_add(cell.column_span));
        }
    }

    /// Ends the current row and begins the next.
    pub fn end_row(&mut self) {
        let end = u32::try_from(self.cells.len()).expect("cells are limited by the readers");
        self.row_starts.push(end);
    }

    /// The table; a row not ended is ended.
    pub fn finish(mut self) -> Table {
        if self.row_starts.last().is_some_and(|&start| (start as usize) < self.cells.len()) {
            self.end_row();
        }
        let rows = self.current_row();
        for cell in self.cells.iter_mut().filter(|cell| cell.row_span > 1) {
            cell.row_span = cell.row_span.min(rows.saturating_sub(cell.row)).max(1);
        }
        Table { cells: self.cells, row_starts: self.row_starts, column_count: self.column_count }
    }
}

impl Default for TableBuilder {
    fn default() -> Self {
        Self::new()
    }
}
