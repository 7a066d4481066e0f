//! Department evaluations of a scope as a list, and the projects that could be evaluated.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use jixiao_domain::{
    Coded as _, Decimal, EvaluationId, EvaluationState, Grade, OrganisationId, ProjectYearId,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: EvaluationId,
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// 项目编码
    pub project_code: String,
    /// 项目名称
    pub project_name: String,
    /// The fiscal year.
    pub year: i64,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name for narrow columns.
    pub organisation_name: String,
    /// Where it stands.
    pub state: EvaluationState,
    /// Total, once opinions were exchanged.
    pub total: Option<Decimal>,
    /// Grade of the total.
    pub grade: Option<Grade>,
    /// Total of the unit's own evaluation, to compare with.
    pub self_total: Option<Decimal>,
    /// When it was concluded.
    pub concluded_at: Option<Timestamp>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let grade: Option<String> = row.get("grade")?;
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            state: row.coded("state")?,
            total: row.points_option("total_hundredths")?,
            grade: grade.as_deref().and_then(Grade::from_word),
            self_total: row.points_option("self_hundredths")?,
            concluded_at: row.time_option("concluded_at")?,
        })
    }
}

/// Which lines are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct EvaluationFilter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// Where it stands.
    pub state: Option<EvaluationState>,
    /// The unit, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Part of the project's name or code.
    pub words: String,
}

/// How lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EvaluationOrder {
    /// The latest year first, then unit and project.
    #[default]
    Year,
    /// The highest total first; those without one last.
    Total,
    /// By unit.
    Organisation,
    /// Those who have furthest to go first.
    State,
}

impl EvaluationOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Year => "y.year DESC, o.path, p.code",
            Self::Total => "e.total_hundredths IS NULL, e.total_hundredths DESC, p.code",
            Self::Organisation => "o.path, y.year DESC, p.code",
            Self::State => {
                "CASE e.state WHEN 'planned' THEN 1 WHEN 'in_progress' THEN 2 \
                 WHEN 'opinion_exchanged' THEN 3 ELSE 4 END, y.year DESC, p.code"
            }
        }
    }
}

const FROM: &str = "FROM evaluation e JOIN project_year y ON y.id = e.project_year_id \
    JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id \
    LEFT JOIN self_evaluation s ON s.project_year_id = y.id AND s.state = 'approved'";

const COLUMNS: &str = "e.id, y.id AS project_year_id, p.code AS project_code, \
    p.name AS project_name, y.year, o.id AS organisation_id, o.short_name AS organisation_name, \
    e.state, e.total_hundredths, e.grade, s.total_hundredths AS self_hundredths, e.concluded_at";

impl EvaluationFilter {
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!("{FROM} WHERE {}", scope.condition("o.path"));
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if let Some(year) = self.year {
            narrow("y.year = ?", year.into());
        }
        if let Some(id) = self.organisation_id {
            narrow("o.id = ?", id.0.into());
        }
        if let Some(state) = self.state {
            narrow("e.state = ?", state.code().into());
        }
        if !self.words.is_empty() {
            let either = "(REPLACE(p.name, ?, '') <> p.name OR REPLACE(p.code, ?, '') <> p.code)";
            narrow(either, self.words.as_str().into());
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
    filter: &EvaluationFilter,
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
    filter: &EvaluationFilter,
    order: EvaluationOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let (query, mut values) = filter.query(scope);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} {query} ORDER BY {} LIMIT ${} OFFSET ${}",
        order.sql(),
        values.len() - 1,
        values.len(),
    );
    connection.rows(&sql, values).await
}

/// A project's year to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Key.
    pub project_year_id: ProjectYearId,
    /// 项目编码
    pub project_code: String,
    /// 项目名称
    pub project_name: String,
    /// The fiscal year.
    pub year: i64,
    /// Short name of the unit.
    pub organisation_name: String,
}

impl FromRow for Candidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            project_year_id: row.id("project_year_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_name: row.get("organisation_name")?,
        })
    }
}

/// Which project years are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// All of the year.
    All,
    /// Those that were not evaluated yet.
    NotEvaluated,
}

/// The project years of a scope in a fiscal year, 500 at most, by unit and code: for choices.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn candidates(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
    offered: Offered,
) -> Result<Vec<Candidate>, StoreError> {
    let open = match offered {
        Offered::All => "",
        Offered::NotEvaluated => {
            " AND NOT EXISTS (SELECT 1 FROM evaluation e WHERE e.project_year_id = y.id)"
        }
    };
    let sql = format!(
        "SELECT y.id AS project_year_id, p.code AS project_code, p.name AS project_name, y.year, \
         o.short_name AS organisation_name FROM project_year y \
         JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id \
         WHERE y.year = $1 AND {}{open} ORDER BY o.path, p.code LIMIT 500",
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}
