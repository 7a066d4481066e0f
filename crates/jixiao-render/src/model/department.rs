//! The forms of a whole department: its tasks in words, its duties, its base data, its scored table.

use super::{Foot, LevelOne, MoneyUnit, Totals};
use jixiao_domain::{Decimal, Money};

/// 部门整体支出绩效自评表 in words: goals, their tasks, and four texts beside each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentTasksForm {
    /// The department.
    pub department: String,
    /// Fiscal year.
    pub year: u16,
    /// 目标 in printed order.
    pub goals: Vec<TaskGroup>,
    /// Lines of notes below the form.
    pub notes: Vec<String>,
    /// The line below the form.
    pub foot: Foot,
}

/// A 目标 with its tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskGroup {
    /// The goal: 履职效益明显.
    pub name: String,
    /// Its rows.
    pub rows: Vec<TaskRow>,
}

/// A task with its four texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskRow {
    /// 任务名称
    pub task: String,
    /// 编制预算时提出的任务措施
    pub measure: String,
    /// 绩效指标实际执行情况
    pub execution: String,
    /// 执行情况与年初预算的对比
    pub comparison: String,
    /// 相关情况说明
    pub remark: String,
}

/// 部门整体支出绩效自评职责履行良好表
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyForm {
    /// The department.
    pub department: String,
    /// Fiscal year.
    pub year: u16,
    /// The rows in printed order.
    pub rows: Vec<TaskRow>,
    /// Lines of notes below the form.
    pub notes: Vec<String>,
    /// The line below the form.
    pub foot: Foot,
}

/// 部门整体支出绩效评价基础数据表
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseDataForm {
    /// The department.
    pub department: String,
    /// Fiscal year.
    pub year: u16,
    /// The unit of every amount.
    pub money_unit: MoneyUnit,
    /// 编制数
    pub posts: Option<i64>,
    /// 实际在职人数
    pub staff: Option<i64>,
    /// 控制率 as a share of one.
    pub control_rate: Option<Decimal>,
    /// The rows of money in printed order.
    pub rows: Vec<BaseDataRow>,
    /// 楼堂馆所 finished in the year; `None` where there was none.
    pub building: Option<BuildingRow>,
    /// 厉行节约保障措施
    pub economy_measures: String,
    /// Lines of notes below the form.
    pub notes: Vec<String>,
    /// The line below the form.
    pub foot: Foot,
}

/// A row of money.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BaseDataRow {
    /// The label with its number: `1、公务接待费`.
    pub label: String,
    /// Characters the label is moved in.
    pub indent: u32,
    /// 上年决算数
    pub last_final: Option<Money>,
    /// 本年预算数
    pub budget: Option<Money>,
    /// 本年决算数
    pub final_accounts: Option<Money>,
}

/// 楼堂馆所控制情况
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BuildingRow {
    /// 批复规模, square metres.
    pub approved: Option<i64>,
    /// 实际规模, square metres.
    pub actual: Option<i64>,
    /// 规模控制率 as a share of one.
    pub area_rate: Option<Decimal>,
    /// 预算投资
    pub budget: Option<Money>,
    /// 实际投资
    pub spent: Option<Money>,
    /// 投资概算控制率 as a share of one.
    pub cost_rate: Option<Decimal>,
}

/// 部门整体支出绩效自评表 with points and scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentScoresForm {
    /// The department.
    pub department: String,
    /// Fiscal year.
    pub year: u16,
    /// 一级指标 in printed order.
    pub indicators: Vec<LevelOne>,
    /// The closing figures.
    pub totals: Totals,
    /// Lines of notes below the form.
    pub notes: Vec<String>,
    /// The line below the form.
    pub foot: Foot,
}
