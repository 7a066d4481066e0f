//! Queues a job, as part of the use case that authorised it.

use super::sealing::{INPUT, seal};
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_domain::{JobId, OrganisationId};
use jixiao_store::Transaction;
use jixiao_store::jobs::{self as rows, NewJob};

/// What shall be done.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The handler's kind, `budget.import`.
    pub kind: &'a str,
    /// The organisation it is done for.
    pub organisation_id: OrganisationId,
    /// What to do, in the handler's own words.
    pub payload: &'a str,
    /// A file that the handler reads.
    pub input: Option<Vec<u8>>,
    /// Whether the file, and the one the job leaves, hold personal data and lie sealed.
    pub sealed: bool,
}

/// Queues a job. The caller has authorised it.
///
/// # Errors
/// [`Refusal::Store`] where the database fails.
pub async fn enqueue(
    tx: &Transaction,
    call: Call<'_>,
    request: Request<'_>,
) -> Result<JobId, Refusal> {
    let input = match request.input {
        Some(bytes) if request.sealed => Some(seal(call.app, INPUT, call.actor.user_id, &bytes)?),
        other => other,
    };
    let new = NewJob {
        kind: request.kind,
        organisation_id: request.organisation_id,
        created_by: call.actor.user_id,
        created_at: call.at,
        payload: request.payload,
        input,
        sealed: request.sealed,
    };
    let id = rows::insert(tx, new).await?;
    let event = Event {
        action: "job.enqueue",
        subject_kind: "job",
        subject_id: id.to_string(),
        organisation_id: Some(request.organisation_id),
        detail: format!("提交任务 {}", request.kind),
    };
    audit::record(tx, call.actor, call.at, event).await?;
    Ok(id)
}
