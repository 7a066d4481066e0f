//! Labels with their values: identity above the blocks, totals and remarks around them.
//!
//! Owns which hits are labels here and how far a value reaches.

use super::headers::past_bracket;
use super::sheet::Sheet;
use super::stream::{Sep, Stream};
use super::words::{Mark, Special};
use crate::vocabulary::Label;
use std::ops::Range;

/// Whether a hit stands where a cell can begin.
pub(super) fn begins_cell(stream: &Stream<'_>, mark: &Mark, after: usize) -> bool {
    let previous = if mark.start == 0 { '\0' } else { stream.char(mark.start - 1) };
    mark.start == after
        || stream.sep(mark.start) != Sep::None
        || matches!(previous, '%' | ')' | '。' | '—' | ']')
        || previous.is_ascii_digit()
}

/// Writes the labels of the title block with their values.
pub(super) fn write_identity(sheet: &mut Sheet<'_, '_>, marks: &[Mark], range: Range<usize>) {
    let stream = sheet.stream;
    let accepted = accepted(stream, marks, &range, |label| {
        matches!(
            label,
            Label::ProjectName
                | Label::DepartmentName
                | Label::SupervisingDept
                | Label::ImplementingUnit
                | Label::TotalPoints
                | Label::TotalScore
                | Label::Grade
                | Label::Contact
                | Label::Attribute
        )
    });
    write_pairs(sheet, &accepted, range.end, false);
}

/// The first attribute label in `range` (2.项目实施内容及过程概述), its number included.
pub(super) fn next_attribute(
    stream: &Stream<'_>,
    marks: &[Mark],
    range: &Range<usize>,
) -> Option<usize> {
    let mark = marks
        .iter()
        .filter(|m| m.start >= range.start && m.end <= range.end)
        .find(|m| m.word.label == Some(Label::Attribute) && m.word.text.chars().count() > 5)?;
    let numbered = mark.start >= range.start + 2
        && stream.char(mark.start - 1) == '.'
        && stream.char(mark.start - 2).is_ascii_digit();
    Some(if numbered { mark.start - 2 } else { mark.start })
}

/// Writes totals and remarks in `range`; returns the end of what was used.
pub(super) fn write_closing(
    sheet: &mut Sheet<'_, '_>,
    marks: &[Mark],
    range: Range<usize>,
    last: bool,
) -> usize {
    let stream = sheet.stream;
    let stop = marks
        .iter()
        .filter(|mark| range.contains(&mark.start))
        .find(|mark| {
            let note = mark.word.special == Some(Special::Note);
            let title = mark.word.special == Some(Special::Title);
            (note || title) && (stream.glued || begins_cell(stream, mark, range.start))
        })
        .map_or(range.end, |mark| mark.start);
    let range = range.start..stop;
    let accepted = accepted(stream, marks, &range, |label| {
        matches!(
            label,
            Label::TotalPoints
                | Label::TotalScore
                | Label::Grade
                | Label::OtherMatters
                | Label::Conclusion
                | Label::Problems
                | Label::Improvements
                | Label::Contact
        )
    });
    write_pairs(sheet, &accepted, range.end, last).unwrap_or(range.start)
}

fn accepted(
    stream: &Stream<'_>,
    marks: &[Mark],
    range: &Range<usize>,
    wanted: impl Fn(Label) -> bool,
) -> Vec<(Range<usize>, Label)> {
    let mut labels: Vec<(Range<usize>, Label)> = Vec::new();
    for mark in marks.iter().filter(|m| m.start >= range.start && m.end <= range.end) {
        let Some(label) = mark.word.label.filter(|&label| wanted(label)) else { continue };
        let after = labels.last().map_or(range.start, |(range, _)| range.end);
        if mark.start < after {
            continue;
        }
        let colon = stream.char(mark.end) == ':';
        // 评价结论 | 自评总分95分，总体较好。 is one text.
        let concluded = labels.last().is_some_and(|(_, label)| *label == Label::Conclusion);
        if concluded
            && label == Label::TotalScore
            && mark.start == after
            && !colon
            && stream.sep(mark.end) == Sep::None
        {
            continue;
        }
        let short = mark.word.text.chars().count() < 4;
        let begins = begins_cell(stream, mark, after);
        let apart = begins && (stream.sep(mark.end) != Sep::None || colon);
        let figure = |c: char| c.is_ascii_digit() || matches!(c, '优' | '良' | '中' | '差');
        let total = matches!(label, Label::TotalPoints | Label::TotalScore | Label::Grade);
        let good = if total && apart && figure(stream.char(mark.end)) {
            true
        } else if short {
            apart && (colon || stream.sep(mark.start) >= Sep::Line || label == Label::Grade)
                || (label == Label::TotalScore && begins)
        } else {
            begins || stream.glued
        };
        if good {
            let named = labels.last().is_some_and(|(_, label)| *label == Label::ProjectName);
            let long = mark.word.text.starts_with("项目") && mark.word.text.chars().count() > 4;
            let doubled = mark.start >= 2 && stream.starts_with(mark.start - 2, "项目");
            let own = named && long && !doubled && stream.sep(mark.start) == Sep::None;
            let start = if own { mark.start + 2 } else { mark.start };
            labels.push((start..past_seal(stream, mark.end), label));
        }
    }
    labels
}

/// `(盖章)` and the like belong to the label.
fn past_seal(stream: &Stream<'_>, index: usize) -> usize {
    let end = past_bracket(stream, index);
    if end > index && end - index <= 6 { end } else { index }
}

/// Writes each label with the text up to the next; with `last`, a value ends at a blank line.
fn write_pairs(
    sheet: &mut Sheet<'_, '_>,
    labels: &[(Range<usize>, Label)],
    limit: usize,
    last: bool,
) -> Option<usize> {
    let stream = sheet.stream;
    let mut used = None;
    for (index, (label, kind)) in labels.iter().enumerate() {
        let mut end = labels.get(index + 1).map_or(limit, |(next, _)| next.start);
        let mut start = label.end;
        while start < end && matches!(stream.char(start), ':' | '*' | ';') {
            start += 1;
        }
        if let Some(stop) = (start + 1..end).find(|&i| ends_value(stream, i, start, *kind, last)) {
            end = stop;
        }
        sheet.pair(label.clone(), start..end);
        used = Some(end);
    }
    used
}

fn ends_value(stream: &Stream<'_>, index: usize, start: usize, kind: Label, last: bool) -> bool {
    let Some(c) = stream.chars.get(index) else { return true };
    if (c.line_start && starts_section(stream, index)) || c.sep == Sep::Hard {
        return true;
    }
    match kind {
        Label::TotalPoints | Label::TotalScore | Label::Grade => {
            c.sep != Sep::None && index > start
        }
        _ => last && c.sep == Sep::Blank,
    }
}

/// A line that begins a section of a report or another document: 一、, （一）, 附件.
pub(super) fn starts_section(stream: &Stream<'_>, index: usize) -> bool {
    let (first, second, third) =
        (stream.char(index), stream.char(index + 1), stream.char(index + 2));
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    (second == '、' && numeral(first))
        || (first == '(' && third == ')' && numeral(second))
        || (first == '附'
            && matches!(second, '件' | '表')
            && (third.is_ascii_digit() || third == ':'))
}
