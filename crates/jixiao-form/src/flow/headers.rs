//! Header rows: runs of column words, however they are separated.
//!
//! Owns the decision that a run of words is the header of a block, of which block, and the order
//! of its columns. Reads no cell below it.

use super::stream::{Sep, Stream};
use super::words::{Mark, Special};
use crate::vocabulary::{Column, Label};
use std::ops::Range;

/// The block a header stands over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Funds,
    Indicators,
    Duties,
}

/// One header with its columns in printed order.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub block: Block,
    pub range: Range<usize>,
    /// Each column with the stretch of its words. Two-row headers are put into one row.
    pub columns: Vec<(Heading, Range<usize>)>,
    /// A word printed over the whole block: 年度预算数(万元).
    pub side: Option<Range<usize>>,
}

/// A column of any block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Column(Column),
    Duty(Special),
    /// 目标 in a qualitative form.
    DutyGoal,
}

/// Characters of other cells (vertical labels, notes) allowed between two words of one header.
const STRAY: usize = 8;

/// Every header in the stream, in order.
pub(super) fn headers(stream: &Stream<'_>, marks: &[Mark]) -> Vec<Header> {
    let mut headers = Vec::new();
    let mut run: Vec<(Heading, Range<usize>)> = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for mark in marks {
        if mark.start < end {
            continue;
        }
        let inside = !run.is_empty();
        let near = inside && mark.start - end <= STRAY && calm(stream, end..mark.start);
        let after = past_bracket(stream, mark.end);
        match heading(mark) {
            Some(words) => {
                if !near {
                    headers.extend(header(start..end, std::mem::take(&mut run)));
                    start = mark.start;
                }
                push(&mut run, mark, words, after);
                end = after;
            }
            // Labels of the block printed down the side.
            None if near && is_side_label(mark) => end = after,
            None => {
                headers.extend(header(start..end, std::mem::take(&mut run)));
            }
        }
    }
    headers.extend(header(start..end, run));
    for header in headers.iter_mut().filter(|header| header.block == Block::Indicators) {
        drop_options(stream, header);
    }
    headers
}

/// Monitoring forms print reasons and likelihoods to tick on a second line below their header: no
/// cell of a flattened row tells which of them it stands under.
fn drop_options(stream: &Stream<'_>, header: &mut Header) {
    let places = header.range.start + 1..=header.range.end;
    let Some((line, end)) =
        places.map(|at| (at, past_options(stream, at))).find(|(at, end)| end > at)
    else {
        return;
    };
    header.columns.retain(|(_, range)| range.start < line);
    header.range.end = header.range.end.max(end);
}

/// The end of a line of options that begins at `index`, `index` itself when none does.
fn past_options(stream: &Stream<'_>, index: usize) -> usize {
    const OPTIONS: &[&str] = &[
        "经费保障",
        "制度保障",
        "人员保障",
        "硬件条件保障",
        "其他",
        "原因说明",
        "确定能",
        "有可能",
        "完全不可能",
        "完全不能",
        "备注",
    ];
    const FEWEST: usize = 3;
    let line_start = |at: usize| stream.chars.get(at).is_some_and(|c| c.line_start);
    if !line_start(index) {
        return index;
    }
    let (mut end, mut count) = (index, 0);
    while let Some(option) = OPTIONS.iter().find(|option| stream.starts_with(end, option)) {
        let after = end + option.chars().count();
        if stream.sep(after) == Sep::None {
            break;
        }
        (end, count) = (after, count + 1);
    }
    if count >= FEWEST { end } else { index }
}

/// Adds the words of `mark` to a run. 执行率 and 得分 side by side are a listed word too, which it
/// is only where the run has its 执行率 already.
fn push(run: &mut Vec<(Heading, Range<usize>)>, mark: &Mark, words: Vec<Heading>, after: usize) {
    let rate = Heading::Column(Column::ExecutionRate);
    let joined = match mark.word.text {
        "执行率得分" => Some(Column::Score),
        "执行率权重" => Some(Column::Points),
        _ => None,
    };
    match joined.filter(|_| !run.iter().any(|(heading, _)| *heading == rate)) {
        Some(second) => {
            run.push((rate, mark.start..mark.start + 3));
            run.push((Heading::Column(second), mark.start + 3..after));
        }
        None => run.extend(words.into_iter().map(|heading| (heading, mark.start..after))),
    }
}

fn heading(mark: &Mark) -> Option<Vec<Heading>> {
    match mark.word.special {
        Some(Special::TargetAndActual) => {
            return Some(vec![Heading::Column(Column::Target), Heading::Column(Column::Actual)]);
        }
        Some(
            special @ (Special::Task
            | Special::Measure
            | Special::Execution
            | Special::Comparison
            | Special::Circumstances),
        ) => return Some(vec![Heading::Duty(special)]),
        _ => {}
    }
    if mark.word.text == "目标" {
        return Some(vec![Heading::DutyGoal]);
    }
    mark.word.column.map(|column| vec![Heading::Column(column)])
}

fn is_side_label(mark: &Mark) -> bool {
    matches!(
        mark.word.label,
        Some(Label::IndicatorBlock | Label::GoalBlock | Label::FundBlock | Label::GoalExpected)
    )
}

/// Whether the stretch can stand between two header words: no sentence and no figure.
fn calm(stream: &Stream<'_>, range: Range<usize>) -> bool {
    stream.chars.get(range).is_some_and(|chars| {
        chars.iter().all(|c| {
            !c.c.is_ascii_digit() && !matches!(c.c, '、' | ',' | '。' | ':' | ';' | '=' | '/')
        })
    })
}

/// The end of a bracket that begins at `index`, `index` itself when none does.
pub(super) fn past_bracket(stream: &Stream<'_>, index: usize) -> usize {
    const LONGEST: usize = 18;
    let mut end = index;
    while stream.char(end) == '(' {
        let limit = stream.len().min(end + LONGEST);
        match (end + 1..limit).find(|&i| matches!(stream.char(i), ')' | '(')) {
            Some(close) if stream.char(close) == ')' => end = close + 1,
            // OCR lost the closing bracket: (B/A1
            Some(open) if open > end + 3 => {
                return (end + 1..open).find(|&i| !stream.char(i).is_ascii()).unwrap_or(open);
            }
            _ => break,
        }
    }
    end
}

fn header(range: Range<usize>, run: Vec<(Heading, Range<usize>)>) -> Option<Header> {
    let has = |column: Column| run.iter().any(|(heading, _)| *heading == Heading::Column(column));
    let duties = run.iter().filter(|(heading, _)| matches!(heading, Heading::Duty(_))).count();
    if duties >= 3 {
        let columns =
            run.into_iter().filter(|(heading, _)| !matches!(heading, Heading::Column(_))).collect();
        return Some(Header { block: Block::Duties, range, columns, side: None });
    }
    let money = [
        Column::InitialBudget,
        Column::AdjustedBudget,
        Column::ArrivedAmount,
        Column::ExecutedAmount,
        Column::ExecutionRate,
    ];
    let values = [Column::Target, Column::Actual];
    let named = has(Column::Level3) || (has(Column::Level2) && has(Column::Target));
    let block = if named && values.iter().any(|&column| has(column)) {
        Block::Indicators
    } else if money.iter().filter(|&&column| has(column)).count() >= 2 {
        Block::Funds
    } else {
        return None;
    };
    let mut side = None;
    let mut columns: Vec<(Heading, Range<usize>)> = match block {
        Block::Funds => run.into_iter().filter(|(heading, _)| is_fund(*heading)).collect(),
        _ => one_row(run),
    };
    if let [first, rest @ ..] = &columns[..]
        && block == Block::Funds
        && rest.iter().any(|(heading, _)| *heading == first.0)
    {
        side = Some(first.1.clone());
        columns.remove(0);
    }
    Some(Header { block, range, columns, side })
}

fn is_fund(heading: Heading) -> bool {
    matches!(
        heading,
        Heading::Column(
            Column::InitialBudget
                | Column::AdjustedBudget
                | Column::ArrivedAmount
                | Column::ExecutedAmount
                | Column::ExpectedAmount
                | Column::ExecutionRate
                | Column::Points
                | Column::Score
                | Column::Deviation
                | Column::Explanation
                | Column::Remark
                | Column::Amount
        )
    )
}

/// Puts a header of two rows into one: the level words of the second row stand left of all, and
/// 指标性质, 指标值, 度量单位 stand where the first row says 年度指标值.
fn one_row(run: Vec<(Heading, Range<usize>)>) -> Vec<(Heading, Range<usize>)> {
    let level = |heading: &Heading| {
        matches!(heading, Heading::Column(Column::Level1 | Column::Level2 | Column::Level3))
    };
    let target = Heading::Column(Column::Target);
    let last_level = run.iter().rposition(|(heading, _)| level(heading));
    let first_level = run.iter().position(|(heading, _)| level(heading));
    let mut columns = Vec::with_capacity(run.len());
    match (first_level, last_level) {
        (Some(first), Some(last)) if first > 0 && run.len() > 3 => {
            let (upper, lower) = run.split_at(first);
            let (levels, split) = lower.split_at(last - first + 1);
            columns.extend_from_slice(levels);
            columns.extend_from_slice(split);
            let replaced = split.iter().any(|(heading, _)| *heading == target);
            columns.extend(
                upper.iter().filter(|(heading, _)| !(replaced && *heading == target)).cloned(),
            );
        }
        _ => columns = run,
    }
    let mut seen: Vec<Heading> = Vec::with_capacity(columns.len());
    columns.retain(|(heading, _)| {
        let keep = matches!(heading, Heading::Column(_)) && !seen.contains(heading);
        seen.push(*heading);
        keep
    });
    columns
}
