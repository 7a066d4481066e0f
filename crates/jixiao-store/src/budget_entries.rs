//! The budget ledger of a project's year: lines are only ever added.
//!
//! A line that corrects another stands in its place; an amount of 0 strikes it out.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{BudgetEntryId, BudgetEntryKind, Coded as _, FundSource, Money};
use jixiao_domain::{ProjectYearId, UserId};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewBudgetEntry {
    /// The year it belongs to.
    pub project_year_id: ProjectYearId,
    /// What it does to the budget.
    pub kind: BudgetEntryKind,
    /// 资金来源
    pub source: FundSource,
    /// The amount without sign; the kind says whether it raises or lowers.
    pub amount: Money,
    /// 文号 of the paper that decides it.
    pub document_number: String,
    /// The date of that paper.
    pub dated_on: NaiveDate,
    /// 摘要; may be empty.
    pub note: String,
    /// For 调剂转入: the line of the project that gives.
    pub gives_id: Option<BudgetEntryId>,
    /// The line it stands in the place of.
    pub corrects_id: Option<BudgetEntryId>,
    /// Who entered it.
    pub entered_by: UserId,
    /// When.
    pub entered_at: Timestamp,
}

/// A row of `budget_entry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetEntry {
    /// Key.
    pub id: BudgetEntryId,
    /// What it says.
    pub line: NewBudgetEntry,
    /// The line that took its place, if any: it counts no more.
    pub corrected_by: Option<BudgetEntryId>,
    /// Name of who entered it.
    pub entered_by_name: String,
}

const SELECT: &str = "SELECT e.id, e.project_year_id, e.kind, e.source, e.amount_fen, \
     e.document_number, e.dated_on, e.note, e.gives_id, e.corrects_id, e.entered_by, e.entered_at, \
     c.id AS corrected_by, u.name AS entered_by_name FROM budget_entry e \
     JOIN app_user u ON u.id = e.entered_by LEFT JOIN budget_entry c ON c.corrects_id = e.id";

impl FromRow for BudgetEntry {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            line: NewBudgetEntry {
                project_year_id: row.id("project_year_id")?,
                kind: row.coded("kind")?,
                source: row.coded("source")?,
                amount: row.money("amount_fen")?,
                document_number: row.get("document_number")?,
                dated_on: row.date("dated_on")?,
                note: row.get("note")?,
                gives_id: row.id_option("gives_id")?,
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
    new: &NewBudgetEntry,
) -> Result<BudgetEntryId, StoreError> {
    connection
        .insert(
            "INSERT INTO budget_entry (project_year_id, kind, source, amount_fen, document_number, \
             dated_on, note, gives_id, corrects_id, entered_by, entered_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
            [
                new.project_year_id.0.into(),
                new.kind.code().into(),
                new.source.code().into(),
                new.amount.fen().into(),
                new.document_number.as_str().into(),
                new.dated_on.into(),
                new.note.as_str().into(),
                new.gives_id.map(|id| id.0).into(),
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
    id: BudgetEntryId,
) -> Result<Option<BudgetEntry>, StoreError> {
    connection.row(&format!("{SELECT} WHERE e.id = $1"), [id.0.into()]).await
}

/// The 调剂转入 line that takes what the line `id` gives.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_receiving(
    connection: &impl Connection,
    id: BudgetEntryId,
) -> Result<Option<BudgetEntry>, StoreError> {
    connection.row(&format!("{SELECT} WHERE e.gives_id = $1"), [id.0.into()]).await
}

/// All lines of a year as they were entered, corrected ones included.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    project_year_id: ProjectYearId,
) -> Result<Vec<BudgetEntry>, StoreError> {
    let sql = format!("{SELECT} WHERE e.project_year_id = $1 ORDER BY e.id");
    connection.rows(&sql, [project_year_id.0.into()]).await
}
