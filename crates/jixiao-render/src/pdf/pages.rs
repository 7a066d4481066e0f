//! Rows to pages: where a page ends, which rows it repeats, which lines stand where.

use super::lines::{self, Line};
use super::measure::{self, Measured, PADDING, Text};
use super::{milli_points, tenth_milli_points};
use crate::sheet::fit::PADDING_TENTH_MM;
use crate::sheet::{Align, END_MARGIN_MM, Face, Orientation};
use std::ops::Range;

/// White space between the title block and the grid, and before notes and foot.
const BLOCK_GAP: u32 = 6_000;
/// A row may be parted at the end of a page when it is taller than this share of one, in percent.
const WHOLE_ROW_PERCENT: u32 = 60;
/// Room asked for below a header for the first row.
const FIRST_ROW_HEIGHT_MAX: u32 = 60_000;
/// A page that cannot take this many lines of a parted row leaves it to the next.
const LINES_MIN: u32 = 2;

/// The pages of a sheet.
pub(super) struct Layout {
    pub(super) orientation: Orientation,
    pub(super) title: String,
    pub(super) pages: Vec<Page>,
}

/// What stands on a page; lengths from its upper left corner.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) boxes: Vec<Area>,
    pub(super) lines: Vec<PlacedLine>,
}

/// The outline of a cell or of its part on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A line of text.
#[derive(Debug)]
pub(super) struct PlacedLine {
    pub(super) left: u32,
    pub(super) baseline: u32,
    pub(super) size: u32,
    pub(super) line: Line,
}

/// A row, or a part of one, on a page.
struct Fragment {
    page: usize,
    row: usize,
    top: u32,
    height: u32,
}

struct Paginator<'s> {
    measured: Measured<'s>,
    pages: Vec<Page>,
    fragments: Vec<Fragment>,
    /// Where the next thing on the last page begins.
    y: u32,
    top: u32,
    bottom: u32,
    left: u32,
    grid_width: u32,
    page_width: u32,
}

/// Lays a sheet out on pages.
pub(super) fn lay_out(measured: Measured<'_>) -> Layout {
    let sheet = measured.sheet;
    let (page_mm, height_mm) = sheet.orientation.page_mm();
    let grid_width = milli_points(sheet.grid_width_mm());
    let page_width = milli_points(page_mm);
    let top = milli_points(END_MARGIN_MM);
    let mut paginator = Paginator {
        measured,
        pages: vec![Page::default()],
        fragments: Vec::new(),
        y: top,
        top,
        bottom: milli_points(height_mm - END_MARGIN_MM),
        left: page_width.saturating_sub(grid_width) / 2,
        grid_width,
        page_width,
    };
    paginator.title();
    paginator.rows();
    paginator.cells();
    paginator.closing();
    Layout { orientation: sheet.orientation, title: sheet.title.clone(), pages: paginator.pages }
}

impl Paginator<'_> {
    fn title(&mut self) {
        let title = std::mem::take(&mut self.measured.title);
        let subtitle = std::mem::take(&mut self.measured.subtitle);
        for text in [title, subtitle] {
            let height = text.height();
            let area = Area { left: 0, top: self.y, width: self.page_width, height };
            self.put(self.pages.len() - 1, &text, 0..text.lines.len(), area, Align::Center);
            self.y += height;
        }
        self.y += BLOCK_GAP;
    }

    /// Gives every row its place.
    fn rows(&mut self) {
        let header = self.measured.sheet.header_rows.clone();
        for row in 0..self.measured.sheet.row_count {
            let height = self.height(row);
            let room = self.bottom.saturating_sub(self.y);
            // The header never stands at the foot of a page without a row, or a part of one, below it.
            let needed = if header.contains(&row) {
                let rows: u32 = (row..header.end).map(|row| self.height(row)).sum();
                rows + self.height(header.end).min(FIRST_ROW_HEIGHT_MAX)
            } else {
                height
            };
            let is_tall = height > (self.bottom - self.top) / 100 * WHOLE_ROW_PERCENT;
            if needed <= room {
                self.place(row, height);
            } else if is_tall {
                self.part(row, height);
            } else {
                self.new_page(row);
                self.place(row, height);
            }
        }
    }

    fn height(&self, row: usize) -> u32 {
        self.measured.row_heights.get(row).copied().unwrap_or_default()
    }

    fn place(&mut self, row: usize, height: u32) {
        let page = self.pages.len() - 1;
        self.fragments.push(Fragment { page, row, top: self.y, height });
        self.y += height;
    }

    /// Begins a page with the header rows, where the next row stands below them.
    fn new_page(&mut self, next: usize) {
        self.pages.push(Page::default());
        self.y = self.top;
        let header = self.measured.sheet.header_rows.clone();
        if next >= header.end {
            for row in header {
                self.place(row, self.height(row));
            }
        }
    }

    /// Spreads a row over as many pages as it takes, whole lines on each.
    fn part(&mut self, row: usize, height: u32) {
        let line_height = self.line_height(row);
        let mut left = height.saturating_sub(2 * PADDING).div_ceil(line_height);
        while left > 0 {
            let room = self.bottom.saturating_sub(self.y).saturating_sub(2 * PADDING);
            let fits = room / line_height;
            if fits < left.min(LINES_MIN) && self.y > self.top {
                self.new_page(row);
                // A header as high as the page leaves no room: then a line is forced.
                if self.bottom.saturating_sub(self.y) < 2 * PADDING + line_height {
                    self.place(row, left * line_height + 2 * PADDING);
                    return;
                }
                continue;
            }
            let count = fits.clamp(1, left);
            self.place(row, count * line_height + 2 * PADDING);
            left -= count;
        }
    }

    /// The line height by which a row is parted: the largest of its cells.
    fn line_height(&self, row: usize) -> u32 {
        let cells = self.measured.sheet.cells.iter().zip(&self.measured.cells);
        let heights = cells.filter(|(cell, _)| cell.row == row).map(|(_, text)| text.line_height);
        heights.max().unwrap_or(1).max(1)
    }

    /// Draws every cell on each page its rows stand on.
    fn cells(&mut self) {
        let texts = std::mem::take(&mut self.measured.cells);
        for (cell, text) in self.measured.sheet.cells.iter().zip(&texts) {
            let rows = cell.row..cell.row + cell.row_span;
            let columns = &self.measured.sheet.columns_mm;
            let before: u32 = columns.iter().take(cell.column).sum();
            let left = self.left + milli_points(before);
            let width = milli_points(self.measured.sheet.width_mm(cell));
            let portions = self.portions(&rows, left, width);
            for (page, area) in &portions {
                if let Some(page) = self.pages.get_mut(*page) {
                    page.boxes.push(*area);
                }
            }
            let padding = tenth_milli_points(PADDING_TENTH_MM);
            let indent = measure::indent(cell);
            let inner: Vec<(usize, Area)> = portions
                .into_iter()
                .map(|(page, area)| {
                    let left = area.left + padding + indent;
                    let width = area.width.saturating_sub(2 * padding + indent);
                    (page, Area { left, width, ..area })
                })
                .collect();
            self.fill(text, &inner, cell.align, cell.face == Face::Label);
        }
    }

    /// Where these rows stand, page by page.
    fn portions(&self, rows: &Range<usize>, left: u32, width: u32) -> Vec<(usize, Area)> {
        let mut portions: Vec<(usize, Area)> = Vec::new();
        for fragment in self.fragments.iter().filter(|fragment| rows.contains(&fragment.row)) {
            match portions.last_mut() {
                Some((page, area)) if *page == fragment.page => {
                    area.height = fragment.top + fragment.height - area.top;
                }
                _ => {
                    let area = Area { left, top: fragment.top, width, height: fragment.height };
                    portions.push((fragment.page, area));
                }
            }
        }
        portions
    }

    /// Puts a text into the portions of its cell: whole where it fits (labels on every page), else
    /// spread over them.
    fn fill(&mut self, text: &Text, portions: &[(usize, Area)], align: Align, is_label: bool) {
        if text.lines.is_empty() {
            return;
        }
        let fits = |area: &Area| text.height() + 2 * PADDING <= area.height;
        let all = 0..text.lines.len();
        let whole: Vec<&(usize, Area)> = portions.iter().filter(|(_, area)| fits(area)).collect();
        if !whole.is_empty() {
            let count = if is_label { whole.len() } else { 1 };
            for (page, area) in whole.into_iter().take(count) {
                self.put(*page, text, all.clone(), *area, align);
            }
            return;
        }
        let mut next = 0;
        for (index, (page, area)) in portions.iter().enumerate() {
            let capacity = area.height.saturating_sub(2 * PADDING) / text.line_height.max(1);
            let end = if index + 1 == portions.len() {
                all.end
            } else {
                (next + capacity as usize).min(all.end)
            };
            // The text goes on from the top, even where it leaves the last part half empty.
            let used = u32::try_from(end - next).unwrap_or_default() * text.line_height;
            let height = area.height.min(used + 2 * PADDING);
            self.put(*page, text, next..end, Area { height, ..*area }, align);
            next = end;
        }
    }

    /// Puts lines into the middle of an area.
    fn put(&mut self, page: usize, text: &Text, lines: Range<usize>, area: Area, align: Align) {
        let Some(page) = self.pages.get_mut(page) else { return };
        let chosen = text.lines.get(lines).unwrap_or_default();
        let count = u32::try_from(chosen.len()).unwrap_or_default();
        let height = count * text.line_height;
        let mut top = area.top + area.height.saturating_sub(height) / 2;
        for line in chosen {
            let width = lines::length(line.width, text.size);
            let free = area.width.saturating_sub(width);
            let moved = match align {
                Align::Left => 0,
                Align::Center => free / 2,
                Align::Right => free,
            };
            // Chinese letters stand 0.88 em above the baseline and 0.12 em below it.
            let above = (text.line_height - text.size.min(text.line_height)) / 2;
            page.lines.push(PlacedLine {
                left: area.left + moved,
                baseline: top + above + text.size / 100 * 88,
                size: text.size,
                line: line.clone(),
            });
            top += text.line_height;
        }
    }

    /// Notes, then the lines to sign; the latter stay together.
    fn closing(&mut self) {
        let notes = std::mem::take(&mut self.measured.notes);
        let foot = std::mem::take(&mut self.measured.foot);
        self.y += BLOCK_GAP;
        for note in &notes {
            self.below(note, note.line_height);
        }
        self.y += if notes.is_empty() { 0 } else { BLOCK_GAP };
        let height = foot.iter().map(Text::height).sum();
        for (index, text) in foot.iter().enumerate() {
            self.below(text, if index == 0 { height } else { 0 });
        }
    }

    /// A text below the grid, on the next page when this one has not `needed` room.
    fn below(&mut self, text: &Text, needed: u32) {
        for index in 0..text.lines.len() {
            let needed = if index == 0 { needed.max(text.line_height) } else { text.line_height };
            if self.y + needed > self.bottom {
                self.pages.push(Page::default());
                self.y = self.top;
            }
            let area = Area {
                left: self.left,
                top: self.y,
                width: self.grid_width,
                height: text.line_height,
            };
            self.put(self.pages.len() - 1, text, index..index + 1, area, Align::Left);
            self.y += text.line_height;
        }
    }
}

#[cfg(test)]
mod tests;
