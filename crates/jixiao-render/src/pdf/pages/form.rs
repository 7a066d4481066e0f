//! A form on pages: its title, its grid, notes, the lines to sign.

use super::super::measure::{Grid, Surroundings, Text};
use super::super::milli_points;
use super::super::structure::{Role, Tag};
use super::{Area, Frame, Layout, Pages, grid};
use crate::sheet::Align;

/// White space between the title block and the grid, and before notes and foot.
const BLOCK_GAP: u32 = 6_000;

/// Lays a sheet out on pages, with `reserve` room below everything.
pub(in super::super) fn form<'m>(
    measured: &'m Grid<'_>,
    around: &'m Surroundings,
    reserve: u32,
) -> Layout<'m> {
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
    let width = milli_points(measured.sheet.grid_width_mm());
    grid::place(&mut pages, measured, closing_height(around) + reserve);
    closing(&mut pages, width, around, reserve);
    pages.finish()
}

/// The height of notes and lines to sign, with the white space around them.
fn closing_height(Surroundings { notes, foot, .. }: &Surroundings) -> u32 {
    let height = |texts: &[Text]| -> u32 {
        let gap = if texts.is_empty() { 0 } else { BLOCK_GAP };
        texts.iter().map(Text::height).sum::<u32>() + gap
    };
    height(notes) + height(foot)
}

/// Notes, then the lines to sign; the latter stay together, and the last of them leave `reserve` room
/// below them.
fn closing<'m>(pages: &mut Pages<'m>, width: u32, around: &'m Surroundings, reserve: u32) {
    let Surroundings { notes, foot, .. } = around;
    let left = pages.frame.page_width.saturating_sub(width) / 2;
    pages.y += if notes.is_empty() { 0 } else { BLOCK_GAP };
    for (index, note) in notes.iter().enumerate() {
        let is_end = foot.is_empty() && index + 1 == notes.len();
        let needed = if is_end { note.height() + reserve } else { note.line_height };
        pages.below(note, (left, width), needed);
    }
    pages.y += if foot.is_empty() { 0 } else { BLOCK_GAP };
    let height = foot.iter().map(Text::height).sum::<u32>() + reserve;
    for (index, text) in foot.iter().enumerate() {
        pages.below(text, (left, width), if index == 0 { height } else { 0 });
    }
}
