//! Level headings inside the indicator block: 产出指标(50分), 数量指标, and subtotals beside them.
//!
//! Owns the decision which hits are headings and not parts of names or sentences, and their level.

use super::headers::past_bracket;
use super::shape::{self, Class};
use super::stream::{Sep, Stream};
use super::words::Mark;
use crate::vocabulary::LevelWord;
use std::ops::Range;

/// A heading of level 1 or 2.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// The word with its bracket.
    pub range: Range<usize>,
    /// 1 or 2.
    pub level: u8,
    /// Points and score printed beside it.
    pub subtotal: Option<(Range<usize>, Option<Range<usize>>)>,
    pub word: LevelWord,
}

impl Heading {
    /// Where the rows below it begin.
    pub(super) fn end(&self) -> usize {
        match &self.subtotal {
            Some((_, Some(score))) => score.end,
            Some((points, None)) => points.end,
            None => self.range.end,
        }
    }
}

/// The headings in `body`, in order. `scored` tells that the form has points and score columns, so
/// that two figures behind a heading are its subtotal.
pub(super) fn headings(
    stream: &Stream<'_>,
    marks: &[Mark],
    body: &Range<usize>,
    scored: bool,
) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    for mark in marks.iter().filter(|m| m.start >= body.start && m.end <= body.end) {
        let Some(word) = mark.word.level else { continue };
        let after = found.last().map_or(body.start, Heading::end);
        let last = found.last();
        let summed = scored
            && last.is_some_and(|last| last.subtotal.is_some())
            && matches!(subtotal(stream, mark.end, body.end), Some((_, Some(_))));
        if mark.start < after || !is_heading(stream, mark, (after, summed), last) {
            continue;
        }
        let mut end = points_bracket(stream, mark.end);
        if stream.starts_with(end, "等") && stream.sep(end + 1) != Sep::None {
            end += 1;
        }
        let subtotal = if scored { subtotal(stream, end, body.end) } else { None };
        found.push(Heading { range: mark.start..end, level: 0, subtotal, word });
    }
    assign_levels(&mut found);
    found
}

/// `(50分)`, `50分`, `(必填)` behind a heading.
fn points_bracket(stream: &Stream<'_>, index: usize) -> usize {
    let end = past_bracket(stream, index);
    if end > index {
        return end;
    }
    let mut digits = index;
    while shape::class(&stream.chars, digits) == Class::Digit && digits < index + 5 {
        digits += 1;
    }
    if digits > index && stream.char(digits) == '分' && stream.char(digits + 1) != '钟' {
        digits + 1
    } else {
        index
    }
}

/// `after` is the end of the heading before; `summed` tells that points and score stand beside the
/// hit as they do beside that heading.
fn is_heading(
    stream: &Stream<'_>,
    mark: &Mark,
    (after, summed): (usize, bool),
    last: Option<&Heading>,
) -> bool {
    let text = mark.word.text.trim_end_matches('等');
    let previous = if mark.start == 0 { '\0' } else { stream.char(mark.start - 1) };
    let adjacent = mark.start == after;
    let figure =
        previous.is_ascii_digit() || matches!(previous, '%' | ')' | '分' | '—' | '…' | '-');
    let apart = adjacent || stream.sep(mark.start) != Sep::None;
    let next = stream.char(mark.end);
    let bracket = next == '(';
    let framework = mark.word.level == Some(LevelWord::Framework);
    if text.chars().count() > 3 && text.ends_with("目标") {
        return apart || figure;
    }
    if framework {
        return bracket && (apart || figure) && ends_in_points(stream, mark.end);
    }
    if text.ends_with("指标") {
        if text == "完成指标" {
            return apart && (stream.sep(mark.end) != Sep::None) && adjacent;
        }
        return apart || figure || (stream.glued && glued_heading(stream, mark, text));
    }
    // 产出, its 指标 sent elsewhere, above the first heading of level 2.
    let alone = stream.sep(mark.start) >= Sep::Line && stream.sep(mark.end) >= Sep::Line;
    if alone && matches!(text, "产出" | "效益") && adjacent && last.is_none() {
        return true;
    }
    // 社会公众满意度 95% is a row's name; so is a short word right below a level-2 heading.
    let value = (next.is_ascii_digit() && !summed)
        || matches!(next, '≥' | '≤' | '>' | '<' | '=' | '≧' | '≦');
    let below_kind = adjacent
        && last.is_some_and(|last| matches!(last.word, LevelWord::Kind(_)))
        && !text.ends_with('值');
    let known = ["数量", "质量", "时效", "成本"].contains(&text)
        || text.ends_with("效益")
        || text.ends_with('值')
        || text.starts_with("可持续")
        || text.ends_with("满意度");
    if !known || below_kind {
        return false;
    }
    if stream.glued {
        let short = text.chars().count() == 2;
        let compound = matches!(next, '率' | '控' | '节' | '效' | '达' | '合' | '指');
        return (!value || short) && (adjacent || figure || apart) && !(short && compound);
    }
    apart && (stream.sep(mark.end) != Sep::None || bracket) && (!value || text.ends_with('值'))
}

/// In glued text a heading stands anywhere; one that ends a longer word does not.
fn glued_heading(stream: &Stream<'_>, mark: &Mark, text: &str) -> bool {
    let previous = if mark.start == 0 { '\0' } else { stream.char(mark.start - 1) };
    !matches!(previous, '预' | '各' | '项' | '的' | '个' | '类') && text.chars().count() >= 4
}

fn ends_in_points(stream: &Stream<'_>, index: usize) -> bool {
    let end = past_bracket(stream, index);
    end > index + 2 && stream.char(end - 2) == '分'
}

/// Two figures right behind a heading, on its line: its points and score.
fn subtotal(
    stream: &Stream<'_>,
    index: usize,
    limit: usize,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let first = figure(stream, index, limit)?;
    let rest = figure(stream, first.end, limit);
    let Some(second) = rest else {
        let closed = first.end >= limit
            || stream.chars.get(first.end).is_some_and(|c| c.line_start)
            || stream.starts_with(first.end, "数量");
        return closed.then_some((first, None));
    };
    let third = shape::class(&stream.chars, second.end) == Class::Digit
        && second.end < limit
        && !stream.chars.get(second.end).is_some_and(|c| c.line_start);
    (!third).then_some((first, Some(second)))
}

/// A bare number at `index`; two glued ones with two decimals each are told apart.
fn figure(stream: &Stream<'_>, index: usize, limit: usize) -> Option<Range<usize>> {
    let mut end = index;
    while end < limit
        && shape::class(&stream.chars, end) == Class::Digit
        && (end == index || stream.sep(end) == Sep::None)
    {
        let decimals = end >= index + 4 && stream.char(end - 3) == '.';
        if decimals && end > index {
            break;
        }
        end += 1;
    }
    let number = shape::number(stream.chars.get(index..end)?)?;
    let decimals = end >= index + 4 && stream.char(end - 3) == '.';
    let bare = end >= limit
        || (stream.glued && decimals)
        || stream.sep(end) != Sep::None
        || shape::class(&stream.chars, end) == Class::Digit;
    (bare && number.scaled() <= 1_000_000).then_some(index..end)
}

/// 成本指标 and 满意度指标 are level 1 or 2 by what stands around them.
fn assign_levels(headings: &mut [Heading]) {
    let mut group: Option<LevelWord> = None;
    for index in 0..headings.len() {
        let next_adjacent_kind = headings.get(index + 1).is_some_and(|next| {
            next.range.start == headings[index].end() && next.word.kind().is_some()
        });
        let level = match headings[index].word {
            LevelWord::Group(_) | LevelWord::Framework => 1,
            LevelWord::Kind(_) => 2,
            LevelWord::Either(..) => {
                let same = group.is_some_and(|group| group.group() == headings[index].word.group());
                let output = matches!(
                    (group.and_then(LevelWord::group), headings[index].word),
                    (
                        Some(jixiao_domain::IndicatorGroup::Output),
                        LevelWord::Either(jixiao_domain::IndicatorGroup::Cost, _)
                    )
                );
                // 影响力目标 and the like stand above words that are groups elsewhere.
                let below_framework = index.checked_sub(1).is_some_and(|above| {
                    matches!(headings[above].word, LevelWord::Framework)
                        && headings[above].end() == headings[index].range.start
                });
                if same || below_framework || (output && !next_adjacent_kind) { 2 } else { 1 }
            }
        };
        headings[index].level = level;
        if level == 1 {
            group = Some(headings[index].word);
        }
    }
}
