//! The list of projects in a fiscal year, with their money and where their filings stand.

use crate::{Connection, FromRow, Row, Scope, StoreError, Value, funds};
use jixiao_domain::{
    Coded as _, FilingState, FundFigures, OrganisationId, Programme, ProjectAttribute, ProjectId,
    ProjectYearId, coded,
};

coded! {
    /// Which projects a list shows.
    pub enum Standing {
        /// The year is opened.
        Opened = "opened" "已建年度",
        /// The project runs in that year, but the year is not opened.
        Unopened = "unopened" "未建年度",
        /// The project is closed.
        Closed = "closed" "已关闭",
    }
}

coded! {
    /// The order of a list; ties go by code.
    pub enum Order {
        /// By unit, then code.
        Unit = "unit" "单位",
        /// By code.
        Code = "code" "项目编码",
        /// By name.
        Name = "name" "项目名称",
        /// The largest 全年预算数 first.
        Budget = "budget" "全年预算数",
        /// The largest 执行数 first.
        Executed = "executed" "全年执行数",
        /// The lowest execution rate first; what has no budget comes last.
        Rate = "rate" "执行率",
    }
}

/// What a list shows; `None` and empty leave a condition out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The fiscal year.
    pub year: i64,
    /// 项目类别
    pub programme: Option<Programme>,
    /// A unit with all below it.
    pub organisation_path: Option<String>,
    /// Which projects.
    pub standing: Option<Standing>,
    /// Part of the project's name or code, or of 实施单位.
    pub text: String,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The project.
    pub project_id: ProjectId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 项目类别
    pub programme: Programme,
    /// 项目属性
    pub attribute: ProjectAttribute,
    /// 实施单位
    pub implementing_unit: String,
    /// The unit that runs it.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// `false` once closed.
    pub active: bool,
    /// The year, where it is opened.
    pub project_year_id: Option<ProjectYearId>,
    /// Its money; zeros where the year is not opened.
    pub figures: FundFigures,
    /// Where the latest version of its goal stands.
    pub goal_state: Option<FilingState>,
    /// Where its self-evaluation stands.
    pub self_evaluation_state: Option<FilingState>,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            project_id: row.id("id")?,
            code: row.get("code")?,
            name: row.get("name")?,
            programme: row.coded("programme")?,
            attribute: row.coded("attribute")?,
            implementing_unit: row.get("implementing_unit")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            active: row.get("active")?,
            project_year_id: row.id_option("project_year_id")?,
            figures: row_figures(row)?,
            goal_state: row.coded_option("goal_state")?,
            self_evaluation_state: row.coded_option("self_evaluation_state")?,
        })
    }
}

/// How many projects a filter leaves, and their money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Projects.
    pub project_count: i64,
    /// The sums over them.
    pub figures: FundFigures,
}

impl FromRow for Totals {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { project_count: row.get("project_count")?, figures: row_figures(row)? })
    }
}

/// The three sums of a row.
pub(super) fn row_figures(row: &Row<'_>) -> Result<FundFigures, StoreError> {
    Ok(FundFigures {
        initial: row.money("initial_fen")?,
        adjusted: row.money("adjusted_fen")?,
        executed: row.money("executed_fen")?,
    })
}

const TABLES: &str = "project p JOIN organisation o ON o.id = p.organisation_id \
     LEFT JOIN project_year y ON y.project_id = p.id AND y.year = $1";
/// The lines of the filter's year.
const YEAR_LINES: &str = "e.project_year_id IN (SELECT id FROM project_year WHERE year = $1)";

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Unit => "o.path, p.code",
            Self::Code => "p.code",
            Self::Name => "p.name, p.code",
            Self::Budget => "COALESCE(f.adjusted_fen, 0) DESC, p.code",
            Self::Executed => "COALESCE(f.executed_fen, 0) DESC, p.code",
            // Shares of one in millionths: whole numbers order alike in both databases.
            Self::Rate => {
                "CASE WHEN COALESCE(f.adjusted_fen, 0) > 0 \
                 THEN f.executed_fen * 1000000 / f.adjusted_fen ELSE 9000000000000 END, p.code"
            }
        }
    }

    fn needs_sums(self) -> bool {
        matches!(self, Self::Budget | Self::Executed | Self::Rate)
    }
}

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
    let (condition, mut values) = condition(scope, filter);
    let (first, second) = (values.len() + 1, values.len() + 2);
    values.extend([limit.into(), offset.into()]);
    // The sums are needed for the projects shown only, unless they decide which those are.
    let sums = |lines: &str| {
        format!("LEFT JOIN ({}) f ON f.project_year_id = y.id", funds::sums_by_year(lines))
    };
    let ordering = if order.needs_sums() { sums(YEAR_LINES) } else { String::new() };
    let sql = format!(
        "WITH shown AS (SELECT p.id, y.id AS project_year_id FROM {TABLES} {ordering} \
         WHERE {condition} ORDER BY {order} LIMIT ${first} OFFSET ${second}) \
         SELECT p.id, p.code, p.name, p.programme, p.attribute, p.implementing_unit, \
         p.organisation_id, o.name AS organisation_name, p.active, y.id AS project_year_id, \
         COALESCE(f.initial_fen, 0) AS initial_fen, COALESCE(f.adjusted_fen, 0) AS adjusted_fen, \
         COALESCE(f.executed_fen, 0) AS executed_fen, \
         (SELECT g.state FROM goal g WHERE g.project_year_id = y.id \
          ORDER BY g.version DESC LIMIT 1) AS goal_state, \
         (SELECT s.state FROM self_evaluation s WHERE s.project_year_id = y.id) \
          AS self_evaluation_state \
         FROM shown JOIN project p ON p.id = shown.id \
         JOIN organisation o ON o.id = p.organisation_id \
         LEFT JOIN project_year y ON y.id = shown.project_year_id {} ORDER BY {order}",
        sums("e.project_year_id IN (SELECT project_year_id FROM shown)"),
        order = order.sql(),
    );
    connection.rows(&sql, values).await
}

/// The number and the money of all projects the filter leaves.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn totals(
    connection: &impl Connection,
    scope: &Scope,
    filter: &Filter,
) -> Result<Totals, StoreError> {
    let (condition, values) = condition(scope, filter);
    let sql = format!(
        "SELECT COUNT(*) AS project_count, \
         CAST(COALESCE(sum(f.initial_fen), 0) AS BIGINT) AS initial_fen, \
         CAST(COALESCE(sum(f.adjusted_fen), 0) AS BIGINT) AS adjusted_fen, \
         CAST(COALESCE(sum(f.executed_fen), 0) AS BIGINT) AS executed_fen \
         FROM {TABLES} LEFT JOIN ({}) f ON f.project_year_id = y.id WHERE {condition}",
        funds::sums_by_year(YEAR_LINES)
    );
    Ok(connection.row(&sql, values).await?.unwrap_or_default())
}

/// The fiscal years in which a scope has projects, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(connection: &impl Connection, scope: &Scope) -> Result<Vec<i64>, StoreError> {
    let sql = format!(
        "SELECT v.year FROM (SELECT DISTINCT year FROM project_year) v WHERE EXISTS \
         (SELECT 1 FROM project_year y JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id WHERE y.year = v.year AND {}) \
         ORDER BY v.year DESC",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}

fn condition(scope: &Scope, filter: &Filter) -> (String, Vec<Value>) {
    let mut parts = vec![scope.condition("o.path")];
    let mut values: Vec<Value> = vec![filter.year.into()];
    if let Some(programme) = filter.programme {
        values.push(programme.code().into());
        parts.push(format!("p.programme = ${}", values.len()));
    }
    if let Some(path) = &filter.organisation_path {
        // The subtree asked for lies inside the scope or shows nothing: both conditions hold.
        parts.push(Scope::authorised(vec![path.clone()]).condition("o.path"));
    }
    parts.push(match filter.standing {
        None => "(y.id IS NOT NULL OR (p.active = TRUE AND p.start_year <= $1 \
                 AND (p.end_year IS NULL OR p.end_year >= $1)))"
            .to_owned(),
        Some(Standing::Opened) => "y.id IS NOT NULL".to_owned(),
        Some(Standing::Unopened) => "y.id IS NULL AND p.active = TRUE AND p.start_year <= $1 \
                 AND (p.end_year IS NULL OR p.end_year >= $1)"
            .to_owned(),
        Some(Standing::Closed) => "p.active = FALSE".to_owned(),
    });
    let text = filter.text.trim();
    if !text.is_empty() {
        values.push(super::pattern(text).into());
        let n = values.len();
        parts.push(format!(
            "(p.name LIKE ${n} ESCAPE '!' OR p.code LIKE ${n} ESCAPE '!' \
             OR p.implementing_unit LIKE ${n} ESCAPE '!')"
        ));
    }
    (parts.join(" AND "), values)
}
