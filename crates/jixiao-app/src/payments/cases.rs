//! The one place where payments move cases: payable → batched → paid, back, and got back.

use crate::{Call, Refusal};
use chrono::NaiveDate;
use jixiao_domain::{AidCaseId, UserId};
use jixiao_store::{Timestamp, Transaction, aid_cases};

/// Cases go into a batch.
pub(super) async fn batched(
    tx: &Transaction,
    call: Call<'_>,
    ids: &[AidCaseId],
    words: &str,
) -> Result<(), Refusal> {
    all(ids, aid_cases::batch_in(tx, ids, words, hand(call)).await?)
}

/// Cases were paid.
pub(super) async fn paid(
    tx: &Transaction,
    call: Call<'_>,
    ids: &[AidCaseId],
    words: &str,
) -> Result<(), Refusal> {
    all(ids, aid_cases::paid_in(tx, ids, words, hand(call)).await?)
}

/// Cases wait for a batch again.
pub(super) async fn unbatched(
    tx: &Transaction,
    call: Call<'_>,
    ids: &[AidCaseId],
    words: &str,
) -> Result<(), Refusal> {
    all(ids, aid_cases::unbatch_in(tx, ids, words, hand(call)).await?)
}

/// What was paid for a case was got back in full.
pub(super) async fn recovered(
    tx: &Transaction,
    call: Call<'_>,
    ids: &[AidCaseId],
    words: &str,
) -> Result<(), Refusal> {
    all(ids, aid_cases::recover_in(tx, ids, words, hand(call)).await?)
}

/// Who moves cases, when, and the day that begins their new stage.
fn hand(call: Call<'_>) -> (UserId, Timestamp, NaiveDate) {
    (call.actor.user_id, call.at, call.today())
}

/// Where one case stands otherwise than its line says, nothing of the operation is done.
fn all(ids: &[AidCaseId], moved: u64) -> Result<(), Refusal> {
    if u64::try_from(ids.len()).is_ok_and(|wanted| wanted == moved) {
        return Ok(());
    }
    Err(Refusal::Conflict("部分申请的状态"))
}
