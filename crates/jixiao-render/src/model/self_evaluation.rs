//! The self-evaluation of a project: funds, goal, indicators as a tree, closing figures.

use super::{Foot, MoneyUnit, Organisation};
use jixiao_domain::{Decimal, Grade, Money};

/// 项目支出绩效自评表. A layout prints the fields it has cells for; texts may hold line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelfEvaluationForm {
    /// Fiscal year.
    pub year: u16,
    /// 项目名称
    pub project: String,
    /// 项目代码; empty when there is none.
    pub project_code: String,
    /// 主管部门
    pub supervising_dept: Organisation,
    /// 实施单位
    pub implementing_unit: Organisation,
    /// The division of the finance bureau in charge (行政政法处); empty when not known. The Kunming
    /// layout prints it as 主管部门 where it is given.
    pub finance_division: String,
    /// The unit of every amount of the form.
    pub money_unit: MoneyUnit,
    /// The fund block in printed order.
    pub funds: Vec<FundRow>,
    /// 预期目标
    pub expected_goal: String,
    /// 实际完成情况
    pub actual_goal: String,
    /// 一级指标 in printed order.
    pub indicators: Vec<LevelOne>,
    /// 总分, 总得分, 自评等级
    pub totals: Totals,
    /// 其他需要说明的事项
    pub other_matters: String,
    /// Notes below the form, one a line: what the regulation in force says about points and grades.
    pub notes: Vec<String>,
    /// The line below the form.
    pub foot: Foot,
}

/// Which money a fund row speaks of. Layouts have their own words for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FundKind {
    /// 年度资金总额
    Total,
    /// 其中：当年财政拨款
    CurrentAppropriation,
    /// 上年结转资金
    CarryOver,
    /// 其他资金
    Other,
    /// A row with words of its own.
    Named(String),
}

/// One row of the fund block. `None` where nothing is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundRow {
    /// Which money.
    pub kind: FundKind,
    /// 年初预算数
    pub initial: Option<Money>,
    /// 全年预算数
    pub adjusted: Option<Money>,
    /// 全年执行数
    pub executed: Option<Money>,
    /// 分值
    pub points: Option<Decimal>,
    /// 执行率 as a share of one: 0.9968 prints 99.68%. Printed with two decimals of a percent.
    pub rate: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
}

/// 一级指标
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelOne {
    /// The heading without its points: 产出指标.
    pub name: String,
    /// 分值 of the whole group.
    pub points: Option<Decimal>,
    /// 得分 of the whole group.
    pub score: Option<Decimal>,
    /// 二级指标 in printed order.
    pub kinds: Vec<LevelTwo>,
}

/// 二级指标
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelTwo {
    /// The heading: 数量指标.
    pub name: String,
    /// 分值 of the whole kind.
    pub points: Option<Decimal>,
    /// 得分 of the whole kind.
    pub score: Option<Decimal>,
    /// 三级指标 in printed order.
    pub rows: Vec<IndicatorRow>,
}

/// 三级指标
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IndicatorRow {
    /// The name.
    pub name: String,
    /// 年度指标值 as it is to be printed: `≥1500人`.
    pub target: String,
    /// 实际完成值 as it is to be printed.
    pub actual: String,
    /// 分值
    pub points: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
    /// 偏差原因分析及改进措施; empty when none is due.
    pub deviation: String,
}

/// The closing figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// 总分值
    pub points: Option<Decimal>,
    /// 总得分
    pub score: Option<Decimal>,
    /// 自评等级
    pub grade: Option<Grade>,
}
