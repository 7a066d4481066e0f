//! Rows that need no search: every cell apart, every row whole.
//!
//! Owns the reading of stretches where each cell can stand in one column only. Takes a stretch as a
//! whole or not at all; whatever is open goes to the search.

use super::super::shape;
use super::super::stream::{Char, Sep, Stream};
use super::{Record, Slot, Style};
use std::ops::Range;
use std::sync::LazyLock;

/// The rows of a stretch; `None` where anything is in doubt.
pub(super) fn rows(
    stream: &Stream<'_>,
    range: &Range<usize>,
    slots: &[Slot],
    style: Style,
) -> Option<Vec<Record>> {
    if style.glued || !supported(slots) {
        return None;
    }
    let tokens = tokens(stream, range)?;
    let barred = tokens.get(1).is_some_and(|token| stream.sep(token.start) == Sep::Hard);
    let breaks = tokens.iter().skip(1).filter(|token| line_start(stream, token)).count();
    // Cells on lines of their own, rows on lines of their own, or everything on one line.
    let by_cell = breaks + 1 == tokens.len() && breaks > 0;
    let by_row = breaks > 0 && !by_cell;
    if barred && (!style.bars_count || style.row_per_line != by_row) {
        return None;
    }
    let mut rows = Vec::with_capacity(tokens.len() / 5);
    let mut rest = &tokens[..];
    let mut ahead = None;
    while !rest.is_empty() {
        let line = if by_row {
            1 + rest[1..].iter().take_while(|token| !line_start(stream, token)).count()
        } else {
            rest.len()
        };
        let row = &rest[..line];
        let (record, used) = if barred {
            by_bars(stream, slots, row)?
        } else {
            in_order(stream, slots, row, &mut ahead)?
        };
        if by_row && used < line {
            return None;
        }
        rest = &rest[used..];
        rows.push(record);
    }
    Some(rows)
}

fn supported(slots: &[Slot]) -> bool {
    let count = |wanted: Slot| slots.iter().filter(|slot| **slot == wanted).count();
    let [first, .., last] = slots else { return false };
    *first == Slot::Name
        && [Slot::Name, Slot::Target, Slot::Actual, Slot::Points, Slot::Score]
            .into_iter()
            .all(|slot| count(slot) == 1)
        && count(Slot::Sign) <= 1
        && count(Slot::Unit) <= 1
        && (count(Slot::Text) == 0 || (count(Slot::Text) == 1 && *last == Slot::Text))
}

/// The stretches between separators; `None` where bars and other separators or blank and other
/// lines mix, or a bracket holds a separator.
fn tokens(stream: &Stream<'_>, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut tokens = Vec::with_capacity(24);
    let (mut start, mut depth) = (range.start, 0_i32);
    let (mut blank_lines, mut bars) = (0, 0);
    for (index, c) in range.clone().zip(stream.chars.get(range.clone())?) {
        if c.sep != Sep::None && index > range.start {
            if depth != 0 {
                return None;
            }
            blank_lines += usize::from(c.sep == Sep::Blank);
            bars += usize::from(c.sep == Sep::Hard);
            tokens.push(start..index);
            start = index;
        }
        depth += i32::from(c.c == '(') - i32::from(c.c == ')');
    }
    tokens.push(start..range.end);
    let uniform = |count: usize| count == 0 || count + 1 == tokens.len();
    (uniform(blank_lines) && uniform(bars)).then_some(tokens)
}

fn line_start(stream: &Stream<'_>, token: &Range<usize>) -> bool {
    stream.chars.get(token.start).is_some_and(|c| c.line_start)
}

/// The row whose cells the bars count, and how many tokens it takes.
fn by_bars(
    stream: &Stream<'_>,
    slots: &[Slot],
    tokens: &[Range<usize>],
) -> Option<(Record, usize)> {
    let mut record = Record::blank(slots.len());
    let (mut column, mut used) = (0, 0);
    for token in tokens {
        if used > 0 {
            column += usize::from(stream.chars.get(token.start)?.bars);
        }
        let Some(cell) = record.cells.get_mut(column) else { break };
        *cell = Some(token.clone());
        used += 1;
    }
    is_clear(stream, slots, &record).then_some((record, used))
}

/// A row's cells but the last, and how many tokens they take.
type Figures = (Record, usize);

/// The row whose cells follow one another, and how many tokens it takes. Unit and reason may lack.
/// `ahead` is the row at the first token where it was read already, and then the one behind.
fn in_order(
    stream: &Stream<'_>,
    slots: &[Slot],
    tokens: &[Range<usize>],
    ahead: &mut Option<Figures>,
) -> Option<Figures> {
    let unit = slots.contains(&Slot::Unit);
    let read = |tokens| {
        figures(stream, slots, tokens, unit)
            .or_else(|| figures(stream, slots, tokens, false).filter(|_| unit))
    };
    let (mut record, mut used) = ahead.take().or_else(|| read(tokens))?;
    if let Some(next) = tokens.get(used)
        && slots.last() == Some(&Slot::Text)
    {
        *ahead = read(tokens.get(used..).unwrap_or_default());
        if ahead.is_none() {
            *record.cells.last_mut()? = Some(next.clone());
            used += 1;
            if !is_clear(stream, slots, &record) {
                return None;
            }
        }
    }
    Some((record, used))
}

fn figures(
    stream: &Stream<'_>,
    slots: &[Slot],
    tokens: &[Range<usize>],
    unit: bool,
) -> Option<Figures> {
    let mut record = Record::blank(slots.len());
    let mut used = 0;
    for (slot, cell) in slots.iter().zip(&mut record.cells) {
        if *slot != Slot::Text && (unit || *slot != Slot::Unit) {
            *cell = Some(tokens.get(used)?.clone());
            used += 1;
        }
    }
    is_clear(stream, slots, &record).then_some((record, used))
}

/// Whether every cell is clearly one of its column.
fn is_clear(stream: &Stream<'_>, slots: &[Slot], record: &Record) -> bool {
    let (mut target, mut actual, mut points, mut score) = (None, None, None, None);
    for (slot, cell) in slots.iter().zip(&record.cells) {
        let Some(chars) = cell.clone().and_then(|range| stream.chars.get(range)) else {
            continue;
        };
        match slot {
            Slot::Name if !is_name(chars) => return false,
            Slot::Sign if !is_sign(chars) => return false,
            Slot::Unit if !is_unit(chars) => return false,
            Slot::Text if !is_reason(chars) => return false,
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
    let named = record.cells.first().is_some_and(Option::is_some);
    named && marks && values && target.len() <= 16 && actual.len() <= 16
}

fn is_sign(chars: &[Char]) -> bool {
    let word = |word: &str| chars.iter().map(|c| c.c).eq(word.chars());
    let sign = chars.len() <= 2
        && chars.iter().all(|c| matches!(c.c, '≥' | '≤' | '=' | '>' | '<' | '≧' | '≦'));
    sign || word("定性") || word("定量")
}

fn is_unit(chars: &[Char]) -> bool {
    let plain = |c: &Char| ('\u{4e00}'..='\u{9fff}').contains(&c.c) || matches!(c.c, '%' | '/');
    chars.len() <= 5 && chars.iter().all(plain) && !is_phrase(chars)
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

/// The set phrases of targets and results by their first character.
static PHRASES: LazyLock<Vec<(char, &str)>> = LazyLock::new(|| {
    let phrases = shape::VALUES.iter().chain(shape::RESULTS);
    let mut phrases: Vec<_> =
        phrases.map(|phrase| (phrase.chars().next().unwrap_or('\0'), *phrase)).collect();
    phrases.sort_unstable();
    phrases
});

fn is_phrase(chars: &[Char]) -> bool {
    let Some(first) = chars.first().map(|c| c.c).filter(|&c| c > '\u{4e00}') else { return false };
    let phrases = &*PHRASES;
    let from = phrases.partition_point(|(c, _)| *c < first);
    phrases[from..]
        .iter()
        .take_while(|(c, _)| *c == first)
        .any(|(_, phrase)| chars.iter().map(|c| c.c).eq(phrase.chars()))
}

/// A sentence, or at least no figure and no set phrase.
fn is_reason(chars: &[Char]) -> bool {
    let digit = |c: Option<&Char>| c.is_some_and(|c| c.c.is_ascii_digit());
    chars.len() >= 4 && !digit(chars.first()) && !digit(chars.last()) && !is_phrase(chars)
}
