//! What waits for someone, and how the money of a year stands.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, funds};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, FilingState, Money, coded};

coded! {
    /// What kind of filing waits.
    pub enum FilingKind {
        /// 绩效目标
        Goal = "goal" "绩效目标",
        /// 绩效自评
        SelfEvaluation = "self_evaluation" "绩效自评",
        /// 事前绩效评估
        Assessment = "assessment" "事前绩效评估",
        /// 绩效运行监控
        Monitoring = "monitoring" "运行监控",
        /// 部门整体支出
        Department = "department" "部门整体",
    }
}

/// A filing in one state, seen from the workbench.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingFiling {
    /// Which kind of filing.
    pub kind: FilingKind,
    /// Its key.
    pub id: i64,
    /// 项目名称; what a department's year is called.
    pub project_name: String,
    /// Short name of the organisation.
    pub organisation_name: String,
    /// Fiscal year.
    pub year: i64,
    /// Where it stands.
    pub state: FilingState,
    /// When it came into this state; the time of its creation where nothing happened yet.
    pub since: Timestamp,
    /// When it is due, where a task has a date.
    pub due_on: Option<NaiveDate>,
}

impl FromRow for WaitingFiling {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.coded("kind")?,
            id: row.get("id")?,
            project_name: row.get("project_name")?,
            organisation_name: row.get("organisation_name")?,
            year: row.get("year")?,
            state: row.coded("state")?,
            since: row.time("since")?,
            due_on: row.get("due_on")?,
        })
    }
}

/// How many filings of a scope are in a state.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    scope: &Scope,
    state: FilingState,
) -> Result<i64, StoreError> {
    let condition = scope.condition("o.path");
    let sql = format!(
        "SELECT CAST( \
           (SELECT COUNT(*) FROM goal f {JOINS} WHERE f.state = $1 AND {condition}) + \
           (SELECT COUNT(*) FROM self_evaluation f {JOINS} WHERE f.state = $1 AND {condition}) + \
           (SELECT COUNT(*) FROM assessment f {JOINS} WHERE f.state = $1 AND {condition}) + \
           (SELECT COUNT(*) FROM monitoring_record f {JOINS} WHERE f.state = $1 AND {condition}) + \
           (SELECT COUNT(*) FROM department_year f JOIN organisation o ON o.id = f.organisation_id \
             WHERE f.state = $1 AND {condition}) \
         AS BIGINT)"
    );
    Ok(connection.row(&sql, [state.code().into()]).await?.unwrap_or_default())
}

/// The filings of a scope in a state, those due first and then the longest waiting first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn waiting(
    connection: &impl Connection,
    scope: &Scope,
    state: FilingState,
    limit: i64,
) -> Result<Vec<WaitingFiling>, StoreError> {
    let condition = scope.condition("o.path");
    let sql = format!(
        "SELECT * FROM ( \
           SELECT 'goal' AS kind, f.id, p.name AS project_name, o.short_name AS organisation_name, \
             y.year, f.state, CAST(NULL AS DATE) AS due_on, \
             COALESCE((SELECT MAX(r.at) FROM review_step r \
               WHERE r.subject_kind = 'goal' AND r.subject_id = f.id), f.created_at) AS since \
           FROM goal f {JOINS} WHERE f.state = $1 AND {condition} \
           UNION ALL \
           SELECT 'self_evaluation', f.id, p.name, o.short_name, y.year, f.state, f.due_on, \
             COALESCE((SELECT MAX(r.at) FROM review_step r \
               WHERE r.subject_kind = 'self_evaluation' AND r.subject_id = f.id), f.issued_at) \
           FROM self_evaluation f {JOINS} WHERE f.state = $1 AND {condition} \
           UNION ALL \
           SELECT 'assessment', f.id, p.name, o.short_name, y.year, f.state, CAST(NULL AS DATE), \
             COALESCE((SELECT MAX(r.at) FROM review_step r \
               WHERE r.subject_kind = 'assessment' AND r.subject_id = f.id), f.created_at) \
           FROM assessment f {JOINS} WHERE f.state = $1 AND {condition} \
           UNION ALL \
           SELECT 'monitoring', f.id, p.name, o.short_name, y.year, f.state, t.due_on, \
             COALESCE((SELECT MAX(r.at) FROM review_step r \
               WHERE r.subject_kind = 'monitoring' AND r.subject_id = f.id), t.issued_at) \
           FROM monitoring_record f JOIN monitoring_round t ON t.id = f.round_id {JOINS} \
           WHERE f.state = $1 AND {condition} \
           UNION ALL \
           SELECT 'department', f.id, '部门整体支出', o.short_name, f.year, f.state, \
             CAST(NULL AS DATE), COALESCE((SELECT MAX(r.at) FROM review_step r \
               WHERE r.subject_kind = 'department' AND r.subject_id = f.id), f.opened_at) \
           FROM department_year f JOIN organisation o ON o.id = f.organisation_id \
           WHERE f.state = $1 AND {condition} \
         ) AS filing ORDER BY due_on IS NULL, due_on, since, kind, id LIMIT $2"
    );
    connection.rows(&sql, [state.code().into(), limit.into()]).await
}

const JOINS: &str = "JOIN project_year y ON y.id = f.project_year_id \
                     JOIN project p ON p.id = y.project_id \
                     JOIN organisation o ON o.id = p.organisation_id";

/// The money of a scope in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearMoney {
    /// Fiscal year.
    pub year: i64,
    /// Projects open in the year.
    pub project_count: i64,
    /// 全年预算数
    pub adjusted: Money,
    /// 全年执行数
    pub executed: Money,
}

impl FromRow for YearMoney {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            year: row.get("year")?,
            project_count: row.get("project_count")?,
            adjusted: row.money("adjusted_fen")?,
            executed: row.money("executed_fen")?,
        })
    }
}

/// The money of a scope from `from_year` on, year by year, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn money_by_year(
    connection: &impl Connection,
    scope: &Scope,
    from_year: i64,
) -> Result<Vec<YearMoney>, StoreError> {
    let sql = format!(
        "SELECT y.year, COUNT(*) AS project_count, \
           CAST(COALESCE(SUM(f.adjusted_fen), 0) AS BIGINT) AS adjusted_fen, \
           CAST(COALESCE(SUM(f.executed_fen), 0) AS BIGINT) AS executed_fen \
         FROM project_year y \
         JOIN project p ON p.id = y.project_id \
         JOIN organisation o ON o.id = p.organisation_id \
         LEFT JOIN ({}) f ON f.project_year_id = y.id \
         WHERE y.year >= $1 AND {} GROUP BY y.year ORDER BY y.year DESC",
        funds::sums_by_year(
            "e.project_year_id IN (SELECT s.id FROM project_year s WHERE s.year >= $1)"
        ),
        scope.condition("o.path")
    );
    connection.rows(&sql, [from_year.into()]).await
}
