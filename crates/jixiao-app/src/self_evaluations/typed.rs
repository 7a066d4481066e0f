//! What is typed into the form of a self-evaluation, and how it is read.

use super::{Record, RecordRow};
use crate::FieldError;
use crate::input::{Fields, Lines, points};
use jixiao_domain::{Decimal, GoalIndicatorId};
use serde::{Deserialize, Serialize};

/// The form as typed. The lists run side by side, one entry an indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelfEvaluationTyped {
    /// The revision that was read.
    pub revision: String,
    /// 年度总体目标实际完成情况
    pub actual_goal: String,
    /// Why execution is low.
    pub execution_reason: String,
    /// The execution score where a person decides on it.
    pub execution_choice: String,
    /// 其他需要说明的事项
    pub other_notes: String,
    /// Ids of the indicators.
    pub indicator: Vec<String>,
    /// 实际完成值
    pub actual: Vec<String>,
    /// The score where a person decides on it.
    pub chosen: Vec<String>,
    /// Why that score.
    pub score_reason: Vec<String>,
    /// 偏差原因
    pub deviation_cause: Vec<String>,
    /// 改进措施
    pub corrective_measure: Vec<String>,
}

/// The form as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The revision that was read.
    pub revision: i64,
    /// 年度总体目标实际完成情况
    pub actual_goal: String,
    /// Why execution is low.
    pub execution_reason: String,
    /// The execution score where a person decides on it.
    pub execution_choice: Option<Decimal>,
    /// 其他需要说明的事项
    pub other_notes: String,
    /// The indicators that were on the form.
    pub rows: Vec<FilledRow>,
}

/// An indicator of the form as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledRow {
    /// Which.
    pub goal_indicator_id: GoalIndicatorId,
    /// 实际完成值
    pub actual_text: String,
    /// The score where a person decides on it.
    pub chosen_score: Option<Decimal>,
    /// Why that score.
    pub score_reason: String,
    /// 偏差原因
    pub deviation_cause: String,
    /// 改进措施
    pub corrective_measure: String,
}

/// Characters an actual value may have.
const VALUE_LENGTH_MAX: usize = 500;
/// Characters a reason or measure may have.
const REASON_LENGTH_MAX: usize = 1000;
/// Characters a longer text may have.
const TEXT_LENGTH_MAX: usize = 4000;

impl SelfEvaluationTyped {
    /// The form as a record fills it.
    pub fn of(record: &Record) -> Self {
        let evaluation = &record.evaluation;
        let each = |text: fn(&RecordRow) -> String| record.rows.iter().map(text).collect();
        Self {
            revision: evaluation.revision.to_string(),
            actual_goal: evaluation.actual_goal.clone(),
            execution_reason: evaluation.execution_reason.clone(),
            execution_choice: typed(evaluation.execution_choice),
            other_notes: evaluation.other_notes.clone(),
            indicator: each(|row| row.indicator.id.to_string()),
            actual: each(|row| row.filled.actual_text.clone()),
            chosen: each(|row| typed(row.filled.chosen_score)),
            score_reason: each(|row| row.filled.score_reason.clone()),
            deviation_cause: each(|row| row.filled.deviation_cause.clone()),
            corrective_measure: each(|row| row.filled.corrective_measure.clone()),
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// Every field that can't be read.
    pub fn parse(&self) -> Result<Filled, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let mut many = |field: &str, typed: &str| {
            fields.optional_text(field, typed, Lines::Many, TEXT_LENGTH_MAX)
        };
        let actual_goal = many("actual_goal", &self.actual_goal);
        let execution_reason = many("execution_reason", &self.execution_reason);
        let other_notes = many("other_notes", &self.other_notes);
        let execution_choice =
            optional_points(&mut fields, "execution_choice", &self.execution_choice);
        let rows = (0..self.indicator.len()).map(|index| self.row(index, &mut fields)).collect();
        fields.finish(Filled {
            revision,
            actual_goal,
            execution_reason,
            execution_choice,
            other_notes,
            rows,
        })
    }

    fn row(&self, index: usize, fields: &mut Fields) -> FilledRow {
        let name = |field: &str| format!("indicators[{index}].{field}");
        let at = |list: &[String]| list.get(index).cloned().unwrap_or_default();
        let chosen_score = optional_points(fields, &name("chosen"), &at(&self.chosen));
        let mut text = |field: &str, list: &[String], length: usize| {
            fields.optional_text(&name(field), &at(list), Lines::Many, length)
        };
        let actual_text = text("actual", &self.actual, VALUE_LENGTH_MAX);
        let score_reason = text("score_reason", &self.score_reason, REASON_LENGTH_MAX);
        let deviation_cause = text("deviation_cause", &self.deviation_cause, REASON_LENGTH_MAX);
        let corrective_measure =
            text("corrective_measure", &self.corrective_measure, REASON_LENGTH_MAX);
        let goal_indicator_id = fields.key(&name("indicator"), &at(&self.indicator));
        FilledRow {
            goal_indicator_id,
            actual_text,
            chosen_score,
            score_reason,
            deviation_cause,
            corrective_measure,
        }
    }
}

/// Points as a field shows them.
fn typed(points: Option<Decimal>) -> String {
    points.map_or_else(String::new, |points| points.normalize().to_string())
}

pub(super) fn optional_points(fields: &mut Fields, field: &str, typed: &str) -> Option<Decimal> {
    if typed.trim().is_empty() {
        return None;
    }
    Some(fields.take(field, points(typed), Decimal::ZERO))
}
