//! Encrypted fields of all kinds of records, and the numbers of the keys that sealed them.
//!
//! Holds ciphertext and marks only; what they mean is known to whoever has the keys.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};

/// Rows of one statement: five parameters each stay below the limits of both databases.
const ROWS_MAX: usize = 1_000;

/// A sealed field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedField {
    /// Key.
    pub id: i64,
    /// Kind of the record it belongs to, `person`.
    pub subject_kind: String,
    /// Key of that record.
    pub subject_id: i64,
    /// Its name, `id_number`.
    pub field: String,
    /// Ciphertext.
    pub sealed: Vec<u8>,
}

impl FromRow for SealedField {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            field: row.get("field")?,
            sealed: row.get("sealed")?,
        })
    }
}

/// A sealed field to write.
#[derive(Debug, Clone)]
pub struct NewSealedField {
    /// Key of the record.
    pub subject_id: i64,
    /// Its name.
    pub field: &'static str,
    /// Ciphertext.
    pub sealed: Vec<u8>,
    /// What finds it by its content.
    pub mark: Option<Vec<u8>>,
    /// Whether no other record of the kind may have the same content.
    pub sole: bool,
}

/// Writes fields of records of one kind; those already there are replaced.
///
/// # Errors
/// [`StoreError::Duplicate`] where another record has a sole content.
pub async fn put(
    tx: &Transaction,
    subject_kind: &str,
    key_id: u32,
    fields: &[NewSealedField],
) -> Result<(), StoreError> {
    for chunk in fields.chunks(ROWS_MAX) {
        let mut values: Vec<Value> = vec![subject_kind.into(), i64::from(key_id).into()];
        let mut rows = Vec::with_capacity(chunk.len());
        for field in chunk {
            let first = values.len();
            values.extend([
                field.subject_id.into(),
                field.field.into(),
                field.sealed.clone().into(),
                field.mark.clone().into(),
                field.sole.into(),
            ]);
            let places: Vec<String> = (first + 1..=first + 5).map(|n| format!("${n}")).collect();
            rows.push(format!("($1, $2, {})", places.join(", ")));
        }
        let sql = format!(
            "INSERT INTO sealed_field (subject_kind, key_id, subject_id, field, sealed, mark, sole) \
             VALUES {} ON CONFLICT (subject_kind, subject_id, field) DO UPDATE SET \
             key_id = excluded.key_id, sealed = excluded.sealed, mark = excluded.mark, \
             sole = excluded.sole",
            rows.join(", ")
        );
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

/// Takes a field away, because its content was emptied.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn remove(
    tx: &Transaction,
    subject_kind: &str,
    subject_id: i64,
    field: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "DELETE FROM sealed_field WHERE subject_kind = $1 AND subject_id = $2 AND field = $3",
        [subject_kind.into(), subject_id.into(), field.into()],
    )
    .await?;
    Ok(())
}

/// Lets others have the sole contents of a record, once it was merged into another.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn release(
    tx: &Transaction,
    subject_kind: &str,
    subject_id: i64,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE sealed_field SET sole = FALSE WHERE subject_kind = $1 AND subject_id = $2",
        [subject_kind.into(), subject_id.into()],
    )
    .await?;
    Ok(())
}

/// All fields of some records of a kind.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    subject_kind: &str,
    subject_ids: &[i64],
) -> Result<Vec<SealedField>, StoreError> {
    if subject_ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = subject_ids.iter().map(ToString::to_string).collect();
    let sql = format!(
        "SELECT id, subject_kind, subject_id, field, sealed FROM sealed_field \
         WHERE subject_kind = $1 AND subject_id IN ({}) ORDER BY subject_id, field",
        ids.join(", ")
    );
    connection.rows(&sql, [subject_kind.into()]).await
}

/// The records of a kind whose field has a content.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    subject_kind: &str,
    field: &str,
    mark: &[u8],
) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT subject_id FROM sealed_field \
               WHERE subject_kind = $1 AND field = $2 AND mark = $3 ORDER BY subject_id";
    connection.rows(sql, [subject_kind.into(), field.into(), mark.to_vec().into()]).await
}

/// The next `limit` fields sealed with another key than `key_id`, in the order they were written.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_other_keys(
    connection: &impl Connection,
    key_id: u32,
    limit: i64,
) -> Result<Vec<SealedField>, StoreError> {
    let sql = "SELECT id, subject_kind, subject_id, field, sealed FROM sealed_field \
               WHERE key_id <> $1 ORDER BY id LIMIT $2";
    connection.rows(sql, [i64::from(key_id).into(), limit.into()]).await
}

/// Writes a field sealed anew; its content, and so its mark, stay.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn reseal(
    tx: &Transaction,
    id: i64,
    key_id: u32,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE sealed_field SET key_id = $2, sealed = $3 WHERE id = $1",
        [id.into(), i64::from(key_id).into(), sealed.into()],
    )
    .await
}

/// A key the database knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// Its number; 0 is the index key.
    pub id: i64,
    /// What tells it from others.
    pub fingerprint: String,
    /// The day it was made.
    pub made_on: String,
    /// When it was taken out of use.
    pub retired_at: Option<Timestamp>,
    /// How many fields are sealed with it.
    pub field_count: i64,
}

impl FromRow for KnownKey {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            fingerprint: row.get("fingerprint")?,
            made_on: row.get("made_on")?,
            retired_at: row.time_option("retired_at")?,
            field_count: row.get("field_count")?,
        })
    }
}

/// The keys the database knows of, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn keys(connection: &impl Connection) -> Result<Vec<KnownKey>, StoreError> {
    let sql = "SELECT k.id, k.fingerprint, k.made_on, k.retired_at, CAST((SELECT COUNT(*) \
               FROM sealed_field f WHERE f.key_id = k.id) AS BIGINT) AS field_count \
               FROM vault_key k ORDER BY k.id";
    connection.rows(sql, []).await
}

/// Notes a key, unless its number is known.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn note_key_once(
    tx: &Transaction,
    id: i64,
    fingerprint: &str,
    made_on: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO vault_key (id, fingerprint, made_on, noted_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO NOTHING",
        [id.into(), fingerprint.into(), made_on.into(), at.timestamp_millis().into()],
    )
    .await?;
    Ok(())
}

/// Notes that a key is out of use.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such key.
pub async fn retire_key(tx: &Transaction, id: i64, at: Timestamp) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE vault_key SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL",
        [id.into(), at.timestamp_millis().into()],
    )
    .await
}
