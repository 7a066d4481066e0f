//! A grid on pages: which rows stand where, which are repeated, how tall ones are parted.

use super::super::measure::{Grid, PADDING, Text, indent};
use super::super::structure::{Role, Tag};
use super::super::{milli_points, tenth_milli_points};
use super::{Area, Pages};
use crate::sheet::fit::PADDING_TENTH_MM;
use crate::sheet::{Align, Cell, Face};
use std::ops::Range;

/// A row may be parted at the end of a page when it is taller than this share of one, in percent.
const WHOLE_ROW_PERCENT: u32 = 60;
/// Room asked for below a header for the first row.
const FIRST_ROW_HEIGHT_MAX: u32 = 60_000;
/// A page that cannot take this many lines of a parted row leaves it to the next.
const LINES_MIN: u32 = 2;

/// Rows at the end that stand on one page with what follows: the last, mostly of totals, and those
/// before it.
const LAST_ROWS: usize = 3;

/// A row, or a part of one, on a page.
struct Fragment {
    page: usize,
    row: usize,
    top: u32,
    height: u32,
}

/// Puts a grid in the middle between left and right, from where the next thing begins. Its last rows
/// leave `following` room below them, or go on with it.
pub(super) fn place<'m>(pages: &mut Pages<'m>, grid: &'m Grid<'_>, following: u32) {
    let frame = pages.frame;
    let width = milli_points(grid.sheet.grid_width_mm());
    let left = (frame.left + frame.width / 2).saturating_sub(width / 2);
    let mut placer = Placer { pages, grid, left, following, fragments: Vec::new() };
    placer.rows();
    placer.cells();
}

/// The height a grid needs at least to begin on a page: its header and a part of the first row; all of
/// a grid of few rows.
pub(super) fn height_to_begin(grid: &Grid<'_>, page_height: u32) -> u32 {
    let header = grid.sheet.header_rows.end;
    let whole = grid.row_heights.iter().sum::<u32>();
    if grid.sheet.row_count <= header + LAST_ROWS && whole <= page_height / 2 {
        return whole;
    }
    let heights = grid.row_heights.iter().take(header).sum::<u32>();
    let first = grid.row_heights.get(header).copied().unwrap_or_default();
    heights + first.min(FIRST_ROW_HEIGHT_MAX)
}

struct Placer<'p, 'm, 's> {
    pages: &'p mut Pages<'m>,
    grid: &'m Grid<'s>,
    left: u32,
    following: u32,
    fragments: Vec<Fragment>,
}

impl<'m> Placer<'_, 'm, '_> {
    /// Gives every row its place.
    fn rows(&mut self) {
        let header = self.grid.sheet.header_rows.clone();
        let end = self.end();
        for row in 0..self.grid.sheet.row_count {
            let height = self.height(row);
            if row == end && self.height_from(row) > self.pages.room() {
                self.new_page(row);
            }
            let room = self.pages.room();
            // The header never stands at the foot of a page without a row, or a part of one, below it.
            let is_tall = height > self.pages.height() / 100 * WHOLE_ROW_PERCENT;
            let needed = if header.contains(&row) {
                let rows: u32 = (row..header.end).map(|row| self.height(row)).sum();
                rows + self.height(header.end).min(FIRST_ROW_HEIGHT_MAX)
            } else if is_tall && row + 1 == self.grid.sheet.row_count {
                height.saturating_add(self.following)
            } else {
                height
            };
            if self.leads(row) > room && !self.pages.is_at_top() {
                self.new_page(row);
                self.place(row, height);
            } else if needed <= room {
                self.place(row, height);
            } else if is_tall {
                self.part(row, height);
            } else {
                self.new_page(row);
                self.place(row, height);
            }
        }
    }

    /// The first of the rows that stand on the last page together: as many of [`LAST_ROWS`] as take
    /// no more than half a page, or the last one alone. A header comes along with the row below it;
    /// none where nothing would be left above.
    fn end(&self) -> usize {
        let count = self.grid.sheet.row_count;
        let header = self.grid.sheet.header_rows.clone();
        let with_header =
            |row| if (header.start..=header.end).contains(&row) { header.start } else { row };
        let fits = |&row: &usize| {
            let room = if row + 1 < count {
                self.pages.height() / 2
            } else {
                let repeated = header.clone().map(|row| self.height(row)).sum();
                self.pages.height().saturating_sub(repeated)
            };
            row > 0 && self.height_from(row) <= room
        };
        let mut last = (count.saturating_sub(LAST_ROWS)..count).map(with_header);
        let Some(mut end) = last.find(fits) else { return count };
        while end > 0 && self.is_heading(end - 1) && fits(&(end - 1)) {
            end -= 1;
        }
        end
    }

    fn is_heading(&self, row: usize) -> bool {
        self.grid.sheet.heading_rows.contains(&row)
    }

    /// The room a heading asks for together with the headings below it and the first row they head;
    /// 0 for a row that heads none, and where so much would leave a page half empty.
    fn leads(&self, row: usize) -> u32 {
        if !self.is_heading(row) {
            return 0;
        }
        let below = (row..self.grid.sheet.row_count).take_while(|&row| self.is_heading(row));
        let headings: u32 = below.clone().map(|row| self.height(row)).sum();
        let room = headings + self.height(row + below.count());
        if room > self.pages.height() / 2 { 0 } else { room }
    }

    /// The height of this row and all below, with what follows them.
    fn height_from(&self, row: usize) -> u32 {
        let rows: u32 = (row..self.grid.sheet.row_count).map(|row| self.height(row)).sum();
        rows.saturating_add(self.following)
    }

    fn height(&self, row: usize) -> u32 {
        self.grid.row_heights.get(row).copied().unwrap_or_default()
    }

    fn place(&mut self, row: usize, height: u32) {
        let page = self.pages.last();
        self.fragments.push(Fragment { page, row, top: self.pages.y, height });
        self.pages.y += height;
    }

    /// Begins a page with the header rows, where the next row stands below them.
    fn new_page(&mut self, next: usize) {
        self.pages.begin_page();
        let header = self.grid.sheet.header_rows.clone();
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
            let room = self.pages.room().saturating_sub(2 * PADDING);
            let fits = room / line_height;
            if fits < left.min(LINES_MIN) && !self.pages.is_at_top() {
                self.new_page(row);
                // A header as high as the page leaves no room: then a line is forced.
                if self.pages.room() < 2 * PADDING + line_height {
                    self.place(row, left * line_height + 2 * PADDING);
                    return;
                }
                continue;
            }
            let mut count = fits.clamp(1, left);
            // The last lines go on with what follows where that has no room below them.
            let is_end = count == left && row + 1 == self.grid.sheet.row_count;
            let below = room.saturating_sub(count * line_height);
            if is_end && self.following > below && left > LINES_MIN {
                count = left - LINES_MIN;
            }
            self.place(row, count * line_height + 2 * PADDING);
            left -= count;
        }
    }

    /// The line height by which a row is parted: the largest of its cells.
    fn line_height(&self, row: usize) -> u32 {
        let cells = self.grid.sheet.cells.iter().zip(&self.grid.cells);
        let heights = cells.filter(|(cell, _)| cell.row == row).map(|(_, text)| text.line_height);
        heights.max().unwrap_or(1).max(1)
    }

    /// Draws every cell on each page its rows stand on.
    fn cells(&mut self) {
        let grid = self.grid;
        let table = self.pages.begin(Role::Table, Tag::NONE);
        let rows: Vec<Tag> =
            (0..grid.sheet.row_count).map(|_| self.pages.begin(Role::Row, table)).collect();
        for (cell, text) in grid.sheet.cells.iter().zip(&grid.cells) {
            let row = rows.get(cell.row).copied().unwrap_or(Tag::NONE);
            self.pages.begin(role(cell, &grid.sheet.header_rows), row);
            let rows = cell.row..cell.row + cell.row_span;
            let columns = &grid.sheet.columns_mm;
            let before: u32 = columns.iter().take(cell.column).sum();
            let left = self.left + milli_points(before);
            let width = milli_points(self.grid.sheet.width_mm(cell));
            let portions = self.portions(&rows, left, width);
            for (page, area) in &portions {
                if let Some(page) = self.pages.filled.get_mut(*page) {
                    page.boxes.push(*area);
                }
            }
            let padding = tenth_milli_points(PADDING_TENTH_MM);
            let indent = indent(cell);
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
    fn fill(&mut self, text: &'m Text, portions: &[(usize, Area)], align: Align, is_label: bool) {
        if text.lines.is_empty() {
            return;
        }
        let fits = |area: &Area| text.height() + 2 * PADDING <= area.height;
        let all = 0..text.lines.len();
        let whole: Vec<&(usize, Area)> = portions.iter().filter(|(_, area)| fits(area)).collect();
        if !whole.is_empty() {
            let count = if is_label { whole.len() } else { 1 };
            for (page, area) in whole.into_iter().take(count) {
                self.pages.put(*page, text, all.clone(), *area, align);
                // Said once, however often it is printed.
                self.pages.tag = Tag::NONE;
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
            self.pages.put(*page, text, next..end, Area { height, ..*area }, align);
            next = end;
        }
    }
}

/// What a cell is to its table.
fn role(cell: &Cell, header_rows: &Range<usize>) -> Role {
    let spans = (cell.row_span, cell.column_span);
    let of_column = header_rows.contains(&cell.row);
    if of_column || cell.face == Face::Label && !cell.text.is_empty() {
        Role::Header { of_column, spans }
    } else {
        Role::Cell { spans }
    }
}
