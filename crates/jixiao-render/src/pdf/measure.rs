//! Cells with their lines, rows with their heights.

use super::fonts::Setter;
use super::lines::{Letter, Line, break_text};
use super::{milli_points, tenth_milli_points};
use crate::sheet::fit::PADDING_TENTH_MM;
use crate::sheet::{
    BODY_HALF_POINTS, Cell, SIDE_MARGIN_MM, SUBTITLE_HALF_POINTS, Sheet, TITLE_HALF_POINTS,
};
use crate::typeface::Typeface;

/// White space above and below the text of a cell.
pub(super) const PADDING: u32 = 3_000;
/// The lowest row.
const ROW_HEIGHT_MIN: u32 = 21_000;
/// Height of a line over the size of its letters, in percent.
const LINE_PERCENT: u32 = 130;
/// Sizes tried for a number too long for one line, in half points; the last is taken anyway.
const NUMBER_HALF_POINTS: [u32; 3] = [18, 15, 12];

/// Lines of one size.
#[derive(Debug, Default)]
pub(super) struct Text {
    letters: Vec<Letter>,
    pub(super) lines: Vec<Line>,
    /// Size of the letters.
    pub(super) size: u32,
    /// Distance from line to line.
    pub(super) line_height: u32,
}

/// A grid with everything broken into lines.
pub(super) struct Grid<'s> {
    pub(super) sheet: &'s Sheet,
    /// In step with the cells of the sheet.
    pub(super) cells: Vec<Text>,
    pub(super) row_heights: Vec<u32>,
}

/// The lines around the grid of a sheet.
pub(super) struct Surroundings {
    pub(super) title: Text,
    pub(super) subtitle: Text,
    pub(super) notes: Vec<Text>,
    pub(super) foot: Vec<Text>,
}

impl Text {
    pub(super) fn height(&self) -> u32 {
        let count = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        count.saturating_mul(self.line_height)
    }

    fn new(
        text: &str,
        typeface: Typeface,
        half_points: u32,
        width: u32,
        setter: &Setter<'_>,
    ) -> Self {
        let size = half_points * 500;
        let line_height = size / 100 * LINE_PERCENT;
        Self::set(text, typeface, (size, line_height), (0, width), setter)
    }

    /// The same text in letters of another size.
    fn resize(&mut self, half_points: u32, width: u32) {
        self.size = half_points * 500;
        self.line_height = self.size / 100 * LINE_PERCENT;
        self.lines = break_text(&self.letters, (0, thousandths_of_em(width, self.size)));
    }

    /// The letters of a line.
    pub(super) fn letters(&self, line: &Line) -> &[Letter] {
        self.letters.get(line.letters.clone()).unwrap_or_default()
    }

    /// Lines of letters of `size`, the first of them moved in by `indent`.
    pub(super) fn set(
        text: &str,
        typeface: Typeface,
        (size, line_height): (u32, u32),
        (indent, width): (u32, u32),
        setter: &Setter<'_>,
    ) -> Self {
        let letters = setter.set(text, typeface);
        let room = (thousandths_of_em(indent, size), thousandths_of_em(width, size));
        let lines = if letters.is_empty() { Vec::new() } else { break_text(&letters, room) };
        Self { letters, lines, size, line_height }
    }
}

/// Breaks every text of a grid and finds how high its rows must be.
pub(super) fn grid<'s>(sheet: &'s Sheet, setter: &Setter<'_>) -> Grid<'s> {
    let cells: Vec<Text> = sheet.cells.iter().map(|cell| cell_text(sheet, cell, setter)).collect();
    Grid { sheet, row_heights: row_heights(sheet, &cells), cells }
}

/// Breaks every text around a grid.
pub(super) fn surroundings(sheet: &Sheet, setter: &Setter<'_>) -> Surroundings {
    let (page_mm, _) = sheet.orientation.page_mm();
    let page_width = milli_points(page_mm - 2 * SIDE_MARGIN_MM);
    let whole = |text: &str, typeface, size| Text::new(text, typeface, size, page_width, setter);
    let grid_width = milli_points(sheet.grid_width_mm());
    let below =
        |text: &String| Text::new(text, Typeface::Serif, BODY_HALF_POINTS, grid_width, setter);
    Surroundings {
        title: whole(&sheet.title, Typeface::Headline, TITLE_HALF_POINTS),
        subtitle: whole(&sheet.subtitle, Typeface::Text, SUBTITLE_HALF_POINTS),
        notes: sheet.notes.iter().map(below).collect(),
        foot: sheet.foot.iter().map(below).collect(),
    }
}

fn cell_text(sheet: &Sheet, cell: &Cell, setter: &Setter<'_>) -> Text {
    let padding = 2 * tenth_milli_points(PADDING_TENTH_MM);
    let width = milli_points(sheet.width_mm(cell)).saturating_sub(padding);
    let width = width.saturating_sub(indent(cell)).max(1);
    let mut text = Text::new(&cell.text, Typeface::of(cell), BODY_HALF_POINTS, width, setter);
    for size in NUMBER_HALF_POINTS {
        if cell.number.is_none() || text.lines.len() <= 1 {
            break;
        }
        text.resize(size, width);
    }
    text
}

/// How far the text of a cell is moved in.
pub(super) fn indent(cell: &Cell) -> u32 {
    cell.indent * BODY_HALF_POINTS * 500
}

fn row_heights(sheet: &Sheet, cells: &[Text]) -> Vec<u32> {
    let mut heights = vec![ROW_HEIGHT_MIN; sheet.row_count];
    let need = |text: &Text| text.height().saturating_add(2 * PADDING);
    for (cell, text) in sheet.cells.iter().zip(cells).filter(|(cell, _)| cell.row_span == 1) {
        if let Some(height) = heights.get_mut(cell.row) {
            *height = (*height).max(need(text));
        }
    }
    // Tall cells grow the last of their rows by what is still missing.
    for (cell, text) in sheet.cells.iter().zip(cells).filter(|(cell, _)| cell.row_span > 1) {
        let end = (cell.row + cell.row_span).min(sheet.row_count);
        if let Some(rows) = heights.get_mut(cell.row..end) {
            let missing = need(text).saturating_sub(rows.iter().sum());
            if let Some(last) = rows.last_mut() {
                *last += missing;
            }
        }
    }
    heights
}

/// A width as thousandths of an em of letters of `size`.
fn thousandths_of_em(width: u32, size: u32) -> u32 {
    let room = u64::from(width) * 1_000 / u64::from(size.max(1));
    u32::try_from(room).unwrap_or(u32::MAX)
}
