//! Searches over the whole registry: what they saw and what they learned.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::UserId;

/// A row of `duplicate_search`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Who asked for it.
    pub made_by: UserId,
    /// When it was begun.
    pub made_at: Timestamp,
    /// Persons looked at.
    pub person_count: i64,
    /// Pairs compared.
    pub compared_count: i64,
    /// Groups of persons too large to compare each with each.
    pub skipped_block_count: i64,
    /// Pairs found.
    pub found_count: i64,
    /// Pairs found before that are alike no more.
    pub settled_count: i64,
    /// The parameters learned.
    pub model: String,
}

impl FromRow for Search {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            made_by: row.id("made_by")?,
            made_at: row.time("made_at")?,
            person_count: row.get("person_count")?,
            compared_count: row.get("compared_count")?,
            skipped_block_count: row.get("skipped_block_count")?,
            found_count: row.get("found_count")?,
            settled_count: row.get("settled_count")?,
            model: row.get("model")?,
        })
    }
}

/// Notes a search.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert_search(tx: &Transaction, search: &Search) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO duplicate_search (made_by, made_at, person_count, compared_count, \
         skipped_block_count, found_count, settled_count, model) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            search.made_by.0.into(),
            search.made_at.timestamp_millis().into(),
            search.person_count.into(),
            search.compared_count.into(),
            search.skipped_block_count.into(),
            search.found_count.into(),
            search.settled_count.into(),
            search.model.as_str().into(),
        ],
    )
    .await
}

/// The latest search.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn latest_search(connection: &impl Connection) -> Result<Option<Search>, StoreError> {
    let sql = "SELECT made_by, made_at, person_count, compared_count, skipped_block_count, \
               found_count, settled_count, model FROM duplicate_search ORDER BY id DESC LIMIT 1";
    connection.row(sql, []).await
}
