//! Rows whose division into cells cannot be right.
//!
//! Owns telling them and what is kept of them: a cell that would have to be invented is left out
//! and made known.

use super::super::records::{Record, Slot};
use super::super::sheet::Sheet;
use super::super::stream::Stream;
use super::Row;
use std::ops::Range;

/// Whether the cells can be cells: a name or reason full of figures is several rows run together.
pub(super) fn plausible(stream: &Stream<'_>, slots: &[Slot], record: &Record) -> bool {
    let scored =
        |(slot, cell): (&Slot, &Option<Range<usize>>)| *slot == Slot::Score && cell.is_some();
    let unscored = slots.contains(&Slot::Score) && !slots.iter().zip(&record.cells).any(scored);
    slots.iter().zip(&record.cells).all(|(slot, cell)| {
        let Some(range) = cell else { return true };
        let Some(chars) = stream.chars.get(range.clone()) else { return true };
        let digit = |i: usize| chars.get(i).is_some_and(|c| c.c.is_ascii_digit());
        let runs = (1..chars.len())
            .filter(|&i| !digit(i - 1) && digit(i))
            .filter(|&i| !matches!(chars[i - 1].c, '.' | ','))
            .count();
        let closes = |word: &str| {
            chars.len() >= 4 && chars[chars.len() - 2..].iter().map(|c| c.c).eq(word.chars())
        };
        // Points and score left at the head of a reason: 个2019…
        let figures = unscored && (1..=3).all(digit);
        match slot {
            Slot::Name => !(closes("意见") || (stream.glued && runs >= 3)),
            Slot::Text => !stream.glued || (runs < 4 && !figures),
            Slot::Target | Slot::Actual => {
                let subtotal = closes("小计") && digit(chars.len() - 3);
                !stream.glued || (runs < 7 && !subtotal)
            }
            _ => true,
        }
    })
}

/// Puts together the pieces of rows on one line of which only the last has points: blanks within
/// sentences were taken for the borders of cells. Target and result of such a row stay unread.
pub(super) fn rejoin(sheet: &mut Sheet<'_, '_>, slots: &[Slot], rows: &mut Vec<Row>) {
    let place = |wanted: Slot| slots.iter().position(|slot| *slot == wanted);
    let (Some(name), Some(points), Some(score)) =
        (place(Slot::Name), place(Slot::Points), place(Slot::Score))
    else {
        return;
    };
    let stream = sheet.stream;
    let open = |row: &Row| {
        let cells = &row.record.cells;
        cells[name].is_some() && cells[points].is_none() && cells[score].is_none()
    };
    let mut index = 0;
    while index + 1 < rows.len() {
        let mut last = index;
        while rows.get(last).is_some_and(open)
            && rows.get(last + 1).is_some_and(|next| goes_on(stream, &rows[last], next))
        {
            last += 1;
        }
        let cells = &rows[last].record.cells;
        let whole = cells[points].is_some() && cells[score].is_some();
        if last > index && whole && line_by_line(stream, rows) {
            let tail: Vec<Row> = rows.drain(index + 1..=last).collect();
            let row = &mut rows[index];
            for (place, cell) in row.record.cells.iter_mut().enumerate() {
                if place != name {
                    *cell = None;
                }
                if let Some(last) = tail.last().filter(|_| place >= points.min(score)) {
                    cell.clone_from(&last.record.cells[place]);
                }
            }
            let at = row.record.cells[name].as_ref().map_or(0, |name| name.start);
            sheet.gap(at, "本行文字中的空格与单元格界线分不开，指标值和完成值没有读出");
        }
        index += 1;
    }
}

/// Takes bare numbers out of the last column, that of the reasons: where a text has no lines of its
/// own for them, page numbers end up there.
pub(super) fn drop_numbers(sheet: &mut Sheet<'_, '_>, rows: &mut [Row]) {
    const LONGEST: usize = 3;
    for row in rows {
        let Some(Some(cell)) = row.record.cells.last() else { continue };
        let at = cell.start;
        let number = cell.clone().all(|i| sheet.stream.char(i).is_ascii_digit());
        if number && cell.len() <= LONGEST && row.record.before.is_none() {
            if let Some(cell) = row.record.cells.last_mut() {
                *cell = None;
            }
            sheet.gap(at, "行末的数字不是偏差原因，可能是页码，没有读出");
        }
    }
}

/// First and last place of the cells of a row.
fn extent(row: &Row) -> Option<Range<usize>> {
    let cells = || row.record.cells.iter().flatten();
    let start = cells().map(|range| range.start).min()?;
    Some(start..cells().map(|range| range.end).max()?)
}

/// Whether `next` follows on the line on which `row` ends.
fn goes_on(stream: &Stream<'_>, row: &Row, next: &Row) -> bool {
    let (Some(here), Some(there)) = (extent(row), extent(next)) else { return false };
    let same_line = stream.chars.get(there.start).is_some_and(|c| !c.line_start);
    next.level1.is_none() && next.level2.is_none() && here.end == there.start && same_line
}

/// Whether rows begin on lines of their own.
fn line_by_line(stream: &Stream<'_>, rows: &[Row]) -> bool {
    let starts: Vec<usize> = rows.iter().filter_map(extent).map(|range| range.start).collect();
    let on_lines = starts.windows(2).filter(|pair| {
        (pair[0] + 1..=pair[1]).any(|i| stream.chars.get(i).is_some_and(|c| c.line_start))
    });
    starts.len() >= 3 && on_lines.count() * 2 >= starts.len() - 1
}
