//! What is taken out of a published copy: words that a person chose, and the list of all that was
//! removed, which never holds the words.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, DisclosureItemId, RemovalKind, UserId};

/// A row of `disclosure_removal`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Key.
    pub id: i64,
    /// What is removed wherever it stands.
    pub words: String,
    /// Why.
    pub reason: String,
    /// Who chose it.
    pub added_by: UserId,
    /// Their name today.
    pub added_by_name: String,
    /// When.
    pub added_at: Timestamp,
}

impl FromRow for Removal {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            words: row.get("words")?,
            reason: row.get("reason")?,
            added_by: row.id("added_by")?,
            added_by_name: row.get("added_by_name")?,
            added_at: row.time("added_at")?,
        })
    }
}

/// Adds words to remove.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    tx: &Transaction,
    item_id: DisclosureItemId,
    words: &str,
    reason: &str,
    added_by: UserId,
    added_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO disclosure_removal (item_id, words, reason, added_by, added_at) \
         VALUES ($1, $2, $3, $4, $5)",
        [
            item_id.0.into(),
            words.into(),
            reason.into(),
            added_by.0.into(),
            added_at.timestamp_millis().into(),
        ],
    )
    .await
}

/// What people remove from an item, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    item_id: DisclosureItemId,
) -> Result<Vec<Removal>, StoreError> {
    connection
        .rows(
            "SELECT r.id, r.words, r.reason, r.added_by, u.name AS added_by_name, r.added_at \
             FROM disclosure_removal r JOIN app_user u ON u.id = r.added_by \
             WHERE r.item_id = $1 ORDER BY r.id",
            [item_id.0.into()],
        )
        .await
}

/// A row of `disclosure_redaction`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    /// The field, in words.
    pub field: String,
    /// What kind of thing was removed.
    pub kind: RemovalKind,
    /// How often.
    pub occurrence_count: i64,
}

impl FromRow for Redaction {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            field: row.get("field")?,
            kind: row.coded("kind")?,
            occurrence_count: row.get("occurrence_count")?,
        })
    }
}

/// Writes down what was removed from an item as published.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn record(
    tx: &Transaction,
    item_id: DisclosureItemId,
    redactions: &[Redaction],
) -> Result<(), StoreError> {
    for redaction in redactions {
        tx.execute_one(
            "INSERT INTO disclosure_redaction (item_id, field, kind, occurrence_count) \
             VALUES ($1, $2, $3, $4)",
            [
                item_id.0.into(),
                redaction.field.as_str().into(),
                redaction.kind.code().into(),
                redaction.occurrence_count.into(),
            ],
        )
        .await?;
    }
    Ok(())
}

/// What was removed from a published item.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn recorded(
    connection: &impl Connection,
    item_id: DisclosureItemId,
) -> Result<Vec<Redaction>, StoreError> {
    connection
        .rows(
            "SELECT field, kind, occurrence_count FROM disclosure_redaction \
             WHERE item_id = $1 ORDER BY id",
            [item_id.0.into()],
        )
        .await
}
