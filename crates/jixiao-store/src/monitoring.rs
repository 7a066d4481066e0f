//! 绩效运行监控: rounds, the record of each project in a round, and its warnings.
//!
//! The figures kept in a record are those last computed from the ledgers; nobody types them.

pub mod figures;
pub mod indicators;
pub mod rounds;
pub mod warnings;

use crate::{Connection, FromRow, Row, StoreError, Value};
use jixiao_domain::{
    Coded as _, FilingState, GoalId, Lamp, Money, MonitoringRecordId, MonitoringRoundId,
    ProjectYearId, UserId,
};

/// A row of `monitoring_record`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoringRecord {
    /// Key.
    pub id: MonitoringRecordId,
    /// The round it belongs to.
    pub round_id: MonitoringRoundId,
    /// The project's year.
    pub project_year_id: ProjectYearId,
    /// The approved goal version it is measured by.
    pub goal_id: GoalId,
    /// Where it stands.
    pub state: FilingState,
    /// What is committed for payment until the year ends, as the officer typed it.
    pub committed: Option<Money>,
    /// 全年预计执行数 where the officer states another than the computed one.
    pub typed_forecast: Option<Money>,
    /// Why another.
    pub forecast_reason: String,
    /// Who filled it in last.
    pub filled_by: Option<UserId>,
    /// The figures last computed.
    pub figures: RecordFigures,
    /// For optimistic locking.
    pub revision: i64,
}

/// What was computed for a record when it was last saved, issued or moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordFigures {
    /// 年初预算数
    pub initial: Money,
    /// 全年预算数 by the end of the period.
    pub adjusted: Money,
    /// 执行数 of the period.
    pub executed: Money,
    /// 执行数 from January to the end of the period.
    pub executed_so_far: Money,
    /// 全年预计执行数; `None` where it can't be told.
    pub forecast: Option<Money>,
    /// The lamp of the money.
    pub fund_lamp: Option<Lamp>,
    /// The worst lamp of the indicators.
    pub indicator_lamp: Option<Lamp>,
}

const COLUMNS: &str = "m.id, m.round_id, m.project_year_id, m.goal_id, m.state, m.committed_fen, \
    m.typed_forecast_fen, m.forecast_reason, m.filled_by, m.initial_fen, m.adjusted_fen, \
    m.executed_fen, m.executed_so_far_fen, m.forecast_fen, m.fund_lamp, m.indicator_lamp, \
    m.revision";

impl FromRow for MonitoringRecord {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            round_id: row.id("round_id")?,
            project_year_id: row.id("project_year_id")?,
            goal_id: row.id("goal_id")?,
            state: row.coded("state")?,
            committed: money(row, "committed_fen")?,
            typed_forecast: money(row, "typed_forecast_fen")?,
            forecast_reason: row.get("forecast_reason")?,
            filled_by: row.id_option("filled_by")?,
            figures: RecordFigures::from_row(row)?,
            revision: row.get("revision")?,
        })
    }
}

impl FromRow for RecordFigures {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            initial: row.money("initial_fen")?,
            adjusted: row.money("adjusted_fen")?,
            executed: row.money("executed_fen")?,
            executed_so_far: row.money("executed_so_far_fen")?,
            forecast: money(row, "forecast_fen")?,
            fund_lamp: row.coded_option("fund_lamp")?,
            indicator_lamp: row.coded_option("indicator_lamp")?,
        })
    }
}

fn money(row: &Row<'_>, column: &str) -> Result<Option<Money>, StoreError> {
    Ok(row.get::<Option<i64>>(column)?.map(Money::from_fen))
}

fn fen(money: Option<Money>) -> Value {
    money.map(Money::fen).into()
}

fn lamp(lamp: Option<Lamp>) -> Value {
    lamp.map(|lamp| lamp.code().to_owned()).into()
}

/// Adds a project to a round.
///
/// # Errors
/// [`StoreError::Duplicate`] where the round has it already.
pub async fn insert(
    connection: &impl Connection,
    round_id: MonitoringRoundId,
    project_year_id: ProjectYearId,
    goal_id: GoalId,
) -> Result<MonitoringRecordId, StoreError> {
    let sql = "INSERT INTO monitoring_record (round_id, project_year_id, goal_id, state) \
               VALUES ($1, $2, $3, $4) RETURNING id";
    let values = [
        round_id.0.into(),
        project_year_id.0.into(),
        goal_id.0.into(),
        FilingState::Draft.code().into(),
    ];
    connection.insert(sql, values).await
}

/// One record.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: MonitoringRecordId,
) -> Result<Option<MonitoringRecord>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM monitoring_record m WHERE m.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The records of a project's year, by the end of their periods, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project_year(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Vec<MonitoringRecord>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM monitoring_record m JOIN monitoring_round r ON r.id = m.round_id \
         WHERE m.project_year_id = $1 ORDER BY r.to_on DESC, m.id DESC"
    );
    connection.rows(&sql, [id.0.into()]).await
}

/// The record of the same project's year in the round whose period ended last before this one's.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn before(
    connection: &impl Connection,
    id: MonitoringRecordId,
) -> Result<Option<MonitoringRecord>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM monitoring_record m JOIN monitoring_round r ON r.id = m.round_id \
         JOIN monitoring_record this ON this.id = $1 AND this.project_year_id = m.project_year_id \
         JOIN monitoring_round now ON now.id = this.round_id \
         WHERE r.to_on < now.to_on ORDER BY r.to_on DESC, m.id DESC LIMIT 1"
    );
    connection.row(&sql, [id.0.into()]).await
}

/// Writes what the filler may change and the figures computed with it. `row.revision` is the one
/// that was read; the stored one becomes the next.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed it since.
pub async fn update_content(
    connection: &impl Connection,
    row: &MonitoringRecord,
) -> Result<(), StoreError> {
    let sql = "UPDATE monitoring_record SET committed_fen = $3, typed_forecast_fen = $4, \
               forecast_reason = $5, filled_by = $6, initial_fen = $7, adjusted_fen = $8, \
               executed_fen = $9, executed_so_far_fen = $10, forecast_fen = $11, fund_lamp = $12, \
               indicator_lamp = $13, revision = revision + 1 WHERE id = $1 AND revision = $2";
    let figures = &row.figures;
    let values = [
        row.id.0.into(),
        row.revision.into(),
        fen(row.committed),
        fen(row.typed_forecast),
        row.forecast_reason.as_str().into(),
        row.filled_by.map(|user| user.0).into(),
        figures.initial.fen().into(),
        figures.adjusted.fen().into(),
        figures.executed.fen().into(),
        figures.executed_so_far.fen().into(),
        fen(figures.forecast),
        lamp(figures.fund_lamp),
        lamp(figures.indicator_lamp),
    ];
    connection.execute_one(sql, values).await
}

/// Moves a record to another state.
///
/// # Errors
/// [`StoreError::Stale`] where someone else changed the row since `revision`.
pub async fn set_state(
    connection: &impl Connection,
    id: MonitoringRecordId,
    revision: i64,
    state: FilingState,
) -> Result<(), StoreError> {
    let sql = "UPDATE monitoring_record SET state = $3, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    connection.execute_one(sql, [id.0.into(), revision.into(), state.code().into()]).await
}
