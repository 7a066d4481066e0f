//! Years side by side over the API. Amounts are 分, rates shares of one, points decimal text.

use jixiao_app::results::{CompareForm, Comparison, Judgement, ProjectYears, YearTotals};
use jixiao_domain::{Decimal, FundFigures, round_half_up_dp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What is compared.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct CompareQuery {
    /// A unit's id, with all below it.
    unit: String,
    programme: String,
    /// A project's id.
    project: String,
    /// How many years, 3 to 6; 6 without it.
    span: String,
}

impl CompareQuery {
    pub(super) fn form(self) -> CompareForm {
        CompareForm {
            unit: self.unit,
            programme: self.programme,
            project: self.project,
            span: self.span,
        }
    }
}

/// Years side by side.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ComparisonBody {
    /// Without a gap, oldest first.
    years: Vec<YearBody>,
    /// Years without any project.
    missing_years: Vec<i64>,
    projects: Vec<ProjectYearsBody>,
}

/// A year over all projects.
#[derive(Debug, Serialize, ToSchema)]
struct YearBody {
    year: i64,
    project_count: usize,
    initial_fen: i64,
    adjusted_fen: i64,
    executed_fen: i64,
    /// Absent without a budget.
    execution_rate: Option<String>,
    scored_count: usize,
    mean_score: Option<String>,
    /// The present year, whose execution is not complete.
    running: bool,
}

/// A project over the years.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectYearsBody {
    project: i64,
    code: String,
    name: String,
    unit: String,
    /// In the order of the years; absent where nothing is on record.
    years: Vec<Option<ProjectYearBody>>,
    missing_years: Vec<i64>,
}

/// A project in a year.
#[derive(Debug, Serialize, ToSchema)]
struct ProjectYearBody {
    adjusted_fen: i64,
    executed_fen: i64,
    execution_rate: Option<String>,
    /// The score that counts, its grade and who gave it; absent without any.
    score: Option<String>,
    grade: Option<&'static str>,
    by: Option<&'static str>,
}

fn text(number: Decimal) -> String {
    number.normalize().to_string()
}

fn rate(figures: &FundFigures) -> Option<String> {
    figures.execution_rate().ok().map(|rate| text(round_half_up_dp(rate, 6)))
}

impl YearBody {
    fn of(year: &YearTotals) -> Self {
        Self {
            year: year.year,
            project_count: year.project_count,
            initial_fen: year.figures.initial.fen(),
            adjusted_fen: year.figures.adjusted.fen(),
            executed_fen: year.figures.executed.fen(),
            execution_rate: rate(&year.figures),
            scored_count: year.scored_count,
            mean_score: year.mean_score.map(text),
            running: year.is_running,
        }
    }
}

impl ProjectYearBody {
    fn of((figures, judgement): &(FundFigures, Option<Judgement>)) -> Self {
        let judgement = judgement.as_ref();
        Self {
            adjusted_fen: figures.adjusted.fen(),
            executed_fen: figures.executed.fen(),
            execution_rate: rate(figures),
            score: judgement.map(|judgement| text(judgement.total)),
            grade: judgement.map(|judgement| judgement.grade.word()),
            by: judgement.map(|judgement| judgement.by),
        }
    }
}

impl ComparisonBody {
    pub(super) fn of(compared: &Comparison) -> Self {
        let project = |project: &ProjectYears| ProjectYearsBody {
            project: project.project_id.0,
            code: project.project_code.clone(),
            name: project.project_name.clone(),
            unit: project.organisation_name.clone(),
            years: project
                .years
                .iter()
                .map(|cell| cell.as_ref().map(ProjectYearBody::of))
                .collect(),
            missing_years: compared.missing_of(project),
        };
        Self {
            years: compared.years.iter().map(YearBody::of).collect(),
            missing_years: compared.missing_years(),
            projects: compared.projects.iter().map(project).collect(),
        }
    }
}
