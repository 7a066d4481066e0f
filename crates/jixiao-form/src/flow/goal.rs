//! The goal block: 年度总体目标, its two headings and the two texts below.
//!
//! Owns telling the expected text from the actual one where both stand one after the other.

use super::headers::past_bracket;
use super::shape;
use super::sheet::{Sheet, Text};
use super::stream::{Sep, Stream};
use super::words::Mark;
use crate::vocabulary::Label;
use std::ops::Range;

/// Where the goal block begins in `range`, if it is there.
pub(super) fn start(stream: &Stream<'_>, marks: &[Mark], range: &Range<usize>) -> Option<usize> {
    goal_marks(stream, marks, range).first().map(|mark| mark.start)
}

/// The goal labels in `range`.
fn goal_marks<'m>(stream: &Stream<'_>, marks: &'m [Mark], range: &Range<usize>) -> Vec<&'m Mark> {
    let mut after = range.start;
    let mut found = Vec::new();
    for mark in marks.iter().filter(|m| m.start >= range.start && m.end <= range.end) {
        let goal = matches!(
            mark.word.label,
            Some(Label::GoalBlock | Label::GoalExpected | Label::GoalActual)
        );
        let long = mark.word.text.chars().count() >= 4;
        let begins = super::labels::begins_cell(stream, mark, after) || stream.glued;
        let ends =
            stream.sep(mark.end) != Sep::None || stream.glued || stream.char(mark.end) == '(';
        if goal && long && begins && (ends || mark.start == after) {
            after = past_bracket(stream, mark.end);
            found.push(mark);
        } else if mark.word.source.is_some() {
            after = mark.end;
        }
    }
    found
}

/// Writes the block in `range`, which begins at its first label.
pub(super) fn write(sheet: &mut Sheet<'_, '_>, marks: &[Mark], range: Range<usize>) {
    let stream = sheet.stream;
    let found = goal_marks(stream, marks, &range);
    // Labels at the head stand close together; later hits are part of the text, but for a result
    // heading that stands between the texts.
    let mut head: Vec<&Mark> = Vec::new();
    for mark in &found {
        let near = head.last().is_none_or(|last| mark.start <= last.end + 6);
        if near {
            head.push(mark);
        } else {
            break;
        }
    }
    let Some(last) = head.last() else { return };
    let body = past_bracket(stream, last.end)..range.end;
    let is_actual = |mark: &Mark| {
        mark.word.label == Some(Label::GoalActual) || mark.word.text.ends_with("完成情况")
    };
    let side = head.first().filter(|mark| mark.word.label == Some(Label::GoalBlock));
    let rest = if side.is_some() { &head[1..] } else { &head[..] };
    let expected = rest.iter().find(|mark| !is_actual(mark)).map(|m| m.start..m.end);
    let actual = rest.iter().find(|mark| is_actual(mark)).map(|m| m.start..m.end);
    let side = side.map(|mark| mark.start..mark.end);
    let label = |range: Option<Range<usize>>, word| range.map_or(Text::Fixed(word), Text::Label);
    if let (None, Some(later)) = (&actual, found.get(head.len()).filter(|mark| is_actual(mark))) {
        let first = body.start..later.start;
        let second = past_bracket(stream, later.end)..body.end;
        sheet.row(&[
            label(side, "年度总体目标"),
            label(expected, "预期目标"),
            Text::Label(later.start..later.end),
        ]);
        sheet.row(&[Text::Blank, Text::Range(first), Text::Range(second)]);
        return;
    }
    let one_text = actual.is_none();
    let cells = [label(side, "年度总体目标"), label(expected, "预期目标")];
    if one_text {
        sheet.row(&cells);
        sheet.row(&[Text::Blank, Text::Range(trimmed(stream, body))]);
        return;
    }
    let [side, expected] = cells;
    sheet.row(&[side, expected, label(actual, "实际完成情况")]);
    let body = trimmed(stream, body);
    if let Some(middle) = split(stream, &body) {
        let (first, second) = (body.start..middle, middle..body.end);
        sheet.row(&[Text::Blank, Text::Range(first), Text::Range(second)]);
    } else {
        sheet.gap(body.start, "预期目标与实际完成情况连在一起，无法分开");
        sheet.row(&[Text::Blank, Text::Range(body), Text::Blank]);
    }
}

fn trimmed(stream: &Stream<'_>, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    while start < range.end && matches!(stream.char(start), ':' | '*') {
        start += 1;
    }
    start..range.end
}

/// Where the actual text begins; `range.end` when there is only one text; `None` when it cannot be
/// told.
fn split(stream: &Stream<'_>, range: &Range<usize>) -> Option<usize> {
    if range.is_empty() {
        return Some(range.end);
    }
    let places = |least: Sep| (range.start + 1..range.end).filter(move |&i| stream.sep(i) >= least);
    let only = |least: Sep| {
        let mut places = places(least);
        places.next().filter(|_| places.next().is_none())
    };
    if let Some(place) =
        only(Sep::Hard).or_else(|| copy(stream, range)).or_else(|| only(Sep::Blank))
    {
        return Some(place);
    }
    if let Some(place) = restart(stream, range) {
        return Some(place);
    }
    if let Some(place) = only(Sep::Line).or_else(|| only(Sep::Wide)).or_else(|| only(Sep::Space)) {
        return Some(place);
    }
    let strongest = [Sep::Hard, Sep::Blank, Sep::Line, Sep::Space]
        .into_iter()
        .find(|&sep| places(sep).next().is_some());
    if let Some(sep) = strongest
        && let Some(place) = places(sep).find(|&i| opens_result(stream, i))
    {
        return Some(place);
    }
    if strongest.is_none() {
        let mut sentences = (range.start + 1..range.end)
            .filter(|&i| stream.char(i - 1) == '。' && opens_result(stream, i));
        let first = sentences.next();
        if first.is_some() && sentences.next().is_none() {
            return first;
        }
    }
    // A short text without any separator is one cell.
    (strongest.is_none() && range.len() < 12).then_some(range.end)
}

/// The second half repeats the first.
fn copy(stream: &Stream<'_>, range: &Range<usize>) -> Option<usize> {
    let letters = |range: Range<usize>| {
        stream.chars[range].iter().map(|c| c.c).filter(|c| c.is_alphanumeric())
    };
    let middle = range.start + range.len() / 2;
    let from = middle.saturating_sub(3).max(range.start + 1);
    (from..(middle + 4).min(range.end)).find(|&place| {
        let same_start = stream.char(place) == stream.char(range.start);
        same_start && letters(range.start..place).eq(letters(place..range.end))
    })
}

/// The text begins anew: the same first characters, or numbering from 1 again.
fn restart(stream: &Stream<'_>, range: &Range<usize>) -> Option<usize> {
    let chars = &stream.chars;
    let mut best: Option<(usize, usize)> = None;
    let numbered = |i: usize| {
        stream.char(i) == '1' && matches!(stream.char(i + 1), '.' | '、') && i + 2 < range.end
            || stream.starts_with(i, "一是")
            || stream.starts_with(i, "目标1")
    };
    let mut numbers = usize::from(numbered(range.start));
    for place in range.start + 4..range.end {
        let apart = stream.sep(place) != Sep::None;
        let closed = matches!(stream.char(place - 1), '。' | ';' | '.' | ',');
        if !apart && !closed {
            continue;
        }
        if numbered(place) {
            if numbers > 0 || apart {
                return Some(place);
            }
            numbers += 1;
        }
        let shared = chars[range.start..place]
            .iter()
            .zip(&chars[place..range.end])
            .take(40)
            .take_while(|(a, b)| a.c == b.c)
            .count();
        let least = if apart { 2 } else { 4 };
        if shared >= least && best.is_none_or(|(longest, _)| shared > longest) {
            best = Some((shared, place));
        }
    }
    best.map(|(_, place)| place)
}

/// Words a result begins with.
fn opens_result(stream: &Stream<'_>, index: usize) -> bool {
    ["已", "完成", "全年", "实际", "本年", "共", "按", "达", "较好", "年度", "均"]
        .iter()
        .any(|word| stream.starts_with(index, word))
        || stream.chars.get(index..index + 6).is_some_and(|chars| {
            shape::leading_number(chars).is_some() && stream.char(index + 4) == '年'
        })
}
