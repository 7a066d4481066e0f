//! Text that a narrow column sent to the lines above or below the figures of its row.
//!
//! Owns the choice between the end of a cut name and the beginning of a reason, and between the
//! reasons of two neighbouring rows. Decides by widths, marks lost and the shape of the text.

use super::super::records::Slot;
use super::super::shape;
use super::super::stream::{Sep, Stream};
use super::Row;
use std::ops::Range;

/// The columns that matter here, as places in a record.
struct Places {
    name: usize,
    target: Option<usize>,
    actual: Option<usize>,
    points: Option<usize>,
    score: Option<usize>,
    text: usize,
}

/// Gives every tail to its own cell.
pub(super) fn settle(stream: &Stream<'_>, slots: &[Slot], rows: &mut Vec<Row>) {
    let place = |wanted: Slot| slots.iter().position(|slot| *slot == wanted);
    let text = slots.iter().rposition(|slot| *slot == Slot::Text);
    let (Some(name), Some(text)) = (place(Slot::Name), text) else { return };
    let places = Places {
        name,
        target: place(Slot::Target),
        actual: place(Slot::Actual),
        points: place(Slot::Points),
        score: place(Slot::Score),
        text,
    };
    let widths = rows.iter().filter_map(|row| row.record.cells[name].clone());
    let width = widths.map(|name| last_line(stream, &name)).max().unwrap_or(0);
    for row in rows.iter_mut() {
        release_name(stream, &places, row);
        complete_name(stream, &places, width, row);
    }
    for index in 1..rows.len() {
        let (above, below) = rows.split_at_mut(index);
        if let (Some(above), Some(below)) = (above.last_mut(), below.first_mut()) {
            pass_down(stream, &places, width, above, below);
        }
    }
    complete_levels(stream, &places, rows);
    let mut settled: Vec<Row> = Vec::with_capacity(rows.len());
    for mut row in std::mem::take(rows) {
        if let Some(above) = settled.last_mut()
            && lost_marks(stream, &places, &row)
        {
            if let Some(stray) = stray_line(stream, &places, above) {
                row.record.before = Some((text, stray));
                row.level1 = row.level1.take().or(above.level1.take());
                row.level2 = row.level2.take().or(above.level2.take());
                settled.pop();
            } else if let Some(reason) = reason_of_next(stream, &places, above, &row) {
                above.record.cells[text] = None;
                row.doubtful = true;
                row.record.before = Some((text, reason));
            }
        }
        settled.push(row);
    }
    *rows = settled;
}

/// Takes the end of a wrapped name from the head of a target that is otherwise the result.
fn release_name(stream: &Stream<'_>, places: &Places, row: &mut Row) {
    let cells = &row.record.cells;
    let (Some(target), Some(actual)) = (places.target, places.actual) else { return };
    let (Some(name), Some(wide), Some(result)) =
        (&cells[places.name], cells[target].clone(), &cells[actual])
    else {
        return;
    };
    let line = line_end(stream, wide.start, wide.end);
    let han = |i: usize| ('\u{4e00}'..='\u{9fff}').contains(&stream.char(i));
    let tail = wide.start..line;
    let wrapped = line < wide.end
        && begins_line(stream, wide.start)
        && name.end == wide.start
        && tail.len() <= SHORT_TAIL
        && tail.clone().all(han);
    let same = stream.chars.get(line..wide.end).zip(stream.chars.get(result.clone()));
    if wrapped && same.is_some_and(|(rest, result)| shape::same(rest, result)) {
        row.record.cells[target] = Some(line..wide.end);
        row.record.after = Some((places.name, tail));
    }
}

/// Gives a full line below a closed row to the name that goes on on the next line: that name
/// stands above its figures, and only a full line is wrapped.
fn pass_down(stream: &Stream<'_>, places: &Places, width: usize, above: &mut Row, below: &mut Row) {
    let Some((column, tail)) = above.record.after.clone() else { return };
    let cells = &below.record.cells;
    let Some(name) = cells[places.name].clone() else { return };
    let target = places.target.and_then(|place| cells[place].clone());
    let alone = begins_line(stream, name.start)
        && target.is_some_and(|target| begins_line(stream, target.start));
    let full = tail.len() + 1 >= width && tail.end == name.start && name.len() < tail.len();
    let unlabelled = below.level1.is_none() && below.level2.is_none();
    if column == places.name && alone && full && unlabelled && below.record.before.is_none() {
        above.record.after = None;
        above.doubtful = false;
        below.record.before = Some((places.name, tail));
        below.doubtful = true;
    }
}

/// Takes the end of a level label, 指标, out of the reasons.
fn complete_levels(stream: &Stream<'_>, places: &Places, rows: &mut [Row]) {
    let (mut group, mut kind): (Option<Range<usize>>, Option<Range<usize>>) = (None, None);
    for row in rows {
        group = row.level1.clone().or(group);
        kind = row.level2.clone().or(kind);
        let tail = row.record.cells[places.text].clone();
        let Some(tail) = tail.filter(|tail| {
            tail.len() == 2
                && begins_line(stream, tail.start)
                && stream.starts_with(tail.start, "指标")
        }) else {
            continue;
        };
        let whole = |label: &Range<usize>| {
            (label.start..label.end.saturating_sub(1)).any(|i| stream.starts_with(i, "指标"))
        };
        row.record.cells[places.text] = None;
        let open = |label: &Option<Range<usize>>| label.as_ref().is_some_and(|l| !whole(l));
        row.label_end = match (open(&group), open(&kind)) {
            (true, _) => Some((1, tail)),
            (false, true) => Some((2, tail)),
            (false, false) => None,
        };
    }
}

fn begins_line(stream: &Stream<'_>, index: usize) -> bool {
    stream.chars.get(index).is_some_and(|c| c.line_start && c.sep == Sep::Line)
}

/// The length of the last line of a cell.
fn last_line(stream: &Stream<'_>, range: &Range<usize>) -> usize {
    let start = range.clone().rev().find(|&i| stream.chars.get(i).is_some_and(|c| c.line_start));
    range.end - start.unwrap_or(range.start).max(range.start)
}

/// Whether the score is all the points; `None` where one of them is missing.
fn full_marks(stream: &Stream<'_>, places: &Places, row: &Row) -> Option<bool> {
    let figure = |place: Option<usize>| {
        let range = row.record.cells[place?].clone()?;
        shape::number(stream.chars.get(range)?).map(shape::Number::scaled)
    };
    Some(figure(places.points)? == figure(places.score)?)
}

/// A row that lost marks and has a reason: a part of the reason may stand above.
fn lost_marks(stream: &Stream<'_>, places: &Places, row: &Row) -> bool {
    full_marks(stream, places, row) == Some(false)
        && row.record.before.is_none()
        && row.record.cells[places.text].is_some()
}

/// The text below a row with full marks that the reason of the next row goes on from.
fn reason_of_next(
    stream: &Stream<'_>,
    places: &Places,
    row: &Row,
    next: &Row,
) -> Option<Range<usize>> {
    let above = row.record.cells[places.text].clone()?;
    let below = next.record.cells[places.text].clone()?;
    let open = begins_line(stream, above.start)
        && row.record.before.is_none()
        && full_marks(stream, places, row) == Some(true)
        && stream.char(above.end - 1) != '。';
    // On lines of its own on both sides of the figures, a reason is as wide above as below.
    let first = line_end(stream, below.start, below.end) - below.start;
    let wide = last_line(stream, &above) + 1 >= first
        && above.clone().any(|i| matches!(stream.char(i), ',' | ';'));
    (open && (!begins_line(stream, below.start) || wide)).then_some(above)
}

/// The line a row consists of that has neither target nor points nor score.
fn stray_line(stream: &Stream<'_>, places: &Places, row: &Row) -> Option<Range<usize>> {
    let cells = &row.record.cells;
    let blank = |place: Option<usize>| place.is_none_or(|place| cells[place].is_none());
    if !blank(places.target) || !blank(places.points) || !blank(places.score) {
        return None;
    }
    let start = cells.iter().flatten().map(|range| range.start).min()?;
    let end = cells.iter().flatten().map(|range| range.end).max()?;
    let whole = (start + 1..end).all(|i| stream.sep(i) == Sep::None);
    (whole && begins_line(stream, start)).then_some(start..end)
}

/// Moves the end of a cut name from the reason, where it stands below the figures, to the name.
fn complete_name(stream: &Stream<'_>, places: &Places, width: usize, row: &mut Row) {
    let cells = &row.record.cells;
    let (Some(name), Some(text)) = (cells[places.name].clone(), cells[places.text].clone()) else {
        return;
    };
    let below = (text.start..text.end).find(|&i| begins_line(stream, i));
    let Some(below) = below.filter(|_| name.end <= text.start) else { return };
    let mut end = line_end(stream, below, text.end);
    if below > text.start {
        // The reason begins beside the figures: only a line of two cells holds a tail of the name.
        let Some(gap) = (below + 1..end).find(|&i| stream.sep(i) != Sep::None) else { return };
        end = gap;
    } else {
        let mut line = below;
        while end < text.end && end - line + 1 >= width {
            line = end;
            end = line_end(stream, line, text.end);
        }
    }
    let target = places.target.and_then(|place| cells[place].clone());
    let around = target.is_some_and(|target| begins_line(stream, target.start));
    let cut = around || last_line(stream, &name) + 1 >= width;
    let tail = below..end;
    // A long line with a shorter one below it is a reason wrapped in its own column.
    let wrapped = tail.len() > SHORT_TAIL && (1..=tail.len()).contains(&(text.end - end));
    let cut = cut && !wrapped;
    let full = full_marks(stream, places, row);
    let likely = likely_tail(stream, &tail, cut, full);
    if likely >= LIKELY && tail.len() <= width {
        row.doubtful = likely == LIKELY;
        row.record.after = Some((places.name, tail));
        let rest = end..text.end;
        row.record.cells[places.text] = Some(rest).filter(|rest| !rest.is_empty());
        if below > text.start {
            row.record.before = Some((places.text, text.start..below));
        }
    }
}

fn line_end(stream: &Stream<'_>, start: usize, limit: usize) -> usize {
    (start + 1..limit).find(|&i| stream.chars.get(i).is_some_and(|c| c.line_start)).unwrap_or(limit)
}

/// Ends of names are seldom longer.
const SHORT_TAIL: usize = 6;

/// From this likelihood on a line is the end of a name.
const LIKELY: i32 = 4;

fn likely_tail(stream: &Stream<'_>, tail: &Range<usize>, cut: bool, full: Option<bool>) -> i32 {
    /// What reasons begin with and ends of names hardly do.
    const REASONS: &str = "无已未因由受按不将待正较";
    let plain = |i: usize| stream.sep(i) == Sep::None || begins_line(stream, i);
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) || matches!(c, '(' | ')' | '、');
    if tail.is_empty() || !tail.clone().all(|i| han(stream.char(i)) && plain(i)) {
        return 0;
    }
    // Ends of level labels.
    if tail.len() == 2 && ["指标", "绩效"].iter().any(|word| stream.starts_with(tail.start, word))
    {
        return 0;
    }
    let mut likely = if cut { 2 } else { -2 };
    likely += match tail.len() {
        ..=4 => 2,
        5..=6 => 1,
        _ => 0,
    };
    likely += match full {
        Some(true) => 2,
        Some(false) => -1,
        None => 0,
    };
    let last = stream.char(tail.end - 1);
    likely += if "率数量度额次期限间长性值比".contains(last) { 2 } else { 0 };
    likely - if REASONS.contains(stream.char(tail.start)) { 3 } else { 0 }
}
