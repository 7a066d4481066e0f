//! What a report could be written on and was not yet: for choices.

use crate::{Connection, FromRow, Row, Scope, StoreError, Value};
use jixiao_domain::{
    Coded as _, Decimal, DepartmentYearId, EvaluationId, EvaluationState, FilingState,
    MonitoringRoundId, OrganisationId, ProjectYearId, ReportKind, SelfEvaluationId,
};

/// Which of them are wanted, the latest first. Empty fields do not narrow.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// The fiscal year.
    pub year: Option<i64>,
    /// The unit, alone.
    pub organisation_id: Option<OrganisationId>,
    /// How many at most.
    pub limit: i64,
}

impl Wanted {
    /// Kind, year, unit and limit as parameters; 0 does not narrow.
    fn values(self, kind: ReportKind) -> [Value; 4] {
        let unit = self.organisation_id.map_or(0, |id| id.0);
        [kind.code().into(), self.year.unwrap_or(0).into(), unit.into(), self.limit.into()]
    }
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

/// The self-evaluations of a scope for which no report was drafted.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn self_evaluations(
    connection: &impl Connection,
    scope: &Scope,
    wanted: Wanted,
) -> Result<Vec<Candidate>, StoreError> {
    let sql = format!(
        "SELECT s.id, s.project_year_id, p.name AS project_name, y.year, s.state, \
         o.short_name AS organisation_name FROM self_evaluation s \
         JOIN project_year y ON y.id = s.project_year_id JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id WHERE {} AND s.total_hundredths IS NOT NULL \
         AND ($2 = 0 OR y.year = $2) AND ($3 = 0 OR o.id = $3) \
         AND NOT EXISTS (SELECT 1 FROM report r WHERE r.kind = $1 \
         AND r.subject_kind = 'self_evaluation' AND r.subject_id = s.id) \
         ORDER BY y.year DESC, o.path, p.code LIMIT $4",
        scope.condition("o.path")
    );
    connection.rows(&sql, wanted.values(ReportKind::SelfEvaluation)).await
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

/// The judged years of departments of a scope for which no report was drafted.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn departments(
    connection: &impl Connection,
    scope: &Scope,
    wanted: Wanted,
) -> Result<Vec<DepartmentCandidate>, StoreError> {
    let sql = format!(
        "SELECT d.id, d.organisation_id, o.name AS organisation_name, d.year, d.state \
         FROM department_year d JOIN organisation o ON o.id = d.organisation_id \
         WHERE {} AND d.total_hundredths IS NOT NULL AND ($2 = 0 OR d.year = $2) \
         AND ($3 = 0 OR o.id = $3) AND NOT EXISTS (SELECT 1 FROM report r \
         WHERE r.kind = $1 AND r.subject_kind = 'organisation' \
         AND r.subject_id = d.organisation_id AND r.year = d.year) \
         ORDER BY d.year DESC, o.path LIMIT $4",
        scope.condition("o.path")
    );
    connection.rows(&sql, wanted.values(ReportKind::Department)).await
}

/// An evaluation that has no report yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationCandidate {
    /// The evaluation.
    pub id: EvaluationId,
    /// 项目名称
    pub project_name: String,
    /// The fiscal year.
    pub year: i64,
    /// Where the evaluation stands.
    pub state: EvaluationState,
    /// What it came to.
    pub total: Option<Decimal>,
    /// The unit's name for narrow columns.
    pub organisation_name: String,
}

impl FromRow for EvaluationCandidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            state: row.coded("state")?,
            total: row.points_option("total_hundredths")?,
            organisation_name: row.get("organisation_name")?,
        })
    }
}

/// The evaluations of a scope that came to a total and for which no report was drafted.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn evaluations(
    connection: &impl Connection,
    scope: &Scope,
    wanted: Wanted,
) -> Result<Vec<EvaluationCandidate>, StoreError> {
    let sql = format!(
        "SELECT e.id, p.name AS project_name, y.year, e.state, e.total_hundredths, \
         o.short_name AS organisation_name FROM evaluation e \
         JOIN project_year y ON y.id = e.project_year_id JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id WHERE {} AND e.total_hundredths IS NOT NULL \
         AND ($2 = 0 OR y.year = $2) AND ($3 = 0 OR o.id = $3) \
         AND NOT EXISTS (SELECT 1 FROM report r WHERE r.kind = $1 \
         AND r.subject_kind = 'evaluation' AND r.subject_id = e.id) \
         ORDER BY y.year DESC, o.path, p.code LIMIT $4",
        scope.condition("o.path")
    );
    connection.rows(&sql, wanted.values(ReportKind::Evaluation)).await
}

/// A unit's part of a round of monitoring that has no report yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringCandidate {
    /// The round.
    pub round_id: MonitoringRoundId,
    /// How its period is called.
    pub label: String,
    /// The fiscal year.
    pub year: i64,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Records of the unit and of those below it.
    pub record_count: i64,
    /// Those of them that were submitted.
    pub filed_count: i64,
    /// Those of them that were approved.
    pub approved_count: i64,
}

impl FromRow for MonitoringCandidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            round_id: row.id("round_id")?,
            label: row.get("label")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            record_count: row.get("record_count")?,
            filed_count: row.get("filed_count")?,
            approved_count: row.get("approved_count")?,
        })
    }
}

/// The units of a scope with submitted records in a round, their own or of units below, for which
/// no report was drafted; the latest period first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn monitored(
    connection: &impl Connection,
    scope: &Scope,
    wanted: Wanted,
) -> Result<Vec<MonitoringCandidate>, StoreError> {
    let count = |condition: &str| format!("SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)");
    let (filed, approved) = (count("m.state <> 'draft'"), count("m.state = 'approved'"));
    // Counted once for the unit a project belongs to, then added up the tree: records are many,
    // units few.
    let own = format!(
        "SELECT m.round_id, u.path, COUNT(*) AS record_count, {filed} AS filed_count, \
         {approved} AS approved_count FROM monitoring_record m \
         JOIN project_year y ON y.id = m.project_year_id JOIN project p ON p.id = y.project_id \
         JOIN organisation u ON u.id = p.organisation_id GROUP BY m.round_id, u.path"
    );
    let sum = |column: &str| format!("CAST(SUM(t.{column}) AS BIGINT) AS {column}");
    let sql = format!(
        "SELECT q.id AS round_id, q.label, q.year, o.id AS organisation_id, \
         o.name AS organisation_name, {}, {}, {} FROM ({own}) t \
         JOIN organisation o ON SUBSTR(t.path, 1, LENGTH(o.path)) = o.path \
         JOIN monitoring_round q ON q.id = t.round_id WHERE {} \
         AND ($2 = 0 OR q.year = $2) AND ($3 = 0 OR o.id = $3) \
         AND NOT EXISTS (SELECT 1 FROM report r WHERE r.kind = $1 AND r.organisation_id = o.id \
         AND r.subject_kind = 'monitoring_round' AND r.subject_id = q.id) \
         GROUP BY q.id, q.label, q.year, q.to_on, o.id, o.name, o.path \
         HAVING SUM(t.filed_count) > 0 ORDER BY q.to_on DESC, q.id DESC, o.path LIMIT $4",
        sum("record_count"),
        sum("filed_count"),
        sum("approved_count"),
        scope.condition("o.path")
    );
    connection.rows(&sql, wanted.values(ReportKind::Monitoring)).await
}
