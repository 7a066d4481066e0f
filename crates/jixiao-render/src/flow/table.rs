//! A table of a text as a grid: where its cells fall, how wide its columns are.

use super::TEXT_MM;
use crate::model::text::{TextCell, TextTable};
use crate::sheet::{Align, Cell, Face, Orientation, Sheet, clean};

/// The narrowest column in mm.
const COLUMN_MM_MIN: u32 = 6;
/// The most columns a cell covers.
const COLUMN_SPAN_MAX: usize = 64;

/// The grid of `table` over the width of the text; none where the table has no cell.
pub(super) fn grid(table: &TextTable) -> Option<Sheet> {
    let header_count = table.header.len();
    let row_count = header_count + table.rows.len();
    let mut places = Places { taken: vec![Vec::new(); row_count], cells: Vec::new() };
    for (row, cells) in table.header.iter().enumerate() {
        places.row(row, header_count, cells, Face::Label);
    }
    for (row, cells) in (header_count..).zip(&table.rows) {
        places.row(row, row_count, cells, Face::Value);
    }
    let columns = places.taken.iter().map(Vec::len).max().unwrap_or(0);
    let columns = columns.max(table.column_weights.len());
    if row_count == 0 || columns == 0 {
        return None;
    }
    places.fill(columns, header_count);
    places.cells.sort_by_key(|cell| (cell.row, cell.column));
    Some(Sheet {
        name: String::new(),
        orientation: Orientation::Portrait,
        title: String::new(),
        subtitle: String::new(),
        columns_mm: widths(&table.column_weights, columns),
        row_count,
        cells: places.cells,
        header_rows: 0..header_count,
        heading_rows: Vec::new(),
        notes: Vec::new(),
        foot: Vec::new(),
    })
}

struct Places {
    /// Which places of each row a cell covers already.
    taken: Vec<Vec<bool>>,
    cells: Vec<Cell>,
}

impl Places {
    /// Puts the cells of a row into its free places; none reaches below row `end`.
    fn row(&mut self, row: usize, end: usize, cells: &[TextCell], face: Face) {
        let mut column = 0;
        for cell in cells {
            while self.is_taken(row, column) {
                column += 1;
            }
            let row_span = cell.row_span.clamp(1, (end - row).max(1));
            let free = (column..).take_while(|&place| !self.is_taken(row, place));
            let column_span = free.take(cell.column_span.clamp(1, COLUMN_SPAN_MAX)).count();
            self.put(row, column, (row_span, column_span), cell, face);
            column += column_span;
        }
    }

    fn is_taken(&self, row: usize, column: usize) -> bool {
        self.taken.get(row).and_then(|row| row.get(column)).copied().unwrap_or(false)
    }

    fn put(
        &mut self,
        row: usize,
        column: usize,
        (row_span, column_span): (usize, usize),
        cell: &TextCell,
        face: Face,
    ) {
        for taken in self.taken.iter_mut().skip(row).take(row_span) {
            if taken.len() < column + column_span {
                taken.resize(column + column_span, false);
            }
            taken[column..column + column_span].fill(true);
        }
        self.cells.push(Cell {
            row,
            column,
            row_span,
            column_span,
            text: clean(cell.text.trim()).into_owned(),
            align: cell.align,
            face,
            bold: cell.bold,
            indent: 0,
            number: None,
        });
    }

    /// Puts empty cells where rows are short.
    fn fill(&mut self, columns: usize, header_count: usize) {
        let empty = TextCell {
            text: String::new(),
            align: Align::Left,
            bold: false,
            column_span: 1,
            row_span: 1,
        };
        for row in 0..self.taken.len() {
            let face = if row < header_count { Face::Label } else { Face::Value };
            for column in 0..columns {
                if !self.is_taken(row, column) {
                    self.put(row, column, (1, 1), &empty, face);
                }
            }
        }
    }
}

/// Widths in mm that share out the width of the text by `weights`.
fn widths(weights: &[u32], columns: usize) -> Vec<u32> {
    let known: u64 = weights.iter().map(|&weight| u64::from(weight.max(1))).sum();
    // A column nobody gave a weight is as wide as the mean of the others.
    let mean = known.checked_div(weights.len() as u64).unwrap_or(1).max(1);
    let weight =
        |column: usize| weights.get(column).map_or(mean, |&weight| u64::from(weight.max(1)));
    let whole: u64 = (0..columns).map(weight).sum();
    let least = COLUMN_MM_MIN.min(TEXT_MM.0 / u32::try_from(columns).unwrap_or(u32::MAX)).max(1);
    let least_sum = u64::from(least) * columns as u64;
    let free = u64::from(TEXT_MM.0).saturating_sub(least_sum);
    let mut before = 0;
    let edge = |sum: u64| u32::try_from(free * sum / whole).unwrap_or(0);
    (0..columns)
        .map(|column| {
            let from = edge(before);
            before += weight(column);
            least + edge(before) - from
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<TextCell> {
        texts.iter().map(|text| TextCell::words(*text)).collect()
    }

    #[test]
    fn every_place_of_an_uneven_table_has_one_cell() {
        let table = TextTable {
            column_weights: vec![1, 3],
            header: vec![
                vec![TextCell::words("a").spanning(9, 1), TextCell::words("b").spanning(1, 2)],
                cells(&["c", "d"]),
            ],
            rows: vec![cells(&["e"]), cells(&["f", "g", "h", "i"]), Vec::new()],
            ..TextTable::default()
        };
        let sheet = grid(&table).expect("it has cells");
        let mut covered = vec![vec![0; sheet.columns_mm.len()]; sheet.row_count];
        for cell in &sheet.cells {
            for row in &mut covered[cell.row..cell.row + cell.row_span] {
                for place in &mut row[cell.column..cell.column + cell.column_span] {
                    *place += 1;
                }
            }
        }
        assert_eq!(covered, vec![vec![1; 4]; 5]);
        assert_eq!(sheet.grid_width_mm(), TEXT_MM.0);
        assert_eq!(sheet.header_rows, 0..2);
    }

    #[test]
    fn widths_follow_the_weights() {
        assert_eq!(widths(&[], 4), [39, 39, 39, 39]);
        assert_eq!(widths(&[1, 0], 2).iter().sum::<u32>(), 156);
        assert!(widths(&[u32::MAX, 1, 1], 3).iter().all(|&width| width >= COLUMN_MM_MIN));
        assert_eq!(widths(&[1; 300], 300).len(), 300);
    }
}
