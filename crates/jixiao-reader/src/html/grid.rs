//! One table of a page under construction: the cells find their columns past the cells above.

use crate::ReadError;
use crate::build::Build;
use jixiao_document::text::is_blank;
use jixiao_document::{Location, TableBuilder};

/// Spans beyond these mean these, in browsers too.
const MOST_COLUMNS: u32 = 1000;
const MOST_ROWS: u32 = 65_534;

/// A column taken by a cell above.
#[derive(Debug, Clone, Copy, Default)]
struct Taken {
    /// The first row that is free again.
    until: u32,
    /// The cell, and the row where it begins.
    cell: usize,
    from: u32,
}

pub(super) struct Grid {
    pub(super) in_cell: bool,
    pub(super) in_row: bool,
    /// The text of the open cell.
    pub(super) text: String,
    /// Tables found in cells, in order.
    pub(super) inner: Vec<TableBuilder>,
    spans: (u32, u32),
    number: u32,
    table: TableBuilder,
    column: u32,
    taken: Vec<Taken>,
}

impl Grid {
    pub(super) fn new(number: u32) -> Self {
        Self {
            in_cell: false,
            in_row: false,
            text: String::new(),
            inner: Vec::new(),
            spans: (1, 1),
            number,
            table: TableBuilder::new(),
            column: 0,
            taken: Vec::new(),
        }
    }

    pub(super) fn begin_row(&mut self) {
        self.in_row = true;
        self.column = 0;
    }

    /// Begins a cell; the spans are the attributes of its tag.
    pub(super) fn begin_cell(&mut self, row_span: Option<&str>, column_span: Option<&str>) {
        let span = |text: Option<&str>| text.and_then(|text| text.trim().parse::<u32>().ok());
        // A row span of 0 reaches to the end of the table.
        let rows = span(row_span).map_or(1, |rows| if rows == 0 { MOST_ROWS } else { rows });
        let columns = span(column_span).unwrap_or(1);
        self.spans = (rows.min(MOST_ROWS), columns.clamp(1, MOST_COLUMNS));
        self.in_cell = true;
        self.text.clear();
    }

    pub(super) fn end_cell(&mut self, build: &mut Build<'_>) -> Result<(), ReadError> {
        if !std::mem::take(&mut self.in_cell) {
            return Ok(());
        }
        let row = self.table.current_row();
        while self.taken.get(self.column as usize).is_some_and(|taken| taken.until > row) {
            self.column += 1;
        }
        let column = self.column;
        let at = Location::TableCell { table: self.number, row: row + 1, column: column + 1 };
        let (rows, columns) =
            if self.spans == (1, 1) { (1, 1) } else { build.spans(self.spans, at) };
        // A cell ends where one from above stands in its way.
        let free = (column..column.saturating_add(columns)).take_while(|&next| {
            self.taken.get(next as usize).is_none_or(|taken| taken.until <= row)
        });
        let columns = u32::try_from(free.count()).unwrap_or(columns).max(1);
        self.column = column.saturating_add(columns);
        if self.column > build.limits.columns {
            return Err(ReadError::too_large("表格列数", build.limits.columns));
        }
        build.count_cells(1)?;
        let text = build.cut(self.text.trim_matches(is_blank), at)?.to_owned();
        let cell = self.table.cell(column, (rows, columns), text, at);
        if rows > 1 {
            let end = self.column as usize;
            if self.taken.len() < end {
                self.taken.resize(end, Taken::default());
            }
            let taken = Taken { until: row.saturating_add(rows), cell, from: row };
            self.taken[column as usize..end].fill(taken);
        }
        self.text.clear();
        Ok(())
    }

    /// Ends the open cell and row.
    pub(super) fn end_row(&mut self, build: &mut Build<'_>) -> Result<(), ReadError> {
        self.end_cell(build)?;
        if std::mem::take(&mut self.in_row) {
            if self.table.current_row() >= build.limits.rows {
                return Err(ReadError::too_large("表格行数", build.limits.rows));
            }
            self.table.end_row();
        }
        Ok(())
    }

    /// Ends a group of rows (head, body, foot): no cell reaches beyond it.
    pub(super) fn end_group(&mut self, build: &mut Build<'_>) -> Result<(), ReadError> {
        self.end_row(build)?;
        let row = self.table.current_row();
        for taken in self.taken.drain(..).filter(|taken| taken.until > row) {
            self.table.set_row_span(taken.cell, row.saturating_sub(taken.from));
        }
        Ok(())
    }

    /// This table and those found within it, in order; tables without cells are left out.
    pub(super) fn finish(self) -> impl Iterator<Item = TableBuilder> {
        let own = Some(self.table).filter(|table| !table.is_empty());
        own.into_iter().chain(self.inner)
    }
}
