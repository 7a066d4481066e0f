//! The rectifications of a scope as a list, and what of them waits for somebody.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, OrganisationId, ProjectId, ProjectYearId, RectificationId, RectificationOrigin,
    RectificationState,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: RectificationId,
    /// The number of the notice: 整改〔2026〕3号.
    pub number: String,
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// The project.
    pub project_id: ProjectId,
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
    /// What made it necessary.
    pub origin: RectificationOrigin,
    /// 存在问题
    pub problem: String,
    /// 整改期限
    pub due_on: NaiveDate,
    /// Where it stands.
    pub state: RectificationState,
    /// When the notice was given.
    pub opened_at: Timestamp,
}

impl Line {
    /// Whether the unit is late on `today`.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state.waits_for_unit() && self.due_on < today
    }
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let (issued, serial): (i64, i64) = (row.get("issue_year")?, row.get("serial")?);
        Ok(Self {
            id: row.id("id")?,
            number: format!("整改〔{issued}〕{serial}号"),
            project_year_id: row.id("project_year_id")?,
            project_id: row.id("project_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            origin: row.coded("origin")?,
            problem: row.get("problem")?,
            due_on: row.date("due_on")?,
            state: row.coded("state")?,
            opened_at: row.time("opened_at")?,
        })
    }
}

/// Which lines are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct RectificationFilter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// Where it stands: any of these.
    pub states: Vec<RectificationState>,
    /// What made it necessary.
    pub origin: Option<RectificationOrigin>,
    /// Only those late on this day.
    pub overdue_on: Option<NaiveDate>,
    /// The unit, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Part of the project's name or code, or of the problem.
    pub words: String,
}

/// How lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RectificationOrder {
    /// Those that wait first, by their date; then the finished ones, the latest first.
    #[default]
    Due,
    /// The latest notice first.
    Number,
    /// By project code.
    Project,
    /// By unit.
    Organisation,
    /// By state.
    State,
}

const WAITS: &str = "CASE r.state WHEN 'closed' THEN 1 WHEN 'withdrawn' THEN 1 ELSE 0 END";

impl RectificationOrder {
    fn sql(self) -> String {
        match self {
            Self::Due => format!("{WAITS}, r.due_on, r.issue_year DESC, r.serial DESC"),
            Self::Number => "r.issue_year DESC, r.serial DESC".to_owned(),
            Self::Project => "p.code, r.issue_year DESC, r.serial DESC".to_owned(),
            Self::Organisation => "o.path, r.issue_year DESC, r.serial DESC".to_owned(),
            Self::State => "CASE r.state WHEN 'returned' THEN 1 WHEN 'issued' THEN 2 \
                 WHEN 'replied' THEN 3 WHEN 'closed' THEN 4 ELSE 5 END, r.due_on, r.serial"
                .to_owned(),
        }
    }
}

const FROM: &str = "FROM rectification r JOIN project_year y ON y.id = r.project_year_id \
    JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id";

const COLUMNS: &str = "r.id, r.issue_year, r.serial, y.id AS project_year_id, \
    p.id AS project_id, p.code AS project_code, p.name AS project_name, y.year, \
    o.id AS organisation_id, o.short_name AS organisation_name, r.origin, r.problem, r.due_on, \
    r.state, r.opened_at";

impl RectificationFilter {
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
        if let Some(origin) = self.origin {
            narrow("r.origin = ?", origin.code().into());
        }
        if let Some(today) = self.overdue_on {
            narrow("(r.state IN ('issued', 'returned') AND r.due_on < ?)", today.into());
        }
        if !self.words.is_empty() {
            let any = "(REPLACE(p.name, ?, '') <> p.name OR REPLACE(p.code, ?, '') <> p.code \
                       OR REPLACE(r.problem, ?, '') <> r.problem)";
            narrow(any, self.words.as_str().into());
        }
        if !self.states.is_empty() {
            // Codes hold letters and underscores only, so they can stand in the text.
            let codes: Vec<String> =
                self.states.iter().map(|state| format!("'{}'", state.code())).collect();
            sql.push_str(&format!(" AND r.state IN ({})", codes.join(", ")));
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
    filter: &RectificationFilter,
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
    filter: &RectificationFilter,
    order: RectificationOrder,
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
