//! What was filled in for each indicator of the goal.

use super::hundredths;
use crate::{Connection, FromRow, Row, StoreError};
use jixiao_domain::{Decimal, GoalIndicatorId, SelfEvaluationId};

/// A row of `self_evaluation_indicator`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluatedIndicator {
    /// The indicator of the goal.
    pub goal_indicator_id: GoalIndicatorId,
    /// 实际完成值 as typed.
    pub actual_text: String,
    /// The score a person chose, where the regulation leaves it to one.
    pub chosen_score: Option<Decimal>,
    /// Why that score.
    pub score_reason: String,
    /// 偏差原因
    pub deviation_cause: String,
    /// 改进措施
    pub corrective_measure: String,
    /// 得分 as last computed.
    pub score: Option<Decimal>,
    /// Finance's own score, where it differs.
    pub finance_score: Option<Decimal>,
    /// Why it differs.
    pub finance_reason: String,
    /// The spot check's score, where it differs.
    pub check_score: Option<Decimal>,
    /// Why it differs.
    pub check_reason: String,
}

pub(super) const COLUMNS: &str = "goal_indicator_id, actual_text, chosen_score_hundredths, score_reason, \
    deviation_cause, corrective_measure, score_hundredths, finance_score_hundredths, \
    finance_reason, check_score_hundredths, check_reason";

impl FromRow for EvaluatedIndicator {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            goal_indicator_id: row.id("goal_indicator_id")?,
            actual_text: row.get("actual_text")?,
            chosen_score: row.points_option("chosen_score_hundredths")?,
            score_reason: row.get("score_reason")?,
            deviation_cause: row.get("deviation_cause")?,
            corrective_measure: row.get("corrective_measure")?,
            score: row.points_option("score_hundredths")?,
            finance_score: row.points_option("finance_score_hundredths")?,
            finance_reason: row.get("finance_reason")?,
            check_score: row.points_option("check_score_hundredths")?,
            check_reason: row.get("check_reason")?,
        })
    }
}

impl EvaluatedIndicator {
    /// A row in which nothing is filled in yet.
    pub fn blank(goal_indicator_id: GoalIndicatorId) -> Self {
        Self {
            goal_indicator_id,
            actual_text: String::new(),
            chosen_score: None,
            score_reason: String::new(),
            deviation_cause: String::new(),
            corrective_measure: String::new(),
            score: None,
            finance_score: None,
            finance_reason: String::new(),
            check_score: None,
            check_reason: String::new(),
        }
    }
}

/// What is stored of the indicators of a self-evaluation, in no particular order; an indicator in
/// which nothing was ever filled in has no row.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Vec<EvaluatedIndicator>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM self_evaluation_indicator WHERE self_evaluation_id = $1 \
         ORDER BY goal_indicator_id"
    );
    connection.rows(&sql, [id.0.into()]).await
}

/// Writes an indicator as a whole. The revision of the self-evaluation guards it.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put(
    connection: &impl Connection,
    id: SelfEvaluationId,
    row: &EvaluatedIndicator,
) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO self_evaluation_indicator (self_evaluation_id, {COLUMNS}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (self_evaluation_id, goal_indicator_id) DO UPDATE SET \
         actual_text = excluded.actual_text, \
         chosen_score_hundredths = excluded.chosen_score_hundredths, \
         score_reason = excluded.score_reason, deviation_cause = excluded.deviation_cause, \
         corrective_measure = excluded.corrective_measure, \
         score_hundredths = excluded.score_hundredths, \
         finance_score_hundredths = excluded.finance_score_hundredths, \
         finance_reason = excluded.finance_reason, \
         check_score_hundredths = excluded.check_score_hundredths, \
         check_reason = excluded.check_reason"
    );
    let values = [
        id.0.into(),
        row.goal_indicator_id.0.into(),
        row.actual_text.as_str().into(),
        hundredths(row.chosen_score),
        row.score_reason.as_str().into(),
        row.deviation_cause.as_str().into(),
        row.corrective_measure.as_str().into(),
        hundredths(row.score),
        hundredths(row.finance_score),
        row.finance_reason.as_str().into(),
        hundredths(row.check_score),
        row.check_reason.as_str().into(),
    ];
    connection.execute_one(&sql, values).await
}
