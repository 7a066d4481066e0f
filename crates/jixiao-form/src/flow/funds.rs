//! The fund block: its header and rows.
//!
//! Owns finding the rows by their labels. Which figure belongs under which column is for
//! [`align`].

mod align;
mod arithmetic;
mod fit;
mod glued;

use super::headers::{Header, Heading, past_bracket};
use super::labels::begins_cell;
use super::records::Style;
use super::sheet::{Sheet, Text};
use super::stream::{Sep, Stream};
use super::words::Mark;
use crate::vocabulary::{Column, Label};
use std::ops::Range;

/// A row: its label with what introduces it, and the stretch of its figures.
struct Row {
    label: Range<usize>,
    values: Range<usize>,
}

/// Where the block begins: at the label beside its header, if that is near.
pub(super) fn start(marks: &[Mark], header: &Header) -> usize {
    side(marks, header.range.start).map_or(header.range.start, |mark| mark.start)
}

fn side(marks: &[Mark], before: usize) -> Option<&Mark> {
    marks
        .iter()
        .rev()
        .skip_while(|mark| mark.end > before)
        .take_while(|mark| before - mark.end <= 24)
        .find(|mark| mark.word.label == Some(Label::FundBlock))
}

/// Writes header and rows; `range` begins after the header.
pub(super) fn write(
    sheet: &mut Sheet<'_, '_>,
    marks: &[Mark],
    header: &Header,
    range: Range<usize>,
) {
    let stream = sheet.stream;
    let mut columns = Vec::new();
    let label = match (&header.side, side(marks, header.range.start)) {
        (Some(side), _) => Text::Label(side.clone()),
        (None, Some(mark)) => Text::Label(mark.start..past_bracket(stream, mark.end)),
        (None, None) => Text::Fixed("项目资金"),
    };
    let mut cells = vec![label, Text::Blank];
    for (heading, range) in &header.columns {
        if let Heading::Column(column) = heading {
            columns.push(*column);
            cells.push(Text::Label(range.clone()));
        }
    }
    sheet.row(&cells);
    let bars_count = Style::of(stream, range.clone()).bars_count;
    let mut proved: Option<Vec<Option<Range<usize>>>> = None;
    let rows = rows(stream, marks, &range).into_iter();
    for row in rows.flat_map(|row| with_unlisted(stream, row)) {
        let repeated = proved
            .as_deref()
            .and_then(|cells| glued::repeated(stream, &row.values, &columns, cells));
        let aligned = repeated
            .or_else(|| align::align(stream, row.values.clone(), &columns, bars_count))
            .or_else(|| {
                let short = before_labels(stream, &row.values);
                align::align(stream, short, &columns, bars_count)
            });
        if let Some(aligned) = aligned.as_ref().filter(|aligned| aligned.unsure) {
            proved.get_or_insert_with(|| aligned.cells.clone());
        }
        write_row(sheet, &columns, &row, aligned);
    }
}

/// Writes the rows of a block without header (goal submissions): label and amount.
pub(super) fn write_plain(sheet: &mut Sheet<'_, '_>, marks: &[Mark], range: &Range<usize>) {
    let stream = sheet.stream;
    let rows = rows(stream, marks, range);
    if !rows
        .iter()
        .any(|row| row.values.len() < 20 && stream.char(row.values.start).is_ascii_digit())
    {
        return;
    }
    let first = rows.first().map_or(range.end, |row| row.label.start);
    let side = side(marks, first);
    for (index, row) in rows.into_iter().enumerate() {
        let label = match side {
            Some(mark) if index == 0 => Text::Label(mark.start..past_bracket(stream, mark.end)),
            _ => Text::Blank,
        };
        sheet.row(&[label, Text::Label(row.label), amount(stream, &row.values).into()]);
    }
}

/// The amount a stretch begins with, on its line, with its unit and bracket.
fn amount(stream: &Stream<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let first = stream.char(range.start);
    if !first.is_ascii_digit() && !matches!(first, '-' | '—' | '/') {
        return None;
    }
    let mut end = range.start + 1;
    while end < range.end
        && stream.sep(end) < Sep::Line
        && (stream.char(end).is_ascii_digit()
            || matches!(stream.char(end), '.' | ',' | '万' | '元'))
    {
        end += 1;
    }
    Some(range.start..if stream.glued { end } else { past_bracket(stream, end).min(range.end) })
}

/// Where a block without header begins in `range`.
pub(super) fn plain_start(
    stream: &Stream<'_>,
    marks: &[Mark],
    range: &Range<usize>,
) -> Option<usize> {
    let rows = rows(stream, marks, range);
    let first = rows.first()?;
    let total = rows.iter().any(|row| stream.char(row.values.start).is_ascii_digit());
    let start = side(marks, first.label.start).map_or(first.label.start, |mark| mark.start);
    (total && rows.len() >= 2).then_some(start)
}

fn write_row(
    sheet: &mut Sheet<'_, '_>,
    columns: &[Column],
    row: &Row,
    aligned: Option<align::Aligned>,
) {
    let mut cells = vec![Text::Blank, Text::Label(row.label.clone())];
    if let Some(aligned) = aligned {
        if aligned.unsure {
            sheet.gap(row.label.start, "资金数字连写，按列数和执行率拆开，请核对");
        }
        cells.extend(aligned.cells.into_iter().map(Text::from));
    } else {
        sheet.gap(row.label.start, "本行资金数据无法对应到各列");
        cells.extend(columns.iter().map(|_| Text::Blank));
    }
    sheet.row(&cells);
}

/// The figures before a line that begins with the words or the unit of a label down the side.
fn before_labels(stream: &Stream<'_>, values: &Range<usize>) -> Range<usize> {
    let label = |i: &usize| {
        let c = stream.char(*i);
        stream.sep(*i) >= Sep::Line && (c == '(' || ('\u{4e00}'..='\u{9fff}').contains(&c))
    };
    let end = (values.start + 1..values.end).find(label).unwrap_or(values.end);
    values.start..end
}

fn rows(stream: &Stream<'_>, marks: &[Mark], range: &Range<usize>) -> Vec<Row> {
    let mut labels: Vec<Range<usize>> = Vec::new();
    for mark in marks.iter().filter(|m| m.start >= range.start && m.end <= range.end) {
        if mark.word.source.is_none() {
            continue;
        }
        let after = labels.last().map_or(range.start, |label| label.end);
        if mark.start < after {
            continue;
        }
        let start = introduction(stream, mark.start, after);
        let end = past_bracket(stream, mark.end);
        let moved = Mark { start, ..*mark };
        let begins = begins_cell(stream, &moved, after) || start < mark.start;
        let next = stream.char(end);
        let ends = stream.sep(end) != Sep::None
            || next.is_ascii_digit()
            || next == ':'
            || end == range.end;
        let short = mark.word.text.chars().count() < 4;
        let apart = if short { begins && ends } else { (begins && ends) || stream.glued };
        if apart {
            let end = if next == ':' { end + 1 } else { end };
            labels.push(start..end);
        }
    }
    let ends: Vec<usize> = labels.iter().skip(1).map(|l| l.start).chain([range.end]).collect();
    labels.into_iter().zip(ends).map(|(label, end)| Row { values: label.end..end, label }).collect()
}

/// The row, and the rows among its figures whose labels are in no list: `其中:惠民资金 8 8 7.5`.
fn with_unlisted(stream: &Stream<'_>, row: Row) -> Vec<Row> {
    let mut rows = vec![row];
    while let Some(last) = rows.last_mut() {
        let places = last.values.start + 1..last.values.end;
        let found = places.filter(|&i| stream.sep(i) != Sep::None).find_map(|i| {
            unlisted_label(stream, i, last.values.end).map(|label| label.start..label.end)
        });
        let Some(label) = found else { break };
        let values = label.end..last.values.end;
        last.values.end = label.start;
        rows.push(Row { label, values });
    }
    rows
}

/// A cell of few words at `start` that at least two figures follow.
fn unlisted_label(stream: &Stream<'_>, start: usize, limit: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 20;
    let cell_end =
        |from: usize| (from + 1..limit).find(|&i| stream.sep(i) != Sep::None).unwrap_or(limit);
    let figures = |from: usize| {
        stream.chars.get(from..cell_end(from)).is_some_and(|cell| {
            cell.iter().any(|c| c.c.is_ascii_digit())
                && cell.iter().all(|c| c.c.is_ascii_digit() || matches!(c.c, '.' | ',' | '%'))
        })
    };
    let end = cell_end(start);
    let cell = stream.chars.get(start..end)?;
    let words = cell.len() >= 2
        && cell.len() <= LONGEST
        && cell.iter().all(|c| c.c.is_alphabetic() || matches!(c.c, ':' | '(' | ')' | '、' | '其'));
    let second = cell_end(end.min(limit));
    (words && second < limit && figures(end) && figures(second)).then_some(start..end)
}

/// `其中:`, `(一)`, `1、` before a label belong to it.
fn introduction(stream: &Stream<'_>, label: usize, after: usize) -> usize {
    let mut start = label;
    if start >= after + 2 && stream.char(start - 1) == ':' && stream.char(start - 2) == '中' {
        start -= 1;
    }
    if start >= after + 2 && stream.char(start - 1) == '中' && stream.char(start - 2) == '其' {
        return start - 2;
    }
    if start >= after + 3
        && stream.char(start - 1) == ')'
        && "一二三四五六123456".contains(stream.char(start - 2))
        && stream.char(start - 3) == '('
    {
        return start - 3;
    }
    if start >= after + 2
        && matches!(stream.char(start - 1), '、' | '.')
        && stream.char(start - 2).is_ascii_digit()
        && stream.sep(start - 2) != Sep::None
    {
        return start - 2;
    }
    label
}
