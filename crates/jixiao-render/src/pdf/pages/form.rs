//! A form on pages: its title, its grid, notes, the lines to sign.

use super::super::measure::{Grid, Surroundings, Text};
use super::super::milli_points;
use super::super::structure::{Role, Tag};
use super::{Area, Frame, Layout, Pages, grid};
use crate::sheet::Align;

/// White space between the title block and the grid, and before notes and foot.
const BLOCK_GAP: u32 = 6_000;

/// Lays a sheet out on pages.
pub(in super::super) fn form<'m>(measured: &'m Grid<'_>, around: &'m Surroundings) -> Layout<'m> {
    let mut pages = Pages::new(Frame::of_form(measured.sheet.orientation));
    for (text, role) in [(&around.title, Role::Heading(1)), (&around.subtitle, Role::Paragraph)] {
        if text.lines.is_empty() {
            continue;
        }
        pages.begin(role, Tag::NONE);
        let height = text.height();
        let area = Area { left: 0, top: pages.y, width: pages.frame.page_width, height };
        pages.put(pages.last(), text, 0..text.lines.len(), area, Align::Center);
        pages.y += height;
    }
    pages.y += BLOCK_GAP;
    grid::place(&mut pages, measured);
    closing(&mut pages, milli_points(measured.sheet.grid_width_mm()), around);
    pages.finish()
}

/// Notes, then the lines to sign; the latter stay together.
fn closing<'m>(pages: &mut Pages<'m>, width: u32, around: &'m Surroundings) {
    let Surroundings { notes, foot, .. } = around;
    let left = pages.frame.page_width.saturating_sub(width) / 2;
    pages.y += BLOCK_GAP;
    for note in notes {
        pages.below(note, (left, width), note.line_height);
    }
    pages.y += if notes.is_empty() { 0 } else { BLOCK_GAP };
    let height = foot.iter().map(Text::height).sum();
    for (index, text) in foot.iter().enumerate() {
        pages.below(text, (left, width), if index == 0 { height } else { 0 });
    }
}
