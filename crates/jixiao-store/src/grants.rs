//! Roles held at places of the tree. A grant is never changed: it is revoked, and given anew.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{Coded as _, OrganisationId, Role, UserId};

/// A grant in force, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleGrant {
    /// Key.
    pub id: i64,
    /// Who holds it.
    pub user_id: UserId,
    /// The role.
    pub role: Role,
    /// The place.
    pub organisation_id: OrganisationId,
    /// Name of the place.
    pub organisation_name: String,
    /// Path of the place.
    pub path: String,
    /// Who gave it; `None` for the first administrators.
    pub granted_by: Option<UserId>,
    /// When.
    pub granted_at: Timestamp,
}

const SELECT: &str = "SELECT g.id, g.user_id, g.role, g.organisation_id, \
                      o.name AS organisation_name, o.path, g.granted_by, g.granted_at \
                      FROM role_grant g JOIN organisation o ON o.id = g.organisation_id \
                      WHERE g.revoked_at IS NULL";

impl FromRow for RoleGrant {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            user_id: row.id("user_id")?,
            role: row.coded("role")?,
            organisation_id: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            path: row.get("path")?,
            granted_by: row.id_option("granted_by")?,
            granted_at: row.time("granted_at")?,
        })
    }
}

/// Gives a role.
///
/// # Errors
/// [`StoreError::Duplicate`] where the user holds it there already.
pub async fn insert(
    connection: &impl Connection,
    user_id: UserId,
    organisation_id: OrganisationId,
    role: Role,
    granted_by: Option<UserId>,
    at: Timestamp,
) -> Result<i64, StoreError> {
    connection
        .insert(
            "INSERT INTO role_grant (user_id, organisation_id, role, granted_by, granted_at) \
             VALUES ($1, $2, $3, $4, $5) RETURNING id",
            [
                user_id.0.into(),
                organisation_id.0.into(),
                role.code().into(),
                granted_by.map(|id| id.0).into(),
                at.timestamp_millis().into(),
            ],
        )
        .await
}

/// One grant in force.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(connection: &impl Connection, id: i64) -> Result<Option<RoleGrant>, StoreError> {
    connection.row(&format!("{SELECT} AND g.id = $1"), [id.into()]).await
}

/// The grants in force of a user.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_user(
    connection: &impl Connection,
    user_id: UserId,
) -> Result<Vec<RoleGrant>, StoreError> {
    connection.rows(&format!("{SELECT} AND g.user_id = $1 ORDER BY g.id"), [user_id.0.into()]).await
}

/// The grants in force of several users.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_users(
    connection: &impl Connection,
    user_ids: &[UserId],
) -> Result<Vec<RoleGrant>, StoreError> {
    if user_ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = user_ids.iter().map(ToString::to_string).collect();
    let sql = format!("{SELECT} AND g.user_id IN ({}) ORDER BY g.id", ids.join(", "));
    connection.rows(&sql, []).await
}

/// How many active users other than `user_id` hold a role.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn other_holders(
    connection: &impl Connection,
    role: Role,
    user_id: UserId,
) -> Result<i64, StoreError> {
    let sql = "SELECT CAST(COUNT(DISTINCT g.user_id) AS BIGINT) FROM role_grant g \
               JOIN app_user u ON u.id = g.user_id \
               WHERE g.revoked_at IS NULL AND u.active AND g.role = $1 AND g.user_id <> $2";
    Ok(connection.row(sql, [role.code().into(), user_id.0.into()]).await?.unwrap_or(0))
}

/// Revokes a grant.
///
/// # Errors
/// [`StoreError::Stale`] where it was revoked already.
pub async fn revoke(
    connection: &impl Connection,
    id: i64,
    revoked_by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE role_grant SET revoked_by = $2, revoked_at = $3 \
             WHERE id = $1 AND revoked_at IS NULL",
            [id.into(), revoked_by.0.into(), at.timestamp_millis().into()],
        )
        .await
}

/// Revokes all grants of a user and says how many.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn revoke_all(
    connection: &impl Connection,
    user_id: UserId,
    revoked_by: UserId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    connection
        .execute(
            "UPDATE role_grant SET revoked_by = $2, revoked_at = $3 \
             WHERE user_id = $1 AND revoked_at IS NULL",
            [user_id.0.into(), revoked_by.0.into(), at.timestamp_millis().into()],
        )
        .await
}
