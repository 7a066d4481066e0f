//! Cost standards (支出标准): what one unit of an item may cost, by organisation, programme and span
//! of years.
//!
//! A row never changes: a new standard is a new row, and a withdrawal is a row beside it.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, CostStandardId, Money, OrganisationId, Programme, UserId};

/// A row of `cost_standard`, with its organisation and its withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostStandard {
    /// Key.
    pub id: CostStandardId,
    /// Whose it is; it holds for the organisations below as well.
    pub organisation_id: OrganisationId,
    /// That organisation's path in the tree.
    pub organisation_path: String,
    /// Its name for narrow columns.
    pub organisation_name: String,
    /// What it says.
    pub content: StandardContent,
    /// Who entered it.
    pub entered_by: UserId,
    /// That person's name today.
    pub entered_by_name: String,
    /// When.
    pub entered_at: Timestamp,
    /// Why it was withdrawn, by whom and when; `None` while it holds.
    pub withdrawal: Option<Withdrawal>,
}

/// What a standard says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardContent {
    /// 项目类别
    pub programme: Programme,
    /// 支出事项: 节日慰问金.
    pub item: String,
    /// Words in the name of an indicator that counts what the standard pays for; several are
    /// separated by blanks, one of them is enough.
    pub indicator_words: String,
    /// What one unit costs at most.
    pub amount: Money,
    /// 度量单位 of what is paid for: 人, 户, 期.
    pub unit: String,
    /// 文号
    pub document_number: String,
    /// The first fiscal year in which it holds.
    pub first_year: i64,
    /// The last one; `None` while open.
    pub last_year: Option<i64>,
    /// 备注
    pub note: String,
}

/// The withdrawal of a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// Who.
    pub withdrawn_by: UserId,
    /// When.
    pub withdrawn_at: Timestamp,
}

/// `FROM` of everything that reads standards.
pub(crate) const FROM: &str = "FROM cost_standard c JOIN organisation o ON o.id = c.organisation_id \
    JOIN app_user u ON u.id = c.entered_by \
    LEFT JOIN cost_standard_withdrawal w ON w.cost_standard_id = c.id";

pub(crate) const COLUMNS: &str = "c.id, c.organisation_id, o.path AS organisation_path, \
    o.short_name AS organisation_name, c.programme, c.item, c.indicator_words, c.amount_fen, c.unit, \
    c.document_number, c.first_year, c.last_year, c.note, c.entered_by, u.name AS entered_by_name, \
    c.entered_at, w.reason AS withdrawn_reason, w.withdrawn_by, w.withdrawn_at";

impl FromRow for CostStandard {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let withdrawal = match (
            row.get("withdrawn_reason")?,
            row.id_option("withdrawn_by")?,
            row.time_option("withdrawn_at")?,
        ) {
            (Some(reason), Some(withdrawn_by), Some(withdrawn_at)) => {
                Some(Withdrawal { reason, withdrawn_by, withdrawn_at })
            }
            _ => None,
        };
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            organisation_path: row.get("organisation_path")?,
            organisation_name: row.get("organisation_name")?,
            content: StandardContent {
                programme: row.coded("programme")?,
                item: row.get("item")?,
                indicator_words: row.get("indicator_words")?,
                amount: row.money("amount_fen")?,
                unit: row.get("unit")?,
                document_number: row.get("document_number")?,
                first_year: row.get("first_year")?,
                last_year: row.get("last_year")?,
                note: row.get("note")?,
            },
            entered_by: row.id("entered_by")?,
            entered_by_name: row.get("entered_by_name")?,
            entered_at: row.time("entered_at")?,
            withdrawal,
        })
    }
}

impl StandardContent {
    /// Whether it holds in a fiscal year.
    pub fn holds_in(&self, year: i64) -> bool {
        self.first_year <= year && self.last_year.is_none_or(|last| year <= last)
    }
}

/// Adds a standard.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    tx: &Transaction,
    organisation_id: OrganisationId,
    content: &StandardContent,
    entered_by: UserId,
    at: Timestamp,
) -> Result<CostStandardId, StoreError> {
    let values = [
        organisation_id.0.into(),
        content.programme.code().into(),
        content.item.as_str().into(),
        content.indicator_words.as_str().into(),
        content.amount.fen().into(),
        content.unit.as_str().into(),
        content.document_number.as_str().into(),
        content.first_year.into(),
        content.last_year.into(),
        content.note.as_str().into(),
        entered_by.0.into(),
        at.timestamp_millis().into(),
    ];
    tx.insert(
        "INSERT INTO cost_standard (organisation_id, programme, item, indicator_words, amount_fen, \
         unit, document_number, first_year, last_year, note, entered_by, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id",
        values,
    )
    .await
}

/// Withdraws a standard.
///
/// # Errors
/// [`StoreError::Duplicate`] where it was withdrawn already.
pub async fn withdraw(
    tx: &Transaction,
    id: CostStandardId,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO cost_standard_withdrawal (cost_standard_id, reason, withdrawn_by, \
         withdrawn_at) VALUES ($1, $2, $3, $4)",
        [id.0.into(), reason.into(), by.0.into(), at.timestamp_millis().into()],
    )
    .await
}

/// One standard.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: CostStandardId,
) -> Result<Option<CostStandard>, StoreError> {
    connection.row(&format!("SELECT {COLUMNS} {FROM} WHERE c.id = $1"), [id.0.into()]).await
}

/// The standards of a programme that bind the organisation at `path` in a fiscal year: its own and
/// those of the organisations above it, the nearest first, of these the latest.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn in_force(
    connection: &impl Connection,
    programme: Programme,
    path: &str,
    year: i64,
) -> Result<Vec<CostStandard>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE c.programme = $1 AND $2 LIKE o.path || '%' \
         AND c.first_year <= $3 AND (c.last_year IS NULL OR c.last_year >= $3) \
         AND w.cost_standard_id IS NULL \
         ORDER BY LENGTH(o.path) DESC, c.first_year DESC, c.id DESC"
    );
    connection.rows(&sql, [programme.code().into(), path.into(), year.into()]).await
}

/// Whether the organisation has a standard that holds for the same item and unit in the same years.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn overlaps(
    connection: &impl Connection,
    organisation_id: OrganisationId,
    content: &StandardContent,
) -> Result<bool, StoreError> {
    let values = [
        organisation_id.0.into(),
        content.programme.code().into(),
        content.item.as_str().into(),
        content.unit.as_str().into(),
        content.first_year.into(),
        content.last_year.unwrap_or(9999).into(),
    ];
    let sql = format!(
        "SELECT COUNT(*) {FROM} WHERE c.organisation_id = $1 AND c.programme = $2 AND c.item = $3 \
         AND c.unit = $4 AND w.cost_standard_id IS NULL AND c.first_year <= $6 \
         AND COALESCE(c.last_year, 9999) >= $5"
    );
    let count: Option<i64> = connection.row(&sql, values).await?;
    Ok(count.unwrap_or(0) > 0)
}
