//! Headers of monitoring forms, which begin with a period: `1-7月执行数`, `上半年执行率`.
//!
//! Owns the words that may follow a period. No list can hold them together with every period.

use super::stream::{Char, Stream};
use super::words::{Mark, Word};
use crate::vocabulary::Column;

/// What follows a period in a header, longest first.
const WORDS: [(&str, Column); 9] = [
    ("实际完成情况", Column::Actual),
    ("指标完成情况", Column::Actual),
    ("预算执行数", Column::ExecutedAmount),
    ("预算执行率", Column::ExecutionRate),
    ("执行情况", Column::Actual),
    ("完成情况", Column::Actual),
    ("执行数", Column::ExecutedAmount),
    ("支出数", Column::ExecutedAmount),
    ("执行率", Column::ExecutionRate),
];

/// Puts the headers that begin with a period in place of the words inside them.
pub(super) fn join(stream: &Stream<'_>, marks: &mut Vec<Mark>) {
    let mut found = Vec::new();
    let ends = |c: &Char| matches!(c.c, '月' | '年');
    let chars = stream.chars.iter().enumerate();
    for (index, char) in chars.filter(|(_, c)| ends(c)) {
        let start = if char.c == '月' { months(stream, index) } else { half_year(stream, index) };
        let Some(start) = start else { continue };
        let after = index + 1;
        let hit = WORDS.iter().find(|(word, _)| stream.starts_with(after, word));
        if let Some(&(text, column)) = hit {
            let word = Word { text, column: Some(column), ..Word::default() };
            found.push(Mark { start, end: after + text.chars().count(), word });
        }
    }
    if found.is_empty() {
        return;
    }
    marks.retain(|mark| {
        // They are in order and do not overlap each other.
        let next = found.partition_point(|new| new.end <= mark.start);
        found.get(next).is_none_or(|new| new.start >= mark.end)
    });
    marks.append(&mut found);
    marks.sort_by_key(|mark| mark.start);
}

/// Where the months that end before `month` begin: `1-7`, `7`.
fn months(stream: &Stream<'_>, month: usize) -> Option<usize> {
    let first = digits(stream, month);
    if first == month {
        return None;
    }
    let marked = first > 0 && matches!(stream.char(first - 1), '-' | '—' | '–' | '~' | '至' | '到');
    let second = if marked { digits(stream, first - 1) } else { first };
    Some(if marked && second < first - 1 { second } else { first })
}

fn half_year(stream: &Stream<'_>, year: usize) -> Option<usize> {
    let start = year.checked_sub(2)?;
    stream.starts_with(start, "上半年").then_some(start)
}

/// Where the one or two digits before `end` begin.
fn digits(stream: &Stream<'_>, end: usize) -> usize {
    let is_digit = |back: usize| {
        end.checked_sub(back).is_some_and(|index| stream.char(index).is_ascii_digit())
    };
    match (is_digit(1), is_digit(2)) {
        (true, true) => end - 2,
        (true, false) => end - 1,
        _ => end,
    }
}
