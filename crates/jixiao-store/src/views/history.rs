//! What the years of projects brought: money, score and grade by project and year, and every
//! indicator with its target and its result, over recorded years and those taken over from earlier
//! filings.
//!
//! Results are given as they were filed; matching indicators over the years is decided above.

use super::projects::row_figures;
use crate::self_evaluations::grade;
use crate::{Connection, FromRow, Row, Scope, StoreError, Value, funds};
use jixiao_domain::{
    Coded as _, ComparisonSign, Decimal, FilingState, FundFigures, Grade, IndicatorGroup,
    IndicatorKind, OrganisationId, Programme, ProjectId, ProjectYearId, SelfEvaluationId,
};

/// Which years are wanted. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct HistoryFilter {
    /// The first fiscal year.
    pub first_year: Option<i64>,
    /// The last fiscal year.
    pub last_year: Option<i64>,
    /// One kind of indicator, where indicators are asked for.
    pub indicator_kind: Option<IndicatorKind>,
    /// One project.
    pub project_id: Option<ProjectId>,
    /// 项目类别
    pub programme: Option<Programme>,
    /// A unit with all below it.
    pub organisation_path: Option<String>,
}

/// A project in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFacts {
    /// The project.
    pub project_id: ProjectId,
    /// 项目编码
    pub project_code: String,
    /// 项目名称
    pub project_name: String,
    /// 项目类别
    pub programme: Programme,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name for narrow columns.
    pub organisation_name: String,
    /// Its place in the tree.
    pub path: String,
    /// The fiscal year.
    pub year: i64,
    /// 年初预算数, 全年预算数, 全年执行数
    pub figures: FundFigures,
    /// What the application itself recorded; `None` for a year taken over from an earlier filing.
    pub recorded: Option<RecordedYear>,
    /// 总得分; of a filing still on its way, as last computed.
    pub total: Option<Decimal>,
    /// 自评等级
    pub grade: Option<Grade>,
}

/// What only a year of the application has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedYear {
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// Its regulation.
    pub regulation: String,
    /// The self-evaluation and where it stands, once a task was issued.
    pub self_evaluation: Option<(SelfEvaluationId, FilingState)>,
    /// 预算执行率得分
    pub execution_score: Option<Decimal>,
    /// 财务复核得分
    pub finance_total: Option<Decimal>,
    /// 核查分数 of a spot check.
    pub check_total: Option<Decimal>,
    /// Whether a sample chose it.
    pub sampled: bool,
}

impl YearFacts {
    /// Where the self-evaluation stands; a filing taken over counts as approved.
    pub fn filing_state(&self) -> Option<FilingState> {
        match &self.recorded {
            None => Some(FilingState::Approved),
            Some(recorded) => recorded.self_evaluation.map(|(_, state)| state),
        }
    }
}

impl FromRow for YearFacts {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let recorded = match row.id_option("project_year_id")? {
            None => None,
            Some(project_year_id) => Some(RecordedYear {
                project_year_id,
                regulation: row.get("regulation")?,
                self_evaluation: row
                    .id_option("self_evaluation_id")?
                    .zip(row.coded_option("state")?),
                execution_score: row.points_option("execution_hundredths")?,
                finance_total: row.points_option("finance_total_hundredths")?,
                check_total: row.points_option("check_total_hundredths")?,
                sampled: row.get::<Option<bool>>("sampled")?.unwrap_or(false),
            }),
        };
        Ok(Self {
            project_id: row.id("project_id")?,
            project_code: row.get("project_code")?,
            project_name: row.get("project_name")?,
            programme: row.coded("programme")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            path: row.get("path")?,
            year: row.get("year")?,
            figures: row_figures(row)?,
            recorded,
            total: row.points_option("total_hundredths")?,
            grade: grade(row)?,
        })
    }
}

/// An indicator of a project in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorFacts {
    /// The project.
    pub project_id: ProjectId,
    /// The fiscal year.
    pub year: i64,
    /// 一级指标
    pub level1: IndicatorGroup,
    /// 二级指标
    pub level2: IndicatorKind,
    /// 三级指标
    pub name: String,
    /// The comparison; `None` for a qualitative indicator.
    pub sign: Option<ComparisonSign>,
    /// 指标值
    pub target_number: Option<Decimal>,
    /// 度量单位
    pub unit: String,
    /// The target in words.
    pub target_words: String,
    /// 实际完成值 as filed; empty where nothing was filed yet.
    pub actual_text: String,
    /// 分值
    pub points: Option<Decimal>,
    /// 得分
    pub score: Option<Decimal>,
    /// Where the self-evaluation stands; `None` before a task is issued.
    pub state: Option<FilingState>,
    /// Whether the year was taken over from an earlier filing.
    pub taken_over: bool,
}

impl FromRow for IndicatorFacts {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let taken_over: i64 = row.get("taken_over")?;
        Ok(Self {
            project_id: row.id("project_id")?,
            year: row.get("year")?,
            level1: row.coded("level1")?,
            level2: row.coded("level2")?,
            name: row.get("name")?,
            sign: row.coded_option("sign")?,
            target_number: row.decimal_option("target_number")?,
            unit: row.get("unit")?,
            target_words: row.get("target_words")?,
            actual_text: row.get::<Option<String>>("actual_text")?.unwrap_or_default(),
            points: row.points_option("points_hundredths")?,
            score: row.points_option("score_hundredths")?,
            state: row.coded_option("state")?,
            taken_over: taken_over != 0,
        })
    }
}

impl HistoryFilter {
    /// The condition on `y` (a year), `p` and `o`.
    fn condition(&self, scope: &Scope) -> (String, Vec<Value>) {
        let mut parts = vec![scope.condition("o.path")];
        let mut values: Vec<Value> = Vec::new();
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            parts.push(condition.replace('?', &format!("${}", values.len())));
        };
        if let Some(year) = self.first_year {
            narrow("y.year >= ?", year.into());
        }
        if let Some(year) = self.last_year {
            narrow("y.year <= ?", year.into());
        }
        if let Some(id) = self.project_id {
            narrow("p.id = ?", id.0.into());
        }
        if let Some(programme) = self.programme {
            narrow("p.programme = ?", programme.code().into());
        }
        if let Some(path) = &self.organisation_path {
            // The subtree asked for lies inside the scope or shows nothing: both conditions hold.
            parts.push(Scope::authorised(vec![path.clone()]).condition("o.path"));
        }
        (parts.join(" AND "), values)
    }
}

const PLACE: &str =
    "JOIN project p ON p.id = y.project_id JOIN organisation o ON o.id = p.organisation_id";

/// The past years that hold and that the application did not record itself.
const TAKEN_OVER: &str = "y.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM project_year x \
    WHERE x.project_id = y.project_id AND x.year = y.year)";

const PROJECT: &str = "p.id AS project_id, p.code AS project_code, p.name AS project_name, \
    p.programme, o.id AS organisation_id, o.short_name AS organisation_name, o.path, y.year";

/// Every project's years in a scope, by unit, project and year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(
    connection: &impl Connection,
    scope: &Scope,
    filter: &HistoryFilter,
) -> Result<Vec<YearFacts>, StoreError> {
    let (condition, values) = filter.condition(scope);
    let sums = funds::sums_by_year(&format!(
        "e.project_year_id IN (SELECT y.id FROM project_year y {PLACE} WHERE {condition})"
    ));
    let sql = format!(
        "SELECT {PROJECT}, COALESCE(f.initial_fen, 0) AS initial_fen, \
         COALESCE(f.adjusted_fen, 0) AS adjusted_fen, COALESCE(f.executed_fen, 0) AS executed_fen, \
         y.id AS project_year_id, y.regulation, s.id AS self_evaluation_id, s.state, \
         s.execution_hundredths, s.total_hundredths, s.grade, s.finance_total_hundredths, \
         s.check_total_hundredths, s.sampled \
         FROM project_year y {PLACE} LEFT JOIN self_evaluation s ON s.project_year_id = y.id \
         LEFT JOIN ({sums}) f ON f.project_year_id = y.id WHERE {condition} \
         ORDER BY o.path, p.code, y.year"
    );
    let mut facts: Vec<YearFacts> = connection.rows(&sql, values.clone()).await?;
    let sql = format!(
        "SELECT {PROJECT}, y.initial_fen, y.adjusted_fen, y.executed_fen, \
         CAST(NULL AS BIGINT) AS project_year_id, y.total_hundredths, y.grade \
         FROM past_year y {PLACE} WHERE {condition} AND {TAKEN_OVER}"
    );
    let earlier: Vec<YearFacts> = connection.rows(&sql, values).await?;
    if !earlier.is_empty() {
        facts.extend(earlier);
        facts.sort_by(|a, b| {
            (&a.path, &a.project_code, a.year).cmp(&(&b.path, &b.project_code, b.year))
        });
    }
    Ok(facts)
}

/// The first and the last year in which the projects of a scope have facts; `None` without any.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn span(
    connection: &impl Connection,
    scope: &Scope,
    filter: &HistoryFilter,
) -> Result<Option<(i64, i64)>, StoreError> {
    let (condition, values) = filter.condition(scope);
    let sql = format!(
        "SELECT MIN(u.year) AS first_year, MAX(u.year) AS last_year FROM (\
         SELECT y.year FROM project_year y {PLACE} WHERE {condition} UNION ALL \
         SELECT y.year FROM past_year y {PLACE} WHERE {condition} AND {TAKEN_OVER}) u"
    );
    let found: Option<Span> = connection.row(&sql, values).await?;
    Ok(found.and_then(|span| span.0))
}

struct Span(Option<(i64, i64)>);

impl FromRow for Span {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get::<Option<i64>>("first_year")?.zip(row.get("last_year")?)))
    }
}

/// A year in which projects of a scope have facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearWithFacts {
    /// The fiscal year.
    pub year: i64,
    /// Whether the application itself recorded it, for one project at least.
    pub recorded: bool,
    /// Whether one of its projects has a score.
    pub scored: bool,
}

impl FromRow for YearWithFacts {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let flag = |column| Ok::<_, StoreError>(row.get::<i64>(column)? != 0);
        Ok(Self { year: row.get("year")?, recorded: flag("recorded")?, scored: flag("scored")? })
    }
}

/// The years in which projects of a scope have facts, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years_with_facts(
    connection: &impl Connection,
    scope: &Scope,
) -> Result<Vec<YearWithFacts>, StoreError> {
    let inside = scope.condition("o.path");
    // A year is settled by the first project found in it: most are not read.
    let flag =
        |condition: &str| format!("CASE WHEN EXISTS (SELECT 1 FROM {condition}) THEN 1 ELSE 0 END");
    let any = format!("project_year y {PLACE} WHERE y.year = v.year AND {inside}");
    let scored = flag(&format!(
        "project_year y {PLACE} JOIN self_evaluation s ON s.project_year_id = y.id \
         WHERE y.year = v.year AND {inside} AND s.total_hundredths IS NOT NULL"
    ));
    let sql = format!(
        "SELECT u.year, CAST(MAX(u.recorded) AS BIGINT) AS recorded, \
         CAST(MAX(u.scored) AS BIGINT) AS scored FROM (\
         SELECT v.year, 1 AS recorded, {scored} AS scored \
         FROM (SELECT DISTINCT year FROM project_year) v WHERE EXISTS (SELECT 1 FROM {any}) \
         UNION ALL SELECT y.year, 0, CASE WHEN y.total_hundredths IS NULL THEN 0 ELSE 1 END \
         FROM past_year y {PLACE} WHERE {inside} AND {TAKEN_OVER}\
         ) u GROUP BY u.year ORDER BY u.year DESC"
    );
    connection.rows(&sql, []).await
}

/// Every indicator of the years in a scope: of a year with a self-evaluation those of the goal it is
/// measured by, otherwise those of the goal in force. By project, year and place in the form.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn indicators(
    connection: &impl Connection,
    scope: &Scope,
    filter: &HistoryFilter,
) -> Result<Vec<IndicatorFacts>, StoreError> {
    let (mut condition, mut values) = filter.condition(scope);
    if let Some(kind) = filter.indicator_kind {
        values.push(kind.code().into());
        condition.push_str(&format!(" AND i.level2 = ${}", values.len()));
    }
    let sql = format!(
        "SELECT p.id AS project_id, y.year, i.level1, i.level2, i.name, i.sign, i.target_number, \
         i.unit, i.target_words, e.actual_text, i.points_hundredths, e.score_hundredths, s.state, \
         CAST(0 AS BIGINT) AS taken_over \
         FROM project_year y {PLACE} LEFT JOIN self_evaluation s ON s.project_year_id = y.id \
         JOIN goal_indicator i ON i.goal_id = COALESCE(s.goal_id, (SELECT g.id FROM goal g \
         WHERE g.project_year_id = y.id AND g.state = 'approved' ORDER BY g.version DESC LIMIT 1)) \
         LEFT JOIN self_evaluation_indicator e ON e.self_evaluation_id = s.id \
         AND e.goal_indicator_id = i.id WHERE {condition} \
         ORDER BY p.id, y.year, i.position, i.id"
    );
    let mut facts: Vec<IndicatorFacts> = connection.rows(&sql, values.clone()).await?;
    let sql = format!(
        "SELECT p.id AS project_id, y.year, i.level1, i.level2, i.name, i.sign, i.target_number, \
         i.unit, i.target_words, i.actual_text, i.points_hundredths, i.score_hundredths, \
         'approved' AS state, CAST(1 AS BIGINT) AS taken_over \
         FROM past_year y {PLACE} JOIN past_indicator i ON i.past_year_id = y.id \
         WHERE {condition} AND {TAKEN_OVER} ORDER BY p.id, y.year, i.position"
    );
    let earlier: Vec<IndicatorFacts> = connection.rows(&sql, values).await?;
    if !earlier.is_empty() {
        facts.extend(earlier);
        facts.sort_by_key(|fact| (fact.project_id, fact.year));
    }
    Ok(facts)
}
