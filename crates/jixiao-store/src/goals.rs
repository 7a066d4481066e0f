//! Goals (绩效目标) of a project's year: every version with its indicators.
//!
//! A version is changed only while it is a draft; every change of its state is guarded by its
//! revision. The states themselves are decided above.

mod indicators;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use jixiao_domain::{
    Coded as _, FilingState, GoalId, GoalVersionKind, Money, ProjectYearId, UserId,
};

pub(crate) use indicators::COLUMNS as INDICATOR_COLUMNS;
pub use indicators::{GoalIndicator, IndicatorContent, indicators, replace_indicators};

/// A row of `goal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Key.
    pub id: GoalId,
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// 1, 2, 3 … within the year.
    pub version: i64,
    /// Why the version exists.
    pub kind: GoalVersionKind,
    /// Where it stands.
    pub state: FilingState,
    /// 调整理由; empty for the original.
    pub reason: String,
    /// What was filled in, without the indicators.
    pub content: GoalContent,
    /// The person who made the version.
    pub filled_by: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// 批复 time.
    pub approved_at: Option<Timestamp>,
    /// SM3 of the approved content.
    pub content_digest: Option<String>,
    /// For optimistic locking.
    pub revision: i64,
}

/// The text and amounts of a goal (88号 申报表).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoalContent {
    /// 中期目标; empty for a project of one year.
    pub mid_term_goal: String,
    /// 年度目标
    pub annual_goal: String,
    /// 可行性
    pub feasibility: String,
    /// 必要性
    pub necessity: String,
    /// 实施进度计划
    pub schedule: String,
    /// 项目支出明细及测算依据
    pub spending_details: String,
    /// 中期资金：财政拨款
    pub mid_term_treasury: Option<Money>,
    /// 中期资金：其他资金
    pub mid_term_other: Option<Money>,
    /// 年度资金：财政拨款, as applied for
    pub annual_treasury: Option<Money>,
    /// 年度资金：其他资金, as applied for
    pub annual_other: Option<Money>,
}

pub(crate) const COLUMNS: &str = "g.id, g.project_year_id, g.version, g.kind, g.state, g.reason, \
    g.mid_term_goal, g.annual_goal, g.feasibility, g.necessity, g.schedule, g.spending_details, \
    g.mid_term_treasury_fen, g.mid_term_other_fen, g.annual_treasury_fen, g.annual_other_fen, \
    g.filled_by, g.created_at, g.approved_at, g.content_digest, g.revision";

impl FromRow for Goal {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            version: row.get("version")?,
            kind: row.coded("kind")?,
            state: row.coded("state")?,
            reason: row.get("reason")?,
            content: GoalContent {
                mid_term_goal: row.get("mid_term_goal")?,
                annual_goal: row.get("annual_goal")?,
                feasibility: row.get("feasibility")?,
                necessity: row.get("necessity")?,
                schedule: row.get("schedule")?,
                spending_details: row.get("spending_details")?,
                mid_term_treasury: money_option(row, "mid_term_treasury_fen")?,
                mid_term_other: money_option(row, "mid_term_other_fen")?,
                annual_treasury: money_option(row, "annual_treasury_fen")?,
                annual_other: money_option(row, "annual_other_fen")?,
            },
            filled_by: row.id("filled_by")?,
            created_at: row.time("created_at")?,
            approved_at: row.time_option("approved_at")?,
            content_digest: row.get("content_digest")?,
            revision: row.get("revision")?,
        })
    }
}

fn money_option(row: &Row<'_>, column: &str) -> Result<Option<Money>, StoreError> {
    Ok(row.get::<Option<i64>>(column)?.map(Money::from_fen))
}

/// What a new version is made of.
#[derive(Debug, Clone)]
pub struct NewGoal<'a> {
    /// See [`Goal::project_year_id`].
    pub project_year_id: ProjectYearId,
    /// See [`Goal::kind`].
    pub kind: GoalVersionKind,
    /// See [`Goal::reason`].
    pub reason: &'a str,
    /// See [`Goal::content`].
    pub content: &'a GoalContent,
    /// See [`Goal::filled_by`].
    pub filled_by: UserId,
    /// See [`Goal::created_at`].
    pub created_at: Timestamp,
}

/// Adds the next version of a year's goal, as a draft.
///
/// # Errors
/// [`StoreError::Duplicate`] where another version was added at the same time.
pub async fn insert(tx: &Transaction, new: &NewGoal<'_>) -> Result<GoalId, StoreError> {
    let mut values: Vec<Value> = vec![
        new.project_year_id.0.into(),
        new.kind.code().into(),
        FilingState::Draft.code().into(),
        new.reason.into(),
        new.filled_by.0.into(),
        new.created_at.timestamp_millis().into(),
    ];
    values.extend(content_values(new.content));
    tx.insert(
        "INSERT INTO goal (project_year_id, version, kind, state, reason, filled_by, created_at, \
         mid_term_goal, annual_goal, feasibility, necessity, schedule, spending_details, \
         mid_term_treasury_fen, mid_term_other_fen, annual_treasury_fen, annual_other_fen) \
         SELECT $1, COALESCE(MAX(version), 0) + 1, $2, $3, $4, $5, $6, \
         $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 FROM goal WHERE project_year_id = $1 \
         RETURNING id",
        values,
    )
    .await
}

/// Writes the content of a draft that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed, or is no draft any more.
pub async fn update_content(
    tx: &Transaction,
    id: GoalId,
    revision: i64,
    reason: &str,
    content: &GoalContent,
) -> Result<(), StoreError> {
    let mut values: Vec<Value> =
        vec![id.0.into(), revision.into(), FilingState::Draft.code().into(), reason.into()];
    values.extend(content_values(content));
    tx.execute_one(
        "UPDATE goal SET reason = $4, mid_term_goal = $5, annual_goal = $6, feasibility = $7, \
         necessity = $8, schedule = $9, spending_details = $10, mid_term_treasury_fen = $11, \
         mid_term_other_fen = $12, annual_treasury_fen = $13, annual_other_fen = $14, \
         revision = revision + 1 WHERE id = $1 AND revision = $2 AND state = $3",
        values,
    )
    .await
}

fn content_values(content: &GoalContent) -> [Value; 10] {
    [
        content.mid_term_goal.as_str().into(),
        content.annual_goal.as_str().into(),
        content.feasibility.as_str().into(),
        content.necessity.as_str().into(),
        content.schedule.as_str().into(),
        content.spending_details.as_str().into(),
        content.mid_term_treasury.map(Money::fen).into(),
        content.mid_term_other.map(Money::fen).into(),
        content.annual_treasury.map(Money::fen).into(),
        content.annual_other.map(Money::fen).into(),
    ]
}

/// Moves a version that still has `revision` to another state.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update_state(
    tx: &Transaction,
    id: GoalId,
    revision: i64,
    state: FilingState,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE goal SET state = $3, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), state.code().into()],
    )
    .await
}

/// Locks a version as approved, with the digest of its content.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn approve(
    tx: &Transaction,
    id: GoalId,
    revision: i64,
    digest: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE goal SET state = $3, content_digest = $4, approved_at = $5, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            FilingState::Approved.code().into(),
            digest.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One version.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(connection: &impl Connection, id: GoalId) -> Result<Option<Goal>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM goal g WHERE g.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// All versions of a year's goal, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn versions(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
) -> Result<Vec<Goal>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM goal g WHERE g.project_year_id = $1 ORDER BY g.version");
    connection.rows(&sql, [project_year_id.0.into()]).await
}

/// The version in force: the latest that was approved.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn in_force(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
) -> Result<Option<Goal>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM goal g WHERE g.project_year_id = $1 AND g.state = $2 \
         ORDER BY g.version DESC LIMIT 1"
    );
    connection.row(&sql, [project_year_id.0.into(), FilingState::Approved.code().into()]).await
}
