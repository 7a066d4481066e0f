//! Places cells by the millimetre, so that blocks with different columns share one grid.
//!
//! Every edge a cell has becomes a column edge of the grid; layouts never count columns.

use super::{Cell, Content, Orientation, Sheet};
use crate::model::Foot;
use crate::print;
use std::ops::Range;

/// A sheet being laid out.
#[derive(Debug)]
pub(crate) struct SheetBuilder {
    sheet: Sheet,
    /// Left and right edge of each cell in mm, in step with `sheet.cells`.
    edges: Vec<(u32, u32)>,
}

impl SheetBuilder {
    /// An empty sheet. The name of the tab is the title.
    pub(crate) fn new(orientation: Orientation, title: impl Into<String>) -> Self {
        let title = title.into();
        let sheet = Sheet {
            name: tab_name(&title),
            orientation,
            title: super::clean(&title).replace('\n', " "),
            subtitle: String::new(),
            columns_mm: Vec::new(),
            row_count: 0,
            cells: Vec::new(),
            header_rows: 0..0,
            heading_rows: Vec::new(),
            notes: Vec::new(),
            foot: Vec::new(),
        };
        Self { sheet, edges: Vec::new() }
    }

    /// Sets the line below the title.
    pub(crate) fn subtitle(&mut self, text: String) {
        self.sheet.subtitle = text;
    }

    /// Sets the notes below the grid.
    pub(crate) fn notes(&mut self, lines: &[String]) {
        self.sheet.notes = lines.iter().map(|line| super::clean(line).into_owned()).collect();
    }

    /// Sets the lines to sign.
    pub(crate) fn foot(&mut self, foot: &Foot) {
        let lines = print::foot(foot);
        self.sheet.foot = lines.iter().map(|line| super::clean(line).into_owned()).collect();
    }

    /// Begins a row and returns its number.
    pub(crate) fn row(&mut self) -> usize {
        self.sheet.row_count += 1;
        self.sheet.row_count - 1
    }

    /// Begins a row that heads those below it, and returns its number.
    pub(crate) fn heading_row(&mut self) -> usize {
        self.sheet.heading_rows.push(self.sheet.row_count);
        self.row()
    }

    /// The number the next row will have.
    pub(crate) fn next_row(&self) -> usize {
        self.sheet.row_count
    }

    /// Makes these rows repeat on every page.
    pub(crate) fn repeat(&mut self, rows: Range<usize>) {
        self.sheet.header_rows = rows;
    }

    /// Puts a cell of one row between two edges.
    pub(crate) fn put(&mut self, row: usize, edges_mm: (u32, u32), content: Content) {
        self.put_tall(row..row + 1, edges_mm, content);
    }

    /// Puts a cell over several rows between two edges.
    pub(crate) fn put_tall(&mut self, rows: Range<usize>, edges_mm: (u32, u32), content: Content) {
        let Content { text, align, face, bold, indent, number } = content;
        self.edges.push(edges_mm);
        self.sheet.cells.push(Cell {
            row: rows.start,
            column: 0,
            row_span: rows.len().max(1),
            column_span: 1,
            text,
            align,
            face,
            bold,
            indent,
            number,
        });
    }

    /// The sheet with its columns.
    pub(crate) fn finish(mut self) -> Sheet {
        let mut stops: Vec<u32> = self.edges.iter().flat_map(|&(from, to)| [from, to]).collect();
        stops.sort_unstable();
        stops.dedup();
        self.sheet.columns_mm = stops.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let column = |edge: u32| stops.partition_point(|&stop| stop < edge);
        for (cell, &(from, to)) in self.sheet.cells.iter_mut().zip(&self.edges) {
            cell.column = column(from);
            cell.column_span = column(to) - cell.column;
        }
        self.sheet.cells.sort_by_key(|cell| (cell.row, cell.column));
        self.sheet
    }
}

/// A title as a workbook accepts it for a tab: 31 characters at most, without reserved marks.
fn tab_name(title: &str) -> String {
    let reserved = |c: char| matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'');
    title.chars().filter(|&c| !reserved(c) && !c.is_control()).take(31).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_with_different_edges_share_one_grid() {
        let mut builder = SheetBuilder::new(Orientation::Portrait, "表");
        let row = builder.row();
        builder.put(row, (0, 30), Content::label("a"));
        builder.put(row, (30, 100), Content::words("b"));
        let row = builder.row();
        builder.put(row, (0, 50), Content::label("c"));
        builder.put(row, (50, 100), Content::words("d"));
        let sheet = builder.finish();
        assert_eq!(sheet.columns_mm, [30, 20, 50]);
        let places: Vec<_> =
            sheet.cells.iter().map(|cell| (cell.row, cell.column, cell.column_span)).collect();
        assert_eq!(places, [(0, 0, 1), (0, 1, 2), (1, 0, 2), (1, 2, 1)]);
    }
}
