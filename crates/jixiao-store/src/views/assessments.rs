//! Ex-ante assessments of a scope as a list: new projects of a year with their latest round, or with
//! none.

use crate::{Connection, FromRow, Row, Scope, StoreError, Value};
use jixiao_domain::{
    AssessmentId, AssessmentResult, Coded as _, FilingState, Money, OrganisationId,
    ProjectAttribute, ProjectYearId,
};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
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
    /// Whether a goal of the project was approved already: then it can't be assessed any more.
    pub has_approved_goal: bool,
    /// The latest round; `None` where the project was not assessed.
    pub round: Option<LatestRound>,
}

/// The latest round of a project's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatestRound {
    /// Key.
    pub id: AssessmentId,
    /// 1, 2, 3 …
    pub round: i64,
    /// Where it stands.
    pub state: FilingState,
    /// The result so far: finance's, else the unit's.
    pub result: Option<AssessmentResult>,
    /// 申请资金
    pub applied: Option<Money>,
    /// 建议安排金额 of the same hand as the result.
    pub proposed: Option<Money>,
    /// Sum of the points' scores; `None` where none was scored.
    pub score_hundredths: Option<i64>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let money = |column: &str| -> Result<Option<Money>, StoreError> {
            Ok(row.get::<Option<i64>>(column)?.map(Money::from_fen))
        };
        let round = match row.id_option("assessment_id")? {
            None => None,
            Some(id) => Some(LatestRound {
                id,
                round: row.get("round")?,
                state: row.coded("state")?,
                result: row.coded_option("result")?,
                applied: money("applied_fen")?,
                proposed: money("proposed_fen")?,
                score_hundredths: row.get("score_hundredths")?,
            }),
        };
        Ok(Self {
            project_year_id: row.id("project_year_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            year: row.get("year")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            has_approved_goal: row.get::<i64>("approved_goals")? > 0,
            round,
        })
    }
}

/// Where the latest round of a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not assessed yet.
    Missing,
    /// In this state.
    In(FilingState),
}

/// Which lines are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct AssessmentFilter {
    /// The fiscal year.
    pub year: Option<i64>,
    /// Where the latest round stands.
    pub standing: Option<Standing>,
    /// The result so far.
    pub result: Option<AssessmentResult>,
    /// The unit, alone.
    pub organisation_id: Option<OrganisationId>,
    /// Part of the project's name or code.
    pub words: String,
}

/// How lines are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AssessmentOrder {
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

impl AssessmentOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Year => "y.year DESC, o.path, p.code",
            Self::Project => "p.code, y.year DESC",
            Self::Organisation => "o.path, y.year DESC, p.code",
            Self::State => {
                "CASE a.state WHEN 'draft' THEN 1 WHEN 'submitted' THEN 2 \
                 WHEN 'unit_reviewed' THEN 3 WHEN 'finance_reviewed' THEN 4 \
                 WHEN 'approved' THEN 5 ELSE 0 END, y.year DESC, p.code"
            }
        }
    }
}

/// A new project in its first year, or whatever was assessed.
const FROM: &str = "FROM project_year y JOIN project p ON p.id = y.project_id \
    JOIN organisation o ON o.id = p.organisation_id \
    LEFT JOIN assessment a ON a.project_year_id = y.id AND a.round = \
    (SELECT MAX(x.round) FROM assessment x WHERE x.project_year_id = y.id)";

const COLUMNS: &str = "y.id AS project_year_id, p.code AS project_code, p.name AS project_name, \
    y.year, o.id AS organisation_id, o.short_name AS organisation_name, \
    (SELECT COUNT(*) FROM goal g JOIN project_year z ON z.id = g.project_year_id \
     WHERE z.project_id = p.id AND g.state = 'approved') AS approved_goals, \
    a.id AS assessment_id, a.round, a.state, COALESCE(a.finance_result, a.result) AS result, \
    a.applied_fen, CASE WHEN a.finance_result IS NULL THEN a.proposed_fen ELSE a.finance_fen END \
    AS proposed_fen, (SELECT CAST(SUM(t.score_hundredths) AS BIGINT) FROM assessment_point t \
     WHERE t.assessment_id = a.id) AS score_hundredths";

impl AssessmentFilter {
    fn query(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut sql = format!(
            "{FROM} WHERE {} AND (a.id IS NOT NULL OR (p.attribute = $1 AND y.year = p.start_year))",
            scope.condition("o.path")
        );
        let mut values: Vec<Value> = vec![ProjectAttribute::New.code().into()];
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
        if let Some(result) = self.result {
            narrow("COALESCE(a.finance_result, a.result) = ?", result.code().into());
        }
        if !self.words.is_empty() {
            let either = "(REPLACE(p.name, ?, '') <> p.name OR REPLACE(p.code, ?, '') <> p.code)";
            narrow(either, self.words.as_str().into());
        }
        match self.standing {
            Some(Standing::In(state)) => narrow("a.state = ?", state.code().into()),
            Some(Standing::Missing) => sql.push_str(" AND a.id IS NULL"),
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
    filter: &AssessmentFilter,
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
    filter: &AssessmentFilter,
    order: AssessmentOrder,
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
