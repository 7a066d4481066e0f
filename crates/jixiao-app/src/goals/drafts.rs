//! What was typed into the goal form and not saved: kept by itself, offered when the form is opened
//! again. Text that can't be understood yet is kept as it is.

use super::form::GoalForm;
use super::load::load_to_fill;
use crate::typed_drafts::{self, KeptForm};
use crate::{Call, Refusal};
use jixiao_domain::GoalId;
use jixiao_store::drafts;

/// What was typed before and is not in the record.
pub type Offer = KeptForm<GoalForm>;

pub(super) fn form_key(id: GoalId) -> String {
    format!("goal:{id}")
}

/// Keeps what is typed so far.
///
/// # Errors
/// [`Refusal::TooMuch`] beyond 1 MiB; the usual refusals of rights.
pub async fn keep(call: Call<'_>, id: GoalId, form: &GoalForm) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    typed_drafts::keep(&tx, call, &form_key(id), form).await?;
    Ok(tx.commit().await?)
}

/// What the caller typed before and did not save, if it differs from `current`.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn offered(
    call: Call<'_>,
    id: GoalId,
    current: &GoalForm,
) -> Result<Option<Offer>, Refusal> {
    let is_same = |form: &GoalForm| {
        GoalForm { revision: current.revision.clone(), ..form.clone() }.tidied() == *current
    };
    typed_drafts::offered(call, &form_key(id), is_same).await
}

/// Gives up what was kept.
///
/// # Errors
/// The usual refusals of rights.
pub async fn discard(call: Call<'_>, id: GoalId) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    load_to_fill(&tx, call, id).await?;
    drafts::drop(&tx, call.actor.user_id, &form_key(id)).await?;
    Ok(tx.commit().await?)
}
