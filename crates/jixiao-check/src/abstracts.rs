//! What is kept of a file once it has been examined, so that rules can compare files without
//! keeping them all in memory.

mod form;
mod passages;
mod report;

use jixiao_document::{Document, Location};
use jixiao_domain::{Decimal, Money, Value};
use jixiao_form::{Form, FormKind, Reading, ReportKind};
use jixiao_regulation::Regulation;

/// The abstract of one file.
#[derive(Debug, Clone, Default)]
pub struct Abstract {
    /// Names of its sheets, which places are told by.
    pub sheet_names: Vec<String>,
    /// Its forms.
    pub forms: Vec<FormAbstract>,
    /// Its reports.
    pub reports: Vec<ReportAbstract>,
}

/// What other files are compared with, of one form.
#[derive(Debug, Clone)]
pub struct FormAbstract {
    /// Index in the file's reading.
    pub index: usize,
    /// Its family.
    pub kind: FormKind,
    /// Fiscal year, when printed.
    pub year: Option<u16>,
    /// 项目名称, squeezed; empty when none.
    pub project: String,
    /// 实施单位, squeezed, without its code; empty when none.
    pub unit: String,
    /// 主管部门 likewise; the title of a form that names none, since lists name theirs there.
    pub department: String,
    /// The row of 年度资金总额.
    pub funds: Option<FundsAbstract>,
    /// Figures of 预期目标.
    pub goal: Vec<FigureAbstract>,
    /// The indicators whose target or actual is a number.
    pub indicators: Vec<IndicatorAbstract>,
    /// Items of a project list, or tasks of a duty table.
    pub names: Vec<NamedAbstract>,
    /// Printed total score.
    pub total_score: Option<Decimal>,
    /// 项目支出 of the whole department, when the form states it.
    pub project_spend: Option<(Money, Location)>,
    /// Digests of its longer texts that state results, for finding copies.
    pub passages: Vec<(u64, Location)>,
    /// [`Regulation::target_too_low_ratio`] of the regulation in force for it.
    pub target_too_low_ratio: Decimal,
    /// Where the form begins.
    pub place: Location,
}

/// The total row of a fund block, in effective amounts.
#[derive(Debug, Clone)]
pub struct FundsAbstract {
    /// 年初预算数
    pub initial: Option<Money>,
    /// 全年预算数 (A)
    pub adjusted: Option<Money>,
    /// 全年执行数 (B)
    pub executed: Option<Money>,
    /// 执行率 as printed.
    pub printed_rate: String,
    /// 执行率 as printed, in hundredths; 1 and 1.00 mean 100.
    pub rate_percent: Option<Decimal>,
    /// Where the rate (or the row) stands.
    pub place: Location,
}

/// An item of a project list or a task of a duty table.
#[derive(Debug, Clone)]
pub struct NamedAbstract {
    /// Its name, squeezed.
    pub name: String,
    /// The budget stated for it.
    pub budget: Option<Money>,
    /// The spending stated for it.
    pub executed: Option<Money>,
    /// The score stated for it.
    pub score: Option<Decimal>,
    /// Where.
    pub place: Location,
}

/// What is kept of an indicator.
#[derive(Debug, Clone)]
pub struct IndicatorAbstract {
    /// 三级指标, squeezed.
    pub name: String,
    /// 二级指标, squeezed.
    pub level2: String,
    /// Target.
    pub target: Value,
    /// Actual.
    pub actual: Value,
    /// Actual as printed.
    pub printed: String,
    /// 分值
    pub points: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
    /// Whether its reason cell explains or announces anything.
    pub is_explained: bool,
    /// Where its actual (or the row) stands.
    pub place: Location,
}

/// What is kept of a report.
#[derive(Debug, Clone)]
pub struct ReportAbstract {
    /// Its sort.
    pub kind: ReportKind,
    /// Fiscal year.
    pub year: Option<u16>,
    /// Its title, squeezed.
    pub title: String,
    /// What it sets as the year's goals and tasks, squeezed; empty when it has no such section.
    pub goals: String,
    /// Its figures with a unit other than time and points.
    pub figures: Vec<FigureAbstract>,
    /// Digests of its longer passages that state results, for finding copies.
    pub passages: Vec<(u64, Location)>,
    /// 项目支出 of the whole department, when the report states it.
    pub project_spend: Option<(Money, Location)>,
    /// [`Regulation::target_too_low_ratio`] of the regulation in force for it.
    pub target_too_low_ratio: Decimal,
    /// Where it begins.
    pub place: Location,
}

/// What is kept of a figure in a sentence.
#[derive(Debug, Clone)]
pub struct FigureAbstract {
    /// The clause, squeezed.
    pub text: String,
    /// The figure.
    pub value: Value,
    /// The year its sentence names before it.
    pub year: Option<u16>,
    /// Where.
    pub place: Location,
}

impl Abstract {
    /// The abstract of `reading`, with the thresholds later comparisons need.
    pub fn of<'r>(
        document: &Document,
        reading: &Reading,
        regulation_of: impl Fn(&Form) -> &'r Regulation,
        report_regulation: &Regulation,
    ) -> Self {
        let forms = reading.forms.iter().enumerate();
        Self {
            sheet_names: document.sheet_names.clone(),
            forms: forms
                .map(|(index, form)| form::keep(index, form, regulation_of(form)))
                .collect(),
            reports: reading
                .reports
                .iter()
                .map(|report| report::keep(report, report_regulation))
                .collect(),
        }
    }
}

impl FormAbstract {
    /// Whether both forms name the same unit or department.
    pub(crate) fn is_of_same_unit(&self, other: &Self) -> bool {
        let names = |form: &Self, name: &str| {
            name.chars().count() >= UNIT_CHARS
                && (form.unit.contains(name) || form.department.contains(name))
        };
        names(self, &other.department)
            || names(self, &other.unit)
            || names(other, &self.department)
            || names(other, &self.unit)
    }
}

/// Shorter names (财务部) are offices that every unit has.
const UNIT_CHARS: usize = 5;
