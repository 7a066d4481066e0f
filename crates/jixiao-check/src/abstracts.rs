//! What is kept of a file once it has been examined, so that rules can compare files without
//! keeping them all in memory.

use jixiao_document::{Document, Location};
use jixiao_domain::{Decimal, Value};
use jixiao_form::{FormKind, Reading, ReportKind};

/// The abstract of one file.
#[derive(Debug, Clone, Default)]
pub struct Abstract {
    /// Its forms.
    pub forms: Vec<FormAbstract>,
    /// Its reports.
    pub reports: Vec<ReportAbstract>,
}

/// A place, in words and for sorting.
#[derive(Debug, Clone)]
pub struct Place {
    /// In the public words of [`Document::describe`].
    pub at: String,
    /// For sorting.
    pub location: Location,
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
    /// 实施单位 and 主管部门, squeezed, joined; empty when none.
    pub unit: String,
    /// The indicators.
    pub indicators: Vec<IndicatorAbstract>,
    /// Names of a project list, or tasks of a duty table, squeezed.
    pub names: Vec<(String, Place)>,
    /// Printed total score.
    pub total_score: Option<Decimal>,
    /// Where the form begins.
    pub place: Place,
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
    /// 分值
    pub points: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
    /// Where its actual (or the row) stands.
    pub place: Place,
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
    /// Its figures.
    pub figures: Vec<FigureAbstract>,
    /// Where it begins.
    pub place: Place,
}

/// What is kept of a figure in a sentence.
#[derive(Debug, Clone)]
pub struct FigureAbstract {
    /// The clause.
    pub text: String,
    /// The figure.
    pub value: Value,
    /// Where.
    pub place: Place,
}

impl Abstract {
    /// The abstract of `reading`.
    pub fn of(_document: &Document, _reading: &Reading) -> Self {
        Self::default()
    }
}
