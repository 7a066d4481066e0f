//! What payments read and move: payable cases, into a batch, paid, back again, recovered. Each move
//! is guarded by the state; the count is that of the cases really moved.

use super::{ROWS_MAX, listed};
use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseEvent, AidCaseId, AidCaseState, AidRoundId, Coded as _, Money, OrganisationId, PersonId,
    UserId,
};

/// A case that may be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayableCase {
    /// The case.
    pub id: AidCaseId,
    /// Who is paid.
    pub person_id: PersonId,
    /// The unit that is responsible.
    pub organisation_id: OrganisationId,
    /// What was approved.
    pub amount: Money,
}

impl FromRow for PayableCase {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            person_id: row.id("person_id")?,
            organisation_id: row.id("organisation_id")?,
            amount: row.money("approved_fen")?,
        })
    }
}

/// The payable cases of a round, by key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn payable(
    connection: &impl Connection,
    round_id: AidRoundId,
) -> Result<Vec<PayableCase>, StoreError> {
    let sql = "SELECT id, person_id, organisation_id, approved_fen FROM aid_case \
               WHERE round_id = $1 AND state = 'payable' AND approved_fen IS NOT NULL ORDER BY id";
    connection.rows(sql, [round_id.0.into()]).await
}

/// Puts payable cases into a batch.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn batch_in(
    tx: &Transaction,
    ids: &[AidCaseId],
    words: &str,
    hand: (UserId, Timestamp, NaiveDate),
) -> Result<u64, StoreError> {
    use AidCaseState::{Batched, Payable};
    shift(tx, ids, AidCaseEvent::Batch, (Payable, Batched), words, hand).await
}

/// Takes batched cases back, to be paid anew.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn unbatch_in(
    tx: &Transaction,
    ids: &[AidCaseId],
    words: &str,
    hand: (UserId, Timestamp, NaiveDate),
) -> Result<u64, StoreError> {
    use AidCaseState::{Batched, Payable};
    shift(tx, ids, AidCaseEvent::Unbatch, (Batched, Payable), words, hand).await
}

/// Notes that the bank paid batched cases.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn paid_in(
    tx: &Transaction,
    ids: &[AidCaseId],
    words: &str,
    hand: (UserId, Timestamp, NaiveDate),
) -> Result<u64, StoreError> {
    use AidCaseState::{Batched, Paid};
    shift(tx, ids, AidCaseEvent::Pay, (Batched, Paid), words, hand).await
}

/// Notes that the money of paid cases came back.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn recover_in(
    tx: &Transaction,
    ids: &[AidCaseId],
    words: &str,
    hand: (UserId, Timestamp, NaiveDate),
) -> Result<u64, StoreError> {
    use AidCaseState::{Paid, Recovered};
    shift(tx, ids, AidCaseEvent::Recover, (Paid, Recovered), words, hand).await
}

async fn shift(
    tx: &Transaction,
    ids: &[AidCaseId],
    event: AidCaseEvent,
    (from, to): (AidCaseState, AidCaseState),
    words: &str,
    (by, at, today): (UserId, Timestamp, NaiveDate),
) -> Result<u64, StoreError> {
    let waits = matches!(to, AidCaseState::Payable | AidCaseState::Batched);
    let mut moved = 0;
    for chunk in ids.chunks(ROWS_MAX) {
        let ids = listed(chunk);
        let steps = format!(
            "INSERT INTO aid_case_step (aid_case_id, event, stage, from_state, to_state, user_id, \
             at, words, amount_fen) SELECT id, $1, stage, state, $2, $3, $4, $5, approved_fen \
             FROM aid_case WHERE state = $6 AND id IN ({ids})"
        );
        let values: [Value; 6] = [
            event.code().into(),
            to.code().into(),
            by.0.into(),
            at.timestamp_millis().into(),
            words.into(),
            from.code().into(),
        ];
        tx.execute(&steps, values).await?;
        let place = format!(
            "UPDATE aid_case SET state = $1, stage = $2, stage_entered_on = $3, due_on = NULL, \
             revision = revision + 1 WHERE state = $4 AND id IN ({ids})"
        );
        let stage = waits.then(|| "payment".to_owned());
        let values: [Value; 4] = [to.code().into(), stage.into(), today.into(), from.code().into()];
        moved += tx.execute(&place, values).await?;
    }
    Ok(moved)
}
