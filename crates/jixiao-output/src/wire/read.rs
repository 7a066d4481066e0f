//! `jixiao.read/1`: what was read.

mod from_draft;
mod to_draft;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The value of `schema` in every reading.
pub const SCHEMA: &str = "jixiao.read/1";

/// The structured reading of one or more files.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadOutput {
    /// Always `jixiao.read/1`.
    pub schema: String,
    /// One entry a file, in the order given.
    pub documents: Vec<ReadDocument>,
}

/// The reading of one file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadDocument {
    /// The path as given.
    pub path: String,
    /// `text`, `docx`, `xlsx`, `xls`, `html`; null when the file could not be read.
    pub format: Option<String>,
    /// Why the file could not be read, in Chinese.
    pub error: Option<String>,
    /// Forms in order of appearance.
    #[serde(default)]
    pub forms: Vec<ReadForm>,
    /// Narrative reports in order of appearance.
    #[serde(default)]
    pub reports: Vec<ReadReport>,
    /// What could not be read, with its place.
    #[serde(default)]
    pub gaps: Vec<ReadGap>,
}

/// One form.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadForm {
    /// `project_self_evaluation`, `department_self_evaluation`, `duty_performance`,
    /// `goal_submission`, `monitoring`, `project_list` or `base_data`.
    pub kind: String,
    /// The title line.
    pub title: Option<String>,
    /// The fiscal year printed in the title block.
    pub year: Option<u16>,
    /// 项目名称
    pub project: Option<String>,
    /// 主管部门
    pub supervising_dept: Option<String>,
    /// 实施单位
    pub implementing_unit: Option<String>,
    /// The unit of the fund block.
    pub money_unit: ReadMoneyUnit,
    /// The fund block, in printed order.
    #[serde(default)]
    pub funds: Vec<ReadFund>,
    /// 年度总体目标
    #[serde(default)]
    pub goal: ReadGoal,
    /// Indicator rows, in printed order.
    #[serde(default)]
    pub indicators: Vec<ReadIndicator>,
    /// 总分, when printed.
    pub total: Option<ReadTotal>,
    /// Rows of a qualitative department form or a duty table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<ReadDuty>,
    /// Rows of a project list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub list: Vec<ReadListItem>,
    /// Figures of a base-data table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub base_data: Vec<ReadBaseDatum>,
    /// Free text of the form: 其他需要说明的事项 and the like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<ReadRemark>,
    /// The form's first row, below the lines of title, year and unit of money.
    pub at: String,
}

/// The printed unit of amounts and the one they are really in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadMoneyUnit {
    /// As the header prints it.
    pub printed: Option<String>,
    /// What bare figures really are, where the header is evidently wrong.
    pub effective: Option<String>,
}

/// A cell as printed and as understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadCell {
    /// The text as it stands, outer white space trimmed.
    pub printed: String,
    /// The number it means; null for words.
    pub value: Option<ReadValue>,
    /// Both bounds, where it is a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<ReadRange>,
    /// The date, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<ReadDate>,
    /// Its place.
    pub at: String,
}

/// A number with sign and unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadValue {
    /// `=`, `≥`, `>`, `≤`, `<` or `≈`.
    pub sign: String,
    /// The number without thousands separators, a decimal string; `90%` is `90`.
    pub number: String,
    /// The unit as printed without spaces; empty when none is.
    pub unit: String,
}

/// Two inclusive bounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadRange {
    /// Lower bound, a decimal string.
    pub low: String,
    /// Upper bound, a decimal string.
    pub high: String,
    /// The unit; empty when none is.
    pub unit: String,
}

/// A point in time as far as it is stated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReadDate {
    /// Year.
    pub year: Option<u16>,
    /// Month 1..=12.
    pub month: Option<u8>,
    /// Day 1..=31.
    pub day: Option<u8>,
    /// Whether it is a deadline (前, 底前).
    pub deadline: bool,
}

/// One row of the fund block; a cell is null where the form has none or it is blank.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadFund {
    /// `total`, `current_appropriation`, `carry_over`, `other` or `unrecognised`.
    pub source: String,
    /// The label as printed.
    pub label: String,
    /// 年初预算数
    pub initial_budget: Option<ReadCell>,
    /// 全年预算数
    pub adjusted_budget: Option<ReadCell>,
    /// 全年执行数
    pub executed_amount: Option<ReadCell>,
    /// 分值
    pub points: Option<ReadCell>,
    /// 执行率
    pub execution_rate: Option<ReadCell>,
    /// 得分
    pub score: Option<ReadCell>,
}

/// 年度总体目标
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub struct ReadGoal {
    /// 预期目标
    pub expected: Option<String>,
    /// 实际完成情况
    pub actual: Option<String>,
}

/// One indicator row; a cell is null where the form has none or it is blank.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadIndicator {
    /// 一级指标 without its points.
    pub level1: Option<String>,
    /// Points stated in the level-1 heading, a decimal string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level1_points: Option<String>,
    /// 二级指标
    pub level2: Option<String>,
    /// 三级指标
    pub level3: String,
    /// 年度指标值
    pub target: Option<ReadCell>,
    /// 实际完成值
    pub actual: Option<ReadCell>,
    /// 分值
    pub points: Option<ReadCell>,
    /// 得分
    pub score: Option<ReadCell>,
    /// 偏差原因分析及改进措施
    pub deviation: Option<String>,
    /// Where the row begins.
    #[serde(default)]
    pub at: String,
}

/// 总分, 总得分, 自评等级
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadTotal {
    /// 总分值
    pub points: Option<ReadCell>,
    /// 总得分
    pub score: Option<ReadCell>,
    /// 自评等级 as printed.
    pub grade: Option<String>,
}

/// A row of a qualitative department form or a duty table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadDuty {
    /// 目标
    pub goal: Option<String>,
    /// 任务名称
    pub task: String,
    /// 编制预算时提出的任务措施
    pub measure: Option<String>,
    /// 绩效指标实际执行情况
    pub execution: Option<String>,
    /// 执行情况与年初预算的对比
    pub comparison: Option<String>,
    /// 相关情况说明
    pub remark: Option<String>,
    /// Where the row begins.
    pub at: String,
}

/// A row of a project list.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadListItem {
    /// 序号
    pub number: Option<String>,
    /// 项目名称
    pub project: String,
    /// 备注
    pub remark: Option<String>,
    /// The other columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<ReadRemark>,
    /// Where the row begins.
    pub at: String,
}

/// A figure of a base-data table.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadBaseDatum {
    /// Label of the row, parents joined by `/`.
    pub row: String,
    /// Label of the column.
    pub column: String,
    /// The cell.
    pub cell: ReadCell,
}

/// A labelled text.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadRemark {
    /// The label.
    pub label: String,
    /// The text.
    pub text: String,
    /// Its place.
    pub at: String,
}

/// A narrative report.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadReport {
    /// `self_evaluation_report`, `evaluation_report`, `department_report`, `monitoring_report` or
    /// `transfer_payment_report`.
    pub kind: String,
    /// The title line.
    pub title: Option<String>,
    /// The fiscal year.
    pub year: Option<u16>,
    /// Headings in order.
    pub sections: Vec<ReadSection>,
    /// Figures in sentences, in order.
    pub figures: Vec<ReadFigure>,
    /// Where it begins.
    #[serde(default)]
    pub at: String,
}

/// A heading.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadSection {
    /// The heading with its number.
    pub heading: String,
    /// 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）.
    pub level: u8,
    /// Its place.
    #[serde(default)]
    pub at: String,
}

/// A figure in a sentence.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadFigure {
    /// The clause it stands in.
    pub text: String,
    /// The number, a decimal string.
    pub number: String,
    /// Its unit.
    pub unit: String,
    /// Its place.
    pub at: String,
}

/// Something that could not be read.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct ReadGap {
    /// What and why, in Chinese.
    pub message: String,
    /// Its place.
    pub at: String,
}
