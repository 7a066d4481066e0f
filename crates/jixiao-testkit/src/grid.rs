//! A laid-out form: paragraphs and tables of merged cells, before any file format.

/// A paragraph or a table.
#[derive(Debug, Clone)]
pub enum Block {
    /// A line of text.
    Paragraph(String),
    /// A table.
    Table(Grid),
}

/// A table as rows of cells; a cell merged downwards or to the right stands once.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Rows from the top.
    pub rows: Vec<Vec<GridCell>>,
    /// Number of columns.
    pub column_count: usize,
    below: Vec<usize>,
}

/// A cell with its spans.
#[derive(Debug, Clone)]
pub struct GridCell {
    /// First column, from 0.
    pub column: usize,
    /// Rows covered.
    pub row_span: usize,
    /// Columns covered.
    pub column_span: usize,
    /// The text.
    pub text: String,
}

impl Grid {
    /// An empty table of `column_count` columns.
    pub fn new(column_count: usize) -> Self {
        Self { rows: Vec::new(), column_count, below: vec![0; column_count] }
    }

    /// Adds a row: cells from left to right as (text, columns, rows); columns still covered by a
    /// cell from above are skipped.
    pub fn row(&mut self, cells: &[(&str, usize, usize)]) {
        let covered: Vec<bool> = self.below.iter().map(|rows| *rows > 0).collect();
        let mut row = Vec::with_capacity(cells.len());
        let mut column = 0;
        for (text, column_span, row_span) in cells {
            while covered.get(column).copied().unwrap_or(false) {
                column += 1;
            }
            row.push(GridCell {
                column,
                row_span: *row_span,
                column_span: *column_span,
                text: (*text).to_owned(),
            });
            for below in self.below.iter_mut().skip(column).take(*column_span) {
                *below = *row_span;
            }
            column += column_span;
        }
        for below in &mut self.below {
            *below = below.saturating_sub(1);
        }
        self.rows.push(row);
    }
}
