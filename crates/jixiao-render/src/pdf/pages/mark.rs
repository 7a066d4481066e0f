//! The mark of verification on a page: the code as squares, the small print beside it.

use super::super::fonts::Setter;
use super::super::measure::Text;
use super::super::milli_points;
use super::super::structure::{Role, Tag};
use super::text::{Measured, room_beside_signature};
use super::{Area, Frame, Layout, PageNumber, Pages};
use crate::mark::{HALF_POINTS, Mark, SIDE_MM};
use crate::sheet::Align;
use crate::typeface::Typeface;

/// White space above the mark.
const GAP: u32 = 4_000;
/// The least room beside a signature.
const WIDTH_MIN: u32 = 2 * milli_points(SIDE_MM);
/// How far the mark may reach into the lower margin of a form, in mm.
const MARGIN_MM: u32 = 8;

/// The room a mark below a form needs.
pub(in super::super) fn room_below_form(mark: &Mark, frame: Frame, setter: &Setter<'_>) -> u32 {
    let height = height(&set(mark, frame.width, setter));
    (GAP + height).saturating_sub(reach(frame))
}

/// The room a mark below a text needs: none where it fits beside the signature.
pub(in super::super) fn room_below_text(
    mark: &Mark,
    measured: &[Measured<'_>],
    setter: &Setter<'_>,
) -> u32 {
    let fits = |(width, room): &(u32, u32)| {
        *width >= WIDTH_MIN && height(&set(mark, *width, setter)) <= *room
    };
    match room_beside_signature(measured).filter(fits) {
        Some(_) => 0,
        None => GAP + height(&set(mark, Frame::of_text().width, setter)),
    }
}

/// The small print broken into lines beside the code.
pub(in super::super) fn small_print(mark: &Mark, layout: &Layout<'_>, setter: &Setter<'_>) -> Text {
    let below = set(mark, layout.frame.width, setter);
    match beside(layout, height(&below)) {
        Some(area) => set(mark, area.width, setter),
        None => below,
    }
}

/// The height of the code with this small print beside it.
fn height(text: &Text) -> u32 {
    milli_points(SIDE_MM).max(text.height())
}

/// The small print beside the code where both are `width` wide.
fn set(mark: &Mark, width: u32, setter: &Setter<'_>) -> Text {
    let size = HALF_POINTS * 500;
    let width = width.saturating_sub(milli_points(SIDE_MM));
    Text::set(&mark.lines.join("\n"), Typeface::Serif, (size, size / 100 * 140), (0, width), setter)
}

/// The room to the left of the signature, where there is none of this `height` below everything else.
fn beside(layout: &Layout<'_>, height: u32) -> Option<Area> {
    let is_full = layout.y + GAP + height > layout.frame.bottom + reach(layout.frame);
    layout.beside.filter(|area| is_full && area.height >= height && area.width >= WIDTH_MIN)
}

/// How far the mark may reach into the lower margin: the middle of a form's has the number of the
/// page, its left end has room for the code.
fn reach(frame: Frame) -> u32 {
    match frame.number {
        PageNumber::Center => milli_points(MARGIN_MM),
        PageNumber::Outside => 0,
    }
}

/// Puts the mark below everything of `layout`; where the last page has no room for it, to the left of
/// the signature or on a new page.
pub(in super::super) fn mark<'m>(layout: Layout<'m>, mark: &Mark, text: &'m Text) -> Layout<'m> {
    let side = milli_points(SIDE_MM);
    let needed = height(text);
    let beside = beside(&layout, needed);
    let Layout { frame, pages: filled, structure, y, .. } = layout;
    let mut pages = Pages { frame, filled, y: y + GAP, structure, tag: Tag::NONE };
    match beside {
        // At the foot of the signature, whose upper part is white.
        Some(area) => pages.y = area.top + area.height - needed,
        None if needed > pages.room() + reach(frame) => pages.begin_page(),
        None => {}
    }
    let top = pages.y;
    let width = frame.width.saturating_sub(side);
    // Edges of squares are rounded one by one, so that no white line shows between them.
    let edge = |square: usize| {
        u32::try_from(side as usize * square / mark.side.max(1)).unwrap_or(u32::MAX)
    };
    let square = |&(row, column, length): &(usize, usize, usize)| Area {
        left: frame.left + edge(column),
        top: top + edge(row),
        width: edge(column + length) - edge(column),
        height: edge(row + 1) - edge(row),
    };
    // PDF counts from the lower edge of the page.
    let upper = frame.page_height.saturating_sub(top);
    let edges = [frame.left, upper.saturating_sub(side), frame.left + side, upper];
    let figure = pages.begin(Role::Figure(edges), Tag::NONE);
    if let Some(page) = pages.filled.last_mut() {
        page.figure = figure;
        page.squares.extend(mark.runs.iter().map(square));
    }
    let area = Area { left: frame.left + side, top, width, height: needed };
    let count = text.lines.len();
    pages.begin(Role::Paragraph, Tag::NONE);
    pages.put(pages.last(), text, 0..count, area, Align::Left);
    pages.y += needed;
    pages.finish()
}
