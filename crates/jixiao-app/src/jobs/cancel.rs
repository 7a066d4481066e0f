//! Calls a job off.

use super::see::visible;
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_domain::{Coded as _, JobId};
use jixiao_store::StoreError;
use jixiao_store::jobs as rows;

/// Calls a job off; a node that works at it stops at its next step. What it has done stays done.
///
/// # Errors
/// [`Refusal::NotFound`] unless the actor asked for it or runs the system; [`Refusal::WrongState`]
/// where it is over.
pub async fn cancel(call: Call<'_>, id: JobId) -> Result<(), Refusal> {
    let tx = call.app.store.begin().await?;
    let job = visible(&tx, call, id).await?;
    let over = || Refusal::WrongState("任务已结束，不能取消".to_owned());
    if job.state.is_over() {
        return Err(over());
    }
    match rows::cancel(&tx, id, call.at).await {
        // It ended between the reading and the writing.
        Err(StoreError::Stale) => return Err(over()),
        other => other?,
    }
    let event = Event {
        action: "job.cancel",
        subject_kind: "job",
        subject_id: id.to_string(),
        organisation_id: Some(job.organisation_id),
        detail: format!("取消任务 {}（{}）", job.kind, job.state.word()),
    };
    audit::record(&tx, call.actor, call.at, event).await?;
    Ok(tx.commit().await?)
}
