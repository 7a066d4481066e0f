//! Batches of payments. Lines, files of the bank and money got back lie in the modules below; the
//! cards of payees and the bytes of files lie in [`crate::sealed_fields`].

mod bank;
mod lines;
mod recoveries;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use chrono::NaiveDate;
use jixiao_domain::{
    BatchState, Coded as _, DisbursementBatchId, FundSource, Money, ProjectYearId, UserId,
};

pub use bank::{
    BankAnswer, BankFile, BankReturn, FILE_KIND, NewBankFile, NewBankReturn, RETURN_KIND, answers,
    file, files, insert_answers, insert_file, insert_return, returns,
};
pub use lines::{
    Failed, LINE_KIND, Line, NewLine, attempts, find_line, insert_lines, lines, lines_of_entry,
    live_lines_of_cases, move_lines, note_failures, note_paid, page_lines, release, set_entry,
    tallies,
};
pub use recoveries::{NewRecovery, Recovery, insert_recovery, recoveries};

/// What sealed fields, steps and log entries call a batch.
pub const SUBJECT_KIND: &str = "disbursement_batch";

/// Conditions and rows of one statement stay below the limits of both databases.
const ROWS_MAX: usize = 1_000;

/// A row of `disbursement_batch`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisbursementBatch {
    /// Key.
    pub id: DisbursementBatchId,
    /// Whose budget pays.
    pub project_year_id: ProjectYearId,
    /// The calendar year it was built in.
    pub issue_year: i64,
    /// Its number within that year, from 1.
    pub serial: i64,
    /// 资金来源
    pub source: FundSource,
    /// Id of the bank's layout.
    pub layout: String,
    /// 用途, as the bank prints it.
    pub purpose: String,
    /// 付款行
    pub payer_bank: String,
    /// 付款户名
    pub payer_name: String,
    /// Where it stands.
    pub state: BatchState,
    /// 笔数 as built.
    pub line_count: i64,
    /// 合计金额 as built.
    pub sum: Money,
    /// The day printed in its files.
    pub released_on: Option<NaiveDate>,
    /// The bank's receipt (受理编号).
    pub bank_reference: String,
    /// Who built it.
    pub built_by: UserId,
    /// Their name today.
    pub built_by_name: String,
    /// When.
    pub built_at: Timestamp,
    /// For optimistic locking.
    pub revision: i64,
}

impl DisbursementBatch {
    /// 批次号: stands in names of files.
    pub fn number(&self) -> String {
        number(self.issue_year, self.serial)
    }
}

/// 批次号 of a year and a serial number.
pub fn number(issue_year: i64, serial: i64) -> String {
    format!("FF{issue_year}-{serial:04}")
}

impl FromRow for DisbursementBatch {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            issue_year: row.get("issue_year")?,
            serial: row.get("serial")?,
            source: row.coded("source")?,
            layout: row.get("layout")?,
            purpose: row.get("purpose")?,
            payer_bank: row.get("payer_bank")?,
            payer_name: row.get("payer_name")?,
            state: row.coded("state")?,
            line_count: row.get("line_count")?,
            sum: row.money("sum_fen")?,
            released_on: row.get("released_on")?,
            bank_reference: row.get("bank_reference")?,
            built_by: row.id("built_by")?,
            built_by_name: row.get("built_by_name")?,
            built_at: row.time("built_at")?,
            revision: row.get("revision")?,
        })
    }
}

const SELECT: &str = "SELECT b.id, b.project_year_id, b.issue_year, b.serial, b.source, b.layout, \
    b.purpose, b.payer_bank, b.payer_name, b.state, b.line_count, b.sum_fen, b.released_on, \
    b.bank_reference, b.built_by, u.name AS built_by_name, b.built_at, b.revision \
    FROM disbursement_batch b JOIN app_user u ON u.id = b.built_by";

/// A batch to add.
#[derive(Debug, Clone)]
pub struct NewBatch<'a> {
    /// See [`DisbursementBatch::project_year_id`].
    pub project_year_id: ProjectYearId,
    /// See [`DisbursementBatch::issue_year`].
    pub issue_year: i64,
    /// See [`DisbursementBatch::source`].
    pub source: FundSource,
    /// See [`DisbursementBatch::layout`].
    pub layout: &'a str,
    /// See [`DisbursementBatch::purpose`].
    pub purpose: &'a str,
    /// See [`DisbursementBatch::payer_bank`].
    pub payer_bank: &'a str,
    /// See [`DisbursementBatch::payer_name`].
    pub payer_name: &'a str,
    /// See [`DisbursementBatch::line_count`].
    pub line_count: i64,
    /// See [`DisbursementBatch::sum`].
    pub sum: Money,
    /// See [`DisbursementBatch::built_by`].
    pub built_by: UserId,
    /// See [`DisbursementBatch::built_at`].
    pub built_at: Timestamp,
}

/// Adds a batch under the next number of its year.
///
/// # Errors
/// [`StoreError::Duplicate`] where another batch took the number at the same time.
pub async fn insert(
    tx: &Transaction,
    new: &NewBatch<'_>,
) -> Result<DisbursementBatchId, StoreError> {
    tx.insert(
        "INSERT INTO disbursement_batch (project_year_id, issue_year, serial, source, layout, \
         purpose, payer_bank, payer_name, state, line_count, sum_fen, built_by, built_at) \
         SELECT $1, $2, COALESCE(MAX(serial), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 \
         FROM disbursement_batch WHERE issue_year = $2 RETURNING id",
        [
            new.project_year_id.0.into(),
            new.issue_year.into(),
            new.source.code().into(),
            new.layout.into(),
            new.purpose.into(),
            new.payer_bank.into(),
            new.payer_name.into(),
            BatchState::Built.code().into(),
            new.line_count.into(),
            new.sum.fen().into(),
            new.built_by.0.into(),
            new.built_at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One batch.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: DisbursementBatchId,
) -> Result<Option<DisbursementBatch>, StoreError> {
    connection.row(&format!("{SELECT} WHERE b.id = $1"), [id.0.into()]).await
}

/// Holds a batch for the rest of the transaction, so that two steps on it follow one another.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such batch.
pub async fn lock(tx: &Transaction, id: DisbursementBatchId) -> Result<(), StoreError> {
    let sql = "UPDATE disbursement_batch SET serial = serial WHERE id = $1";
    tx.execute_one(sql, [id.0.into()]).await
}

/// Moves a batch that still has `revision` to another state.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn set_state(
    tx: &Transaction,
    id: DisbursementBatchId,
    revision: i64,
    state: BatchState,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disbursement_batch SET state = $3, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), state.code().into()],
    )
    .await
}

/// Notes that something of a batch changed that still has `revision`, its state staying.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn touch(
    tx: &Transaction,
    id: DisbursementBatchId,
    revision: i64,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE disbursement_batch SET revision = revision + 1 WHERE id = $1 AND revision = $2";
    tx.execute_one(sql, [id.0.into(), revision.into()]).await
}

/// Notes the day its files say.
///
/// # Errors
/// [`StoreError::Stale`] where it has one already.
pub async fn set_release(
    tx: &Transaction,
    id: DisbursementBatchId,
    day: NaiveDate,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disbursement_batch SET released_on = $2 WHERE id = $1 AND released_on IS NULL",
        [id.0.into(), day.into()],
    )
    .await
}

/// Notes the bank's receipt.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such batch.
pub async fn set_reference(
    tx: &Transaction,
    id: DisbursementBatchId,
    reference: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE disbursement_batch SET bank_reference = $2 WHERE id = $1";
    tx.execute_one(sql, [id.0.into(), reference.into()]).await
}

/// What approved batches of a project's year have set aside of a source and not yet booked: lines on
/// their way and lines paid. Failed money is free again.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn committed(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
    source: FundSource,
) -> Result<Money, StoreError> {
    let sql = "SELECT CAST(COALESCE(SUM(l.amount_fen), 0) AS BIGINT) FROM disbursement_batch b \
               JOIN disbursement_line l ON l.batch_id = b.id \
               WHERE b.project_year_id = $1 AND b.source = $2 AND b.state IN \
               ('approved', 'exported', 'bank_accepted', 'returned', 'reconciled') \
               AND l.state IN ('open', 'pending', 'paid')";
    let sum: Option<i64> =
        connection.row(sql, [project_year_id.0.into(), source.code().into()]).await?;
    Ok(Money::from_fen(sum.unwrap_or(0)))
}
