//! Forms as they were read: identity, funds, goal, indicators, totals, tables of words.

use super::Field;
use jixiao_document::Location;
use jixiao_domain::{CurrencyUnit, Decimal, FiscalYear, Grade, IndicatorGroup, IndicatorKind};
use std::mem::discriminant;

/// The families of forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    /// 项目支出绩效自评表 and its relatives.
    ProjectSelfEvaluation,
    /// 部门整体支出绩效自评表, scored or qualitative.
    DepartmentSelfEvaluation,
    /// 部门整体支出绩效自评职责履行良好表.
    DutyPerformance,
    /// 绩效目标申报表, 绩效目标表, 审批表.
    GoalSubmission,
    /// 绩效目标执行监控表.
    Monitoring,
    /// 部门绩效自评项目清单.
    ProjectList,
    /// 部门整体支出绩效评价基础数据表.
    BaseData,
}

/// One recognised form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its family.
    pub kind: FormKind,
    /// Its first row below the lines of title, year and unit of money.
    pub at: Location,
    /// The title line, when printed.
    pub title: Option<Field>,
    /// The fiscal year printed in the title block, when one is.
    pub year: Option<FiscalYear>,
    /// 项目名称, or 部门名称 in department forms that have no project.
    pub project: Option<Field>,
    /// 主管部门
    pub supervising_dept: Option<Field>,
    /// 实施单位 / 项目单位
    pub implementing_unit: Option<Field>,
    /// The unit of the fund block.
    pub money_unit: MoneyUnit,
    /// The fund block, in printed order.
    pub funds: Vec<FundRow>,
    /// 年度总体目标
    pub goal: Goal,
    /// Level-1 and level-2 headings that state points or scores, in printed order.
    pub groups: Vec<GroupHeading>,
    /// The indicator rows, in printed order.
    pub indicators: Vec<Indicator>,
    /// Whether the form has a points column (分值 / 权重) for indicators; transfer-payment forms and
    /// goal submissions often do not.
    pub has_points_column: bool,
    /// Whether the form has a score column (得分) for indicators.
    pub has_score_column: bool,
    /// 总分 / 总得分 / 自评等级, when printed.
    pub total: Option<Total>,
    /// Rows of a qualitative department form or a duty table.
    pub duties: Vec<Duty>,
    /// Rows of a project list.
    pub list: Vec<ListItem>,
    /// Rows of a base-data table.
    pub base_data: Vec<BaseDatum>,
    /// 其他需要说明的事项, 存在问题, 改进措施 and other free text of the form.
    pub remarks: Vec<(String, Field)>,
}

/// The printed unit of amounts and the one they are really in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MoneyUnit {
    /// As the header prints it, e.g. （万元）.
    pub printed: Option<CurrencyUnit>,
    /// What bare figures of the fund block really are: differs from `printed` only where the
    /// form's own cost indicators or goal text prove the header wrong.
    pub effective: Option<CurrencyUnit>,
}

/// Which money a fund row speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FundSource {
    /// 年度资金总额
    Total,
    /// 其中：当年财政拨款
    CurrentAppropriation,
    /// 上年结转资金
    CarryOver,
    /// 其他资金
    Other,
    /// A row the recogniser has no word for; its label is kept.
    Unrecognised,
}

/// One row of the fund block. A field is `None` where the form has no such cell, and has an empty
/// `printed` where the cell is blank.
#[derive(Debug, Clone)]
pub struct FundRow {
    /// Which money.
    pub source: FundSource,
    /// The label as printed, white space squeezed, outer colons trimmed.
    pub label: String,
    /// 年初预算数
    pub initial_budget: Option<Field>,
    /// 全年预算数 (A)
    pub adjusted_budget: Option<Field>,
    /// 全年执行数 (B)
    pub executed_amount: Option<Field>,
    /// 分值
    pub points: Option<Field>,
    /// 执行率
    pub execution_rate: Option<Field>,
    /// 得分
    pub score: Option<Field>,
    /// Where the row begins.
    pub at: Location,
}

/// 年度总体目标
#[derive(Debug, Clone, Default)]
pub struct Goal {
    /// 预期目标
    pub expected: Option<Field>,
    /// 实际完成情况
    pub actual: Option<Field>,
}

/// A level-1 or level-2 heading with the points or scores printed beside or below it.
#[derive(Debug, Clone)]
pub struct GroupHeading {
    /// 1 or 2.
    pub level: u8,
    /// The heading without its points: 产出指标.
    pub name: String,
    /// The level-1 heading above, for level 2.
    pub parent: Option<String>,
    /// Points stated: `产出指标 (50分)` or a subtotal row's 分值.
    pub points: Option<Field>,
    /// A subtotal row's 得分.
    pub score: Option<Field>,
    /// Its place.
    pub at: Location,
}

/// One indicator row. Fields follow the rule of [`FundRow`].
#[derive(Debug, Clone)]
pub struct Indicator {
    /// The level-1 heading it stands under, without points; empty when none was read.
    pub level1: String,
    /// The level-2 heading it stands under; empty when none was read.
    pub level2: String,
    /// The level-1 group, where the heading is known.
    pub group: Option<IndicatorGroup>,
    /// The level-2 kind, where the heading is known.
    pub kind: Option<IndicatorKind>,
    /// Points stated in the level-1 heading.
    pub level1_points: Option<Decimal>,
    /// 三级指标: the name as printed, lines joined.
    pub level3: Field,
    /// 年度指标值. Where sign and unit stand in columns of their own (指标性质, 度量单位), the
    /// value includes them and `printed` is the 指标值 cell alone.
    pub target: Option<Field>,
    /// 实际完成值
    pub actual: Option<Field>,
    /// 分值
    pub points: Option<Field>,
    /// 得分
    pub score: Option<Field>,
    /// 偏差原因分析及改进措施
    pub deviation: Option<Field>,
    /// Where the row begins.
    pub at: Location,
}

/// 总分, 总得分, 自评等级
#[derive(Debug, Clone)]
pub struct Total {
    /// 总分值
    pub points: Option<Field>,
    /// 总得分
    pub score: Option<Field>,
    /// 自评等级 as printed.
    pub grade: Option<Field>,
    /// The grade it names, when it is one of the four.
    pub grade_read: Option<Grade>,
    /// Its place.
    pub at: Location,
}

/// A row of a qualitative department form (Kunming): what was planned and what was done, in words.
#[derive(Debug, Clone)]
pub struct Duty {
    /// 目标: the level-1 label (履职效益明显 …); empty in duty tables.
    pub goal: String,
    /// 任务名称
    pub task: Field,
    /// 编制预算时提出的任务措施
    pub measure: Option<Field>,
    /// 绩效指标实际执行情况
    pub execution: Option<Field>,
    /// 执行情况与年初预算的对比
    pub comparison: Option<Field>,
    /// 相关情况说明
    pub remark: Option<Field>,
    /// Where the row begins.
    pub at: Location,
}

/// A row of a project list.
#[derive(Debug, Clone)]
pub struct ListItem {
    /// 序号 as printed; empty when none.
    pub number: String,
    /// 项目名称
    pub project: Field,
    /// 备注
    pub remark: Option<Field>,
    /// The other columns, header and cell.
    pub others: Vec<(String, Field)>,
    /// Where the row begins.
    pub at: Location,
}

/// A figure of a base-data table: row and column labels and the cell.
#[derive(Debug, Clone)]
pub struct BaseDatum {
    /// The row's label, with its parents joined by `/`.
    pub row_label: String,
    /// The column's label: 上年决算数, 预算数, 决算数, 编制数 …
    pub column_label: String,
    /// The cell.
    pub cell: Field,
}

impl Form {
    /// A form of `kind` whose first row stands at `at`, with nothing read yet.
    pub fn new(kind: FormKind, at: Location) -> Self {
        Self {
            kind,
            at,
            title: None,
            year: None,
            project: None,
            supervising_dept: None,
            implementing_unit: None,
            money_unit: MoneyUnit::default(),
            funds: Vec::new(),
            goal: Goal::default(),
            groups: Vec::new(),
            indicators: Vec::new(),
            has_points_column: false,
            has_score_column: false,
            total: None,
            duties: Vec::new(),
            list: Vec::new(),
            base_data: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Where the first of its words stands: the title, where title and rows are counted alike (lines
    /// of a text, rows of a sheet), else the first row.
    pub fn begins_at(&self) -> Location {
        let title = self.title.as_ref().map(|title| title.at);
        let counted_alike = |at: &Location| discriminant(at) == discriminant(&self.at);
        title.filter(counted_alike).map_or(self.at, |at| at.min(self.at))
    }

    /// The row of 年度资金总额, when the form has one.
    pub fn total_fund(&self) -> Option<&FundRow> {
        self.funds.iter().find(|row| row.source == FundSource::Total)
    }
}

impl FormKind {
    /// The name used in public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProjectSelfEvaluation => "project_self_evaluation",
            Self::DepartmentSelfEvaluation => "department_self_evaluation",
            Self::DutyPerformance => "duty_performance",
            Self::GoalSubmission => "goal_submission",
            Self::Monitoring => "monitoring",
            Self::ProjectList => "project_list",
            Self::BaseData => "base_data",
        }
    }
}

impl FundSource {
    /// The name used in public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::CurrentAppropriation => "current_appropriation",
            Self::CarryOver => "carry_over",
            Self::Other => "other",
            Self::Unrecognised => "unrecognised",
        }
    }
}
