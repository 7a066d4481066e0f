//! Frozen contents: what was approved, word for word, with its digest. Added at approval, lifted by
//! an unfreezing, never changed; lifted ones stay.
//!
//! Each kind of filing has a table of its own, of the same columns but the one of its key.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{DepartmentYearId, MonitoringRecordId, SelfEvaluationId, UserId};

/// What can be frozen: where its freezes stand.
pub trait Freezable: Copy {
    /// The table, and the column that holds the key of what was frozen.
    const PLACE: (&'static str, &'static str);

    /// The key of what was frozen.
    fn key(self) -> i64;
}

impl Freezable for SelfEvaluationId {
    const PLACE: (&'static str, &'static str) = ("self_evaluation_freeze", "self_evaluation_id");

    fn key(self) -> i64 {
        self.0
    }
}

impl Freezable for MonitoringRecordId {
    const PLACE: (&'static str, &'static str) = ("monitoring_freeze", "record_id");

    fn key(self) -> i64 {
        self.0
    }
}

impl Freezable for DepartmentYearId {
    const PLACE: (&'static str, &'static str) = ("department_freeze", "department_year_id");

    fn key(self) -> i64 {
        self.0
    }
}

/// A frozen content.
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

/// All freezes of a filing, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of<F: Freezable>(
    connection: &impl Connection,
    id: F,
) -> Result<Vec<Freeze>, StoreError> {
    let (table, column) = F::PLACE;
    let sql = format!("SELECT {COLUMNS} FROM {table} WHERE {column} = $1 ORDER BY id DESC");
    connection.rows(&sql, [id.key().into()]).await
}

/// The freeze that holds now, if any.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn current<F: Freezable>(
    connection: &impl Connection,
    id: F,
) -> Result<Option<Freeze>, StoreError> {
    let (table, column) = F::PLACE;
    let sql = format!(
        "SELECT {COLUMNS} FROM {table} \
         WHERE {column} = $1 AND lifted_at IS NULL ORDER BY id DESC LIMIT 1"
    );
    connection.row(&sql, [id.key().into()]).await
}

/// Freezes a content.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert<F: Freezable>(
    connection: &impl Connection,
    id: F,
    content: &str,
    digest: &str,
    by: UserId,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let (table, column) = F::PLACE;
    let sql = format!(
        "INSERT INTO {table} ({column}, content, digest, frozen_by, frozen_at) \
         VALUES ($1, $2, $3, $4, $5) RETURNING id"
    );
    let at = at.timestamp_millis();
    let values = [id.key().into(), content.into(), digest.into(), by.0.into(), at.into()];
    connection.insert(&sql, values).await
}

/// Lifts the freeze that holds.
///
/// # Errors
/// [`StoreError::Stale`] where none holds.
pub async fn lift<F: Freezable>(
    connection: &impl Connection,
    id: F,
    by: UserId,
    at: Timestamp,
    reason: &str,
) -> Result<(), StoreError> {
    let (table, column) = F::PLACE;
    let sql = format!(
        "UPDATE {table} SET lifted_by = $2, lifted_at = $3, lifted_reason = $4 \
         WHERE {column} = $1 AND lifted_at IS NULL"
    );
    let values = [id.key().into(), by.0.into(), at.timestamp_millis().into(), reason.into()];
    connection.execute_one(&sql, values).await
}
