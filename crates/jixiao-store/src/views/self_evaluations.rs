//! Lists of self-evaluations, and of project years that wait for a task.

use super::listing::{self, Conditions, Listed};
use crate::self_evaluations::grade;
use crate::{Connection, FromRow, Row, Scope, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{
    Decimal, FilingState, GoalId, Grade, OrganisationId, ProjectId, ProjectYearId, SelfEvaluationId,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: SelfEvaluationId,
    /// The project.
    pub project_id: ProjectId,
    /// Its code.
    pub project_code: String,
    /// Its name.
    pub project_name: String,
    /// The fiscal year.
    pub year: i64,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its place in the tree.
    pub path: String,
    /// Where the filing stands.
    pub state: FilingState,
    /// The last day for submitting.
    pub due_on: NaiveDate,
    /// 总得分
    pub total: Option<Decimal>,
    /// 自评等级
    pub grade: Option<Grade>,
    /// Total of finance's re-check.
    pub finance_total: Option<Decimal>,
    /// Whether a sample chose it.
    pub sampled: bool,
    /// 核查分数
    pub check_total: Option<Decimal>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_id: row.id("project_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            path: row.get("path")?,
            state: row.coded("state")?,
            due_on: row.date("due_on")?,
            total: row.points_option("total_hundredths")?,
            grade: grade(row)?,
            finance_total: row.points_option("finance_total_hundredths")?,
            sampled: row.get("sampled")?,
            check_total: row.points_option("check_total_hundredths")?,
        })
    }
}

const COLUMNS: &str = "s.id, p.id AS project_id, p.code AS project_code, p.name AS project_name, \
    y.year, o.id AS organisation_id, o.name AS organisation_name, o.path, s.state, s.due_on, \
    s.total_hundredths, s.grade, s.finance_total_hundredths, s.sampled, s.check_total_hundredths";
const TABLES: &str = "self_evaluation s JOIN project_year y ON y.id = s.project_year_id \
    JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id";

/// What a list shows; `None` and `false` leave a condition out.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// Where the filing stands.
    pub state: Option<FilingState>,
    /// Part of the project's name or code, or of the unit's name.
    pub text: String,
    /// Drafts whose last day lies before this date.
    pub overdue_on: Option<NaiveDate>,
    /// Only those a sample chose.
    pub sampled: bool,
}

/// The order of a list; ties go by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The latest year first, then by unit and project.
    #[default]
    Year,
    /// The nearest last day first.
    Due,
    /// The lowest total first; what has none comes last.
    Total,
    /// By state along the chain, then by last day.
    State,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Year => "y.year DESC, o.path, p.code, s.id",
            Self::Due => "s.due_on, s.id",
            Self::Total => {
                "CASE WHEN s.total_hundredths IS NULL THEN 1 ELSE 0 END, s.total_hundredths, s.id"
            }
            Self::State => {
                "CASE s.state WHEN 'draft' THEN 1 WHEN 'submitted' THEN 2 WHEN 'unit_reviewed' \
                 THEN 3 WHEN 'finance_reviewed' THEN 4 ELSE 5 END, s.due_on, s.id"
            }
        }
    }
}

/// The list that is asked for.
const LISTED: Listed = Listed { columns: COLUMNS, tables: TABLES };

/// A stretch of the list.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    scope: &Scope,
    filter: &Filter,
    order: Order,
    limit: i64,
    offset: i64,
) -> Result<Vec<Line>, StoreError> {
    let conditions = conditions(scope, filter);
    listing::stretch(connection, LISTED, conditions, order.sql(), (limit, offset)).await
}

/// How many lines the filter leaves.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<i64, StoreError> {
    listing::count(connection, LISTED, conditions(scope, filter)).await
}

/// One line, whatever the scope: for whoever has authorised already.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn line(
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Option<Line>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE s.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

fn conditions(scope: &Scope, filter: &Filter) -> Conditions {
    let mut conditions = Conditions::within(scope);
    conditions.equal("y.year", filter.year);
    conditions.equal("s.state", filter.state.map(jixiao_domain::Coded::code));
    conditions.contain(&filter.text, &["p.name", "p.code", "o.name"]);
    if let Some(day) = filter.overdue_on {
        conditions.hold_for(day, |n| format!("s.state = 'draft' AND s.due_on < ${n}"));
    }
    if filter.sampled {
        conditions.hold("s.sampled = TRUE");
    }
    conditions
}

/// A project's year without a self-evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Key of the project's year.
    pub project_year_id: ProjectYearId,
    /// Code of the project.
    pub project_code: String,
    /// Its name.
    pub project_name: String,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its place in the tree.
    pub path: String,
    /// The latest approved goal version; without one no task can be issued.
    pub goal_id: Option<GoalId>,
}

impl FromRow for Waiting {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            project_year_id: row.id("project_year_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            path: row.get("path")?,
            goal_id: row.id_option("goal_id")?,
        })
    }
}

/// The project years of a year in a scope for which no task was issued yet.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn waiting(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<Waiting>, StoreError> {
    let sql = format!(
        "SELECT y.id AS project_year_id, p.code AS project_code, p.name AS project_name, \
         o.id AS organisation_id, o.name AS organisation_name, o.path, \
         (SELECT g.id FROM goal g WHERE g.project_year_id = y.id AND g.state = 'approved' \
          ORDER BY g.version DESC LIMIT 1) AS goal_id \
         FROM project_year y JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id \
         WHERE {} AND y.year = $1 AND NOT EXISTS \
         (SELECT 1 FROM self_evaluation s WHERE s.project_year_id = y.id) ORDER BY o.path, p.code",
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}
