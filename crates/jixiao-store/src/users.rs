//! People who sign in, and the hashes of their earlier passwords.
//!
//! Holds what proves who somebody is; what they may do is in [`crate::grants`].

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{OrganisationId, UserId};

/// A row of `app_user`.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Key.
    pub id: UserId,
    /// What is typed to sign in; lower case, unique.
    pub login: String,
    /// 姓名
    pub name: String,
    /// The organisation the person works in.
    pub organisation_id: OrganisationId,
    /// PHC string of the password.
    pub password_hash: String,
    /// When the password was set.
    pub password_changed_at: Timestamp,
    /// Whether the password was set by somebody else and serves once.
    pub must_change_password: bool,
    /// The sealed secret of the second factor.
    pub totp_secret: Option<Vec<u8>>,
    /// Since when the second factor is asked for; `None` while enrolment isn't finished.
    pub totp_confirmed_at: Option<Timestamp>,
    /// `false` once the person left; what they did stays.
    pub active: bool,
    /// When the account was made.
    pub created_at: Timestamp,
    /// For optimistic locking of what administrators change.
    pub revision: i64,
}

const COLUMNS: &str = "u.id, u.login, u.name, u.organisation_id, u.password_hash, \
                       u.password_changed_at, u.must_change_password, u.totp_secret, \
                       u.totp_confirmed_at, u.active, u.created_at, u.revision";

impl FromRow for User {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            organisation_id: row.id("organisation_id")?,
            password_hash: row.get("password_hash")?,
            password_changed_at: row.time("password_changed_at")?,
            must_change_password: row.get("must_change_password")?,
            totp_secret: row.get("totp_secret")?,
            totp_confirmed_at: row.time_option("totp_confirmed_at")?,
            active: row.get("active")?,
            created_at: row.time("created_at")?,
            revision: row.get("revision")?,
        })
    }
}

/// What a new user is made of.
#[derive(Clone)]
pub struct NewUser<'a> {
    /// See [`User::login`].
    pub login: &'a str,
    /// See [`User::name`].
    pub name: &'a str,
    /// See [`User::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`User::password_hash`].
    pub password_hash: &'a str,
    /// See [`User::must_change_password`].
    pub must_change_password: bool,
    /// Now.
    pub at: Timestamp,
}

/// Adds a user.
///
/// # Errors
/// [`StoreError::Duplicate`] where the login is taken.
pub async fn insert(connection: &impl Connection, new: &NewUser<'_>) -> Result<UserId, StoreError> {
    let id = connection
        .insert(
            "INSERT INTO app_user (login, name, organisation_id, password_hash, \
             password_changed_at, must_change_password, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $5) RETURNING id",
            [
                new.login.into(),
                new.name.into(),
                new.organisation_id.0.into(),
                new.password_hash.into(),
                new.at.timestamp_millis().into(),
                new.must_change_password.into(),
            ],
        )
        .await?;
    remember_password(connection, id, new.password_hash, new.at).await?;
    Ok(id)
}

/// One user.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(connection: &impl Connection, id: UserId) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM app_user u WHERE u.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The user of a login.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_by_login(
    connection: &impl Connection,
    login: &str,
) -> Result<Option<User>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM app_user u WHERE u.login = $1");
    connection.row(&sql, [login.into()]).await
}

/// Whether there is any user at all.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn any(connection: &impl Connection) -> Result<bool, StoreError> {
    let first: Option<i64> = connection.row("SELECT id FROM app_user LIMIT 1", []).await?;
    Ok(first.is_some())
}

/// Sets the password and remembers its hash.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such user.
pub async fn set_password(
    connection: &impl Connection,
    id: UserId,
    password_hash: &str,
    must_change: bool,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE app_user SET password_hash = $2, must_change_password = $3, \
             password_changed_at = $4 WHERE id = $1",
            [id.0.into(), password_hash.into(), must_change.into(), at.timestamp_millis().into()],
        )
        .await?;
    remember_password(connection, id, password_hash, at).await
}

async fn remember_password(
    connection: &impl Connection,
    id: UserId,
    password_hash: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "INSERT INTO password_history (user_id, password_hash, set_at) VALUES ($1, $2, $3)",
            [id.0.into(), password_hash.into(), at.timestamp_millis().into()],
        )
        .await
}

/// The hashes of the last `limit` passwords, the present one among them, newest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn recent_password_hashes(
    connection: &impl Connection,
    id: UserId,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    struct Hash(String);
    impl FromRow for Hash {
        fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
            Ok(Self(row.get("password_hash")?))
        }
    }
    let sql = "SELECT password_hash FROM password_history WHERE user_id = $1 \
               ORDER BY id DESC LIMIT $2";
    let hashes: Vec<Hash> = connection.rows(sql, [id.0.into(), limit.into()]).await?;
    Ok(hashes.into_iter().map(|hash| hash.0).collect())
}

/// Changes what administrators change: name, organisation, whether the account is in use. Guarded
/// by the revision of `user`.
///
/// # Errors
/// [`StoreError::Stale`] where another changed the account meanwhile.
pub async fn update(connection: &impl Connection, user: &User) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE app_user SET name = $3, organisation_id = $4, active = $5, \
             revision = revision + 1 WHERE id = $1 AND revision = $2",
            [
                user.id.0.into(),
                user.revision.into(),
                user.name.as_str().into(),
                user.organisation_id.0.into(),
                user.active.into(),
            ],
        )
        .await
}

/// Keeps the sealed secret of a second factor, or drops it. It is asked for only once confirmed.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such user.
pub async fn set_totp_secret(
    connection: &impl Connection,
    id: UserId,
    sealed: Option<Vec<u8>>,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE app_user SET totp_secret = $2, totp_confirmed_at = NULL, \
             totp_last_step = NULL WHERE id = $1",
            [id.0.into(), sealed.into()],
        )
        .await
}

/// From now on the second factor is asked for.
///
/// # Errors
/// [`StoreError::Stale`] where there is no secret to confirm.
pub async fn confirm_totp(
    connection: &impl Connection,
    id: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE app_user SET totp_confirmed_at = $2 WHERE id = $1 \
             AND totp_secret IS NOT NULL AND totp_confirmed_at IS NULL",
            [id.0.into(), at.timestamp_millis().into()],
        )
        .await
}

/// Uses up a time step of the second factor; says `false` where it or a later one was used already.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn use_totp_step(
    connection: &impl Connection,
    id: UserId,
    step: i64,
) -> Result<bool, StoreError> {
    let changed = connection
        .execute(
            "UPDATE app_user SET totp_last_step = $2 WHERE id = $1 \
             AND (totp_last_step IS NULL OR totp_last_step < $2)",
            [id.0.into(), step.into()],
        )
        .await?;
    Ok(changed == 1)
}
