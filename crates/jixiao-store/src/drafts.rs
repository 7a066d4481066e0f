//! Typed text that was not yet saved as a record: one draft per person and form.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::UserId;

/// A row of `saved_draft`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedDraft {
    /// The raw form as JSON.
    pub content: String,
    /// When it was last kept.
    pub saved_at: Timestamp,
}

impl FromRow for SavedDraft {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { content: row.get("content")?, saved_at: row.time("saved_at")? })
    }
}

/// Keeps what a person typed into a form, in place of what was kept before.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn keep(
    connection: &impl Connection,
    user_id: UserId,
    form_key: &str,
    content: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "INSERT INTO saved_draft (user_id, form_key, content, saved_at) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (user_id, form_key) \
             DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
            [user_id.0.into(), form_key.into(), content.into(), at.timestamp_millis().into()],
        )
        .await
}

/// What a person typed into a form and did not save.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    user_id: UserId,
    form_key: &str,
) -> Result<Option<SavedDraft>, StoreError> {
    connection
        .row(
            "SELECT content, saved_at FROM saved_draft WHERE user_id = $1 AND form_key = $2",
            [user_id.0.into(), form_key.into()],
        )
        .await
}

/// Drops a draft that was saved as a record or given up.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn drop(
    connection: &impl Connection,
    user_id: UserId,
    form_key: &str,
) -> Result<(), StoreError> {
    connection
        .execute(
            "DELETE FROM saved_draft WHERE user_id = $1 AND form_key = $2",
            [user_id.0.into(), form_key.into()],
        )
        .await?;
    Ok(())
}
