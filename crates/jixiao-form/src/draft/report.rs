//! Narrative reports as they were read: sections, figures, stated scores.

use super::Field;
use jixiao_document::Location;
use jixiao_domain::{FiscalYear, Value};

/// What sort of narrative a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportKind {
    /// 绩效自评报告
    SelfEvaluationReport,
    /// 绩效评价报告
    EvaluationReport,
    /// 部门整体支出绩效自评报告
    DepartmentReport,
    /// 绩效监控总结报告
    MonitoringReport,
    /// 转移支付自评报告
    TransferPaymentReport,
}

/// A narrative report as sections and located figures.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its sort.
    pub kind: ReportKind,
    /// The title line.
    pub title: Option<Field>,
    /// The fiscal year of the title block or, failing that, of the title's sentence.
    pub year: Option<FiscalYear>,
    /// Headings and what stands below them, in order.
    pub sections: Vec<Section>,
    /// Figures found in sentences, in order.
    pub figures: Vec<ReportFigure>,
    /// Scores stated by score tables and scored headings, in order.
    pub strips: Vec<ScoreStrip>,
    /// Where it begins.
    pub at: Location,
}

/// A heading of a report with the text up to the next heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// The heading with its number: 一、项目基本情况.
    pub heading: String,
    /// 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）.
    pub level: u8,
    /// The paragraphs below, joined by `\n`.
    pub text: String,
    /// Place of the heading.
    pub at: Location,
}

/// A number with a unit in a sentence.
#[derive(Debug, Clone)]
pub struct ReportFigure {
    /// The clause the figure stands in, as printed: 实际帮扶困难劳模 208 人.
    pub text: String,
    /// What it says.
    pub value: Value,
    /// Index into [`Report::sections`] of the section it stands in.
    pub section: Option<usize>,
    /// Its place.
    pub at: Location,
}

/// A score a report states for one indicator or group: a column of a small score table
/// (标准分值 over 评价得分), or a heading such as 数量指标（总分 20 分，评价得分 19 分）.
#[derive(Debug, Clone)]
pub struct ScoreStrip {
    /// What is scored: 产出指标; 得分合计 for a total.
    pub label: String,
    /// 标准分值, 总分: the points it is scored out of.
    pub standard: Option<Field>,
    /// 评价得分
    pub score: Option<Field>,
    /// Whether the label is a total of the others in the same table.
    pub is_total: bool,
    /// Which score table of the report, from 0; `None` for a heading.
    pub table: Option<usize>,
    /// Index into [`Report::sections`] of the section it stands in; for a heading, its own.
    pub section: Option<usize>,
    /// Its place.
    pub at: Location,
}

impl ReportKind {
    /// The name used in public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::SelfEvaluationReport => "self_evaluation_report",
            Self::EvaluationReport => "evaluation_report",
            Self::DepartmentReport => "department_report",
            Self::MonitoringReport => "monitoring_report",
            Self::TransferPaymentReport => "transfer_payment_report",
        }
    }
}
