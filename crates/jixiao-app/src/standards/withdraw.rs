//! Withdrawing a standard.

use super::list::visible;
use crate::audit::{self, Event};
use crate::authz::{self, Action};
use crate::input::{Fields, Lines};
use crate::{Call, Refusal};
use jixiao_domain::CostStandardId;
use jixiao_store::{StoreError, cost_standards};

/// Withdraws a standard with a reason; it stays in the list.
///
/// # Errors
/// [`Refusal::NotFound`] outside the caller's part of the tree, [`Refusal::Forbidden`],
/// [`Refusal::Invalid`] without a reason, [`Refusal::WrongState`] where it was withdrawn already.
pub async fn withdraw(call: Call<'_>, id: CostStandardId, reason: &str) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let standard = visible(&tx, call, id).await?;
    authz::authorise(call.actor, Action::KeepStandards, &standard.organisation_path)?;
    let mut fields = Fields::new();
    let reason = fields.text("reason", reason, Lines::Many, 500);
    let reason = fields.finish(reason).map_err(Refusal::Invalid)?;
    let done = cost_standards::withdraw(&tx, id, &reason, call.actor.user_id, call.at).await;
    match done {
        Err(StoreError::Duplicate(_)) => {
            return Err(Refusal::WrongState("该标准已撤销".to_owned()));
        }
        other => other?,
    }
    let entry = Event {
        action: "standard.withdraw",
        subject_kind: "standard",
        subject_id: id.to_string(),
        organisation_id: Some(standard.organisation_id),
        detail: format!("{}：{reason}", standard.content.item),
    };
    audit::record(&tx, call.actor, call.at, entry).await?;
    Ok(tx.commit().await?)
}
