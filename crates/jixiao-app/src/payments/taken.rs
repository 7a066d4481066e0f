//! What every step writes: the step itself and its entry of the log.

use super::load::LoadedBatch;
use crate::audit::{self, Event};
use crate::{Call, Refusal};
use jixiao_domain::{BatchEvent, BatchState, Coded as _};
use jixiao_store::Transaction;
use jixiao_store::disbursements::{self as rows, SUBJECT_KIND};
use jixiao_store::steps::{self, NewHandlingStep};

/// Moves a batch and writes the step and its entry. `words` hold no personal data.
pub(super) async fn take(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedBatch,
    (event, to): (BatchEvent, BatchState),
    words: &str,
) -> Result<(), Refusal> {
    let held = &loaded.batch;
    rows::set_state(tx, held.id, held.revision, to).await?;
    let step = NewHandlingStep {
        subject_kind: SUBJECT_KIND,
        subject_id: held.id.0,
        event,
        from_state: held.state,
        to_state: to,
        words,
        user_id: call.actor.user_id,
        at: call.at,
    };
    steps::insert(tx, &step).await?;
    let detail = format!("{}：{} → {}。{words}", loaded.name(), held.state.word(), to.word());
    record(tx, call, loaded, &format!("disbursement.{}", event.code()), detail).await
}

/// Writes an entry about a batch.
pub(super) async fn record(
    tx: &Transaction,
    call: Call<'_>,
    loaded: &LoadedBatch,
    action: &str,
    detail: String,
) -> Result<(), Refusal> {
    let event = Event {
        action,
        subject_kind: SUBJECT_KIND,
        subject_id: loaded.batch.id.to_string(),
        organisation_id: Some(loaded.place.organisation.id),
        detail,
    };
    audit::record(tx, call.actor, call.at, event).await
}
