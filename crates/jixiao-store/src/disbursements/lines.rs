//! Lines of batches: what is paid to whom. Only their states, and what the bank said, ever change.

use super::ROWS_MAX;
use crate::{Connection, FromRow, Row, StoreError, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseId, Coded as _, DisbursementBatchId, DisbursementLineId, ExecutionEntryId, LineEvent,
    LineState, Machine as _, Money,
};
use std::collections::BTreeMap;

/// What sealed fields and log entries call a line.
pub const LINE_KIND: &str = "disbursement_line";

/// A row of `disbursement_line`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Key.
    pub id: DisbursementLineId,
    /// Its batch.
    pub batch_id: DisbursementBatchId,
    /// Its number in the batch, from 1.
    pub serial: i64,
    /// What it pays.
    pub aid_case_id: AidCaseId,
    /// The how manyth payment of its case.
    pub attempt: i64,
    /// The failed line it pays again.
    pub replaces: Option<DisbursementLineId>,
    /// 收款户名
    pub payee_name: String,
    /// 收款行
    pub bank_name: String,
    /// What is paid.
    pub amount: Money,
    /// What became of it.
    pub state: LineState,
    /// Code of why it failed.
    pub failure_kind: Option<String>,
    /// The bank's words.
    pub failure_text: String,
    /// The day it arrived.
    pub paid_on: Option<NaiveDate>,
    /// The line of the execution ledger that books it.
    pub execution_entry_id: Option<ExecutionEntryId>,
    /// What was got back of it.
    pub recovered: Money,
}

impl FromRow for Line {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            batch_id: row.id("batch_id")?,
            serial: row.get("serial")?,
            aid_case_id: row.id("aid_case_id")?,
            attempt: row.get("attempt")?,
            replaces: row.id_option("replaces_line_id")?,
            payee_name: row.get("payee_name")?,
            bank_name: row.get("bank_name")?,
            amount: row.money("amount_fen")?,
            state: row.coded("state")?,
            failure_kind: row.get("failure_kind")?,
            failure_text: row.get("failure_text")?,
            paid_on: row.get("paid_on")?,
            execution_entry_id: row.id_option("execution_entry_id")?,
            recovered: row.money("recovered_fen")?,
        })
    }
}

const SELECT: &str = "SELECT l.id, l.batch_id, l.serial, l.aid_case_id, l.attempt, \
    l.replaces_line_id, l.payee_name, l.bank_name, l.amount_fen, l.state, l.failure_kind, \
    l.failure_text, l.paid_on, l.execution_entry_id, l.recovered_fen FROM disbursement_line l";

/// A line to add; numbers follow the order of the lines.
#[derive(Debug, Clone)]
pub struct NewLine {
    /// See [`Line::aid_case_id`].
    pub aid_case_id: AidCaseId,
    /// See [`Line::attempt`].
    pub attempt: i64,
    /// See [`Line::replaces`].
    pub replaces: Option<DisbursementLineId>,
    /// See [`Line::payee_name`].
    pub payee_name: String,
    /// See [`Line::bank_name`].
    pub bank_name: String,
    /// See [`Line::amount`].
    pub amount: Money,
}

/// Adds the lines of a batch; gives their keys in the same order.
///
/// # Errors
/// [`StoreError::Duplicate`] where a case has a live line already, or a failed line was replaced.
pub async fn insert_lines(
    tx: &Transaction,
    batch_id: DisbursementBatchId,
    lines: &[NewLine],
) -> Result<Vec<DisbursementLineId>, StoreError> {
    let mut serial = 0_i64;
    for chunk in lines.chunks(ROWS_MAX) {
        let mut values: Vec<Value> = vec![batch_id.0.into(), LineState::Open.code().into()];
        let mut rows = Vec::with_capacity(chunk.len());
        for line in chunk {
            serial += 1;
            let first = values.len();
            values.extend([
                serial.into(),
                line.aid_case_id.0.into(),
                line.attempt.into(),
                line.replaces.map(|id| id.0).into(),
                line.payee_name.as_str().into(),
                line.bank_name.as_str().into(),
                line.amount.fen().into(),
            ]);
            let places: Vec<String> = (first + 1..=first + 7).map(|n| format!("${n}")).collect();
            rows.push(format!("($1, $2, {})", places.join(", ")));
        }
        let sql = format!(
            "INSERT INTO disbursement_line (batch_id, state, serial, aid_case_id, attempt, \
             replaces_line_id, payee_name, bank_name, amount_fen) VALUES {}",
            rows.join(", ")
        );
        tx.execute(&sql, values).await?;
    }
    let sql = "SELECT id FROM disbursement_line WHERE batch_id = $1 ORDER BY serial";
    let ids: Vec<i64> = tx.rows(sql, [batch_id.0.into()]).await?;
    Ok(ids.into_iter().map(DisbursementLineId).collect())
}

/// All lines of a batch, in their order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn lines(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
) -> Result<Vec<Line>, StoreError> {
    let sql = format!("{SELECT} WHERE l.batch_id = $1 ORDER BY l.serial");
    connection.rows(&sql, [batch_id.0.into()]).await
}

/// A stretch of the lines of a batch, of one state where one is named.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page_lines(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
    state: Option<LineState>,
    (limit, offset): (i64, i64),
) -> Result<Vec<Line>, StoreError> {
    let of_state =
        state.map_or_else(String::new, |state| format!(" AND l.state = '{}'", state.code()));
    let sql =
        format!("{SELECT} WHERE l.batch_id = $1{of_state} ORDER BY l.serial LIMIT $2 OFFSET $3");
    connection.rows(&sql, [batch_id.0.into(), limit.into(), offset.into()]).await
}

/// One line.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_line(
    connection: &impl Connection,
    id: DisbursementLineId,
) -> Result<Option<Line>, StoreError> {
    connection.row(&format!("{SELECT} WHERE l.id = $1"), [id.0.into()]).await
}

/// The lines that an entry of the execution ledger books, in their order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn lines_of_entry(
    connection: &impl Connection,
    id: ExecutionEntryId,
) -> Result<Vec<Line>, StoreError> {
    let sql = format!("{SELECT} WHERE l.execution_entry_id = $1 ORDER BY l.batch_id, l.serial");
    connection.rows(&sql, [id.0.into()]).await
}

/// The lines that hold some cases, by case.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn live_lines_of_cases(
    connection: &impl Connection,
    cases: &[AidCaseId],
) -> Result<Vec<Line>, StoreError> {
    let mut found = Vec::new();
    for chunk in cases.chunks(ROWS_MAX) {
        let sql = format!(
            "{SELECT} WHERE l.aid_case_id IN ({}) AND l.state IN \
             ('open', 'pending', 'paid', 'failed', 'recovered') ORDER BY l.aid_case_id",
            keys(chunk.iter().map(|id| id.0))
        );
        found.extend(connection.rows::<Line>(&sql, []).await?);
    }
    Ok(found)
}

/// How often some cases were paid or tried to be, as (case, times); cases never tried are not there.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn attempts(
    connection: &impl Connection,
    cases: &[AidCaseId],
) -> Result<Vec<(AidCaseId, i64)>, StoreError> {
    let mut found = Vec::new();
    for chunk in cases.chunks(ROWS_MAX) {
        let sql = format!(
            "SELECT aid_case_id, MAX(attempt) AS attempt FROM disbursement_line \
             WHERE aid_case_id IN ({}) GROUP BY aid_case_id",
            keys(chunk.iter().map(|id| id.0))
        );
        let rows: Vec<Attempts> = connection.rows(&sql, []).await?;
        found.extend(rows.into_iter().map(|Attempts(case, attempt)| (case, attempt)));
    }
    Ok(found)
}

struct Attempts(AidCaseId, i64);

impl FromRow for Attempts {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.id("aid_case_id")?, row.get("attempt")?))
    }
}

/// Moves lines to the state after an event; gives how many had a state that allows it.
///
/// # Errors
/// [`StoreError`] where the database fails; [`StoreError::Duplicate`] where a case would have a second
/// live line.
pub async fn move_lines(
    tx: &Transaction,
    ids: &[DisbursementLineId],
    event: LineEvent,
) -> Result<u64, StoreError> {
    let mut moved = 0;
    for from in LineState::ALL {
        let Ok(to) = from.after(event) else { continue };
        for chunk in ids.chunks(ROWS_MAX) {
            let sql = format!(
                "UPDATE disbursement_line SET state = '{}' WHERE state = '{}' AND id IN ({})",
                to.code(),
                from.code(),
                keys(chunk.iter().map(|id| id.0))
            );
            // A line that was moved from one state must not be moved again from the next.
            if to != *from {
                moved += tx.execute(&sql, []).await?;
            }
        }
    }
    Ok(moved)
}

/// Notes that lines arrived; gives how many waited for an answer.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn note_paid(
    tx: &Transaction,
    ids: &[DisbursementLineId],
    day: NaiveDate,
) -> Result<u64, StoreError> {
    let mut moved = 0;
    for chunk in ids.chunks(ROWS_MAX) {
        let sql = format!(
            "UPDATE disbursement_line SET state = 'paid', paid_on = $1 \
             WHERE state IN ('open', 'pending') AND id IN ({})",
            keys(chunk.iter().map(|id| id.0))
        );
        moved += tx.execute(&sql, [day.into()]).await?;
    }
    Ok(moved)
}

/// A line that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The line.
    pub id: DisbursementLineId,
    /// Code of the kind.
    pub kind: &'static str,
    /// The bank's words.
    pub text: String,
}

/// Notes that lines failed, with why; gives how many waited for an answer.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn note_failures(tx: &Transaction, failed: &[Failed]) -> Result<u64, StoreError> {
    let mut by_reason: BTreeMap<(&str, &str), Vec<i64>> = BTreeMap::new();
    for line in failed {
        by_reason.entry((line.kind, &line.text)).or_default().push(line.id.0);
    }
    let mut moved = 0;
    for ((kind, text), ids) in by_reason {
        for chunk in ids.chunks(ROWS_MAX) {
            let sql = format!(
                "UPDATE disbursement_line SET state = 'failed', failure_kind = $1, \
                 failure_text = $2 WHERE state IN ('open', 'pending') AND id IN ({})",
                keys(chunk.iter().copied())
            );
            moved += tx.execute(&sql, [kind.into(), text.into()]).await?;
        }
    }
    Ok(moved)
}

/// Releases all lines of a batch that is given up; failed lines they would have paid again are failed
/// again. Gives how many lines were released.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn release(tx: &Transaction, batch_id: DisbursementBatchId) -> Result<u64, StoreError> {
    let released = tx
        .execute(
            "UPDATE disbursement_line SET state = 'released' WHERE batch_id = $1 AND state = 'open'",
            [batch_id.0.into()],
        )
        .await?;
    tx.execute(
        "UPDATE disbursement_line SET state = 'failed' WHERE state = 'replaced' AND id IN \
         (SELECT n.replaces_line_id FROM disbursement_line n WHERE n.batch_id = $1 \
         AND n.replaces_line_id IS NOT NULL AND n.state = 'released')",
        [batch_id.0.into()],
    )
    .await?;
    Ok(released)
}

/// Says which entry of the execution ledger books the lines of a batch paid between two days; gives
/// how many, each once.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn set_entry(
    tx: &Transaction,
    batch_id: DisbursementBatchId,
    (first, last): (NaiveDate, NaiveDate),
    entry: ExecutionEntryId,
) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE disbursement_line SET execution_entry_id = $4 WHERE batch_id = $1 \
         AND state = 'paid' AND paid_on >= $2 AND paid_on <= $3 AND execution_entry_id IS NULL",
        [batch_id.0.into(), first.into(), last.into(), entry.0.into()],
    )
    .await
}

struct TallyRow(LineState, i64, Money);

impl FromRow for TallyRow {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.coded("state")?, row.get("line_count")?, row.money("sum_fen")?))
    }
}

/// Count and sum of the lines of a batch by state; states without lines are not there.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn tallies(
    connection: &impl Connection,
    batch_id: DisbursementBatchId,
) -> Result<Vec<(LineState, i64, Money)>, StoreError> {
    let sql = "SELECT state, COUNT(*) AS line_count, CAST(SUM(amount_fen) AS BIGINT) AS sum_fen \
               FROM disbursement_line WHERE batch_id = $1 GROUP BY state ORDER BY state";
    let rows: Vec<TallyRow> = connection.rows(sql, [batch_id.0.into()]).await?;
    Ok(rows.into_iter().map(|TallyRow(state, count, sum)| (state, count, sum)).collect())
}

/// Keys as SQL: digits and commas only.
fn keys(ids: impl Iterator<Item = i64>) -> String {
    let mut text = String::new();
    for id in ids {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&id.to_string());
    }
    text
}
