//! The reports of a scope as a list: of every subject the latest version.

pub mod offered;

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use jixiao_domain::{
    Coded as _, FilingState, MonitoringRecordId, MonitoringRoundId, OrganisationId, ReportId,
    ReportKind, SelfEvaluationId,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The report.
    pub id: ReportId,
    /// What kind of report.
    pub kind: ReportKind,
    /// The title.
    pub title: String,
    /// The fiscal year.
    pub year: i64,
    /// 1, 2, 3 …
    pub version: i64,
    /// Where it stands.
    pub state: FilingState,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name for narrow columns.
    pub organisation_name: String,
    /// When the figures were last taken from the records.
    pub drafted_at: Timestamp,
    /// 批复 time.
    pub approved_at: Option<Timestamp>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.coded("kind")?,
            title: row.get("title")?,
            year: row.get("year")?,
            version: row.get("version")?,
            state: row.coded("state")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            drafted_at: row.time("drafted_at")?,
            approved_at: row.time_option("approved_at")?,
        })
    }
}

/// Which lines are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct ReportFilter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// The kind of report.
    pub kind: Option<ReportKind>,
    /// Where it stands.
    pub state: Option<FilingState>,
    /// The unit, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Part of the title.
    pub words: String,
}

/// How lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportOrder {
    /// The latest year first, then unit and title.
    #[default]
    Year,
    /// By kind.
    Kind,
    /// By unit.
    Organisation,
    /// Those who have furthest to go first.
    State,
}

impl ReportOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Year => "r.year DESC, o.path, r.kind, r.id",
            Self::Kind => "r.kind, r.year DESC, o.path, r.id",
            Self::Organisation => "o.path, r.year DESC, r.kind, r.id",
            Self::State => {
                "CASE r.state WHEN 'draft' THEN 1 WHEN 'submitted' THEN 2 \
                 WHEN 'unit_reviewed' THEN 3 WHEN 'finance_reviewed' THEN 4 ELSE 5 END, \
                 r.year DESC, o.path, r.id"
            }
        }
    }
}

const FROM: &str = "FROM report r JOIN organisation o ON o.id = r.organisation_id";

/// Only the latest version of every subject.
const LATEST: &str = " AND NOT EXISTS (SELECT 1 FROM report x WHERE x.kind = r.kind \
    AND x.organisation_id = r.organisation_id AND x.year = r.year \
    AND x.subject_kind = r.subject_kind AND x.subject_id = r.subject_id AND x.version > r.version)";

impl ReportFilter {
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!("{FROM} WHERE {}{LATEST}", scope.condition("o.path"));
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if let Some(year) = self.year {
            narrow("r.year = ?", year.into());
        }
        if let Some(kind) = self.kind {
            narrow("r.kind = ?", kind.code().into());
        }
        if let Some(state) = self.state {
            narrow("r.state = ?", state.code().into());
        }
        if let Some(id) = self.organisation_id {
            narrow("o.id = ?", id.0.into());
        }
        if !self.words.is_empty() {
            narrow("REPLACE(r.title, ?, '') <> r.title", self.words.as_str().into());
        }
        (sql, values)
    }
}

/// How many lines pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    filter: &ReportFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the lines that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &ReportFilter,
    order: ReportOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT r.id, r.kind, r.title, r.year, r.version, r.state, r.organisation_id, \
         o.short_name AS organisation_name, r.drafted_at, r.approved_at {query} \
         ORDER BY {} LIMIT ${} OFFSET ${}",
        order.sql(),
        values.len() - 1,
        values.len(),
    );
    connection.rows(&sql, values).await
}

/// The self-evaluations of one organisation's own projects in a year, by project code.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn self_evaluations_of(
    connection: &impl Connection,
    organisation_id: OrganisationId,
    year: i64,
) -> Result<Vec<SelfEvaluationId>, StoreError> {
    let ids: Vec<i64> = connection
        .rows(
            "SELECT s.id FROM self_evaluation s JOIN project_year y ON y.id = s.project_year_id \
             JOIN project p ON p.id = y.project_id \
             WHERE p.organisation_id = $1 AND y.year = $2 ORDER BY p.code",
            [organisation_id.0.into(), year.into()],
        )
        .await?;
    Ok(ids.into_iter().map(SelfEvaluationId).collect())
}

/// The records of a round below one organisation, itself included, by unit and project code.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn monitored_of(
    connection: &impl Connection,
    round_id: MonitoringRoundId,
    path: &str,
) -> Result<Vec<MonitoringRecordId>, StoreError> {
    let ids: Vec<i64> = connection
        .rows(
            "SELECT m.id FROM monitoring_record m JOIN project_year y ON y.id = m.project_year_id \
             JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id \
             WHERE m.round_id = $1 AND SUBSTR(o.path, 1, LENGTH($2)) = $2 ORDER BY o.code, p.code",
            [round_id.0.into(), path.into()],
        )
        .await?;
    Ok(ids.into_iter().map(MonitoringRecordId).collect())
}
