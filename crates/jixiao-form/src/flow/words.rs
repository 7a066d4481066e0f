//! Where the words of a form stand in a stream.
//!
//! Owns the one search over the stream for every listed word, longest first. Whether a hit is a
//! header, a label or part of a sentence is decided by whoever knows the place.

use super::stream::Stream;
use crate::FundSource;
use crate::vocabulary::{self, Column, Label, LevelWord, WordMeaning};
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::sync::LazyLock;

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

struct Search {
    automaton: AhoCorasick,
    words: Vec<Word>,
}

static SEARCH: LazyLock<Search> = LazyLock::new(|| {
    let mut words: Vec<Word> = Vec::new();
    let mut index: HashMap<&'static str, usize> = HashMap::new();
    let mut slot = |words: &mut Vec<Word>, text: &'static str| {
        *index.entry(text).or_insert_with(|| {
            words.push(Word { text, ..Word::default() });
            words.len() - 1
        })
    };
    for (text, meaning) in vocabulary::words() {
        let at = slot(&mut words, text);
        let word = &mut words[at];
        match meaning {
            WordMeaning::Column(column) => word.column = Some(column),
            WordMeaning::Label(label) => word.label = Some(label),
            WordMeaning::Level(level) => word.level = Some(level),
            WordMeaning::Source(source) => word.source = Some(source),
        }
    }
    for &text in DEVIATIONS {
        let at = slot(&mut words, text);
        words[at].column = Some(Column::Deviation);
    }
    for &(text, special) in SPECIAL {
        let at = slot(&mut words, text);
        words[at].special = Some(special);
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words.iter().map(|word| word.text))
        .expect("a fixed list of short words fits the automaton");
    Search { automaton, words }
});

/// Every listed word in the stream, in order, the longest where several begin.
pub(super) fn marks(stream: &Stream<'_>) -> Vec<Mark> {
    let flat: String = stream.chars.iter().map(|c| c.c).collect();
    let mut marks = Vec::new();
    let (mut byte, mut index) = (0, 0);
    let search = &*SEARCH;
    for hit in search.automaton.find_iter(flat.as_bytes()) {
        while byte < hit.start() {
            byte += stream.char(index).len_utf8();
            index += 1;
        }
        let start = index;
        while byte < hit.end() {
            byte += stream.char(index).len_utf8();
            index += 1;
        }
        if let Some(&word) = search.words.get(hit.pattern().as_usize()) {
            marks.push(Mark { start, end: index, word });
        }
    }
    marks
}
