//! Lists of departments' years, and what the projects below a department add up to.

use super::listing::{self, Conditions, Listed};
use super::projects::row_figures;
use crate::self_evaluations::grade;
use crate::{Connection, FromRow, Row, Scope, StoreError, funds};
use jixiao_domain::{
    Decimal, DepartmentYearId, FilingState, FundFigures, GoalId, Grade, Money, OrganisationId,
    ProjectId, ProjectYearId, SelfEvaluationId, coded,
};

coded! {
    /// The order of the list; ties go by unit.
    pub enum Order {
        /// The latest year first.
        Year = "year" "年度",
        /// By unit, then year.
        Unit = "unit" "单位",
        /// By progress in the chain.
        State = "state" "办理进度",
        /// The largest 支出总额 first.
        Spending = "spending" "支出总额",
    }
}

/// What a list shows; `None` leaves a condition out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Fiscal year.
    pub year: Option<i64>,
    /// Where it stands.
    pub state: Option<FilingState>,
    /// Part of the department's name.
    pub text: String,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: DepartmentYearId,
    /// The department.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Fiscal year.
    pub year: i64,
    /// Where it stands.
    pub state: FilingState,
    /// 支出总额: 全年预算数
    pub adjusted: Option<Money>,
    /// 支出总额: 本年决算数
    pub final_accounts: Option<Money>,
    /// 项目支出: 本年决算数
    pub project_final: Option<Money>,
    /// 总得分
    pub total: Option<Decimal>,
    /// 自评等级
    pub grade: Option<Grade>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let money = |column: &str| -> Result<Option<Money>, StoreError> {
            Ok(row.get::<Option<i64>>(column)?.map(Money::from_fen))
        };
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            year: row.get("year")?,
            state: row.coded("state")?,
            adjusted: money("adjusted_fen")?,
            final_accounts: money("final_fen")?,
            project_final: money("project_final_fen")?,
            total: row.points_option("total_hundredths")?,
            grade: grade(row)?,
        })
    }
}

/// How many a filter leaves, and their money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Lines.
    pub count: i64,
    /// The sum of 全年预算数.
    pub adjusted: Money,
    /// The sum of 本年决算数.
    pub final_accounts: Money,
}

impl FromRow for Totals {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            count: row.get("line_count")?,
            adjusted: row.money("adjusted_fen")?,
            final_accounts: row.money("final_fen")?,
        })
    }
}

const TABLES: &str = "department_year d JOIN organisation o ON o.id = d.organisation_id \
     LEFT JOIN department_amount t ON t.department_year_id = d.id AND t.item = 'total' \
     LEFT JOIN department_amount p ON p.department_year_id = d.id AND p.item = 'project'";

/// The list that is asked for.
const LISTED: Listed = Listed {
    columns: "d.id, d.organisation_id, o.name AS organisation_name, d.year, d.state, \
         t.adjusted_fen, t.final_fen, p.final_fen AS project_final_fen, d.total_hundredths, d.grade",
    tables: TABLES,
};

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
    let order = match order {
        Order::Year => "d.year DESC, o.path",
        Order::Unit => "o.path, d.year DESC",
        Order::State => STATE_ORDER,
        Order::Spending => "COALESCE(t.final_fen, t.adjusted_fen, 0) DESC, o.path",
    };
    let conditions = conditions(scope, filter);
    listing::stretch(connection, LISTED, conditions, order, (limit, offset)).await
}

const STATE_ORDER: &str = "CASE d.state WHEN 'draft' THEN 0 WHEN 'submitted' THEN 1 \
     WHEN 'unit_reviewed' THEN 2 WHEN 'finance_reviewed' THEN 3 ELSE 4 END, d.year DESC, o.path";

/// The number and the money of all years the filter leaves.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn totals(
    connection: &impl Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Totals, StoreError> {
    let (condition, values) = conditions(scope, filter).finish();
    let sql = format!(
        "SELECT COUNT(*) AS line_count, \
         CAST(COALESCE(sum(t.adjusted_fen), 0) AS BIGINT) AS adjusted_fen, \
         CAST(COALESCE(sum(t.final_fen), 0) AS BIGINT) AS final_fen \
         FROM {TABLES} WHERE {condition}"
    );
    Ok(connection.row(&sql, values).await?.unwrap_or_default())
}

/// The fiscal years in which a scope has department years, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(connection: &impl Connection, scope: &Scope) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT d.year FROM department_year d \
         JOIN organisation o ON o.id = d.organisation_id WHERE {} ORDER BY d.year DESC",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}

fn conditions(scope: &Scope, filter: &Filter) -> Conditions {
    let mut conditions = Conditions::within(scope);
    conditions.equal("d.year", filter.year);
    conditions.equal("d.state", filter.state.map(jixiao_domain::Coded::code));
    conditions.contain(&filter.text, &["o.name"]);
    conditions
}

/// A project as it counts into a department's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectLine {
    /// The project.
    pub project_id: ProjectId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The unit that runs it.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its place in the tree.
    pub organisation_path: String,
    /// The year; `None` where the project runs in it but the year is not opened.
    pub project_year_id: Option<ProjectYearId>,
    /// Its money.
    pub figures: FundFigures,
    /// The goal in force.
    pub goal_id: Option<GoalId>,
    /// 年度目标 of that goal.
    pub annual_goal: String,
    /// Its self-evaluation.
    pub self_evaluation_id: Option<SelfEvaluationId>,
    /// Where that stands.
    pub self_evaluation_state: Option<FilingState>,
    /// 年度总体目标实际完成情况
    pub actual_goal: String,
    /// 自评得分
    pub total: Option<Decimal>,
    /// 自评等级
    pub grade: Option<Grade>,
}

impl FromRow for ProjectLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let text = |column: &str| -> Result<String, StoreError> {
            Ok(row.get::<Option<String>>(column)?.unwrap_or_default())
        };
        Ok(Self {
            project_id: row.id("project_id")?,
            code: row.get("code")?,
            name: row.get("name")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            organisation_path: row.get("organisation_path")?,
            project_year_id: row.id_option("project_year_id")?,
            figures: row_figures(row)?,
            goal_id: row.id_option("goal_id")?,
            annual_goal: text("annual_goal")?,
            self_evaluation_id: row.id_option("self_evaluation_id")?,
            self_evaluation_state: row.coded_option("self_evaluation_state")?,
            actual_goal: text("actual_goal")?,
            total: row.points_option("total_hundredths")?,
            grade: grade(row)?,
        })
    }
}

/// The projects of a fiscal year in a part of the tree: those whose year is opened, and those that
/// run in the year without one. By unit and code.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn projects(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<ProjectLine>, StoreError> {
    let sums =
        funds::sums_by_year("e.project_year_id IN (SELECT id FROM project_year WHERE year = $1)");
    let sql = format!(
        "SELECT p.id AS project_id, p.code, p.name, o.id AS organisation_id, \
         o.name AS organisation_name, o.path AS organisation_path, y.id AS project_year_id, \
         COALESCE(f.initial_fen, 0) AS initial_fen, COALESCE(f.adjusted_fen, 0) AS adjusted_fen, \
         COALESCE(f.executed_fen, 0) AS executed_fen, g.id AS goal_id, g.annual_goal, \
         s.id AS self_evaluation_id, s.state AS self_evaluation_state, s.actual_goal, \
         s.total_hundredths, s.grade \
         FROM project p JOIN organisation o ON o.id = p.organisation_id \
         LEFT JOIN project_year y ON y.project_id = p.id AND y.year = $1 \
         LEFT JOIN ({sums}) f ON f.project_year_id = y.id \
         LEFT JOIN goal g ON g.id = (SELECT a.id FROM goal a WHERE a.project_year_id = y.id \
          AND a.state = 'approved' ORDER BY a.version DESC LIMIT 1) \
         LEFT JOIN self_evaluation s ON s.project_year_id = y.id \
         WHERE {} AND (y.id IS NOT NULL OR (p.active = TRUE AND p.start_year <= $1 \
          AND (p.end_year IS NULL OR p.end_year >= $1))) ORDER BY o.path, p.code",
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}
