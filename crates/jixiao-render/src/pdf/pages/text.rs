//! Running text on pages: paragraphs from edge to edge, headings that stay with what follows, tables.

use super::super::fonts::Setter;
use super::super::lines;
use super::super::measure::{self, Grid, Text};
use super::super::milli_points;
use super::super::structure::{Role, Tag};
use super::{Area, Frame, Layout, Pages, PlacedLine, grid};
use crate::flow::{self, Flow, FlowLine, Item, Looks, Placing, TEXT_HALF_POINTS, TEXT_MM};

/// Letters on a line of the text.
const LETTERS_PER_LINE: u32 = 28;
/// Lines of a paragraph that may not stand alone at the end or the beginning of a page.
const LINES_MIN: usize = 2;

/// White space to the left of a signature.
const SIGNATURE_GAP: u32 = 16_000;

/// A thing of the text, broken into lines.
pub(in super::super) enum Measured<'f> {
    Paragraph(Looks, &'f FlowLine, Text),
    Table(Grid<'f>),
}

impl Measured<'_> {
    fn is_blank(&self) -> bool {
        matches!(self, Self::Paragraph(_, _, text) if text.lines.is_empty())
    }
}

/// Breaks everything of a text into lines.
pub(in super::super) fn measure<'f>(flow: &'f Flow, setter: &Setter<'_>) -> Vec<Measured<'f>> {
    let width = Frame::of_text().width;
    let measured = |item: &'f Item| match item {
        Item::Line(line) => {
            let looks = line.role.looks();
            Measured::Paragraph(looks, line, lines_of(line, looks, width, setter))
        }
        Item::Table(sheet) => Measured::Table(measure::grid(sheet, setter)),
    };
    flow.items.iter().map(measured).collect()
}

/// Lays a text out on pages, with `reserve` room below everything.
pub(in super::super) fn text<'m>(measured: &'m [Measured<'_>], reserve: u32) -> Layout<'m> {
    let mut pages = Pages::new(Frame::of_text());
    let mut signature = None;
    // Empty lines at the end say nothing.
    let end = measured.iter().rposition(|item| !item.is_blank()).map_or(0, |last| last + 1);
    let measured = measured.get(..end).unwrap_or_default();
    for (index, item) in measured.iter().enumerate() {
        let after = measured.get(index + 1..).unwrap_or_default();
        match item {
            Measured::Paragraph(looks, line, text) => {
                if line.role == flow::Role::SignatureGap && signature.is_none() {
                    signature = Some((index, pages.last(), pages.y));
                }
                if !text.lines.is_empty() {
                    pages.begin(role(line.role), Tag::NONE);
                }
                let following = if line.keeps_next || after.is_empty() {
                    height_to_begin(after, pages.height(), reserve)
                } else {
                    0
                };
                paragraph(&mut pages, *looks, line, text, following);
            }
            Measured::Table(measured) => {
                let following = if after.is_empty() { reserve } else { 0 };
                let needed = grid::height_to_begin(measured, pages.height());
                if needed.saturating_add(following) > pages.room() && !pages.is_at_top() {
                    pages.begin_page();
                }
                grid::place(&mut pages, measured, following);
            }
        }
    }
    let (last, y) = (pages.last(), pages.y);
    let mut layout = pages.finish();
    if let Some((first, page, top)) = signature
        && page == last
    {
        let width = beside_signature(measured.get(first..).unwrap_or_default());
        let height = y.saturating_sub(top);
        layout.beside = Some(Area { left: layout.frame.left, top, width, height });
    }
    layout
}

/// Width and height of what is free to the left of a signature; `None` without one.
pub(super) fn room_beside_signature(measured: &[Measured<'_>]) -> Option<(u32, u32)> {
    let begins = |item: &Measured<'_>| matches!(item, Measured::Paragraph(_, line, _) if line.role == flow::Role::SignatureGap);
    let signature = measured.get(measured.iter().position(begins)?..)?;
    let height = |item: &Measured<'_>| match item {
        Measured::Paragraph(_, _, text) => text.height().max(text.line_height),
        Measured::Table(_) => 0,
    };
    Some((beside_signature(signature), signature.iter().map(height).sum()))
}

/// The width left of the lines of a signature.
fn beside_signature(signature: &[Measured<'_>]) -> u32 {
    let taken = taken_by_signature(signature);
    Frame::of_text().width.saturating_sub(taken.saturating_add(SIGNATURE_GAP))
}

/// How far the lines of a signature reach in from the right edge.
fn taken_by_signature(measured: &[Measured<'_>]) -> u32 {
    let reach = |item: &Measured<'_>| match item {
        Measured::Paragraph(_, line, text) => {
            let width = text.lines.iter().map(|set| lines::length(set.width, text.size)).max();
            width.unwrap_or(0) + line.right_indent * text.size / 10
        }
        Measured::Table(_) => u32::MAX,
    };
    measured.iter().map(reach).max().unwrap_or(0)
}

/// What a paragraph is to those who have it read aloud.
fn role(role: flow::Role) -> Role {
    match role {
        flow::Role::Title => Role::Heading(1),
        flow::Role::Heading(level) => Role::Heading(level.number() + 1),
        _ => Role::Paragraph,
    }
}

/// The size of letters: 28 of them on a line of text, a trifle less than 3号.
fn size(looks: Looks) -> u32 {
    if looks.half_points == TEXT_HALF_POINTS {
        milli_points(TEXT_MM.0) / LETTERS_PER_LINE
    } else {
        looks.half_points * 500
    }
}

fn lines_of(line: &FlowLine, looks: Looks, width: u32, setter: &Setter<'_>) -> Text {
    let size = size(looks);
    let indent = first_indent(looks, size);
    let width = width.saturating_sub(line.right_indent * size / 10);
    Text::set(&line.text, looks.typeface, (size, looks.pitch * 100), (indent, width), setter)
}

fn first_indent(looks: Looks, size: u32) -> u32 {
    if looks.placing == Placing::Indented { 2 * size } else { 0 }
}

/// The height `items` need at least to begin on a page: what stays with its successor needs room
/// for the beginning of that too, what is the last for `reserve`.
fn height_to_begin(items: &[Measured<'_>], page_height: u32, reserve: u32) -> u32 {
    let mut sum: u32 = 0;
    for (index, item) in items.iter().enumerate() {
        match item {
            Measured::Paragraph(looks, line, text) => {
                let count = text.lines.len().max(1);
                // A paragraph that would leave a single line behind begins whole or with two.
                let first = if count <= LINES_MIN + 1 { count } else { LINES_MIN };
                let lines = u32::try_from(first).unwrap_or(u32::MAX);
                sum = sum.saturating_add(lines.saturating_mul(text.line_height));
                sum = sum.saturating_add(looks.above * 100);
                let is_last = index + 1 == items.len();
                if first < count || !line.keeps_next && !is_last {
                    return sum;
                }
                sum = sum.saturating_add(looks.below * 100);
            }
            Measured::Table(grid) => {
                return sum.saturating_add(grid::height_to_begin(grid, page_height));
            }
        }
    }
    sum.saturating_add(reserve)
}

/// Puts a paragraph; its last lines leave room for `following` below them, or go on with it.
fn paragraph<'m>(
    pages: &mut Pages<'m>,
    looks: Looks,
    line: &FlowLine,
    text: &'m Text,
    following: u32,
) {
    // What comes together must fit on a page together.
    let following = if following > pages.height() / 2 { 0 } else { following };
    if !pages.is_at_top() {
        pages.y += looks.above * 100;
    }
    if text.lines.is_empty() {
        // Empty lines say nothing at the head of a page.
        if text.line_height + following > pages.room() {
            pages.begin_page();
        } else if !pages.is_at_top() {
            pages.y += text.line_height;
        }
        return;
    }
    let mut next = 0;
    while next < text.lines.len() {
        let left = text.lines.len() - next;
        let line_height = text.line_height.max(1);
        let mut count = (pages.room() / line_height) as usize;
        let with_following = (pages.room().saturating_sub(following) / line_height) as usize;
        if with_following < left {
            count = count.min(left.saturating_sub(LINES_MIN));
            if count < LINES_MIN && !pages.is_at_top() {
                pages.begin_page();
                continue;
            }
        }
        let end = next + count.clamp(1, left);
        for index in next..end {
            place(pages, looks, line, text, index);
        }
        next = end;
        if next < text.lines.len() {
            pages.begin_page();
        }
    }
    pages.y += looks.below * 100;
}

/// Puts one line of a paragraph.
fn place<'m>(pages: &mut Pages<'m>, looks: Looks, line: &FlowLine, text: &'m Text, index: usize) {
    let Some(set) = text.lines.get(index) else { return };
    let frame = pages.frame;
    let indent = if index == 0 { first_indent(looks, text.size) } else { 0 };
    let width = frame.width.saturating_sub(indent + line.right_indent * text.size / 10);
    let free = width.saturating_sub(lines::length(set.width, text.size));
    let is_last = index + 1 == text.lines.len();
    let (moved, spacing) = match looks.placing {
        Placing::Center => (free / 2, 0),
        Placing::Right => (free, 0),
        Placing::Flush | Placing::Indented if is_last => (0, 0),
        Placing::Flush | Placing::Indented => {
            let gaps = u32::try_from(set.letters.len()).unwrap_or(u32::MAX).saturating_sub(1);
            (0, free.checked_div(gaps).unwrap_or(0))
        }
    };
    // Chinese letters stand 0.88 em above the baseline and 0.12 em below it.
    let above = (text.line_height - text.size.min(text.line_height)) / 2;
    let placed = PlacedLine {
        left: frame.left + indent + moved,
        baseline: pages.y + above + text.size / 100 * 88,
        size: text.size,
        spacing,
        tag: pages.tag,
        letters: text.letters(set),
    };
    if let Some(page) = pages.filled.last_mut() {
        page.lines.push(placed);
    }
    pages.y += text.line_height;
}
