//! Finance's re-check: a score of its own where it disagrees, with the reason.

use super::typed::optional_points;
use super::{Record, SUBJECT_KIND, assess};
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, Decimal, FilingState, GoalIndicatorId, SelfEvaluationId};
use jixiao_store::self_evaluations::{self as rows, indicators};
use serde::{Deserialize, Serialize};

/// A re-check or spot check as typed. The lists run side by side, one entry an indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecheckTyped {
    /// The revision that was read.
    pub revision: String,
    /// Ids of the indicators.
    pub indicator: Vec<String>,
    /// The score where it differs; empty where it agrees.
    pub score: Vec<String>,
    /// Why it differs.
    pub reason: Vec<String>,
    /// What a spot check says as a whole.
    pub note: String,
}

/// A re-check as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recheck {
    /// The revision that was read.
    pub revision: i64,
    /// Indicator, its score where it differs, why.
    pub rows: Vec<(GoalIndicatorId, Option<Decimal>, String)>,
    /// What it says as a whole.
    pub note: String,
}

impl RecheckTyped {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Every field that can't be read, and every score without a reason.
    pub fn parse(&self) -> Result<Recheck, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let note = fields.optional_text("note", &self.note, Lines::Many, 4000);
        let rows = (0..self.indicator.len()).map(|index| self.row(index, &mut fields)).collect();
        fields.finish(Recheck { revision, rows, note })
    }

    fn row(&self, index: usize, fields: &mut Fields) -> (GoalIndicatorId, Option<Decimal>, String) {
        let name = |field: &str| format!("indicators[{index}].{field}");
        let at = |list: &[String]| list.get(index).cloned().unwrap_or_default();
        let id = fields.key(&name("indicator"), &at(&self.indicator));
        let score = optional_points(fields, &name("score"), &at(&self.score));
        let reason = fields.optional_text(&name("reason"), &at(&self.reason), Lines::Many, 1000);
        if score.is_some() && reason.is_empty() {
            fields.refuse(name("reason"), "评分与自评不同，请写明理由");
        }
        (id, score, reason)
    }
}

/// Writes finance's re-check of a filing that waits for finance, and gives its total.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`], [`Refusal::WrongState`], [`Refusal::SameHand`],
/// [`Refusal::Conflict`], [`Refusal::Invalid`].
pub async fn recheck(
    call: Call<'_>,
    id: SelfEvaluationId,
    recheck: &Recheck,
) -> Result<Decimal, Refusal> {
    let tx = call.app.store.begin().await?;
    let mut record = Record::load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::ReviewForFinance, &record.organisation.path)?;
    if record.evaluation.state != FilingState::UnitReviewed {
        let state = record.evaluation.state.word();
        let message = format!("当前状态为“{state}”，只有“待财务审核”的自评可以复核评分");
        return Err(Refusal::WrongState(message));
    }
    authz::other_hand(call.actor, &record.hands(&tx).await?)?;
    if recheck.revision != record.evaluation.revision {
        return Err(Refusal::Conflict("该绩效自评"));
    }
    let total = total(&record, recheck)?;
    record.evaluation.finance_total = Some(total);
    record.evaluation.finance_by = Some(call.actor.user_id);
    for (goal_indicator_id, score, reason) in &recheck.rows {
        let row = record.rows.iter_mut().find(|row| row.indicator.id == *goal_indicator_id);
        if let Some(row) = row {
            row.filled.finance_score = *score;
            row.filled.finance_reason.clone_from(reason);
            indicators::put(&tx, id, &row.filled).await?;
        }
    }
    rows::update_finance(&tx, &record.evaluation).await?;
    let entry = Event {
        action: "self_evaluation.recheck",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(record.organisation.id),
        detail: format!("财务复核总分 {total}"),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(total)
}

/// The total of a re-check: its own scores, else those of the self-evaluation.
pub(super) fn total(record: &Record, recheck: &Recheck) -> Result<Decimal, Refusal> {
    let mut errors = Vec::new();
    let mut sum = record.evaluation.execution_score.unwrap_or_default();
    for (index, (id, score, _)) in recheck.rows.iter().enumerate() {
        let name = |field: &str| format!("indicators[{index}].{field}");
        match record.rows.iter().find(|row| row.indicator.id == *id) {
            None => errors.push(FieldError::new(name("indicator"), "该指标不属于本次自评")),
            Some(row) if score.is_some_and(|score| score > row.indicator.content.points) => {
                let most = row.indicator.content.points.normalize();
                errors.push(FieldError::new(name("score"), format!("得分不得超过分值 {most}")));
            }
            Some(_) => {}
        }
    }
    if !errors.is_empty() {
        return Err(Refusal::Invalid(errors));
    }
    for row in &record.rows {
        let own = recheck.rows.iter().find(|(id, ..)| *id == row.indicator.id);
        let own = own.and_then(|(_, score, _)| *score);
        sum += own.or(row.filled.score).unwrap_or_default();
    }
    let limit = assess(record).total.filter(|_| !assess(record).cap_words.is_empty());
    Ok(limit.map_or(sum, |limit| sum.min(limit)))
}
