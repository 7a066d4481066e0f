//! Another last day for submitting, with the reason.

use super::{Record, SUBJECT_KIND};
use crate::amounts::chinese_date;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, FieldError, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, SelfEvaluationId};
use jixiao_store::self_evaluations as rows;
use jixiao_store::self_evaluations::changes::{self, ChangeKind, NewChange};
use serde::{Deserialize, Serialize};

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DueTyped {
    /// The revision that was read.
    pub revision: String,
    /// The new last day.
    pub due_on: String,
    /// Why.
    pub reason: String,
}

/// What was typed, as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The revision that was read.
    pub revision: i64,
    /// The new last day.
    pub due_on: NaiveDate,
    /// Why.
    pub reason: String,
}

impl DueTyped {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Every field that can't be read.
    pub fn parse(&self) -> Result<Due, Vec<FieldError>> {
        let mut fields = Fields::new();
        let revision = fields.key("revision", &self.revision);
        let due_on = fields.date("due_on", &self.due_on);
        let reason = fields.optional_text("reason", &self.reason, Lines::Many, 500);
        fields.require(!self.reason.trim().is_empty(), "reason", "请写明调整原因");
        fields.finish(Due { revision, due_on, reason })
    }
}

/// Gives a task that is not submitted yet another last day.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`] to all but finance, [`Refusal::WrongState`] once it
/// is submitted, [`Refusal::Invalid`] for a day that has passed or is the present one,
/// [`Refusal::Conflict`].
pub async fn set_due(call: Call<'_>, id: SelfEvaluationId, due: &Due) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let record = Record::load(&tx, call, id).await?;
    authz::authorise(call.actor, Action::ReviewForFinance, &record.organisation.path)?;
    let evaluation = &record.evaluation;
    if !evaluation.state.is_editable() {
        let word = evaluation.state.word();
        let message = format!("当前状态为“{word}”，已提交的自评不再调整期限");
        return Err(Refusal::WrongState(message));
    }
    if due.revision != evaluation.revision {
        return Err(Refusal::Conflict("该绩效自评"));
    }
    if due.due_on < call.today() {
        return Err(Refusal::field("due_on", "截止日期已过，请填写今天或以后的日期"));
    }
    if due.due_on == evaluation.due_on {
        return Err(Refusal::field("due_on", "与现在的截止日期相同"));
    }
    let (was, became) = (chinese_date(evaluation.due_on), chinese_date(due.due_on));
    rows::set_due(&tx, id, due.revision, due.due_on).await?;
    let change = NewChange {
        self_evaluation_id: id,
        kind: ChangeKind::Due,
        was: &was,
        became: &became,
        reason: &due.reason,
        user_id: call.actor.user_id,
        at: call.at,
    };
    changes::insert(&tx, &change).await?;
    let entry = Event {
        action: "self_evaluation.set_due",
        subject_kind: SUBJECT_KIND,
        subject_id: id.to_string(),
        organisation_id: Some(record.organisation.id),
        detail: format!("{was} → {became}：{}", due.reason),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}
