//! Money got back (追回). Rows are only ever added; a line carries their sum.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{DisbursementLineId, ExecutionEntryId, Money, UserId};

/// A row of `disbursement_recovery`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// What it was paid by.
    pub line_id: DisbursementLineId,
    /// What was got back.
    pub amount: Money,
    /// The negative line of the execution ledger that books it.
    pub execution_entry_id: ExecutionEntryId,
    /// Why.
    pub reason: String,
    /// Who noted it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

impl FromRow for Recovery {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            line_id: row.id("line_id")?,
            amount: row.money("amount_fen")?,
            execution_entry_id: row.id("execution_entry_id")?,
            reason: row.get("reason")?,
            by_name: row.get("by_name")?,
            at: row.time("recovered_at")?,
        })
    }
}

/// Money got back, to be noted.
#[derive(Debug, Clone)]
pub struct NewRecovery<'a> {
    /// See [`Recovery::line_id`].
    pub line_id: DisbursementLineId,
    /// See [`Recovery::amount`].
    pub amount: Money,
    /// See [`Recovery::execution_entry_id`].
    pub execution_entry_id: ExecutionEntryId,
    /// See [`Recovery::reason`].
    pub reason: &'a str,
    /// Who notes it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Notes money got back, on its line too.
///
/// # Errors
/// [`StoreError::Stale`] where the line was not paid, or less is left of it.
pub async fn insert_recovery(tx: &Transaction, new: &NewRecovery<'_>) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disbursement_line SET recovered_fen = recovered_fen + $2 WHERE id = $1 \
         AND state = 'paid' AND recovered_fen + $2 <= amount_fen",
        [new.line_id.0.into(), new.amount.fen().into()],
    )
    .await?;
    tx.execute_one(
        "INSERT INTO disbursement_recovery (line_id, amount_fen, execution_entry_id, reason, \
         recovered_by, recovered_at) VALUES ($1, $2, $3, $4, $5, $6)",
        [
            new.line_id.0.into(),
            new.amount.fen().into(),
            new.execution_entry_id.0.into(),
            new.reason.into(),
            new.by.0.into(),
            new.at.timestamp_millis().into(),
        ],
    )
    .await
}

/// What was got back of a line, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn recoveries(
    connection: &impl Connection,
    line_id: DisbursementLineId,
) -> Result<Vec<Recovery>, StoreError> {
    let sql = "SELECT r.line_id, r.amount_fen, r.execution_entry_id, r.reason, \
               u.name AS by_name, r.recovered_at FROM disbursement_recovery r \
               JOIN app_user u ON u.id = r.recovered_by WHERE r.line_id = $1 ORDER BY r.id";
    connection.rows(sql, [line_id.0.into()]).await
}
