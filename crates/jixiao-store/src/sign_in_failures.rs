//! Failed proofs of identity, counted against a digest of what was typed: unknown logins are counted
//! exactly as known ones, so that counting tells nobody which logins exist.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};

/// What is known about a subject's failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// Attempts since the count began, the present one included.
    pub failed_count: i64,
    /// When the last attempt that still counted was made.
    pub last_failed_at: Timestamp,
}

impl FromRow for Failures {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            failed_count: row.get("failed_count")?,
            last_failed_at: row.time("last_failed_at")?,
        })
    }
}

/// Counts an attempt before it is known whether it fails, so that attempts made at the same time
/// can't outrun the count; [`forget`] takes it back on success. The count begins anew when the last
/// failure is not after `window_start`; beyond `limit` the time of the last failure stays, so that
/// trying on does not lengthen a lock.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    subject_digest: &str,
    at: Timestamp,
    window_start: Timestamp,
    limit: i64,
) -> Result<Failures, StoreError> {
    let sql = "INSERT INTO sign_in_failure (subject_digest, failed_count, last_failed_at) \
               VALUES ($1, 1, $2) ON CONFLICT (subject_digest) DO UPDATE SET \
               failed_count = CASE WHEN sign_in_failure.last_failed_at <= $3 THEN 1 \
                 ELSE sign_in_failure.failed_count + 1 END, \
               last_failed_at = CASE WHEN sign_in_failure.last_failed_at <= $3 \
                 OR sign_in_failure.failed_count < $4 THEN $2 \
                 ELSE sign_in_failure.last_failed_at END \
               RETURNING failed_count, last_failed_at";
    let values = [
        subject_digest.into(),
        at.timestamp_millis().into(),
        window_start.timestamp_millis().into(),
        limit.into(),
    ];
    let row = connection.row(sql, values).await?;
    row.ok_or_else(|| StoreError::Database("no row returned".to_owned()))
}

/// Forgets the failures of a subject.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn forget(connection: &impl Connection, subject_digest: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM sign_in_failure WHERE subject_digest = $1";
    connection.execute(sql, [subject_digest.into()]).await?;
    Ok(())
}

/// Takes the last attempt out of the count of a subject.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn take_back(
    connection: &impl Connection,
    subject_digest: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE sign_in_failure SET failed_count = failed_count - 1 \
               WHERE subject_digest = $1 AND failed_count > 0";
    connection.execute(sql, [subject_digest.into()]).await?;
    Ok(())
}

/// Forgets all failures not after `before`, which count no more.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn forget_old(
    connection: &impl Connection,
    before: Timestamp,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM sign_in_failure WHERE last_failed_at <= $1";
    connection.execute(sql, [before.timestamp_millis().into()]).await
}
