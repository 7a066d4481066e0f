//! Keys that seal published files. The public half of a key stays for good; the secret half lies
//! sealed and goes when the key is retired.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{SigningKeyId, UserId};

/// A row of `signing_key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// Key.
    pub id: SigningKeyId,
    /// The public key, an uncompressed point in 130 hexadecimal digits.
    pub public_key: String,
    /// The secret half, sealed; `None` once retired.
    pub sealed_secret: Option<Vec<u8>>,
    /// Who made it.
    pub made_by: UserId,
    /// When.
    pub made_at: Timestamp,
    /// Who retired it.
    pub retired_by: Option<UserId>,
    /// When.
    pub retired_at: Option<Timestamp>,
    /// Why.
    pub retired_reason: String,
}

const COLUMNS: &str = "id, public_key, sealed_secret, made_by, made_at, retired_by, retired_at, \
                       retired_reason";

impl FromRow for SigningKey {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            public_key: row.get("public_key")?,
            sealed_secret: row.get("sealed_secret")?,
            made_by: row.id("made_by")?,
            made_at: row.time("made_at")?,
            retired_by: row.id_option("retired_by")?,
            retired_at: row.time_option("retired_at")?,
            retired_reason: row.get("retired_reason")?,
        })
    }
}

/// Adds a key.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    connection: &impl Connection,
    public_key: &str,
    sealed_secret: Vec<u8>,
    made_by: UserId,
    made_at: Timestamp,
) -> Result<SigningKeyId, StoreError> {
    let sql = "INSERT INTO signing_key (public_key, sealed_secret, made_by, made_at) \
               VALUES ($1, $2, $3, $4) RETURNING id";
    let values = [
        public_key.into(),
        sealed_secret.into(),
        made_by.0.into(),
        made_at.timestamp_millis().into(),
    ];
    connection.insert(sql, values).await
}

/// Retires a key: its secret half is forgotten.
///
/// # Errors
/// [`StoreError::Stale`] where it is retired already.
pub async fn retire(
    connection: &impl Connection,
    id: SigningKeyId,
    by: UserId,
    at: Timestamp,
    reason: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE signing_key SET sealed_secret = NULL, retired_by = $2, retired_at = $3, \
               retired_reason = $4 WHERE id = $1 AND retired_at IS NULL";
    let values = [id.0.into(), by.0.into(), at.timestamp_millis().into(), reason.into()];
    connection.execute_one(sql, values).await
}

/// The key that seals now, if one was made.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn active(connection: &impl Connection) -> Result<Option<SigningKey>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM signing_key WHERE retired_at IS NULL ORDER BY id DESC LIMIT 1"
    );
    connection.row(&sql, []).await
}

/// All keys, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn all(connection: &impl Connection) -> Result<Vec<SigningKey>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM signing_key ORDER BY id DESC");
    connection.rows(&sql, []).await
}
