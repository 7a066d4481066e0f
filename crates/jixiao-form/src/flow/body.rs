//! One form, block by block.
//!
//! Owns where each block of a form begins and ends.

use super::forms::Form;
use super::headers::Header;
use super::labels::{self, begins_cell};
use super::sheet::Sheet;
use super::stream::{Sep, Stream};
use super::words::{Mark, Special};
use super::{duties, funds, goal, indicators};
use crate::vocabulary::{Column, Label, is_year_digit};
use std::ops::Range;

/// Writes the whole form; returns the end of what was used.
pub(super) fn write(sheet: &mut Sheet<'_, '_>, marks: &[Mark], form: &Form) -> usize {
    let top = write_title(sheet, form);
    if let Some(header) = &form.duties {
        labels::write_identity(sheet, marks, top..header.range.start);
        let end = duty_end(sheet.stream, header.range.end..form.range.end);
        return duties::write(sheet, header, header.range.end..end);
    }
    let below = write_upper(sheet, marks, form, top);
    let Some(header) = &form.indicators else { return below };
    write_lower(sheet, marks, header, form.range.end)
}

fn write_title(sheet: &mut Sheet<'_, '_>, form: &Form) -> usize {
    let stream = sheet.stream;
    let Some(title) = &form.title else { return form.range.start };
    sheet.wide(title.clone());
    match year(stream, title.end) {
        Some(year) => {
            sheet.wide(year.clone());
            year.end
        }
        None => title.end,
    }
}

/// `(2022年度)`, `(2022.1.1-2022.12.31)`, `评价年度:2022` behind a title, either bracket lost or not.
fn year(stream: &Stream<'_>, index: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 28;
    let label = (index + 2..index + 7).find(|&i| stream.starts_with(i - 2, "年度:"));
    let start = label.map_or(index, |colon| colon + 1);
    let bracket = stream.char(start) == '(';
    let mut at = start + usize::from(bracket);
    if !(at..at + 4).all(|i| is_year_digit(stream.char(i))) {
        return None;
    }
    at += 4;
    let period = |&i: &usize| {
        !is_year_digit(stream.char(i)) && !"年度月日至到.-—~/".contains(stream.char(i))
    };
    let close = (at..at + LONGEST).find(period).filter(|&i| bracket && stream.char(i) == ')');
    if let Some(close) = close {
        return Some(index..close + 1);
    }
    if stream.char(at) != '年' {
        return label.map(|_| index..at);
    }
    at += 1;
    at += usize::from(stream.char(at) == '度');
    at += usize::from(stream.char(at) == ')');
    Some(index..at)
}

/// Identity, funds, goal and what stands between them and the indicators; returns its end.
fn write_upper(sheet: &mut Sheet<'_, '_>, marks: &[Mark], form: &Form, top: usize) -> usize {
    let stream = sheet.stream;
    let limit = form
        .indicators
        .as_ref()
        .map_or_else(|| upper_end(stream, marks, form), |header| indicator_start(marks, header));
    let limit = limit.max(top);
    let plain = match &form.funds {
        Some(_) => None,
        None => funds::plain_start(stream, marks, &(top..limit)),
    };
    let funds_start = form.funds.as_ref().map(|header| funds::start(marks, header)).or(plain);
    let funds_end = form.funds.as_ref().map_or(plain.unwrap_or(top), |header| header.range.end);
    let above = funds_start.map_or(top..top, |start| top..start.max(top));
    let early = goal::start(stream, marks, &above);
    let goal_start = goal::start(stream, marks, &(funds_end..limit)).filter(|_| early.is_none());
    let identity_end = early.or(funds_start).or(goal_start).unwrap_or(limit).max(top);
    labels::write_identity(sheet, marks, top..identity_end);
    if let Some(start) = early {
        let end = labels::next_attribute(stream, marks, &(start..above.end)).unwrap_or(above.end);
        goal::write(sheet, marks, start..end);
        labels::write_identity(sheet, marks, end..above.end);
    }
    let closing = closing_start(stream, marks, goal_start.unwrap_or(funds_end)..limit);
    let goal_end = closing.unwrap_or(limit);
    let rows_end = goal_start.unwrap_or(goal_end);
    if let Some(header) = &form.funds {
        funds::write(sheet, marks, header, funds_end..rows_end.max(funds_end));
    } else if plain.is_some() {
        funds::write_plain(sheet, marks, &(funds_end..rows_end.max(funds_end)));
    }
    if let Some(start) = goal_start {
        goal::write(sheet, marks, start..goal_end.max(start));
    }
    let mut end = goal_end;
    if let Some(closing) = closing {
        end = labels::write_closing(sheet, marks, closing..limit, false).max(end);
    }
    end
}

/// Without indicators, the upper part ends at a note, a section heading or the form's own end.
fn upper_end(stream: &Stream<'_>, marks: &[Mark], form: &Form) -> usize {
    let start = form.funds.as_ref().map_or(form.range.start, |header| header.range.end);
    // The words of a header whose cells are scattered end the readable part.
    let level = |column: Option<Column>| {
        matches!(column, Some(Column::Level1 | Column::Level2 | Column::Level3))
    };
    let note = marks
        .iter()
        .find(|m| {
            m.start >= start && (m.word.special == Some(Special::Note) || level(m.word.column))
        })
        .map_or(form.range.end, |m| m.start);
    section(stream, start..note.min(form.range.end))
}

fn section(stream: &Stream<'_>, range: Range<usize>) -> usize {
    range
        .clone()
        .find(|&i| {
            stream.chars.get(i).is_some_and(|c| c.line_start) && labels::starts_section(stream, i)
        })
        .unwrap_or(range.end)
}

/// Where the indicator block begins: at the label beside or above its header.
fn indicator_start(marks: &[Mark], header: &Header) -> usize {
    marks
        .iter()
        .rev()
        .skip_while(|mark| mark.end > header.range.start)
        .take_while(|mark| header.range.start - mark.end <= 8)
        .filter(|mark| {
            mark.word.label == Some(Label::IndicatorBlock)
                || matches!(mark.word.text, "年度绩效目标" | "绩效目标")
                || mark.word.special == Some(Special::Title)
        })
        .last()
        .map_or(header.range.start, |mark| mark.start)
}

/// Where totals or remarks begin between goal and indicators.
fn closing_start(stream: &Stream<'_>, marks: &[Mark], range: Range<usize>) -> Option<usize> {
    marks
        .iter()
        .filter(|m| m.start >= range.start && m.end <= range.end)
        .find(|mark| {
            let label = matches!(
                mark.word.label,
                Some(Label::TotalPoints | Label::OtherMatters | Label::TotalScore)
            );
            let title = mark.word.special == Some(Special::Title);
            let note = mark.word.special == Some(Special::Note);
            let apart = stream.sep(mark.start) >= Sep::Line
                || (stream.sep(mark.start) != Sep::None && mark.word.text.chars().count() > 5);
            (label && apart && mark.word.text.chars().count() >= 3)
                || ((title || note) && stream.sep(mark.start) >= Sep::Line)
        })
        .map(|mark| mark.start)
}

/// Indicators, total and remarks; returns the end of what was used.
fn write_lower(sheet: &mut Sheet<'_, '_>, marks: &[Mark], header: &Header, limit: usize) -> usize {
    let stream = sheet.stream;
    let start = header.range.end;
    let limit = section(stream, start..limit);
    let close = marks
        .iter()
        .find(|mark| mark.start >= start && mark.end <= limit && closes(stream, mark, start));
    let body = start..close.map_or(limit, |mark| mark.start);
    let mut end = body.end;
    indicators::write(sheet, marks, header, body);
    let Some(close) = close else { return end };
    let total = marks
        .iter()
        .filter(|mark| mark.start >= close.start && mark.end <= limit)
        .find(|mark| mark.word.label == Some(Label::Total) && closes(stream, mark, close.start));
    let Some(total) = total else {
        return labels::write_closing(sheet, marks, close.start..limit, true).max(end);
    };
    if total.start > close.start {
        labels::write_closing(sheet, marks, close.start..total.start, true);
    }
    end = indicators::write_total(sheet, header, &(total.start..total.end), limit).max(end);
    labels::write_closing(sheet, marks, end..limit, true).max(end)
}

/// Whether a hit ends the indicator block.
fn closes(stream: &Stream<'_>, mark: &Mark, start: usize) -> bool {
    let begins = begins_cell(stream, mark, start) || stream.char(mark.start - 1) == '…';
    let apart = stream.sep(mark.start) != Sep::None;
    let after = stream.char(mark.end);
    let ends = stream.sep(mark.end) != Sep::None;
    if mark.word.special == Some(Special::Note) {
        return apart || stream.glued;
    }
    if mark.word.special == Some(Special::Title) {
        return stream.glued || apart;
    }
    if mark.word.column == Some(Column::Deviation) {
        return mark.word.text.chars().count() > 8 && begins && stream.glued;
    }
    match mark.word.label {
        Some(Label::Total) => {
            let value = after.is_ascii_digit() || after == ':' || after == '(';
            (begins && (value || ends)) || (stream.glued && after.is_ascii_digit())
        }
        Some(Label::TotalPoints | Label::TotalScore | Label::Grade) => {
            apart && mark.word.text.chars().count() >= 3 && (ends || after.is_ascii_digit())
        }
        Some(Label::OtherMatters | Label::Conclusion) => {
            begins && (stream.glued || (apart && (ends || after == ':')))
        }
        Some(Label::Problems | Label::Improvements) => stream.sep(mark.start) >= Sep::Line && ends,
        Some(Label::Contact) => apart && after == ':',
        _ => false,
    }
}

/// Qualitative forms end at a section heading or a note.
fn duty_end(stream: &Stream<'_>, range: Range<usize>) -> usize {
    range
        .clone()
        .find(|&i| {
            stream.chars.get(i).is_some_and(|c| c.line_start)
                && (labels::starts_section(stream, i) || stream.starts_with(i, "注:"))
        })
        .unwrap_or(range.end)
}
