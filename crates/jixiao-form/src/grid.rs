//! A table prepared for recognition: every cell with its squeezed words and what they may mean.
//!
//! Owns the single pass over a table's cells. Decides nothing about blocks or columns.

pub(crate) mod columns;
pub(crate) mod field;
pub(crate) mod headers;

use crate::vocabulary::{Meaning, is_bracket, meaning_of};
use headers::{RowKind, row_kind};
use jixiao_document::text::{half_width, is_blank};
use jixiao_document::{Cell, Location, Table};

/// Cells longer than this are texts; their words are not looked at.
const LONGEST_LABEL_BYTES: usize = 240;

/// A table with the words of its cells.
#[derive(Debug)]
pub(crate) struct Grid<'t> {
    table: &'t Table,
    /// The squeezed texts of all cells, one after the other.
    words: String,
    cells: Vec<CellWords>,
    /// `row_starts[r]` is the index of the first cell of row `r`; one more than rows.
    row_starts: Vec<u32>,
    /// What each row announces.
    kinds: Vec<RowKind>,
    /// Whether the header words of a qualitative form stand anywhere.
    duties: bool,
}

/// What squeezing a cell showed.
#[derive(Debug, Clone, Copy)]
struct Squeezed {
    blank: bool,
    /// Whether the words may have a bracket.
    bracketed: bool,
    /// Whether there may be a tag.
    tagged: bool,
}

#[derive(Debug, Clone, Copy)]
struct CellWords {
    start: u32,
    end: u32,
    blank: bool,
    meaning: Meaning,
}

/// A non-blank cell seen with its words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CellView<'g> {
    /// The cell as read.
    pub cell: &'g Cell,
    /// Its squeezed text; empty for long texts.
    pub words: &'g str,
    /// What the words may mean.
    pub meaning: Meaning,
}

/// One row of a grid.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RowView<'g> {
    grid: &'g Grid<'g>,
    /// Row number in the table, from 0.
    pub index: u32,
}

impl<'t> Grid<'t> {
    /// Prepares `table`.
    pub(crate) fn new(table: &'t Table) -> Self {
        let count = table.cells().len();
        let mut words = String::with_capacity(count * 16);
        let mut cells = Vec::with_capacity(count);
        let mut row_starts = Vec::with_capacity(table.row_count() as usize + 1);
        row_starts.push(0);
        for row in 0..table.row_count() {
            for cell in table.row(row) {
                let start = words.len();
                // Tags some systems leave in their cells are no words.
                let mut squeezed = squeeze_into(&mut words, &cell.text);
                if squeezed.tagged {
                    words.truncate(start);
                    squeezed = squeeze_into(&mut words, &field::plain(&cell.text));
                }
                let meaning = meaning_of(&words[start..], squeezed.bracketed);
                let [start, end] =
                    [start, words.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
                cells.push(CellWords { start, end, blank: squeezed.blank, meaning });
            }
            row_starts.push(u32::try_from(cells.len()).unwrap_or(u32::MAX));
        }
        let duties = headers::may_head_duties(&words);
        let mut grid = Self { table, words, cells, row_starts, kinds: Vec::new(), duties };
        grid.kinds = (0..grid.row_count()).map(|row| row_kind(grid.row(row))).collect();
        grid
    }

    /// What the row `index` announces.
    pub(crate) fn kind(&self, index: u32) -> RowKind {
        self.kinds.get(index as usize).copied().unwrap_or(RowKind::Blank)
    }

    /// The table itself.
    pub(crate) fn table(&self) -> &'t Table {
        self.table
    }

    /// Number of rows.
    pub(crate) fn row_count(&self) -> u32 {
        self.table.row_count()
    }

    /// The row `index`.
    pub(crate) fn row(&self, index: u32) -> RowView<'_> {
        RowView { grid: self, index }
    }
}

impl<'g> RowView<'g> {
    /// The cells that have text, by column.
    pub(crate) fn cells(self) -> impl DoubleEndedIterator<Item = CellView<'g>> + Clone {
        self.all().filter(|(_, blank)| !blank).map(|(view, _)| view)
    }

    /// Every cell that begins in the row, with whether it is blank.
    pub(crate) fn all(self) -> impl DoubleEndedIterator<Item = (CellView<'g>, bool)> + Clone {
        let grid = self.grid;
        let row = self.index as usize;
        let entries = match (grid.row_starts.get(row), grid.row_starts.get(row + 1)) {
            (Some(&start), Some(&end)) => grid.cells.get(start as usize..end as usize),
            _ => None,
        };
        let entries = entries.unwrap_or_default();
        grid.table.row(self.index).iter().zip(entries).map(|(cell, entry)| {
            let words = grid.words.get(entry.start as usize..entry.end as usize).unwrap_or("");
            (CellView { cell, words, meaning: entry.meaning }, entry.blank)
        })
    }

    /// The first cell that has text.
    pub(crate) fn first(self) -> Option<CellView<'g>> {
        self.cells().next()
    }

    /// The only cell that has text, when it is the only one.
    pub(crate) fn single(self) -> Option<CellView<'g>> {
        let mut cells = self.cells();
        let first = cells.next()?;
        cells.next().is_none().then_some(first)
    }

    /// The place of the first cell with text, else of the first cell.
    pub(crate) fn at(self) -> Location {
        let first = self.first().map(|view| view.cell);
        first
            .or_else(|| self.grid.table.row(self.index).first())
            .map_or(Location::Whole, |cell| cell.at)
    }

    /// The blank cell that begins at `column`, if one does.
    pub(crate) fn blank_at(self, column: u32) -> Option<&'g Cell> {
        self.grid.table.row(self.index).iter().find(|cell| cell.column == column)
    }
}

/// Appends `text` squeezed, unless it is too long to be a label.
///
/// The same as [`jixiao_document::text::squeeze`], copying runs of plain characters at once: this
/// is the one pass over every byte of a form.
fn squeeze_into(words: &mut String, text: &str) -> Squeezed {
    if text.len() > LONGEST_LABEL_BYTES {
        let tagged = memchr::memchr(b'<', text.as_bytes()).is_some();
        return Squeezed { blank: text.chars().all(is_blank), bracketed: false, tagged };
    }
    let from = words.len();
    let (mut plain_from, mut at) = (0, 0);
    let (mut bracketed, mut tagged) = (false, false);
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'!'..=b'~' => {
                bracketed |= is_bracket(char::from(byte));
                tagged |= byte == b'<';
                at += 1;
            }
            // U+4000..U+EFFF: ideographs, three bytes, neither blank nor full-width.
            0xe4..=0xee => at += 3,
            _ => {
                words.push_str(&text[plain_from..at]);
                let Some(c) = text[at..].chars().next() else { break };
                if !is_blank(c) {
                    let c = half_width(c);
                    bracketed |= is_bracket(c);
                    words.push(c);
                }
                at += c.len_utf8();
                plain_from = at;
            }
        }
    }
    words.push_str(&text[plain_from..]);
    Squeezed { blank: words.len() == from, bracketed, tagged }
}
