//! The record of monitoring of a project: funds, goal, indicators with causes and likelihoods.

use super::{Foot, FundKind, MoneyUnit, Organisation};
use jixiao_domain::{Decimal, DeviationCause, Likelihood, Money};

/// 项目支出绩效目标执行监控表 (财预〔2019〕136号).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringForm {
    /// Fiscal year.
    pub year: u16,
    /// What heads the columns of the period: `1—7月` for 1—7月执行数; empty leaves the bare words.
    pub period: String,
    /// 项目名称
    pub project: String,
    /// 主管部门及代码
    pub supervising_dept: Organisation,
    /// 实施单位
    pub implementing_unit: Organisation,
    /// The unit of every amount of the form.
    pub money_unit: MoneyUnit,
    /// The fund block in printed order.
    pub funds: Vec<MonitoringFund>,
    /// 年度总体目标
    pub goal: String,
    /// 一级指标 in printed order.
    pub indicators: Vec<MonitoringLevelOne>,
    /// Notes below the form, one a line.
    pub notes: Vec<String>,
    /// The line below the form.
    pub foot: Foot,
}

/// A row of the fund block. `None` where nothing is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringFund {
    /// Which money.
    pub kind: FundKind,
    /// 年初预算数
    pub initial: Option<Money>,
    /// 执行数 of the period.
    pub executed: Option<Money>,
    /// 执行率 as a share of one.
    pub rate: Option<Decimal>,
    /// 全年预计执行数
    pub expected: Option<Money>,
}

/// A level-1 heading with what stands below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringLevelOne {
    /// 产出指标 …
    pub name: String,
    /// 二级指标 in printed order.
    pub kinds: Vec<MonitoringLevelTwo>,
}

/// A level-2 heading with its indicators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringLevelTwo {
    /// 数量指标 …
    pub name: String,
    /// The indicators in printed order.
    pub rows: Vec<MonitoringRow>,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MonitoringRow {
    /// 三级指标
    pub name: String,
    /// 年度指标值
    pub target: String,
    /// 执行情况 of the period.
    pub actual: String,
    /// 全年预计完成情况
    pub expected: String,
    /// 偏差原因 that are ticked.
    pub causes: Vec<DeviationCause>,
    /// 原因说明
    pub cause_note: String,
    /// 完成目标可能性 that is ticked.
    pub likelihood: Option<Likelihood>,
    /// 备注
    pub remark: String,
}
