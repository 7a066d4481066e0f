//! Fund rows run together, judged by more than themselves.
//!
//! Owns what the row divided before tells about the next, and which rows hold amounts nobody can
//! tell apart. The division of one row is for [`super::align`].

use super::super::stream::{Sep, Stream};
use super::align::{Aligned, Cells, is_text};
use crate::vocabulary::Column;
use std::ops::Range;

/// Whether amounts are missing while the others are long enough to hold them run together.
pub(super) fn is_uncut(stream: &Stream<'_>, columns: &[Column], cells: &Cells) -> bool {
    let is_amount = |column: &Column| {
        !is_text(*column)
            && !matches!(column, Column::Points | Column::ExecutionRate | Column::Score)
    };
    let (mut amounts, mut filled, mut digits) = (0, 0, 0);
    for (_, cell) in columns.iter().zip(cells).filter(|(column, _)| is_amount(column)) {
        amounts += 1;
        let Some(chars) = cell.clone().and_then(|cell| stream.chars.get(cell)) else { continue };
        filled += 1;
        digits += chars.iter().filter(|c| c.c.is_ascii_digit()).count();
    }
    filled < amounts && digits >= amounts * 2
}

/// The division of a row whose amounts were run together like those of the row divided before,
/// with nothing behind them but dashes.
pub(super) fn repeated(
    stream: &Stream<'_>,
    values: &Range<usize>,
    columns: &[Column],
    before: &[Option<Range<usize>>],
) -> Option<Aligned> {
    let mut cells: Cells = vec![None; columns.len()];
    let mut start = values.start;
    for ((column, range), cell) in columns.iter().zip(before).zip(&mut cells) {
        if matches!(column, Column::Points | Column::ExecutionRate | Column::Score) {
            break;
        }
        let model = stream.chars.get(range.clone()?)?;
        let chars = stream.chars.get(start..start + model.len())?;
        let same = model.iter().map(|c| c.c).eq(chars.iter().map(|c| c.c));
        let touching = start == values.start || stream.sep(start) == Sep::None;
        if !same || !touching || start + model.len() > values.end {
            return None;
        }
        *cell = Some(start..start + model.len());
        start += model.len();
    }
    let rest = stream.chars.get(start..values.end)?;
    let dashes = rest.iter().all(|c| matches!(c.c, '-' | '—' | '–'));
    if start == values.start || !dashes {
        return None;
    }
    let scored = columns.iter().zip(&mut cells).filter(|(_, cell)| cell.is_none());
    let places: Vec<_> = scored
        .filter(|(column, _)| rest.len() != 2 || matches!(column, Column::Points | Column::Score))
        .collect();
    for (index, (_, cell)) in (start..values.end).zip(places) {
        *cell = Some(index..index + 1);
    }
    Some(Aligned { cells, unsure: true })
}
