//! The words of performance forms: headers, labels, levels, fund sources and titles.
//!
//! Owns what a single cell's words mean. Everything here compares text that is already squeezed
//! (no white space, half-width: [`jixiao_document::text::squeeze`]) and matches whole words, so
//! that prose is never taken for a label. Knows no position, no table and no value.

mod columns;
mod labels;
mod levels;
mod meaning;
mod sources;
mod titles;

use crate::FundSource;
use jixiao_domain::{Decimal, IndicatorGroup, IndicatorKind};
use std::borrow::Cow;

pub(crate) use meaning::{Meaning, meaning};
pub(crate) use titles::{printed_year, title_kind};

/// What a column holds. Fund and indicator blocks share 分值, 得分 and 备注.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Column {
    /// 一级指标
    Level1,
    /// 二级指标
    Level2,
    /// 三级指标, 指标名称
    Level3,
    /// 指标性质, 计算符号
    Sign,
    /// 年度指标值
    Target,
    /// 调整后指标值
    AdjustedTarget,
    /// 度量单位
    Unit,
    /// 实际完成值
    Actual,
    /// 分值, 权重
    Points,
    /// 得分
    Score,
    /// 复核分: a second score by somebody else
    ReviewScore,
    /// 偏差原因分析及改进措施
    Deviation,
    /// 年初预算数
    InitialBudget,
    /// 全年预算数
    AdjustedBudget,
    /// 到位数
    ArrivedAmount,
    /// 全年执行数
    ExecutedAmount,
    /// 执行率
    ExecutionRate,
    /// 金额, in goal submissions
    Amount,
    /// 全年预计执行数, in monitoring forms
    ExpectedAmount,
    /// 全年预计完成情况, in monitoring forms
    ExpectedActual,
    /// 完成目标可能性, in monitoring forms
    Likelihood,
    /// One of the reasons a monitoring form offers: 经费保障 …
    Reason,
    /// 指标解释, 评分标准
    Explanation,
    /// 备注
    Remark,
    /// A known column without a field of its own: 序号, 是否核心指标 …
    Other,
}

/// What a label outside fund rows and indicator levels announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Label {
    /// 项目名称
    ProjectName,
    /// 部门名称, 单位名称
    DepartmentName,
    /// 主管部门
    SupervisingDept,
    /// 实施单位, 项目单位
    ImplementingUnit,
    /// 项目资金: the fund block stands to the right
    FundBlock,
    /// 年度总体目标: the goal block stands to the right
    GoalBlock,
    /// 预期目标
    GoalExpected,
    /// 实际完成情况
    GoalActual,
    /// 中期目标, beside the goal of the year
    GoalLongTerm,
    /// 绩效指标: the indicator block stands to the right
    IndicatorBlock,
    /// 年度, with the fiscal year beside it
    Year,
    /// 小计: points and score of the group above
    Subtotal,
    /// 总分, 合计: points and score stand in their columns
    Total,
    /// 总分值: the points stand beside it
    TotalPoints,
    /// 总得分, 自评总分: the score stands beside it
    TotalScore,
    /// 自评等级
    Grade,
    /// 其他需要说明的事项
    OtherMatters,
    /// 评价结论
    Conclusion,
    /// 存在问题
    Problems,
    /// 改进措施
    Improvements,
    /// 填报人, 联系电话 …: a person or a date the draft does not keep
    Contact,
    /// 项目属性, 项目期, 立项依据 …: identity the draft keeps as a remark
    Attribute,
    /// 注: remarks of the form's makers
    Note,
    /// 资金管理情况 and its rows in transfer-payment forms
    FundManagement,
}

/// What a level heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LevelWord {
    /// A level-1 group: 产出指标
    Group(IndicatorGroup),
    /// A level-2 kind: 数量指标
    Kind(IndicatorKind),
    /// A word that serves as group and as kind (成本指标, 满意度指标): its column decides.
    Either(IndicatorGroup, IndicatorKind),
    /// A heading of the evaluation frameworks (决策, 过程, 预算执行 …) outside the four groups.
    Framework,
}

/// What a listed word can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordMeaning {
    Column(Column),
    Label(Label),
    Level(LevelWord),
    Source(FundSource),
}

/// A cell's words without their bracketed notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bare<'a> {
    /// The words alone: `产出指标` of `产出指标(50分)`.
    pub core: Cow<'a, str>,
    /// The inside of the last bracket: `50分`; empty when there is none.
    pub note: &'a str,
}

/// Strips bracketed notes, leading marks (`*`, `★`) and closing colons from squeezed `text`.
pub(crate) fn bare(text: &str) -> Bare<'_> {
    let text = trim_marks(text);
    let bytes = text.as_bytes();
    // 〔 and 【 begin with the byte E3, which words hardly have.
    if memchr::memchr3(b'(', b')', b'[', bytes).is_none() && memchr::memchr(0xe3, bytes).is_none() {
        return Bare { core: Cow::Borrowed(text), note: "" };
    }
    if let Some((core, note)) = closing_note(text) {
        return Bare { core: Cow::Borrowed(core.trim_end_matches(':')), note };
    }
    let mut core = String::with_capacity(text.len());
    let mut note = "";
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[', '〔', '【']) {
        let inside = open + rest[open..].chars().next().map_or(1, char::len_utf8);
        let close = rest[inside..].find([')', ']', '〕', '】']);
        core.push_str(&rest[..open]);
        let end = close.map_or(rest.len(), |close| inside + close);
        note = &rest[inside..end];
        let after = end + rest[end..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[after..];
    }
    core.push_str(rest);
    let core = core.trim_matches([':', ')', '*', '、']).to_owned();
    Bare { core: Cow::Owned(core), note }
}

/// The usual case: words and one ASCII bracket at their end.
fn closing_note(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let (core, note) = inner.split_once('(')?;
    let plain = |part: &str| !part.contains(['(', ')', '[', '〔', '【']);
    (!core.is_empty() && plain(core) && plain(note)).then_some((core, note))
}

fn trim_marks(text: &str) -> &str {
    let mut text = text;
    // The first and last bytes tell whether there is anything to trim.
    if matches!(text.as_bytes().first(), Some(b'*' | 0xe2 | 0xc2)) {
        text = text.trim_start_matches(['*', '★', '☆', '●', '◆', '·']);
    }
    if matches!(text.as_bytes().last(), Some(b':' | b';' | b',' | b'|' | 0x81)) {
        text = text.trim_end_matches([':', ';', ',', '、', '|']);
    }
    text
}

/// The column a squeezed header cell names.
pub(crate) fn column(text: &str) -> Option<Column> {
    if text.len() > LONGEST_HEADER_BYTES {
        return None;
    }
    columns::exact(&bare(text).core)
}

/// The label a squeezed cell is, colon and notes aside.
pub(crate) fn label(text: &str) -> Option<Label> {
    if text.len() > LONGEST_HEADER_BYTES {
        return None;
    }
    labels::exact(label_core(&bare(text).core))
}

/// A label with its value in the same cell: `项目名称:某某`. The colon is what tells it from prose.
pub(crate) fn label_with_value(text: &str) -> Option<(Label, &str)> {
    let (head, value) = text.split_once(':')?;
    label(head).map(|label| (label, value))
}

/// The level heading a squeezed cell is, with the points it states.
pub(crate) fn level(text: &str) -> Option<(LevelWord, Option<Decimal>)> {
    if text.len() > LONGEST_HEADER_BYTES {
        return None;
    }
    let bare = bare(text);
    let (core, trailing) = split_trailing_points(&bare.core);
    levels::exact(core).map(|word| (word, stated_points(bare.note).or(trailing)))
}

/// A heading of any wording without the points it states, and those points as printed:
/// `产出指标(50分)`, `党建工作(10分)`, `产出指标50分`. `known` says whether it is a level word, whose
/// other notes (`数量指标(必填)`) are no part of its name.
pub(crate) fn heading(text: &str, known: bool) -> (Cow<'_, str>, Option<&str>) {
    let text = text.trim_end_matches(':');
    if let Some((name, note)) = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('))
        && stated_points(note).is_some()
    {
        return (Cow::Borrowed(name), Some(note));
    }
    if !known {
        return (Cow::Borrowed(text), None);
    }
    let (name, points) = split_trailing_points(text);
    if points.is_some() {
        return (Cow::Borrowed(name), Some(&text[name.len()..]));
    }
    (bare(text).core, None)
}

/// The source a squeezed fund-row label names; 其中, numbering and amounts' units set aside.
pub(crate) fn fund_source(text: &str) -> Option<FundSource> {
    if text.len() > LONGEST_HEADER_BYTES {
        return None;
    }
    sources::exact(source_core(&bare(text).core))
}

/// The longest header, label, level or source word that squeezed `text` begins with, and its
/// length in bytes: for text whose cells are glued together.
pub(crate) fn leading_column(text: &str) -> Option<(Column, usize)> {
    columns::leading(text)
}

/// As [`leading_column`], for labels.
pub(crate) fn leading_label(text: &str) -> Option<(Label, usize)> {
    labels::leading(text)
}

/// As [`leading_column`], for level headings.
pub(crate) fn leading_level(text: &str) -> Option<(LevelWord, usize)> {
    levels::leading(text)
}

/// As [`leading_column`], for fund sources.
pub(crate) fn leading_source(text: &str) -> Option<(FundSource, usize)> {
    sources::leading(text)
}

/// Every listed word with its meanings, for searches over glued text. A word may come more than
/// once, with one meaning each time.
pub(crate) fn words() -> impl Iterator<Item = (&'static str, WordMeaning)> {
    let columns = columns::WORDS.iter().map(|&(word, column)| (word, WordMeaning::Column(column)));
    let labels = labels::WORDS.iter().map(|&(word, label)| (word, WordMeaning::Label(label)));
    let levels = levels::WORDS.iter().map(|&(word, level)| (word, WordMeaning::Level(level)));
    let sources = sources::WORDS.iter().map(|&(word, source)| (word, WordMeaning::Source(source)));
    columns.chain(labels).chain(levels).chain(sources)
}

/// The points a bracket states: `50分`, `(50)`, `20分*执行率` is 20.
pub(crate) fn stated_points(note: &str) -> Option<Decimal> {
    let end = note.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(note.len());
    let (number, unit) = note.split_at(end);
    let number: Decimal = number.parse().ok()?;
    let plausible = number <= Decimal::ONE_HUNDRED;
    (plausible && (unit.is_empty() || unit.starts_with('分'))).then_some(number)
}

impl LevelWord {
    /// The level-1 group, when the word can be one.
    pub(crate) fn group(self) -> Option<IndicatorGroup> {
        match self {
            Self::Group(group) | Self::Either(group, _) => Some(group),
            Self::Kind(_) | Self::Framework => None,
        }
    }

    /// The level-2 kind, when the word can be one.
    pub(crate) fn kind(self) -> Option<IndicatorKind> {
        match self {
            Self::Kind(kind) | Self::Either(_, kind) => Some(kind),
            Self::Group(_) | Self::Framework => None,
        }
    }
}

/// Headers with long notes (`指标值(包含数字及文字描述)`) stay below this; prose does not.
const LONGEST_HEADER_BYTES: usize = 120;

/// 产出指标50分: points after the word without a bracket.
fn split_trailing_points(core: &str) -> (&str, Option<Decimal>) {
    let Some(stem) = core.strip_suffix('分') else { return (core, None) };
    let word = stem.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    (word, stated_points(&stem[word.len()..]))
}

/// Numbering of a label (`1.项目名称`, `一、基本情况`) is no part of it.
fn label_core(core: &str) -> &str {
    let unnumbered = core.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '.' | '、' | '一' | '二' | '三' | '四' | '五' | '六')
    });
    if core.starts_with("一般") || core.starts_with("一级") || core.starts_with("二级") {
        core
    } else {
        unnumbered.trim_end_matches(|c: char| c.is_ascii_digit())
    }
}

fn source_core(core: &str) -> &str {
    let core =
        core.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ':'));
    let core = core.strip_prefix("其中").unwrap_or(core).trim_start_matches(':');
    core.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ':'))
        .trim_end_matches([':', '/'])
}

fn find<T: Copy>(words: &[(&str, T)], word: &str) -> Option<T> {
    words.binary_search_by(|(entry, _)| (*entry).cmp(word)).ok().map(|at| words[at].1)
}

/// The longest entry that `text` begins with. Entries sharing the first character stand together,
/// and every prefix of `text` sorts before it, so a short walk back finds them.
fn leading_entry<T: Copy>(words: &[(&str, T)], text: &str) -> Option<(T, usize)> {
    let first = text.chars().next()?;
    let end = words.partition_point(|(entry, _)| *entry <= text);
    words[..end]
        .iter()
        .rev()
        .take_while(|(entry, _)| entry.starts_with(first))
        .find(|(entry, _)| text.starts_with(entry))
        .map(|&(entry, meaning)| (meaning, entry.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_in_brackets_do_not_change_a_header() {
        for (text, meaning) in [
            ("全年执行数(B)", Column::ExecutedAmount),
            ("执行率(B/A*100%)", Column::ExecutionRate),
            ("分值(10分)", Column::Points),
            ("指标值(包含数字及文字描述)", Column::Target),
            ("全年(调整)预算数", Column::AdjustedBudget),
            ("未完成原因及拟采取的改进措施", Column::Deviation),
            ("1-7月执行率", Column::ExecutionRate),
        ] {
            assert_eq!(column(text), Some(meaning), "{text}");
        }
    }

    #[test]
    fn levels_give_their_points() {
        let fifty = Some(Decimal::from(50));
        assert_eq!(
            level("产出指标(50分)"),
            Some((LevelWord::Group(IndicatorGroup::Output), fifty))
        );
        assert_eq!(level("产出指标50分"), Some((LevelWord::Group(IndicatorGroup::Output), fifty)));
        assert_eq!(level("(50分)"), None);
    }

    #[test]
    fn sources_are_read_through_their_introduction() {
        for text in ["其中:本年财政拨款", "其中:财政拨款", "(一)财政拨款小计", "1、一般公共预算"]
        {
            assert_eq!(fund_source(text), Some(FundSource::CurrentAppropriation), "{text}");
        }
    }

    #[test]
    fn prose_is_no_label() {
        for text in ["项目实施单位要切实加强管理", "执行率有待提高", "产出指标完成较好"]
        {
            assert_eq!((column(text), label(text), level(text)), (None, None, None), "{text}");
        }
    }

    #[test]
    fn the_longest_leading_word_wins() {
        assert_eq!(
            leading_column("实际完成值分值得分"),
            Some((Column::Actual, "实际完成值".len()))
        );
        assert_eq!(leading_label("总分值100.00总得分"), Some((Label::TotalPoints, "总分值".len())));
        assert_eq!(leading_label("部"), None);
    }
}
