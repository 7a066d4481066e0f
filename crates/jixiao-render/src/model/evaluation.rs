//! The score table of a department evaluation (财预〔2020〕10号附件2).

use super::{Foot, Organisation};
use jixiao_domain::Decimal;

/// 项目支出绩效评价得分表
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvaluationForm {
    /// Fiscal year evaluated.
    pub year: u16,
    /// 项目名称
    pub project: String,
    /// 主管部门
    pub supervising_dept: Organisation,
    /// 实施单位
    pub implementing_unit: Organisation,
    /// The strip of scores in printed order.
    pub strip: Vec<StripCell>,
    /// 一级指标 in printed order.
    pub levels: Vec<EvaluatedLevelOne>,
    /// 标准分值 in all.
    pub total_points: Option<Decimal>,
    /// 评价得分 in all; `None` while an item has none.
    pub total_score: Option<Decimal>,
    /// 评价等级; empty while there is none.
    pub grade: String,
    /// Notes below the grid, such as the unit's opinion.
    pub notes: Vec<String>,
    /// The line below the form.
    pub foot: Foot,
}

/// A column of the strip: one level-1 group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StripCell {
    /// 一级指标
    pub name: String,
    /// 标准分值
    pub points: Option<Decimal>,
    /// 评价得分
    pub score: Option<Decimal>,
}

/// 一级指标
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvaluatedLevelOne {
    /// 决策 …
    pub name: String,
    /// 二级指标 in printed order.
    pub kinds: Vec<EvaluatedLevelTwo>,
}

/// 二级指标
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvaluatedLevelTwo {
    /// 项目立项 …
    pub name: String,
    /// 三级指标 in printed order.
    pub rows: Vec<EvaluatedRow>,
}

/// 三级指标
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EvaluatedRow {
    /// 立项依据充分性 …
    pub name: String,
    /// 评价要点
    pub test: String,
    /// 标准分值
    pub points: Option<Decimal>,
    /// 评价得分
    pub score: Option<Decimal>,
    /// 评分理由 or computation.
    pub finding: String,
}
