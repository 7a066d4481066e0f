//! The list of warnings over a scope.

use crate::views::listing::{self, Conditions, Listed};
use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, MonitoringRecordId, MonitoringRoundId, MonitoringWarningId, OrganisationId,
    ProjectId, ProjectYearId, WarningKind, WarningState,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: MonitoringWarningId,
    /// The record that raised it.
    pub record_id: MonitoringRecordId,
    /// How the round's period is called.
    pub label: String,
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
    /// What it warns of.
    pub kind: WarningKind,
    /// The indicator it is about; empty for the record as a whole.
    pub indicator_name: String,
    /// Where it stands.
    pub state: WarningState,
    /// What is wrong, with the figures.
    pub sentence: String,
    /// 文号 and article; empty where no text is known.
    pub article: String,
    /// When the figures first bore it out.
    pub raised_at: Timestamp,
    /// The day by which the unit has to decide.
    pub answer_due_on: Option<NaiveDate>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            record_id: row.id("record_id")?,
            label: row.get("label")?,
            project_id: row.id("project_id")?,
            project_year_id: row.id("project_year_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            path: row.get("path")?,
            kind: row.coded("kind")?,
            indicator_name: row.get::<Option<String>>("indicator_name")?.unwrap_or_default(),
            state: row.coded("state")?,
            sentence: row.get("sentence")?,
            article: row.get("article")?,
            raised_at: row.time("raised_at")?,
            answer_due_on: row.get("answer_due_on")?,
        })
    }
}

const COLUMNS: &str = "w.id, w.record_id, r.label, p.id AS project_id, y.id AS project_year_id, \
    p.code AS project_code, p.name AS project_name, y.year, o.id AS organisation_id, \
    o.name AS organisation_name, o.path, w.kind, i.name AS indicator_name, w.state, w.sentence, \
    w.article, w.raised_at, w.answer_due_on";
const TABLES: &str = "monitoring_warning w JOIN monitoring_record m ON m.id = w.record_id \
    JOIN monitoring_round r ON r.id = m.round_id JOIN project_year y ON y.id = m.project_year_id \
    JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id \
    LEFT JOIN goal_indicator i ON i.id = w.goal_indicator_id";

/// Which warnings by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Those somebody still has to act on.
    #[default]
    Pending,
    /// Those in one state.
    In(WarningState),
    /// All.
    Any,
}

/// What a list shows; `None`, `false` and empty leave a condition out.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// The round.
    pub round_id: Option<MonitoringRoundId>,
    /// The record.
    pub record_id: Option<MonitoringRecordId>,
    /// The unit itself.
    pub organisation_id: Option<OrganisationId>,
    /// What it warns of.
    pub kind: Option<WarningKind>,
    /// Where it stands.
    pub standing: Standing,
    /// Part of the project's name or code, or of the unit's name.
    pub text: String,
    /// Open ones whose day of decision lies before this date.
    pub overdue_on: Option<NaiveDate>,
    /// Only those whose payments are not suspended and never were on their account.
    pub never_suspended: bool,
}

/// The order of a list; ties go by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The latest raised first.
    #[default]
    Raised,
    /// The nearest day of decision first; what has none comes last.
    Due,
    /// By unit and project.
    Project,
    /// By kind.
    Kind,
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Raised => "w.raised_at DESC, o.path, p.code, w.id",
            Self::Due => {
                "CASE WHEN w.answer_due_on IS NULL THEN 1 ELSE 0 END, w.answer_due_on, w.id"
            }
            Self::Project => "o.path, p.code, r.to_on DESC, w.id",
            Self::Kind => "w.kind, w.raised_at DESC, w.id",
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

/// One line, whatever the scope: for whoever authorises by its path.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn line(
    connection: &impl Connection,
    id: MonitoringWarningId,
) -> Result<Option<Line>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE w.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

fn conditions(scope: &Scope, filter: &Filter) -> Conditions {
    let mut conditions = Conditions::within(scope);
    conditions.equal("y.year", filter.year);
    conditions.equal("m.round_id", filter.round_id.map(|id| id.0));
    conditions.equal("m.id", filter.record_id.map(|id| id.0));
    conditions.equal("o.id", filter.organisation_id.map(|id| id.0));
    conditions.equal("w.kind", filter.kind.map(jixiao_domain::Coded::code));
    conditions.contain(&filter.text, &["p.name", "p.code", "o.name"]);
    if let Some(day) = filter.overdue_on {
        conditions.hold_for(day, |n| format!("w.state = 'open' AND w.answer_due_on < ${n}"));
    }
    match filter.standing {
        Standing::In(state) => conditions.equal("w.state", Some(state.code())),
        Standing::Pending => conditions.hold("w.state IN ('open', 'explained')"),
        Standing::Any => {}
    }
    if filter.never_suspended {
        conditions.hold(
            "NOT EXISTS (SELECT 1 FROM payment_suspension s \
               LEFT JOIN payment_resumption e ON e.suspension_id = s.id \
               WHERE s.project_year_id = y.id AND (e.suspension_id IS NULL \
                 OR (s.origin = 'warning' AND s.origin_id = w.id)))",
        );
    }
    conditions
}
