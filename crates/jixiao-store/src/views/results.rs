//! What the use of results reads over many projects: proposals of a year, and how goals and filings
//! went in a year (returns, lateness, rectifications).

use crate::proposals::{COLUMNS, Proposal};
use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{FilingState, OrganisationId, ProjectId};

/// The proposals of a scope for a year, by unit and project.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn proposals(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<Proposal>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM proposal r JOIN project p ON p.id = r.project_id \
         JOIN organisation o ON o.id = p.organisation_id WHERE {} AND r.year = $1 \
         ORDER BY o.path, p.code",
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}

/// How a project's year went as paperwork.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conduct {
    /// The project.
    pub project_id: ProjectId,
    /// Its name.
    pub project_name: String,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Where the latest version of the goal stands; `None` without any.
    pub goal_state: Option<FilingState>,
    /// How often versions of the goal were returned.
    pub goal_return_count: i64,
    /// The last day of the self-evaluation; `None` before a task is issued.
    pub due_on: Option<NaiveDate>,
    /// When the self-evaluation was submitted for the first time.
    pub submitted_at: Option<Timestamp>,
    /// Rectifications of the year that are not withdrawn.
    pub rectification_count: i64,
    /// Of these, those that are not closed.
    pub open_rectification_count: i64,
    /// Of these, those whose date has passed.
    pub overdue_rectification_count: i64,
}

impl FromRow for Conduct {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            project_id: row.id("project_id")?,
            project_name: row.get("project_name")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            goal_state: row.coded_option("goal_state")?,
            goal_return_count: row.get("goal_return_count")?,
            due_on: row.get("due_on")?,
            submitted_at: row.time_option("submitted_at")?,
            rectification_count: row.get("rectification_count")?,
            open_rectification_count: row.get("open_rectification_count")?,
            overdue_rectification_count: row.get("overdue_rectification_count")?,
        })
    }
}

/// How the projects of a scope were conducted in a year, by unit and project.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn conduct(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
    today: NaiveDate,
) -> Result<Vec<Conduct>, StoreError> {
    let count = |condition: &str| {
        format!("CAST(COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
    // The goals of a project's year are few: they are read before the steps, never after.
    let sql = format!(
        "SELECT p.id AS project_id, p.name AS project_name, o.id AS organisation_id, \
         o.name AS organisation_name, (SELECT g.state FROM goal g WHERE g.project_year_id = y.id \
         ORDER BY g.version DESC LIMIT 1) AS goal_state, \
         (SELECT COUNT(*) FROM goal g CROSS JOIN review_step t WHERE g.project_year_id = y.id \
         AND t.subject_kind = 'goal' AND t.subject_id = g.id AND t.event = 'return') \
         AS goal_return_count, s.due_on, (SELECT MIN(t.at) FROM review_step t \
         WHERE t.subject_kind = 'self_evaluation' AND t.subject_id = s.id AND t.event = 'submit') \
         AS submitted_at, COALESCE(c.total, 0) AS rectification_count, \
         COALESCE(c.open, 0) AS open_rectification_count, \
         COALESCE(c.overdue, 0) AS overdue_rectification_count \
         FROM project_year y JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id \
         LEFT JOIN self_evaluation s ON s.project_year_id = y.id \
         LEFT JOIN (SELECT r.project_year_id, COUNT(*) AS total, {} AS open, {} AS overdue \
         FROM rectification r WHERE r.state <> 'withdrawn' GROUP BY r.project_year_id) c \
         ON c.project_year_id = y.id \
         WHERE {} AND y.year = $1 ORDER BY o.path, p.code",
        count("r.state <> 'closed'"),
        count("r.state IN ('issued', 'returned') AND r.due_on < $2"),
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into(), today.into()]).await
}

/// How many rectifications of each project's years from the first to the last are neither closed
/// nor withdrawn; projects without any are left out.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn open_rectifications(
    connection: &impl Connection,
    scope: &Scope,
    (first_year, last_year): (i64, i64),
) -> Result<Vec<(ProjectId, i64)>, StoreError> {
    let sql = format!(
        "SELECT p.id AS project_id, COUNT(*) AS open_count FROM rectification r \
         JOIN project_year y ON y.id = r.project_year_id JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id \
         WHERE r.state NOT IN ('closed', 'withdrawn') AND y.year BETWEEN $1 AND $2 AND {} \
         GROUP BY p.id",
        scope.condition("o.path")
    );
    let counts: Vec<OpenCount> =
        connection.rows(&sql, [first_year.into(), last_year.into()]).await?;
    Ok(counts.into_iter().map(|OpenCount(project, count)| (project, count)).collect())
}

struct OpenCount(ProjectId, i64);

impl FromRow for OpenCount {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.id("project_id")?, row.get("open_count")?))
    }
}
