//! Pages being filled: where things stand, where the next page begins.
//!
//! Owns the frame of a page and what is drawn on it. What goes where is decided by the parts: grids,
//! the lines around them, running text.

mod form;
mod grid;
mod mark;
mod text;

use super::lines::{self, Letter};
use super::measure::Text;
use super::milli_points;
use super::structure::{Role, Structure, Tag};
use crate::flow;
use crate::sheet::{Align, END_MARGIN_MM, Orientation, SIDE_MARGIN_MM};
use std::ops::Range;

pub(super) use form::form;
pub(super) use mark::{mark, room_below_form, room_below_text, small_print};
pub(super) use text::{Measured as MeasuredItem, measure as measure_text, text};

/// The pages of a section.
pub(super) struct Layout<'m> {
    pub(super) frame: Frame,
    pub(super) pages: Vec<Page<'m>>,
    pub(super) structure: Structure,
    /// Where the last page ends.
    pub(super) y: u32,
    /// What is free to the left of a signature on the last page.
    pub(super) beside: Option<Area>,
}

/// The paper and the part of it that is written on; lengths from the upper left corner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) page_width: u32,
    pub(super) page_height: u32,
    pub(super) left: u32,
    pub(super) width: u32,
    pub(super) top: u32,
    pub(super) bottom: u32,
    pub(super) number: PageNumber,
}

/// Where the number of a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageNumber {
    /// In the middle of the lower margin.
    Center,
    /// Right on odd pages, left on even ones (GB/T 9704-2012).
    Outside,
}

/// What stands on a page; lengths from its upper left corner.
#[derive(Debug)]
pub(super) struct Page<'m> {
    pub(super) boxes: Vec<Area>,
    /// Areas filled with black, which together are one figure.
    pub(super) squares: Vec<Area>,
    pub(super) figure: Tag,
    pub(super) lines: Vec<PlacedLine<'m>>,
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
pub(super) struct PlacedLine<'m> {
    pub(super) left: u32,
    pub(super) baseline: u32,
    pub(super) size: u32,
    /// Room put behind every letter, so that the line reaches the edge.
    pub(super) spacing: u32,
    /// The element it belongs to.
    pub(super) tag: Tag,
    pub(super) letters: &'m [Letter],
}

impl Page<'_> {
    fn new() -> Self {
        Self { boxes: Vec::new(), squares: Vec::new(), figure: Tag::NONE, lines: Vec::new() }
    }
}

impl Frame {
    /// The frame of a form: narrow margins.
    pub(super) fn of_form(orientation: Orientation) -> Self {
        let (width_mm, height_mm) = orientation.page_mm();
        Self {
            page_width: milli_points(width_mm),
            page_height: milli_points(height_mm),
            left: milli_points(SIDE_MARGIN_MM),
            width: milli_points(width_mm - 2 * SIDE_MARGIN_MM),
            top: milli_points(END_MARGIN_MM),
            bottom: milli_points(height_mm - END_MARGIN_MM),
            number: PageNumber::Center,
        }
    }

    /// The frame of a text: 156 × 225 mm (GB/T 9704-2012).
    pub(super) fn of_text() -> Self {
        let (width_mm, height_mm) = Orientation::Portrait.page_mm();
        Self {
            page_width: milli_points(width_mm),
            page_height: milli_points(height_mm),
            left: milli_points(flow::LEFT_MARGIN_MM),
            width: milli_points(flow::TEXT_MM.0),
            top: milli_points(flow::TOP_MARGIN_MM),
            bottom: milli_points(flow::TOP_MARGIN_MM + flow::TEXT_MM.1),
            number: PageNumber::Outside,
        }
    }
}

/// Pages with a place where the next thing begins.
struct Pages<'m> {
    frame: Frame,
    filled: Vec<Page<'m>>,
    /// Where the next thing on the last page begins.
    y: u32,
    structure: Structure,
    /// The element lines belong to from here on.
    tag: Tag,
}

impl<'m> Pages<'m> {
    fn new(frame: Frame) -> Self {
        let structure = Structure::default();
        Self { frame, filled: vec![Page::new()], y: frame.top, structure, tag: Tag::NONE }
    }

    fn begin_page(&mut self) {
        self.filled.push(Page::new());
        self.y = self.frame.top;
    }

    /// The number of the last page, from 0.
    fn last(&self) -> usize {
        self.filled.len() - 1
    }

    /// What is left of the last page.
    fn room(&self) -> u32 {
        self.frame.bottom.saturating_sub(self.y)
    }

    fn is_at_top(&self) -> bool {
        self.y <= self.frame.top
    }

    /// The height of a page.
    fn height(&self) -> u32 {
        self.frame.bottom - self.frame.top
    }

    /// Begins an element: the lines that follow belong to it.
    fn begin(&mut self, role: Role, parent: Tag) -> Tag {
        self.tag = self.structure.add(role, parent);
        self.tag
    }

    fn finish(self) -> Layout<'m> {
        let Self { frame, filled: pages, y, structure, .. } = self;
        Layout { frame, pages, structure, y, beside: None }
    }

    /// Puts lines into the middle of an area.
    fn put(&mut self, page: usize, text: &'m Text, lines: Range<usize>, area: Area, align: Align) {
        let Some(page) = self.filled.get_mut(page) else { return };
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
                spacing: 0,
                tag: self.tag,
                letters: text.letters(line),
            });
            top += text.line_height;
        }
    }

    /// A text over the whole width, on the next page when this one has not `needed` room.
    fn below(&mut self, text: &'m Text, (left, width): (u32, u32), needed: u32) {
        self.begin(Role::Paragraph, Tag::NONE);
        for index in 0..text.lines.len() {
            let needed = if index == 0 { needed.max(text.line_height) } else { text.line_height };
            if needed > self.room() && !self.is_at_top() {
                self.begin_page();
            }
            let area = Area { left, top: self.y, width, height: text.line_height };
            self.put(self.last(), text, index..index + 1, area, Align::Left);
            self.y += text.line_height;
        }
    }
}

#[cfg(test)]
mod tests;
