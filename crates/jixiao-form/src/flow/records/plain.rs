//! Rows that need no search: every cell apart, every row whole.
//!
//! Owns the reading of stretches where each cell can stand in one column only. Takes a stretch as a
//! whole or not at all; whatever is open goes to the search.

use super::super::shape;
use super::super::stream::{Char, Sep, Stream};
use super::{Record, Slot, Style};
use std::ops::Range;

/// The rows of a stretch of whole rows of five or more cells; `None` where anything is in doubt.
pub(super) fn rows(
    stream: &Stream<'_>,
    range: &Range<usize>,
    slots: &[Slot],
    style: Style,
) -> Option<Vec<Record>> {
    let [head @ .., last] = slots else { return None };
    let (figures, texts) = if *last == Slot::Text { (head, 1) } else { (slots, 0) };
    if style.glued || !supported(figures) {
        return None;
    }
    let tokens = tokens(stream, range)?;
    let breaks = tokens.iter().skip(1).filter(|token| line_start(stream, token)).count();
    // Cells on lines of their own, rows on lines of their own, or everything on one line.
    let by_cell = breaks + 1 == tokens.len() && breaks > 0;
    let by_row = breaks > 0 && !by_cell;
    let mut rows = Vec::with_capacity(tokens.len() / figures.len());
    let mut rest = &tokens[..];
    while !rest.is_empty() {
        let (row, after) = rest.split_at_checked(figures.len())?;
        if !matches(stream, figures, row) {
            return None;
        }
        let mut record = Record::blank(slots.len());
        for (cell, token) in record.cells.iter_mut().zip(row) {
            *cell = Some(token.clone());
        }
        rest = after;
        if let Some((next, after)) = rest.split_first()
            && texts > 0
            && !(by_row && line_start(stream, next))
            && !rest.get(..figures.len()).is_some_and(|row| matches(stream, figures, row))
        {
            if !is_reason(&stream.chars[next.clone()]) {
                return None;
            }
            record.cells[figures.len()] = Some(next.clone());
            rest = after;
        }
        let whole = !by_row || row.iter().skip(1).all(|token| !line_start(stream, token));
        let apart = !by_row || rest.first().is_none_or(|token| line_start(stream, token));
        if !whole || !apart {
            return None;
        }
        rows.push(record);
    }
    Some(rows)
}

fn supported(slots: &[Slot]) -> bool {
    let once = |wanted: Slot| slots.iter().filter(|slot| **slot == wanted).count() == 1;
    slots.len() == 5
        && slots.first() == Some(&Slot::Name)
        && [Slot::Target, Slot::Actual, Slot::Points, Slot::Score].into_iter().all(once)
}

/// The stretches between separators; `None` where a bar or a blank line stands among them or a
/// bracket holds a separator.
fn tokens(stream: &Stream<'_>, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut tokens = Vec::with_capacity(24);
    let (mut start, mut depth) = (range.start, 0_i32);
    let mut blank_lines = 0;
    for (index, c) in range.clone().zip(stream.chars.get(range.clone())?) {
        if c.sep != Sep::None && index > range.start {
            if depth != 0 || c.sep == Sep::Hard {
                return None;
            }
            blank_lines += usize::from(c.sep == Sep::Blank);
            tokens.push(start..index);
            start = index;
        }
        depth += i32::from(c.c == '(') - i32::from(c.c == ')');
    }
    tokens.push(start..range.end);
    // Blank lines between all cells or between none.
    (blank_lines == 0 || blank_lines + 1 == tokens.len()).then_some(tokens)
}

fn line_start(stream: &Stream<'_>, token: &Range<usize>) -> bool {
    stream.chars.get(token.start).is_some_and(|c| c.line_start)
}

/// Whether the tokens are clearly the cells of one row.
fn matches(stream: &Stream<'_>, slots: &[Slot], row: &[Range<usize>]) -> bool {
    let (mut target, mut actual, mut points, mut score) = (None, None, None, None);
    for (slot, token) in slots.iter().zip(row) {
        let Some(chars) = stream.chars.get(token.clone()) else { return false };
        match slot {
            Slot::Name if !is_name(chars) => return false,
            Slot::Points => points = shape::number(chars),
            Slot::Score => score = shape::number(chars),
            Slot::Target => target = Some(chars),
            Slot::Actual => actual = Some(chars),
            _ => {}
        }
    }
    let (Some(points), Some(score)) = (points, score) else { return false };
    let (Some(target), Some(actual)) = (target, actual) else { return false };
    let marks = (1..=300_000).contains(&points.scaled()) && score.scaled() <= points.scaled();
    let values = (is_value(target) && is_value(actual)) || shape::same(target, actual);
    marks && values && target.len() <= 16 && actual.len() <= 16
}

/// Words alone, and none that targets or results are.
fn is_name(chars: &[Char]) -> bool {
    let plain = |c: &Char| ('\u{4e00}'..='\u{9fff}').contains(&c.c) || c.c.is_ascii_alphabetic();
    (3..=24).contains(&chars.len()) && chars.iter().all(plain) && !is_phrase(chars)
}

fn is_value(chars: &[Char]) -> bool {
    let runs = chars
        .windows(2)
        .filter(|pair| !pair[0].c.is_ascii_digit() && pair[1].c.is_ascii_digit())
        .count();
    (shape::leading_number(chars).is_some() && runs <= 2) || is_phrase(chars)
}

fn is_phrase(chars: &[Char]) -> bool {
    let same = |word: &&&str| chars.iter().map(|c| c.c).eq(word.chars());
    let Some(last) = chars.last() else { return false };
    last.c > '\u{4e00}'
        && chars.len() <= 20
        && shape::VALUES.iter().chain(shape::RESULTS).find(same).is_some()
}

/// A sentence, or at least no figure and no set phrase.
fn is_reason(chars: &[Char]) -> bool {
    let digit = |c: Option<&Char>| c.is_some_and(|c| c.c.is_ascii_digit());
    chars.len() >= 4 && !digit(chars.first()) && !digit(chars.last()) && !is_phrase(chars)
}
