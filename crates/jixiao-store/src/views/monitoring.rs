//! Lists of monitoring: records, warnings, rounds, and how complete a round is.

pub mod rounds;
pub mod warnings;

use super::listing::{self, Conditions, Listed};
use crate::monitoring::RecordFigures;
use crate::{Connection, FromRow, Row, Scope, StoreError};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, Decimal, FilingState, Lamp, MonitoringRecordId, MonitoringRoundId, OrganisationId,
    ProjectId, ProjectYearId,
};

/// A line of the list of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: MonitoringRecordId,
    /// The round.
    pub round_id: MonitoringRoundId,
    /// How its period is called.
    pub label: String,
    /// Last day of the period.
    pub to_on: NaiveDate,
    /// The last day for submitting.
    pub due_on: NaiveDate,
    /// The project.
    pub project_id: ProjectId,
    /// Its year.
    pub project_year_id: ProjectYearId,
    /// 项目编码
    pub project_code: String,
    /// 项目名称
    pub project_name: String,
    /// Fiscal year.
    pub year: i64,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its place in the tree.
    pub path: String,
    /// Where the filing stands.
    pub state: FilingState,
    /// The figures last computed.
    pub figures: RecordFigures,
    /// Warnings that wait for somebody.
    pub warning_count: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            round_id: row.id("round_id")?,
            label: row.get("label")?,
            to_on: row.date("to_on")?,
            due_on: row.date("due_on")?,
            project_id: row.id("project_id")?,
            project_year_id: row.id("project_year_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            path: row.get("path")?,
            state: row.coded("state")?,
            figures: RecordFigures::from_row(row)?,
            warning_count: row.get("warning_count")?,
        })
    }
}

impl Line {
    /// 执行率 as the form prints it: the period's payments of 年初预算数; `None` without a budget.
    pub fn execution_rate(&self) -> Option<Decimal> {
        rate(&self.figures)
    }
}

/// 执行率 as the form prints it: the period's payments of 年初预算数, of 全年预算数 where there was
/// none at first; `None` without either.
pub fn rate(figures: &RecordFigures) -> Option<Decimal> {
    let budget = [figures.initial, figures.adjusted].into_iter().find(|money| money.fen() > 0)?;
    Decimal::from(figures.executed.fen()).checked_div(Decimal::from(budget.fen()))
}

const COLUMNS: &str = "m.id, m.round_id, r.label, r.to_on, r.due_on, p.id AS project_id, \
    y.id AS project_year_id, p.code AS project_code, p.name AS project_name, y.year, \
    o.id AS organisation_id, o.name AS organisation_name, o.path, m.state, m.initial_fen, \
    m.adjusted_fen, m.executed_fen, m.executed_so_far_fen, m.forecast_fen, m.fund_lamp, \
    m.indicator_lamp, (SELECT COUNT(*) FROM monitoring_warning w WHERE w.record_id = m.id \
    AND w.state IN ('open', 'explained')) AS warning_count";
const TABLES: &str = "monitoring_record m JOIN monitoring_round r ON r.id = m.round_id \
    JOIN project_year y ON y.id = m.project_year_id JOIN project p ON p.id = y.project_id \
    JOIN organisation o ON o.id = p.organisation_id";

/// What a list shows; `None`, `false` and empty leave a condition out.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// The round.
    pub round_id: Option<MonitoringRoundId>,
    /// The unit itself.
    pub organisation_id: Option<OrganisationId>,
    /// Where the filing stands.
    pub state: Option<FilingState>,
    /// The lamp of the money or the worst of the indicators.
    pub lamp: Option<Lamp>,
    /// Part of the project's name or code, of the unit's name or of the period's.
    pub text: String,
    /// Drafts whose last day lies before this date.
    pub overdue_on: Option<NaiveDate>,
}

/// The order of a list; ties go by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The latest period first, then by unit and project.
    #[default]
    Period,
    /// By project, the latest period first.
    Project,
    /// The nearest last day first.
    Due,
    /// The lowest execution first.
    Execution,
    /// Red before yellow before green.
    Lamp,
    /// By state along the chain.
    State,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Period => "r.to_on DESC, o.path, p.code, m.id",
            Self::Project => "p.code, r.to_on DESC, m.id",
            Self::Due => "r.due_on, m.id",
            Self::Execution => {
                "CASE WHEN m.initial_fen > 0 THEN 0 ELSE 1 END, \
                 m.executed_fen * 10000 / CASE WHEN m.initial_fen > 0 THEN m.initial_fen ELSE 1 END, m.id"
            }
            Self::Lamp => {
                "CASE WHEN 'red' IN (m.fund_lamp, m.indicator_lamp) THEN 1 \
                 WHEN 'yellow' IN (m.fund_lamp, m.indicator_lamp) THEN 2 \
                 WHEN 'green' IN (m.fund_lamp, m.indicator_lamp) THEN 3 ELSE 4 END, r.to_on DESC, m.id"
            }
            Self::State => {
                "CASE m.state WHEN 'draft' THEN 1 WHEN 'submitted' THEN 2 WHEN 'unit_reviewed' \
                 THEN 3 WHEN 'finance_reviewed' THEN 4 ELSE 5 END, r.due_on, m.id"
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

/// The money of everything the filter leaves.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn sums(
    connection: &impl Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<RecordFigures, StoreError> {
    let (condition, values) = conditions(scope, filter).finish();
    let sum = |column: &str| format!("CAST(COALESCE(sum(m.{column}), 0) AS BIGINT) AS {column}");
    let columns: Vec<String> =
        ["initial_fen", "adjusted_fen", "executed_fen", "executed_so_far_fen", "forecast_fen"]
            .into_iter()
            .map(sum)
            .collect();
    let sql = format!(
        "SELECT {}, CAST(NULL AS TEXT) AS fund_lamp, CAST(NULL AS TEXT) AS indicator_lamp \
         FROM {TABLES} WHERE {condition}",
        columns.join(", ")
    );
    Ok(connection.row(&sql, values).await?.unwrap_or_default())
}

/// One line, whatever the scope: for whoever has authorised already.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn line(
    connection: &impl Connection,
    id: MonitoringRecordId,
) -> Result<Option<Line>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE m.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The fiscal years that have records, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(connection: &impl Connection, scope: &Scope) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT DISTINCT y.year FROM {TABLES} WHERE {} ORDER BY y.year DESC",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}

fn conditions(scope: &Scope, filter: &Filter) -> Conditions {
    let mut conditions = Conditions::within(scope);
    conditions.equal("y.year", filter.year);
    conditions.equal("m.round_id", filter.round_id.map(|id| id.0));
    conditions.equal("o.id", filter.organisation_id.map(|id| id.0));
    conditions.equal("m.state", filter.state.map(jixiao_domain::Coded::code));
    if let Some(lamp) = filter.lamp {
        conditions
            .hold_for(lamp.code(), |n| format!("(m.fund_lamp = ${n} OR m.indicator_lamp = ${n})"));
    }
    conditions.contain(&filter.text, &["p.name", "p.code", "o.name", "r.label"]);
    if let Some(day) = filter.overdue_on {
        conditions.hold_for(day, |n| format!("m.state = 'draft' AND r.due_on < ${n}"));
    }
    conditions
}
