//! First-level labels printed in the middle of the height of their rows.
//!
//! Owns moving such a label up to its first row and giving it the points printed below it. Moves
//! a label only where its points have room for the rows above it.

use super::super::records::Slot;
use super::super::shape::{self, Number};
use super::super::stream::Stream;
use super::Row;
use std::ops::Range;

/// Gives labels their points, and the first label the rows above it.
pub(super) fn settle(stream: &Stream<'_>, slots: &[Slot], rows: &mut [Row]) {
    let text = slots.iter().rposition(|slot| *slot == Slot::Text);
    if let Some(text) = text {
        take_points(stream, text, rows);
    }
    if let Some(points) = slots.iter().position(|slot| *slot == Slot::Points) {
        raise(stream, points, rows);
    }
}

/// Takes `(50分)` out of the reasons: it stands below the label of its group.
fn take_points(stream: &Stream<'_>, text: usize, rows: &mut [Row]) {
    let mut group: Option<usize> = None;
    for index in 0..rows.len() {
        if rows[index].level1.is_some() {
            group = Some(index);
        }
        let Some(at) = group else { continue };
        let Some(cell) = rows[index].record.cells.get(text).cloned().flatten() else { continue };
        let bare = |label: &Range<usize>| bracket(stream, label).is_none();
        let open = rows[at].level1.as_ref().is_some_and(bare) && rows[at].label_end.is_none();
        let whole = stream.char(cell.start) == '(' && bracket(stream, &cell) == Some(cell.end);
        if open && whole && labelled(stream, &cell).is_some() {
            rows[index].record.cells[text] = None;
            rows[at].label_end = Some((1, cell));
        }
    }
}

/// The end of the bracket with points in a stretch.
fn bracket(stream: &Stream<'_>, range: &Range<usize>) -> Option<usize> {
    let end = range.clone().rev().find(|&i| stream.char(i) == ')')? + 1;
    (end >= range.start + 4 && stream.char(end - 2) == '分').then_some(end)
}

/// The points in the bracket of a stretch: `(50分)`.
fn labelled(stream: &Stream<'_>, range: &Range<usize>) -> Option<i64> {
    let end = bracket(stream, range)?;
    let start = range.clone().rev().find(|&i| stream.char(i) == '(')? + 1;
    shape::number(stream.chars.get(start..end.checked_sub(2)?)?).map(Number::scaled)
}

/// Moves the first label up to the first row where its points have room for the rows above too.
fn raise(stream: &Stream<'_>, points: usize, rows: &mut [Row]) {
    let Some(first) = rows.iter().position(|row| row.level1.is_some()).filter(|at| *at > 0) else {
        return;
    };
    let end = rows
        .iter()
        .skip(first + 1)
        .position(|row| row.level1.is_some())
        .map_or(rows.len(), |offset| first + 1 + offset);
    let own = |row: &Row| {
        let below = row.label_end.as_ref().map(|(_, range)| range);
        row.level1
            .as_ref()
            .and_then(|range| labelled(stream, range))
            .or_else(|| below.and_then(|range| labelled(stream, range)))
    };
    let sum = |rows: &[Row]| -> i64 {
        let cells = rows.iter().filter_map(|row| row.record.cells.get(points)?.clone());
        let numbers = cells.filter_map(|range| shape::number(stream.chars.get(range)?));
        numbers.map(Number::scaled).fold(0, i64::saturating_add)
    };
    let Some(wanted) = own(&rows[first]) else { return };
    // Rows of the group may follow on the next page.
    if sum(&rows[..end]) <= wanted && sum(&rows[first..end]) < wanted {
        let (label, below) = (rows[first].level1.take(), rows[first].label_end.take());
        (rows[0].level1, rows[0].label_end) = (label, below);
    }
}
