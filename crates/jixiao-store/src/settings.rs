//! Settings of the installation: a name, a value, who set it and when.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::UserId;

/// A row of `setting`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What is set.
    pub name: String,
    /// The value, as text.
    pub value: String,
    /// Who set it; `None` for the application itself.
    pub changed_by: Option<UserId>,
    /// When.
    pub changed_at: Timestamp,
}

impl FromRow for Setting {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.get("name")?,
            value: row.get("value")?,
            changed_by: row.id_option("changed_by")?,
            changed_at: row.time("changed_at")?,
        })
    }
}

/// All settings whose name begins with `prefix` (ASCII, without wildcards).
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn with_prefix(
    connection: &impl Connection,
    prefix: &str,
) -> Result<Vec<Setting>, StoreError> {
    let sql = "SELECT name, value, changed_by, changed_at FROM setting \
               WHERE name LIKE $1 ORDER BY name";
    connection.rows(sql, [format!("{prefix}%").into()]).await
}

/// Sets a value.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn set(
    connection: &impl Connection,
    name: &str,
    value: &str,
    changed_by: Option<UserId>,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "INSERT INTO setting (name, value, changed_by, changed_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (name) DO UPDATE SET value = $2, changed_by = $3, changed_at = $4",
            [
                name.into(),
                value.into(),
                changed_by.map(|id| id.0).into(),
                at.timestamp_millis().into(),
            ],
        )
        .await
}
