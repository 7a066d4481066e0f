//! The execution ledger of a project's year: one line a voucher and source, only ever added.
//!
//! A line that corrects another stands in its place; an amount of 0 strikes it out.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{Coded as _, ExecutionEntryId, FundSource, Money, ProjectYearId, UserId};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExecutionEntry {
    /// The year it belongs to.
    pub project_year_id: ProjectYearId,
    /// 资金来源
    pub source: FundSource,
    /// What was paid.
    pub amount: Money,
    /// 凭证号
    pub voucher_number: String,
    /// The day of payment.
    pub paid_on: NaiveDate,
    /// 摘要; may be empty.
    pub summary: String,
    /// The line it stands in the place of.
    pub corrects_id: Option<ExecutionEntryId>,
    /// Who entered it.
    pub entered_by: UserId,
    /// When.
    pub entered_at: Timestamp,
}

/// A row of `execution_entry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionEntry {
    /// Key.
    pub id: ExecutionEntryId,
    /// What it says.
    pub line: NewExecutionEntry,
    /// The line that took its place, if any: it counts no more.
    pub corrected_by: Option<ExecutionEntryId>,
    /// Name of who entered it.
    pub entered_by_name: String,
}

const SELECT: &str = "SELECT e.id, e.project_year_id, e.source, e.amount_fen, e.voucher_number, \
     e.paid_on, e.summary, e.corrects_id, e.entered_by, e.entered_at, c.id AS corrected_by, \
     u.name AS entered_by_name FROM execution_entry e \
     JOIN app_user u ON u.id = e.entered_by LEFT JOIN execution_entry c ON c.corrects_id = e.id";

impl FromRow for ExecutionEntry {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            line: NewExecutionEntry {
                project_year_id: row.id("project_year_id")?,
                source: row.coded("source")?,
                amount: row.money("amount_fen")?,
                voucher_number: row.get("voucher_number")?,
                paid_on: row.date("paid_on")?,
                summary: row.get("summary")?,
                corrects_id: row.id_option("corrects_id")?,
                entered_by: row.id("entered_by")?,
                entered_at: row.time("entered_at")?,
            },
            corrected_by: row.id_option("corrected_by")?,
            entered_by_name: row.get("entered_by_name")?,
        })
    }
}

/// Adds a line.
///
/// # Errors
/// [`StoreError::Duplicate`] where the line to correct is corrected already.
pub async fn insert(
    connection: &impl Connection,
    new: &NewExecutionEntry,
) -> Result<ExecutionEntryId, StoreError> {
    connection
        .insert(
            "INSERT INTO execution_entry (project_year_id, source, amount_fen, voucher_number, \
             paid_on, summary, corrects_id, entered_by, entered_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
            [
                new.project_year_id.0.into(),
                new.source.code().into(),
                new.amount.fen().into(),
                new.voucher_number.as_str().into(),
                new.paid_on.into(),
                new.summary.as_str().into(),
                new.corrects_id.map(|id| id.0).into(),
                new.entered_by.0.into(),
                new.entered_at.timestamp_millis().into(),
            ],
        )
        .await
}

/// One line.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: ExecutionEntryId,
) -> Result<Option<ExecutionEntry>, StoreError> {
    connection.row(&format!("{SELECT} WHERE e.id = $1"), [id.0.into()]).await
}

/// All lines of a year by day of payment, corrected ones included.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
) -> Result<Vec<ExecutionEntry>, StoreError> {
    let sql = format!("{SELECT} WHERE e.project_year_id = $1 ORDER BY e.paid_on, e.id");
    connection.rows(&sql, [project_year_id.0.into()]).await
}

/// The lines of a voucher in a year that still count.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list_of_voucher(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
    voucher_number: &str,
) -> Result<Vec<ExecutionEntry>, StoreError> {
    let sql = format!(
        "{SELECT} WHERE e.project_year_id = $1 AND e.voucher_number = $2 AND c.id IS NULL \
         ORDER BY e.id"
    );
    connection.rows(&sql, [project_year_id.0.into(), voucher_number.into()]).await
}
