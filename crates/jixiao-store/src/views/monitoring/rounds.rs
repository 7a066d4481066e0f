//! Rounds with their counts, the projects a round can be issued to, and how complete one is.

use crate::monitoring::rounds::{Round, SELECT};
use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{GoalId, Money, MonitoringRoundId, OrganisationId, ProjectYearId};

/// A round with the counts of what the reader may see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundLine {
    /// The round.
    pub round: Round,
    /// How it stands.
    pub counts: Counts,
}

/// How records stand, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// 应报: records in all.
    pub record_count: i64,
    /// 已报: submitted or further.
    pub filed_count: i64,
    /// 已批复
    pub approved_count: i64,
    /// 逾期未报: still drafts though the last day has passed.
    pub overdue_count: i64,
    /// Records with a red lamp.
    pub red_count: i64,
    /// Records with a yellow lamp and no red one.
    pub yellow_count: i64,
    /// Records with green lamps alone.
    pub green_count: i64,
    /// 年初预算数
    pub initial: Money,
    /// 执行数 of the period.
    pub executed: Money,
    /// 全年预计执行数
    pub forecast: Money,
    /// Warnings that wait for somebody.
    pub warning_count: i64,
}

impl Counts {
    /// The sum of two.
    pub fn add(&mut self, other: &Self) {
        self.record_count += other.record_count;
        self.filed_count += other.filed_count;
        self.approved_count += other.approved_count;
        self.overdue_count += other.overdue_count;
        self.red_count += other.red_count;
        self.yellow_count += other.yellow_count;
        self.green_count += other.green_count;
        self.warning_count += other.warning_count;
        let sum = |one: Money, other: Money| one.checked_add(other).unwrap_or(one);
        self.initial = sum(self.initial, other.initial);
        self.executed = sum(self.executed, other.executed);
        self.forecast = sum(self.forecast, other.forecast);
    }
}

/// `$1` is the day of the question.
const COUNTS: &str = "COUNT(*) AS record_count, \
    CAST(COALESCE(sum(CASE WHEN m.state <> 'draft' THEN 1 ELSE 0 END), 0) AS BIGINT) AS filed_count, \
    CAST(COALESCE(sum(CASE WHEN m.state = 'approved' THEN 1 ELSE 0 END), 0) AS BIGINT) AS approved_count, \
    CAST(COALESCE(sum(CASE WHEN m.state = 'draft' AND r.due_on < $1 THEN 1 ELSE 0 END), 0) AS BIGINT) \
    AS overdue_count, \
    CAST(COALESCE(sum(CASE WHEN 'red' IN (m.fund_lamp, m.indicator_lamp) THEN 1 ELSE 0 END), 0) AS BIGINT) \
    AS red_count, \
    CAST(COALESCE(sum(CASE WHEN 'red' IN (m.fund_lamp, m.indicator_lamp) THEN 0 \
    WHEN 'yellow' IN (m.fund_lamp, m.indicator_lamp) THEN 1 ELSE 0 END), 0) AS BIGINT) AS yellow_count, \
    CAST(COALESCE(sum(CASE WHEN 'red' IN (m.fund_lamp, m.indicator_lamp) THEN 0 \
    WHEN 'yellow' IN (m.fund_lamp, m.indicator_lamp) THEN 0 \
    WHEN 'green' IN (m.fund_lamp, m.indicator_lamp) THEN 1 ELSE 0 END), 0) AS BIGINT) AS green_count, \
    CAST(COALESCE(sum(m.initial_fen), 0) AS BIGINT) AS initial_fen, \
    CAST(COALESCE(sum(m.executed_fen), 0) AS BIGINT) AS executed_fen, \
    CAST(COALESCE(sum(m.forecast_fen), 0) AS BIGINT) AS forecast_fen, \
    CAST(COALESCE(sum((SELECT COUNT(*) FROM monitoring_warning w WHERE w.record_id = m.id \
    AND w.state IN ('open', 'explained'))), 0) AS BIGINT) AS warning_count";

impl FromRow for Counts {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            record_count: row.get("record_count")?,
            filed_count: row.get("filed_count")?,
            approved_count: row.get("approved_count")?,
            overdue_count: row.get("overdue_count")?,
            red_count: row.get("red_count")?,
            yellow_count: row.get("yellow_count")?,
            green_count: row.get("green_count")?,
            initial: row.money("initial_fen")?,
            executed: row.money("executed_fen")?,
            forecast: row.money("forecast_fen")?,
            warning_count: row.get("warning_count")?,
        })
    }
}

const TABLES: &str = "monitoring_record m JOIN monitoring_round r ON r.id = m.round_id \
    JOIN project_year y ON y.id = m.project_year_id JOIN project p ON p.id = y.project_id \
    JOIN organisation o ON o.id = p.organisation_id";

struct RoundCounts(MonitoringRoundId, Counts);

impl FromRow for RoundCounts {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.id("round_id")?, Counts::from_row(row)?))
    }
}

/// The rounds that concern a scope, those of a year alone where one is given, the latest period
/// first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    scope: &Scope,
    year: Option<i64>,
) -> Result<Vec<Round>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE ($1 = 0 OR r.year = $1) AND ({} OR EXISTS \
         (SELECT 1 FROM monitoring_record m JOIN project_year y ON y.id = m.project_year_id \
         JOIN project p ON p.id = y.project_id JOIN organisation u ON u.id = p.organisation_id \
         WHERE m.round_id = r.id AND {})) ORDER BY r.to_on DESC, r.id DESC",
        scope.condition("o.path"),
        scope.condition("u.path")
    );
    connection.rows(&sql, [year.unwrap_or(0).into()]).await
}

/// These rounds, each with the counts of its records inside the scope.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn counted(
    connection: &impl Connection,
    scope: &Scope,
    rounds: Vec<Round>,
    today: NaiveDate,
) -> Result<Vec<RoundLine>, StoreError> {
    if rounds.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = rounds.iter().map(|round| round.id.0.to_string()).collect();
    let sql = format!(
        "SELECT m.round_id, {COUNTS} FROM {TABLES} WHERE m.round_id IN ({}) AND {} \
         GROUP BY m.round_id ORDER BY m.round_id",
        ids.join(", "),
        scope.condition("o.path")
    );
    let counts: Vec<RoundCounts> = connection.rows(&sql, [today.into()]).await?;
    let of = |id: MonitoringRoundId| {
        counts.iter().find(|row| row.0 == id).map_or_else(Counts::default, |row| row.1)
    };
    Ok(rounds.into_iter().map(|round| RoundLine { counts: of(round.id), round }).collect())
}

/// How complete a round is in one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    /// The unit.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// How its records stand.
    pub counts: Counts,
    /// When the last of its records was submitted; `None` where none was yet.
    pub last_filed_at: Option<Timestamp>,
}

impl FromRow for UnitLine {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            counts: Counts::from_row(row)?,
            last_filed_at: row.time_option("last_filed_at")?,
        })
    }
}

/// How complete a round is, unit by unit, parents before children.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn completeness(
    connection: &impl Connection,
    scope: &Scope,
    round: MonitoringRoundId,
    today: NaiveDate,
) -> Result<Vec<UnitLine>, StoreError> {
    let sql = format!(
        "SELECT o.id AS organisation_id, o.name AS organisation_name, {COUNTS}, \
         MAX((SELECT MAX(s.at) FROM review_step s WHERE s.subject_kind = 'monitoring' \
         AND s.subject_id = m.id AND s.event = 'submit')) AS last_filed_at \
         FROM {TABLES} WHERE m.round_id = $2 AND {} GROUP BY o.id, o.name, o.path ORDER BY o.path",
        scope.condition("o.path")
    );
    connection.rows(&sql, [today.into(), round.0.into()]).await
}

/// A project's year a round can be issued to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Key of the project's year.
    pub project_year_id: ProjectYearId,
    /// The unit.
    pub organisation_id: OrganisationId,
    /// The latest approved goal version; without one it can't be monitored.
    pub goal_id: Option<GoalId>,
}

impl FromRow for Candidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            project_year_id: row.id("project_year_id")?,
            organisation_id: row.id("organisation_id")?,
            goal_id: row.id_option("goal_id")?,
        })
    }
}

/// The project years of a year in a scope, with their approved goals.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn candidates(
    connection: &impl Connection,
    scope: &Scope,
    year: i64,
) -> Result<Vec<Candidate>, StoreError> {
    let sql = format!(
        "SELECT y.id AS project_year_id, p.organisation_id, \
         (SELECT g.id FROM goal g WHERE g.project_year_id = y.id AND g.state = 'approved' \
          ORDER BY g.version DESC LIMIT 1) AS goal_id \
         FROM project_year y JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id \
         WHERE {} AND y.year = $1 ORDER BY o.path, p.code",
        scope.condition("o.path")
    );
    connection.rows(&sql, [year.into()]).await
}
