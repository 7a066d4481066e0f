//! The audit log: rows are only ever added.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{OrganisationId, UserId};
use sea_orm::DbBackend;

/// A row of `audit_entry`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// 1, 2, 3 … without gaps.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// Who; `None` where nobody was signed in.
    pub user_id: Option<UserId>,
    /// The name at that time.
    pub user_name: String,
    /// The organisation of the record.
    pub organisation_id: Option<OrganisationId>,
    /// Verb of the area, `goal.submit`.
    pub action: String,
    /// Kind of record.
    pub subject_kind: String,
    /// Key of the record.
    pub subject_id: String,
    /// `done`, `refused` or `failed`.
    pub outcome: String,
    /// What changed.
    pub detail: String,
    /// Digest of the entry before; empty for the first.
    pub previous_digest: String,
    /// Digest of this entry.
    pub digest: String,
}

pub(crate) const COLUMNS: &str = "sequence, at, user_id, user_name, organisation_id, action, subject_kind, \
                       subject_id, outcome, detail, previous_digest, digest";

impl FromRow for AuditEntry {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            sequence: row.get("sequence")?,
            at: row.time("at")?,
            user_id: row.id_option("user_id")?,
            user_name: row.get("user_name")?,
            organisation_id: row.id_option("organisation_id")?,
            action: row.get("action")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            outcome: row.get("outcome")?,
            detail: row.get("detail")?,
            previous_digest: row.get("previous_digest")?,
            digest: row.get("digest")?,
        })
    }
}

/// The last entry, with the log locked for the rest of the transaction: entries form one chain.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn lock_last(tx: &Transaction) -> Result<Option<AuditEntry>, StoreError> {
    if tx.backend() == DbBackend::Postgres {
        // SQLite's write transactions already follow one another.
        tx.script("SELECT pg_advisory_xact_lock(7281906)").await?;
    }
    last(tx).await
}

/// The last entry.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn last(connection: &impl Connection) -> Result<Option<AuditEntry>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM audit_entry ORDER BY sequence DESC LIMIT 1");
    connection.row(&sql, []).await
}

/// Adds an entry.
///
/// # Errors
/// [`StoreError::Duplicate`] where the sequence is taken.
pub async fn insert(tx: &Transaction, entry: &AuditEntry) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO audit_entry ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
    );
    let values = [
        entry.sequence.into(),
        entry.at.timestamp_millis().into(),
        entry.user_id.map(|id| id.0).into(),
        entry.user_name.as_str().into(),
        entry.organisation_id.map(|id| id.0).into(),
        entry.action.as_str().into(),
        entry.subject_kind.as_str().into(),
        entry.subject_id.as_str().into(),
        entry.outcome.as_str().into(),
        entry.detail.as_str().into(),
        entry.previous_digest.as_str().into(),
        entry.digest.as_str().into(),
    ];
    tx.execute_one(&sql, values).await
}

/// The next `limit` entries after a sequence number, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page_after(
    connection: &impl Connection,
    sequence: i64,
    limit: i64,
) -> Result<Vec<AuditEntry>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM audit_entry WHERE sequence > $1 ORDER BY sequence LIMIT $2");
    connection.rows(&sql, [sequence.into(), limit.into()]).await
}
