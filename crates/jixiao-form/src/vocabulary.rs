//! The words of performance forms: headers, labels, levels, fund sources and titles.
//!
//! Owns what a single cell's words mean. Everything here compares text that is already squeezed
//! (no white space, half-width: [`jixiao_document::text::squeeze`]) and matches whole words, so
//! that prose is never taken for a label. Knows no position, no table and no value.

mod bare;
mod columns;
mod labels;
mod levels;
mod meaning;
mod sources;
mod titles;

use crate::FundSource;
use jixiao_domain::{IndicatorGroup, IndicatorKind};

pub(crate) use bare::{heading, is_bracket, stated_points};
pub(crate) use meaning::{Meaning, meaning, meaning_of};
pub(crate) use titles::{
    is_year_digit, printed_year, stated_year, title_kind, titles_another_table,
};

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

/// Words by what they mean; the words of one meaning stand in one string, apart by white space.
type List<T> = &'static [(T, &'static str)];

fn entries<T: Copy>(list: List<T>) -> impl Iterator<Item = (&'static str, T)> {
    list.iter().flat_map(|&(meaning, words)| {
        words.split_ascii_whitespace().map(move |word| (word, meaning))
    })
}

/// The label a squeezed cell is, colon and notes aside.
pub(crate) fn label(text: &str) -> Option<Label> {
    meaning(text).label
}

/// A label with its value in the same cell: `项目名称:某某`. The colon is what tells it from prose.
pub(crate) fn label_with_value(text: &str) -> Option<(Label, &str)> {
    let (head, value) = text.split_once(':')?;
    label(head).map(|label| (label, value))
}

/// The level heading a squeezed cell is.
pub(crate) fn level(text: &str) -> Option<LevelWord> {
    meaning(text).level
}

/// The source a squeezed fund-row label names; 其中, numbering and amounts' units set aside.
pub(crate) fn fund_source(text: &str) -> Option<FundSource> {
    meaning(text).source
}

/// Every listed word with its meanings, for searches over glued text. A word may come more than
/// once, with one meaning each time.
pub(crate) fn words() -> impl Iterator<Item = (&'static str, WordMeaning)> {
    let columns = entries(columns::WORDS).map(|(word, column)| (word, WordMeaning::Column(column)));
    let labels = entries(labels::WORDS).map(|(word, label)| (word, WordMeaning::Label(label)));
    let levels = entries(levels::WORDS).map(|(word, level)| (word, WordMeaning::Level(level)));
    let sources = entries(sources::WORDS).map(|(word, source)| (word, WordMeaning::Source(source)));
    columns.chain(labels).chain(levels).chain(sources)
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_list_has_a_word_twice() {
        let mut seen = HashSet::new();
        for (word, meaning) in words() {
            assert!(seen.insert((word, std::mem::discriminant(&meaning))), "{word}");
        }
    }

    #[test]
    fn notes_in_brackets_do_not_change_a_header() {
        for (text, column) in [
            ("全年执行数(B)", Column::ExecutedAmount),
            ("执行率(B/A*100%)", Column::ExecutionRate),
            ("分值(10分)", Column::Points),
            ("指标值(包含数字及文字描述)", Column::Target),
            ("全年(调整)预算数", Column::AdjustedBudget),
            ("未完成原因及拟采取的改进措施", Column::Deviation),
            ("1-7月执行率", Column::ExecutionRate),
        ] {
            assert_eq!(meaning(text).column, Some(column), "{text}");
        }
    }

    #[test]
    fn sources_are_read_through_their_introduction() {
        for text in ["其中:本年财政拨款", "其中:财政拨款", "(一)财政拨款小计", "1、一般公共预算"]
        {
            assert_eq!(fund_source(text), Some(FundSource::CurrentAppropriation), "{text}");
        }
    }

    #[test]
    fn labels_are_read_through_numbers_regions_and_colons() {
        for (text, expected) in [
            ("项目名称:", Label::ProjectName),
            ("县级主管部门", Label::SupervisingDept),
            ("市级预算部门名称", Label::DepartmentName),
            ("年度绩效目标1(80分)", Label::GoalBlock),
            ("*年度绩效总目标", Label::GoalBlock),
        ] {
            assert_eq!(label(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn prose_is_no_label() {
        for text in ["项目实施单位要切实加强管理", "执行率有待提高", "产出指标完成较好"]
        {
            assert_eq!(meaning(text), Meaning::default(), "{text}");
        }
    }
}
