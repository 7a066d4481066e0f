//! The submission of a performance goal with the budget (财预〔2015〕88号).

use super::{Foot, MoneyUnit, Organisation};
use jixiao_domain::{Decimal, Money};

/// 项目支出绩效目标申报表. With a medium term every block has a half for it beside the year's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalSubmissionForm {
    /// Fiscal year the budget is asked for.
    pub year: u16,
    /// 项目名称
    pub project: String,
    /// 项目代码; empty when there is none.
    pub project_code: String,
    /// 项目属性
    pub nature: Option<ProjectNature>,
    /// 主管部门及代码
    pub supervising_dept: Organisation,
    /// 实施单位
    pub implementing_unit: Organisation,
    /// 项目期 as it is to be printed: `3年`, `2026年1月—2028年12月`.
    pub period: String,
    /// The unit of every amount of the form.
    pub money_unit: MoneyUnit,
    /// The half of the medium term; `None` for a project of one year.
    pub medium_term: Option<MediumTerm>,
    /// The half of the year.
    pub annual: GoalPeriod,
    /// 一级指标 in printed order.
    pub indicators: GoalIndicators,
    /// The line below the form.
    pub foot: Foot,
}

/// 项目属性
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectNature {
    /// 新增项目
    New,
    /// 延续项目
    Continued,
}

/// 中期: the years a project runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediumTerm {
    /// First year.
    pub from_year: u16,
    /// Last year.
    pub to_year: u16,
    /// Funds and goal of these years.
    pub period: GoalPeriod,
}

/// Funds and goal of one period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoalPeriod {
    /// What is asked for.
    pub funds: GoalFunds,
    /// 总体目标 in words.
    pub goal: String,
}

/// 资金总额 of a period and its sources.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoalFunds {
    /// 资金总额
    pub total: Option<Money>,
    /// 其中：财政拨款
    pub appropriation: Option<Money>,
    /// 其他资金
    pub other: Option<Money>,
}

/// 一级指标 of the submission, in printed order.
pub type GoalIndicators = Vec<GoalLevelOne>;

/// 一级指标
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalLevelOne {
    /// The heading: 产出指标.
    pub name: String,
    /// 二级指标 in printed order.
    pub kinds: Vec<GoalLevelTwo>,
}

/// 二级指标
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalLevelTwo {
    /// The heading: 数量指标.
    pub name: String,
    /// Rows of the medium term; ignored where the form has none.
    pub medium_term: Vec<GoalRow>,
    /// Rows of the year.
    pub annual: Vec<GoalRow>,
}

/// 三级指标 with its target.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GoalRow {
    /// The name.
    pub name: String,
    /// 指标值 as it is to be printed: `≥1500人`.
    pub target: String,
    /// 分值, printed for the year only; `None` where points are not set.
    pub points: Option<Decimal>,
}
