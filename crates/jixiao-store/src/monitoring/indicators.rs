//! What was filled in for each indicator of the goal in a round.

use crate::{Connection, FromRow, Row, StoreError};
use jixiao_domain::{
    Coded as _, DeviationCause, GoalIndicatorId, Lamp, Likelihood, MonitoringRecordId,
};

/// A row of `monitoring_indicator`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonitoredIndicator {
    /// The indicator of the goal.
    pub goal_indicator_id: GoalIndicatorId,
    /// 执行情况: what was achieved so far, as typed.
    pub actual_text: String,
    /// 全年预计完成情况 as typed; empty where the computed one stands.
    pub forecast_text: String,
    /// 偏差原因
    pub causes: Vec<DeviationCause>,
    /// 原因说明
    pub cause_note: String,
    /// 完成目标可能性
    pub likelihood: Option<Likelihood>,
    /// 备注: why the goal can't be met and what is done.
    pub remark: String,
    /// The lamp last computed.
    pub lamp: Option<Lamp>,
}

const COLUMNS: &str = "goal_indicator_id, actual_text, forecast_text, causes, cause_note, \
                       likelihood, remark, lamp";

impl FromRow for MonitoredIndicator {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            goal_indicator_id: row.id("goal_indicator_id")?,
            actual_text: row.get("actual_text")?,
            forecast_text: row.get("forecast_text")?,
            causes: causes(&row.get::<String>("causes")?)?,
            cause_note: row.get("cause_note")?,
            likelihood: row.coded_option("likelihood")?,
            remark: row.get("remark")?,
            lamp: row.coded_option("lamp")?,
        })
    }
}

/// Causes are stored as their codes with commas between.
fn causes(stored: &str) -> Result<Vec<DeviationCause>, StoreError> {
    let known = |code: &str| {
        DeviationCause::from_code(code).ok_or_else(|| StoreError::Unreadable {
            column: "causes".to_owned(),
            value: stored.to_owned(),
        })
    };
    stored.split(',').filter(|code| !code.is_empty()).map(known).collect()
}

impl MonitoredIndicator {
    /// A row in which nothing is filled in yet.
    pub fn blank(goal_indicator_id: GoalIndicatorId) -> Self {
        Self {
            goal_indicator_id,
            actual_text: String::new(),
            forecast_text: String::new(),
            causes: Vec::new(),
            cause_note: String::new(),
            likelihood: None,
            remark: String::new(),
            lamp: None,
        }
    }
}

/// What is stored of the indicators of a record, in no particular order; an indicator in which
/// nothing was ever filled in has no row.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: MonitoringRecordId,
) -> Result<Vec<MonitoredIndicator>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM monitoring_indicator WHERE record_id = $1 ORDER BY goal_indicator_id"
    );
    connection.rows(&sql, [id.0.into()]).await
}

/// Writes an indicator as a whole. The revision of the record guards it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put(
    connection: &impl Connection,
    id: MonitoringRecordId,
    row: &MonitoredIndicator,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO monitoring_indicator (record_id, {COLUMNS}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (record_id, goal_indicator_id) DO UPDATE SET \
         actual_text = excluded.actual_text, forecast_text = excluded.forecast_text, \
         causes = excluded.causes, cause_note = excluded.cause_note, \
         likelihood = excluded.likelihood, remark = excluded.remark, lamp = excluded.lamp"
    );
    let codes: Vec<&str> = row.causes.iter().map(|cause| cause.code()).collect();
    let values = [
        id.0.into(),
        row.goal_indicator_id.0.into(),
        row.actual_text.as_str().into(),
        row.forecast_text.as_str().into(),
        codes.join(",").into(),
        row.cause_note.as_str().into(),
        row.likelihood.map(|likelihood| likelihood.code().to_owned()).into(),
        row.remark.as_str().into(),
        row.lamp.map(|lamp| lamp.code().to_owned()).into(),
    ];
    connection.execute_one(&sql, values).await
}
