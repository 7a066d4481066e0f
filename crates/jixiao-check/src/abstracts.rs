//! What is kept of a file once it has been examined, so that rules can compare files without
//! keeping them all in memory.
//!
//! Owns what is kept, which grows with every file given: only what some comparison reads. What is
//! read of few files (figures, rows, funds) is packed into one string until it is asked for.

mod details;
mod excess;
mod form;
mod notation;
mod passages;
mod report;

pub use details::{FormDetails, FundsAbstract, IndicatorAbstract};
pub use excess::{ExcessAbstract, ToldExcessAbstract};

use jixiao_document::{Document, Location};
use jixiao_domain::{Decimal, Money, Quantity};
use jixiao_form::{Form, FormKind, Reading, ReportKind};
use jixiao_regulation::Regulation;

/// The abstract of one file.
#[derive(Debug, Clone, Default)]
pub struct Abstract {
    /// Names of its sheets, which places are told by.
    pub sheet_names: Vec<String>,
    /// Its forms.
    pub forms: Box<[FormAbstract]>,
    /// Its reports.
    pub reports: Box<[ReportAbstract]>,
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
    pub project: Box<str>,
    /// 实施单位, squeezed, without its code; empty when none.
    pub unit: Box<str>,
    /// 主管部门 likewise; the title of a form that names none, since lists name theirs there.
    pub department: Box<str>,
    /// Items of a project list, or tasks of a duty table.
    pub names: Box<[NamedAbstract]>,
    /// Indicators whose result is far above the target.
    pub excesses: Box<[ExcessAbstract]>,
    /// Digest of its counted results, where they are enough to tell two years apart.
    pub results: Option<u64>,
    /// 项目支出 of the whole department, when the form states it.
    pub project_spend: Option<Box<(Money, Location)>>,
    /// Digests of its longer texts that state results, for finding copies; none without a year.
    pub passages: Box<[(u64, Location)]>,
    /// The form's first row below its title.
    pub place: Location,
    /// [`FormAbstract::details`], packed.
    packed: Box<str>,
}

/// An item of a project list or a task of a duty table.
#[derive(Debug, Clone)]
pub struct NamedAbstract {
    /// Its name, squeezed.
    pub name: Box<str>,
    /// The budget stated for it.
    pub budget: Option<Money>,
    /// The spending stated for it.
    pub executed: Option<Money>,
    /// The score stated for it.
    pub score: Option<Decimal>,
    /// Where.
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
    pub title: Box<str>,
    /// What it sets as the year's goals and tasks, squeezed; empty when it has no such section, or
    /// its file no duty table.
    pub goals: Box<str>,
    /// Results told far above what was planned.
    pub excesses: Box<[ToldExcessAbstract]>,
    /// Digests of its longer passages that state results, for finding copies; none without a year.
    pub passages: Box<[(u64, Location)]>,
    /// 项目支出 of the whole department, when the report states it.
    pub project_spend: Option<Box<(Money, Location)>>,
    /// Where it begins.
    pub place: Location,
    /// [`ReportAbstract::figures`], packed.
    packed: Box<str>,
}

/// What is kept of a figure in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureAbstract {
    /// The clause, squeezed.
    pub text: String,
    /// The figure.
    pub quantity: Quantity,
    /// The year its sentence names before it.
    pub year: Option<u16>,
    /// Where.
    pub place: Location,
}

impl Abstract {
    /// The abstract of `reading`, under the regulations whose thresholds comparisons need.
    pub fn of<'r>(
        document: &Document,
        reading: &Reading,
        regulation_of: impl Fn(&Form) -> &'r Regulation,
        report_regulation: &Regulation,
    ) -> Self {
        let forms = reading.forms.iter().enumerate();
        let has_duties = reading.forms.iter().any(|form| form.kind == FormKind::DutyPerformance);
        Self {
            sheet_names: document.sheet_names.clone(),
            forms: forms
                .map(|(index, form)| form::keep(index, form, regulation_of(form)))
                .collect(),
            reports: reading
                .reports
                .iter()
                .map(|report| report::keep(report, report_regulation, has_duties))
                .collect(),
        }
    }
}

impl FormAbstract {
    /// Its funds, goal and rows; only those of a project's self-evaluation are kept.
    pub fn details(&self) -> FormDetails {
        details::unpack(&self.packed)
    }

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

impl ReportAbstract {
    /// Its figures with a unit other than time and points; only those of a project's report are
    /// kept.
    pub fn figures(&self) -> Vec<FigureAbstract> {
        details::unpack(&self.packed).figures
    }
}

/// Shorter names (财务部) are offices that every unit has.
const UNIT_CHARS: usize = 5;
