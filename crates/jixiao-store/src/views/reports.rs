//! The reports of a scope as a list: of every subject the latest version.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use jixiao_domain::{
    Coded as _, DepartmentYearId, FilingState, OrganisationId, ProjectYearId, ReportId, ReportKind,
    SelfEvaluationId,
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

/// A self-evaluation that has no report yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The self-evaluation.
    pub id: SelfEvaluationId,
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// 项目名称
    pub project_name: String,
    /// The fiscal year.
    pub year: i64,
    /// Where the self-evaluation stands.
    pub state: FilingState,
    /// The unit's name for narrow columns.
    pub organisation_name: String,
}

impl FromRow for Candidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            state: row.coded("state")?,
            organisation_name: row.get("organisation_name")?,
        })
    }
}

/// The self-evaluations of a scope for which no report of `kind` was drafted, the latest year
/// first, at most `limit`.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn without_report(
    connection: &impl Connection,
    scope: &Scope,
    kind: ReportKind,
    limit: i64,
) -> Result<Vec<Candidate>, StoreError> {
    let sql = format!(
        "SELECT s.id, s.project_year_id, p.name AS project_name, y.year, s.state, \
         o.short_name AS organisation_name FROM self_evaluation s \
         JOIN project_year y ON y.id = s.project_year_id JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id WHERE {} AND s.total_hundredths IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM report r WHERE r.kind = $1 \
         AND r.subject_kind = 'self_evaluation' AND r.subject_id = s.id) \
         ORDER BY y.year DESC, o.path, p.code LIMIT $2",
        scope.condition("o.path")
    );
    connection.rows(&sql, [kind.code().into(), limit.into()]).await
}

/// A department's year that has no report yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentCandidate {
    /// The department's year.
    pub id: DepartmentYearId,
    /// The department.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The fiscal year.
    pub year: i64,
    /// Where the year stands.
    pub state: FilingState,
}

impl FromRow for DepartmentCandidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            year: row.get("year")?,
            state: row.coded("state")?,
        })
    }
}

/// The judged years of departments of a scope for which no report was drafted, the latest year
/// first, at most `limit`.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn departments_without_report(
    connection: &impl Connection,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<DepartmentCandidate>, StoreError> {
    let sql = format!(
        "SELECT d.id, d.organisation_id, o.name AS organisation_name, d.year, d.state \
         FROM department_year d JOIN organisation o ON o.id = d.organisation_id \
         WHERE {} AND d.total_hundredths IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report r \
         WHERE r.kind = $1 AND r.subject_kind = 'organisation' \
         AND r.subject_id = d.organisation_id AND r.year = d.year) \
         ORDER BY d.year DESC, o.path LIMIT $2",
        scope.condition("o.path")
    );
    connection.rows(&sql, [ReportKind::Department.code().into(), limit.into()]).await
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
