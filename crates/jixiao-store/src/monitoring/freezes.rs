//! Frozen contents of approved records: added at approval, lifted by an unfreezing, never changed.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{MonitoringRecordId, UserId};

/// A row of `monitoring_freeze`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// Key.
    pub id: i64,
    /// The canonical content.
    pub content: String,
    /// SM3 of the content, 64 hexadecimal digits.
    pub digest: String,
    /// Who approved it.
    pub frozen_by: UserId,
    /// When.
    pub frozen_at: Timestamp,
    /// Who lifted it.
    pub lifted_by: Option<UserId>,
    /// When.
    pub lifted_at: Option<Timestamp>,
    /// Why.
    pub lifted_reason: Option<String>,
}

const COLUMNS: &str =
    "id, content, digest, frozen_by, frozen_at, lifted_by, lifted_at, lifted_reason";

impl FromRow for Freeze {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            content: row.get("content")?,
            digest: row.get("digest")?,
            frozen_by: row.id("frozen_by")?,
            frozen_at: row.time("frozen_at")?,
            lifted_by: row.id_option("lifted_by")?,
            lifted_at: row.time_option("lifted_at")?,
            lifted_reason: row.get("lifted_reason")?,
        })
    }
}

/// The freeze that holds now, if any.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn current(
    connection: &impl Connection,
    id: MonitoringRecordId,
) -> Result<Option<Freeze>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM monitoring_freeze \
         WHERE record_id = $1 AND lifted_at IS NULL ORDER BY id DESC LIMIT 1"
    );
    connection.row(&sql, [id.0.into()]).await
}

/// Freezes a content.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    connection: &impl Connection,
    id: MonitoringRecordId,
    content: &str,
    digest: &str,
    by: UserId,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let sql = "INSERT INTO monitoring_freeze (record_id, content, digest, frozen_by, frozen_at) \
               VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let at = at.timestamp_millis();
    let values = [id.0.into(), content.into(), digest.into(), by.0.into(), at.into()];
    connection.insert(sql, values).await
}

/// Lifts the freeze that holds.
///
/// # Errors
/// [`StoreError::Stale`] where none holds.
pub async fn lift(
    connection: &impl Connection,
    id: MonitoringRecordId,
    by: UserId,
    at: Timestamp,
    reason: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE monitoring_freeze SET lifted_by = $2, lifted_at = $3, lifted_reason = $4 \
               WHERE record_id = $1 AND lifted_at IS NULL";
    let values = [id.0.into(), by.0.into(), at.timestamp_millis().into(), reason.into()];
    connection.execute_one(sql, values).await
}
