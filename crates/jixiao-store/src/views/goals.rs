//! The goals of a scope as a list: every project's year with its latest version, or with none.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Value};
use jixiao_domain::{
    Coded as _, FilingState, GoalId, GoalVersionKind, OrganisationId, ProjectId, ProjectYearId,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
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
    /// The latest version; `None` where no goal was made yet.
    pub goal: Option<LatestGoal>,
}

/// The latest version of a year's goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatestGoal {
    /// Key.
    pub id: GoalId,
    /// 1, 2, 3 …
    pub version: i64,
    /// Why it exists.
    pub kind: GoalVersionKind,
    /// Where it stands.
    pub state: FilingState,
    /// How many indicators it has.
    pub indicator_count: i64,
    /// 批复 time.
    pub approved_at: Option<Timestamp>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let goal = match row.id_option("goal_id")? {
            None => None,
            Some(id) => Some(LatestGoal {
                id,
                version: row.get("version")?,
                kind: row.coded("kind")?,
                state: row.coded("state")?,
                indicator_count: row.get("indicator_count")?,
                approved_at: row.time_option("approved_at")?,
            }),
        };
        Ok(Self {
            project_year_id: row.id("project_year_id")?,
            project_id: row.id("project_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            goal,
        })
    }
}

/// Which state a line's latest version is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No goal was made yet.
    Missing,
    /// The latest version is in this state.
    In(FilingState),
}

/// Which lines are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct GoalFilter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// Where the latest version stands.
    pub standing: Option<Standing>,
    /// The unit, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Part of the project's name or code.
    pub words: String,
}

/// How lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GoalOrder {
    /// The latest year first, then unit and project.
    #[default]
    Year,
    /// By project code.
    Project,
    /// By unit.
    Organisation,
    /// Those who have furthest to go first.
    State,
}

impl GoalOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Year => "y.year DESC, o.path, p.code",
            Self::Project => "p.code, y.year DESC",
            Self::Organisation => "o.path, y.year DESC, p.code",
            Self::State => {
                "CASE g.state WHEN 'draft' THEN 1 WHEN 'submitted' THEN 2 \
                 WHEN 'unit_reviewed' THEN 3 WHEN 'finance_reviewed' THEN 4 \
                 WHEN 'approved' THEN 5 ELSE 0 END, y.year DESC, p.code"
            }
        }
    }
}

const FROM: &str = "FROM project_year y JOIN project p ON p.id = y.project_id \
    JOIN organisation o ON o.id = p.organisation_id";

const WITH_GOAL: &str = " LEFT JOIN goal g ON g.project_year_id = y.id AND g.version = \
    (SELECT MAX(x.version) FROM goal x WHERE x.project_year_id = y.id)";

const COLUMNS: &str = "y.id AS project_year_id, p.id AS project_id, p.code AS project_code, \
    p.name AS project_name, y.year, o.id AS organisation_id, o.short_name AS organisation_name, \
    g.id AS goal_id, g.version, g.kind, g.state, g.approved_at, \
    (SELECT COUNT(*) FROM goal_indicator i WHERE i.goal_id = g.id) AS indicator_count";

impl GoalFilter {
    /// `FROM` and `WHERE`. The latest goal is looked up for every year only where it decides.
    fn query(&self, scope: &Scope, order: Option<GoalOrder>) -> (String, Vec<Value>) {
        let decides = self.standing.is_some() || order == Some(GoalOrder::State);
        let goal = if decides { WITH_GOAL } else { "" };
        let mut sql = format!("{FROM}{goal} WHERE {}", scope.condition("o.path"));
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
        if !self.words.is_empty() {
            let either = "(REPLACE(p.name, ?, '') <> p.name OR REPLACE(p.code, ?, '') <> p.code)";
            narrow(either, self.words.as_str().into());
        }
        match self.standing {
            Some(Standing::In(state)) => narrow("g.state = ?", state.code().into()),
            Some(Standing::Missing) => sql.push_str(" AND g.id IS NULL"),
            None => {}
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
    filter: &GoalFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(scope, None);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the lines that pass the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    scope: &Scope,
    filter: &GoalFilter,
    order: GoalOrder,
    offset: i64,
    limit: i64,
) -> Result<Vec<Line>, StoreError> {
    let (query, mut values) = filter.query(scope, Some(order));
    values.extend([limit.into(), offset.into()]);
    // The page is cut first: goals and their indicators are counted for its lines alone.
    let sql = format!(
        "SELECT {COLUMNS} {FROM}{WITH_GOAL} WHERE y.id IN \
         (SELECT y.id {query} ORDER BY {order} LIMIT ${} OFFSET ${}) ORDER BY {order}",
        values.len() - 1,
        values.len(),
        order = order.sql(),
    );
    connection.rows(&sql, values).await
}

/// The fiscal years of a scope, latest first: for the filter.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(connection: &impl Connection, scope: &Scope) -> Result<Vec<i64>, StoreError> {
    super::projects::years(connection, scope).await
}
