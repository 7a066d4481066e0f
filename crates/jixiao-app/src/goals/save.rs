//! Saving a draft.

use super::drafts::form_key;
use super::form::{GoalForm, GoalInput};
use super::load::{LoadedGoal, load_to_fill};
use crate::audit::{self, Event};
use crate::{Call, FieldError, Refusal};
use jixiao_domain::{Coded as _, GoalId};
use jixiao_store::{StoreError, Transaction, drafts, goals, library};

/// Saves what was typed; gives the new revision.
///
/// # Errors
/// [`Refusal::Conflict`] where the version was changed since the form was opened (see
/// [`super::conflict`] for both sides); [`Refusal::WrongState`] where it is no draft;
/// [`Refusal::Invalid`] for fields that can't be understood; the usual refusals of rights.
pub async fn save(call: Call<'_>, id: GoalId, form: &GoalForm) -> Result<i64, Refusal> {
    let tx = call.app.store.begin().await?;
    let loaded = load_to_fill(&tx, call, id).await?;
    if !loaded.goal.state.is_editable() {
        return Err(Refusal::WrongState(format!(
            "当前状态为“{}”，不能修改；须先撤回或退回",
            loaded.goal.state.word()
        )));
    }
    let input = form.parse().map_err(Refusal::Invalid)?;
    refuse_foreign_links(&tx, &loaded, &input).await?;
    let written =
        goals::update_content(&tx, id, input.revision, &input.reason, &input.content).await;
    match written {
        Err(StoreError::Stale) => return Err(Refusal::Conflict("绩效目标")),
        other => other?,
    }
    goals::replace_indicators(&tx, id, &input.indicators).await?;
    drafts::drop(&tx, call.actor.user_id, &form_key(id)).await?;
    let entry = Event {
        action: "goal.save",
        subject_kind: "goal",
        subject_id: id.to_string(),
        organisation_id: Some(loaded.place.organisation.id),
        detail: format!("指标 {} 条", input.indicators.len()),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    tx.commit().await?;
    Ok(input.revision + 1)
}

/// A row may be linked to an indicator of the library the organisation may use, or keep the link it
/// had.
async fn refuse_foreign_links(
    tx: &Transaction,
    loaded: &LoadedGoal,
    input: &GoalInput,
) -> Result<(), Refusal> {
    let mut errors = Vec::new();
    for (index, row) in input.indicators.iter().enumerate() {
        let Some(id) = row.library_indicator_id else { continue };
        if loaded.indicators.iter().any(|old| old.content.library_indicator_id == Some(id)) {
            continue;
        }
        let found = library::find(tx, id).await?;
        let path = &loaded.place.organisation.path;
        let usable = found.is_some_and(|indicator| crate::library::may_use(&indicator, path));
        if !usable {
            let field = format!("indicators[{index}].library_id");
            errors.push(FieldError::new(field, "该指标不在可用的指标库中，请重新选取"));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(Refusal::Invalid(errors)) }
}
