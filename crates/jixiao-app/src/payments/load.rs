//! Loading batches for somebody who may see them, and holding them for a step.

use super::right_for;
use crate::authz::{self, Action};
use crate::projects::{self, YearPlace};
use crate::{Call, Refusal};
use jixiao_domain::{
    BatchEvent, BatchState, DisbursementBatchId, Machine as _, RefusedStep, UserId,
};
use jixiao_store::disbursements::{self as rows, DisbursementBatch, SUBJECT_KIND};
use jixiao_store::steps;
use jixiao_store::{Connection, StoreError, Transaction};

const WHAT: &str = "该发放批次";

/// A batch in its place.
#[derive(Debug, Clone)]
pub struct LoadedBatch {
    /// The batch.
    pub batch: DisbursementBatch,
    /// The project's year that pays.
    pub place: YearPlace,
}

/// Loads a batch.
///
/// # Errors
/// [`Refusal::NotFound`] where there is none the caller may see.
pub async fn load(
    connection: &impl Connection,
    call: Call<'_>,
    id: DisbursementBatchId,
) -> Result<LoadedBatch, Refusal> {
    let batch = rows::find(connection, id).await?.ok_or(Refusal::NotFound(WHAT))?;
    let place = projects::place_unasked(connection, batch.project_year_id, WHAT).await?;
    if !authz::allows(call.actor, Action::SeePayments, &place.organisation.path) {
        return Err(Refusal::NotFound(WHAT));
    }
    Ok(LoadedBatch { batch, place })
}

/// Loads a batch and holds it for the rest of the transaction: steps on it follow one another.
pub(super) async fn hold(
    tx: &Transaction,
    call: Call<'_>,
    id: DisbursementBatchId,
) -> Result<LoadedBatch, Refusal> {
    match rows::lock(tx, id).await {
        Err(StoreError::Stale) => return Err(Refusal::NotFound(WHAT)),
        other => other?,
    }
    load(tx, call, id).await
}

impl LoadedBatch {
    /// Refuses a page that was opened before somebody else took a step.
    pub(super) fn require_revision(&self, revision: i64) -> Result<(), Refusal> {
        if self.batch.revision == revision { Ok(()) } else { Err(Refusal::Conflict(WHAT)) }
    }

    /// For log entries.
    pub(super) fn name(&self) -> String {
        format!("{}（{}）", self.batch.number(), self.place.name())
    }

    /// The state after an event, where the batch's own state allows it.
    pub(super) fn after(&self, event: BatchEvent) -> Result<BatchState, RefusedStep> {
        self.batch.state.after(event)
    }
}

/// The state after an event, for a caller who may raise it: maker ≠ checker ≠ approver ≠ cashier.
pub(super) async fn may_take(
    connection: &impl Connection,
    call: Call<'_>,
    loaded: &LoadedBatch,
    event: BatchEvent,
) -> Result<BatchState, Refusal> {
    authz::authorise(call.actor, right_for(event), &loaded.place.organisation.path)?;
    let to = loaded.after(event)?;
    authz::other_hand(call.actor, &hands_before(connection, loaded, event).await?)?;
    Ok(to)
}

/// Whose hands exclude a caller from an event.
pub(super) async fn hands_before(
    connection: &impl Connection,
    loaded: &LoadedBatch,
    event: BatchEvent,
) -> Result<Vec<(UserId, &'static str)>, Refusal> {
    let excluding: &[BatchEvent] = match event {
        BatchEvent::Check => &[],
        BatchEvent::Approve => &[BatchEvent::Check],
        BatchEvent::Export => &[BatchEvent::Check, BatchEvent::Approve],
        _ => return Ok(Vec::new()),
    };
    let mut hands = Vec::new();
    if event != BatchEvent::Export {
        hands.push((loaded.batch.built_by, "编制批次"));
    }
    for step in steps::list::<BatchState>(connection, SUBJECT_KIND, loaded.batch.id.0).await? {
        if excluding.contains(&step.event) {
            hands.push((step.user_id, jixiao_domain::Coded::word(step.event)));
        }
    }
    Ok(hands)
}
