//! Sessions of people who are signed in. Only digests of tokens are kept: whoever reads the table
//! can't take a session over.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{OrganisationId, UserId};

/// A session that has not been ended, with what is asked of its user on every call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SM3 of the token, hexadecimal.
    pub token_digest: String,
    /// Whose it is.
    pub user_id: UserId,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// When the second factor was shown, if it was.
    pub second_factor_at: Option<Timestamp>,
    /// 姓名 of the user.
    pub user_name: String,
    /// The organisation of the user.
    pub organisation_id: OrganisationId,
    /// When the user set the password.
    pub password_changed_at: Timestamp,
    /// Whether the password serves once.
    pub must_change_password: bool,
    /// Since when the user has a second factor.
    pub totp_confirmed_at: Option<Timestamp>,
}

const SELECT: &str = "SELECT s.token_digest, s.user_id, s.created_at, s.last_seen_at, \
                      s.second_factor_at, u.name AS user_name, u.organisation_id, \
                      u.password_changed_at, u.must_change_password, u.totp_confirmed_at \
                      FROM session s JOIN app_user u ON u.id = s.user_id \
                      WHERE s.ended_at IS NULL AND u.active";

impl FromRow for Session {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            token_digest: row.get("token_digest")?,
            user_id: row.id("user_id")?,
            created_at: row.time("created_at")?,
            last_seen_at: row.time("last_seen_at")?,
            second_factor_at: row.time_option("second_factor_at")?,
            user_name: row.get("user_name")?,
            organisation_id: row.id("organisation_id")?,
            password_changed_at: row.time("password_changed_at")?,
            must_change_password: row.get("must_change_password")?,
            totp_confirmed_at: row.time_option("totp_confirmed_at")?,
        })
    }
}

/// Begins a session.
///
/// # Errors
/// [`StoreError::Duplicate`] where the digest is taken.
pub async fn insert(
    connection: &impl Connection,
    token_digest: &str,
    user_id: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "INSERT INTO session (token_digest, user_id, created_at, last_seen_at) \
             VALUES ($1, $2, $3, $3)",
            [token_digest.into(), user_id.0.into(), at.timestamp_millis().into()],
        )
        .await
}

/// The session of a token, unless it was ended or its user left.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    token_digest: &str,
) -> Result<Option<Session>, StoreError> {
    connection.row(&format!("{SELECT} AND s.token_digest = $1"), [token_digest.into()]).await
}

/// The sessions of a user that began after `since` and have not been ended, newest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_user(
    connection: &impl Connection,
    user_id: UserId,
    since: Timestamp,
) -> Result<Vec<Session>, StoreError> {
    let sql =
        format!("{SELECT} AND s.user_id = $1 AND s.created_at > $2 ORDER BY s.created_at DESC");
    connection.rows(&sql, [user_id.0.into(), since.timestamp_millis().into()]).await
}

/// Notes that a session was used.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn touch(
    connection: &impl Connection,
    token_digest: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    // Two calls of one session may arrive in any order: time only moves forward.
    connection
        .execute(
            "UPDATE session SET last_seen_at = $2 WHERE token_digest = $1 AND last_seen_at < $2",
            [token_digest.into(), at.timestamp_millis().into()],
        )
        .await?;
    Ok(())
}

/// Notes that the second factor was shown.
///
/// # Errors
/// [`StoreError::Stale`] where the session was ended meanwhile.
pub async fn pass_second_factor(
    connection: &impl Connection,
    token_digest: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE session SET second_factor_at = $2 WHERE token_digest = $1 AND ended_at IS NULL",
            [token_digest.into(), at.timestamp_millis().into()],
        )
        .await
}

/// Ends a session of a user; says whether there was one to end.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn end(
    connection: &impl Connection,
    token_digest: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let changed = connection
        .execute(
            "UPDATE session SET ended_at = $2 WHERE token_digest = $1 AND ended_at IS NULL",
            [token_digest.into(), at.timestamp_millis().into()],
        )
        .await?;
    Ok(changed == 1)
}

/// Ends all sessions of a user but one, and says how many.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn end_all(
    connection: &impl Connection,
    user_id: UserId,
    except: Option<&str>,
    at: Timestamp,
) -> Result<u64, StoreError> {
    connection
        .execute(
            "UPDATE session SET ended_at = $3 \
             WHERE user_id = $1 AND token_digest <> $2 AND ended_at IS NULL",
            [user_id.0.into(), except.unwrap_or_default().into(), at.timestamp_millis().into()],
        )
        .await
}
