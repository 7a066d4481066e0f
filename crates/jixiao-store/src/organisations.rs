//! The tree of organisations.

use crate::{Connection, FromRow, Row, Scope, StoreError};
use jixiao_domain::{Coded as _, OrganisationId, OrganisationKind};

/// A row of `organisation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Key.
    pub id: OrganisationId,
    /// The organisation above; `None` at the top.
    pub parent_id: Option<OrganisationId>,
    /// 预算单位代码 or a code of the installation's own; unique.
    pub code: String,
    /// Full name as printed on forms.
    pub name: String,
    /// Name for narrow columns.
    pub short_name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Ids from the top down to itself, `/1/7/`: a subtree is a prefix.
    pub path: String,
    /// `false` once closed or merged; its records stay.
    pub active: bool,
    /// For optimistic locking.
    pub revision: i64,
}

pub(crate) const COLUMNS: &str =
    "o.id, o.parent_id, o.code, o.name, o.short_name, o.kind, o.path, o.active, o.revision";

impl FromRow for Organisation {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            parent_id: row.id_option("parent_id")?,
            code: row.get("code")?,
            name: row.get("name")?,
            short_name: row.get("short_name")?,
            kind: row.coded("kind")?,
            path: row.get("path")?,
            active: row.get("active")?,
            revision: row.get("revision")?,
        })
    }
}

/// What a new organisation is made of.
#[derive(Debug, Clone)]
pub struct NewOrganisation<'a> {
    /// The organisation above.
    pub parent: Option<&'a Organisation>,
    /// See [`Organisation::code`].
    pub code: &'a str,
    /// See [`Organisation::name`].
    pub name: &'a str,
    /// See [`Organisation::short_name`].
    pub short_name: &'a str,
    /// See [`Organisation::kind`].
    pub kind: OrganisationKind,
}

/// Adds an organisation.
///
/// # Errors
/// [`StoreError::Duplicate`] where the code is taken.
pub async fn insert(
    connection: &impl Connection,
    new: &NewOrganisation<'_>,
) -> Result<Organisation, StoreError> {
    // The path holds the id, which the insertion makes: a placeholder that is as unique as the code.
    let id: OrganisationId = connection
        .insert(
            "INSERT INTO organisation (parent_id, code, name, short_name, kind, path) \
             VALUES ($1, $2, $3, $4, $5, $2) RETURNING id",
            [
                new.parent.map(|parent| parent.id.0).into(),
                new.code.into(),
                new.name.into(),
                new.short_name.into(),
                new.kind.code().into(),
            ],
        )
        .await?;
    let path = format!("{}{id}/", new.parent.map_or("/", |parent| &parent.path));
    connection
        .execute_one("UPDATE organisation SET path = $2 WHERE id = $1", [id.0.into(), path.into()])
        .await?;
    find(connection, id).await?.ok_or(StoreError::Stale)
}

/// One organisation.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: OrganisationId,
) -> Result<Option<Organisation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM organisation o WHERE o.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The organisation at the top; `None` before the first run.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn root(connection: &impl Connection) -> Result<Option<Organisation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM organisation o WHERE o.parent_id IS NULL ORDER BY o.id LIMIT 1"
    );
    connection.row(&sql, []).await
}

/// The organisations of a scope, parents before children.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    scope: &Scope,
) -> Result<Vec<Organisation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM organisation o WHERE {} ORDER BY o.path",
        scope.condition("o.path")
    );
    connection.rows(&sql, []).await
}

/// Changes code, names, kind and use; guarded by the revision of `place`.
///
/// # Errors
/// [`StoreError::Stale`] where another changed it, [`StoreError::Duplicate`] where the code is taken.
pub async fn update(connection: &impl Connection, place: &Organisation) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE organisation SET code = $3, name = $4, short_name = $5, kind = $6, \
             active = $7, revision = revision + 1 WHERE id = $1 AND revision = $2",
            [
                place.id.0.into(),
                place.revision.into(),
                place.code.as_str().into(),
                place.name.as_str().into(),
                place.short_name.as_str().into(),
                place.kind.code().into(),
                place.active.into(),
            ],
        )
        .await
}

/// How many organisations directly below are in use.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn active_below(
    connection: &impl Connection,
    id: OrganisationId,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM organisation WHERE parent_id = $1 AND active";
    Ok(connection.row(sql, [id.0.into()]).await?.unwrap_or(0))
}

/// Puts an organisation under another, with the paths of all below it. Whether that makes sense
/// (no circle) is for the caller to have checked in the same transaction.
///
/// # Errors
/// [`StoreError::Stale`] where another changed it.
pub async fn move_under(
    connection: &impl Connection,
    place: &Organisation,
    parent: &Organisation,
    revision: i64,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE organisation SET parent_id = $3, revision = revision + 1 \
             WHERE id = $1 AND revision = $2",
            [place.id.0.into(), revision.into(), parent.id.0.into()],
        )
        .await?;
    // Paths are ASCII, so their length counts characters in both databases.
    let kept_from = i64::try_from(place.path.len()).unwrap_or(i64::MAX).saturating_add(1);
    let below = Scope::authorised(vec![place.path.clone()]);
    let sql = format!(
        "UPDATE organisation SET path = CAST($1 AS TEXT) || SUBSTR(path, CAST($2 AS INTEGER)) \
         WHERE {}",
        below.condition("path")
    );
    let path = format!("{}{}/", parent.path, place.id);
    connection.execute(&sql, [path.into(), kept_from.into()]).await?;
    Ok(())
}
