//! Where the words of a form stand in a stream.
//!
//! Owns the one search over the stream for every listed word, longest first. Whether a hit is a
//! header, a label or part of a sentence is decided by whoever knows the place.

mod tree;

use super::stream::{Sep, Stream};
use crate::FundSource;
use crate::vocabulary::{self, Column, Label, LevelWord, WordMeaning};
use std::ops::Range;
use std::sync::LazyLock;
use tree::Tree;

/// A listed word found in the stream.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    pub word: Word,
}

/// What a word can mean; a word of several lists has several meanings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub text: &'static str,
    pub column: Option<Column>,
    pub label: Option<Label>,
    pub level: Option<LevelWord>,
    pub source: Option<FundSource>,
    pub special: Option<Special>,
}

/// Words only the reading of a flow needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Special {
    /// The end of a title: 自评表
    Title,
    /// 注:, 备注:
    Note,
    /// Two headers printed into each other: 年度实际指标值完成值
    TargetAndActual,
    /// 任务名称, header of a qualitative form
    Task,
    /// 编制预算时提出的任务措施
    Measure,
    /// 绩效指标实际执行情况
    Execution,
    /// 执行情况与年初预算的对比
    Comparison,
    /// 相关情况说明
    Circumstances,
}

const SPECIAL: &[(&str, Special)] = &[
    ("年度实际指标值完成值", Special::TargetAndActual),
    ("实际指标值完成值", Special::TargetAndActual),
    ("任务名称", Special::Task),
    ("编制预算时提出的任务措施", Special::Measure),
    ("编制预算时提出的的任务措施", Special::Measure),
    ("绩效指标实际执行情况", Special::Execution),
    ("执行情况与年初预算的对比", Special::Comparison),
    ("执行情况与年初预算对比", Special::Comparison),
    ("相关情况说明", Special::Circumstances),
    ("注:", Special::Note),
    ("备注:", Special::Note),
    ("注1.", Special::Note),
    ("注:1", Special::Note),
    ("自评表", Special::Title),
    ("自评概况表", Special::Title),
    ("绩效评价表", Special::Title),
    ("绩效评分表", Special::Title),
    ("目标申报表", Special::Title),
    ("绩效目标申报表", Special::Title),
    ("项目绩效目标申报表", Special::Title),
    ("整体绩效目标申报表", Special::Title),
    ("部门整体绩效目标申报表", Special::Title),
    ("项目绩效目标表", Special::Title),
    ("整体绩效目标表", Special::Title),
    ("部门整体绩效目标表", Special::Title),
    ("项目绩效目标自评表", Special::Title),
    ("绩效目标自评表", Special::Title),
    ("绩效目标表", Special::Title),
    ("绩效目标审批表", Special::Title),
    ("绩效目标批复表", Special::Title),
    ("绩效目标执行监控表", Special::Title),
    ("绩效监控表", Special::Title),
    ("运行监控表", Special::Title),
    ("职责履行良好表", Special::Title),
    ("基础数据表", Special::Title),
    ("绩效评价指标表", Special::Title),
];

/// Columns whose headings vary too much to be listed whole; the usual ones.
const DEVIATIONS: &[&str] = &[
    "偏差原因分析及改进措施",
    "偏差原因分析和改进措施",
    "偏差原因分析",
    "偏差原因",
    "偏差及原因分析",
    "偏差原因及改进措施",
    "未完成原因分析及改进措施",
    "未完成原因分析",
    "未完成原因和改进措施",
    "未完成原因及改进措施",
    "未完成原因及拟采取的改进措施",
    "未完成原因及拟采取措施",
    "未完成原因",
    "未完成的原因和改进措施",
    "偏差大或目标未完成原因分析",
];

static SEARCH: LazyLock<Tree> = LazyLock::new(|| {
    let mut words: Vec<Word> = Vec::with_capacity(1 << 11);
    for (text, meaning) in vocabulary::words() {
        let mut word = Word { text, ..Word::default() };
        match meaning {
            WordMeaning::Column(column) => word.column = Some(column),
            WordMeaning::Label(label) => word.label = Some(label),
            WordMeaning::Level(level) => word.level = Some(level),
            WordMeaning::Source(source) => word.source = Some(source),
        }
        words.push(word);
    }
    words.extend(DEVIATIONS.iter().map(|&text| {
        let column = Some(Column::Deviation);
        Word { text, column, ..Word::default() }
    }));
    words.extend(SPECIAL.iter().map(|&(text, special)| {
        let special = Some(special);
        Word { text, special, ..Word::default() }
    }));
    // Stable, so that of two lists the later one counts.
    words.sort_by_key(|word| word.text);
    words.dedup_by(|word, first| {
        let same = word.text == first.text;
        if same {
            *first = Word {
                text: first.text,
                column: word.column.or(first.column),
                label: word.label.or(first.label),
                level: word.level.or(first.level),
                source: word.source.or(first.source),
                special: word.special.or(first.special),
            };
        }
        same
    });
    Tree::new(words)
});

/// The marks that begin in `range`.
pub(super) fn within<'m>(marks: &'m [Mark], range: &Range<usize>) -> &'m [Mark] {
    let start = marks.partition_point(|mark| mark.start < range.start);
    let end = marks.partition_point(|mark| mark.start < range.end);
    marks.get(start..end).unwrap_or_default()
}

/// Every listed word in the stream, in order, the longest where several begin.
pub(super) fn marks(stream: &mut Stream<'_>) -> Vec<Mark> {
    let (marks, torn) = find(stream, false);
    if stream.glued || !torn {
        return marks;
    }
    // Header words run together tell that spaces are only line ends of narrow cells.
    let (mut together, mut apart) = (0, 0);
    for pair in marks.windows(2) {
        if pair[0].end == pair[1].start {
            let glued = stream.sep(pair[1].start) == Sep::None;
            *(if glued { &mut together } else { &mut apart }) += 1;
        }
    }
    if together >= 6 && together > apart * 2 {
        stream.glued = true;
        return marks;
    }
    find(stream, true).0
}

/// One pass; with `strict`, torn words are searched anew behind their break. Also tells whether
/// any word was torn.
fn find(stream: &Stream<'_>, strict: bool) -> (Vec<Mark>, bool) {
    let search = &*SEARCH;
    let (mut marks, mut any_torn) = (Vec::with_capacity(64), false);
    let mut start = 0;
    while let Some(chars) = stream.chars.get(start..).filter(|chars| !chars.is_empty()) {
        let Some((word, length)) = search.at(chars) else {
            start += 1;
            continue;
        };
        let end = start + length;
        if let Some((group, inside)) = group_above(search, stream, word, start..end) {
            marks.push(Mark { start, end: inside, word: group });
            start = inside;
            continue;
        }
        if let Some(inside) = torn(stream, start, end) {
            any_torn = true;
            if strict {
                start = inside;
                continue;
            }
        }
        marks.push(Mark { start, end, word });
        start = end;
    }
    (marks, any_torn)
}

/// 产出 on a line of its own above 数量指标 is the group, not the beginning of one long word.
fn group_above(
    search: &Tree,
    stream: &Stream<'_>,
    word: Word,
    range: Range<usize>,
) -> Option<(Word, usize)> {
    let kind = matches!(word.level, Some(LevelWord::Kind(_)));
    if !kind || range.len() < 5 || stream.sep(range.start) < Sep::Line || stream.glued {
        return None;
    }
    let inside = range.start + 2;
    if stream.sep(inside) != Sep::Line {
        return None;
    }
    let (group, length) = search.at(stream.chars.get(range.start..inside)?)?;
    let (rest, _) = search.at(stream.chars.get(inside..range.end)?)?;
    let groups = matches!(group.level, Some(LevelWord::Group(_))) && length == 2;
    (groups && rest.text.ends_with("指标") && rest.level.is_some()).then_some((group, inside))
}

/// A word broken by white space begins a cell: where other text runs into it, it is the tail of
/// that text and what follows the break. Returns the break.
fn torn(stream: &Stream<'_>, start: usize, end: usize) -> Option<usize> {
    let inside = (start + 1..end).find(|&i| stream.sep(i) != Sep::None)?;
    let previous = start.checked_sub(1).map(|i| stream.char(i))?;
    let runs_on = stream.sep(start) == Sep::None && ('\u{4e00}'..='\u{9fff}').contains(&previous);
    runs_on.then_some(inside)
}
