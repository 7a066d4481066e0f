//! The forms and reports of a disclosure. Chosen and dropped while it is a draft; later only
//! published, and withdrawn with a reason.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{
    Coded as _, DisclosureId, DisclosureItemId, OrganisationId, ProjectYearId, PublishedKind,
    UserId,
};

/// A row of `disclosure_item`, without the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Key.
    pub id: DisclosureItemId,
    /// The version it belongs to.
    pub disclosure_id: DisclosureId,
    /// The unit it tells about.
    pub organisation_id: OrganisationId,
    /// What it is.
    pub kind: PublishedKind,
    /// Key of the record it is printed from.
    pub subject_id: i64,
    /// The project's year, where it is about a project.
    pub project_year_id: Option<ProjectYearId>,
    /// The unit's name when it was chosen.
    pub unit_name: String,
    /// The project's name; empty where it is about none.
    pub project_name: String,
    /// What the public list calls it.
    pub title: String,
    /// Extensions of the formats, separated by a space.
    pub formats: String,
    /// The published item it corrects.
    pub corrects_id: Option<DisclosureItemId>,
    /// Why.
    pub correction_reason: String,
    /// Who looked at the redacted copy and found it right.
    pub seen_by: Option<UserId>,
    /// When.
    pub seen_at: Option<Timestamp>,
    /// SM3 of the redacted copy: as looked at, and later as published.
    pub content_digest: Option<String>,
    /// 公开编号, given when it is published.
    pub number: Option<String>,
    /// Who withdrew it.
    pub withdrawn_by: Option<UserId>,
    /// When.
    pub withdrawn_at: Option<Timestamp>,
    /// Why, which everybody reads.
    pub withdrawn_reason: String,
}

pub(crate) const COLUMNS: &str = "i.id, i.disclosure_id, i.organisation_id, i.subject_kind, \
    i.subject_id, i.project_year_id, i.unit_name, i.project_name, i.title, i.formats, \
    i.corrects_id, i.correction_reason, i.seen_by, i.seen_at, i.content_digest, i.number, \
    i.withdrawn_by, i.withdrawn_at, i.withdrawn_reason";

impl FromRow for Item {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            disclosure_id: row.id("disclosure_id")?,
            organisation_id: row.id("organisation_id")?,
            kind: row.coded("subject_kind")?,
            subject_id: row.get("subject_id")?,
            project_year_id: row.id_option("project_year_id")?,
            unit_name: row.get("unit_name")?,
            project_name: row.get("project_name")?,
            title: row.get("title")?,
            formats: row.get("formats")?,
            corrects_id: row.id_option("corrects_id")?,
            correction_reason: row.get("correction_reason")?,
            seen_by: row.id_option("seen_by")?,
            seen_at: row.time_option("seen_at")?,
            content_digest: row.get("content_digest")?,
            number: row.get("number")?,
            withdrawn_by: row.id_option("withdrawn_by")?,
            withdrawn_at: row.time_option("withdrawn_at")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
        })
    }
}

/// What a new item is made of.
#[derive(Debug, Clone)]
pub struct NewItem<'a> {
    /// See [`Item::disclosure_id`].
    pub disclosure_id: DisclosureId,
    /// See [`Item::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`Item::kind`].
    pub kind: PublishedKind,
    /// See [`Item::subject_id`].
    pub subject_id: i64,
    /// See [`Item::project_year_id`].
    pub project_year_id: Option<ProjectYearId>,
    /// See [`Item::unit_name`].
    pub unit_name: &'a str,
    /// See [`Item::project_name`].
    pub project_name: &'a str,
    /// See [`Item::title`].
    pub title: &'a str,
    /// See [`Item::formats`].
    pub formats: &'a str,
    /// See [`Item::corrects_id`].
    pub corrects_id: Option<DisclosureItemId>,
    /// See [`Item::correction_reason`].
    pub correction_reason: &'a str,
}

/// Adds an item.
///
/// # Errors
/// [`StoreError::Duplicate`] where the version holds the subject already.
pub async fn insert(tx: &Transaction, new: &NewItem<'_>) -> Result<DisclosureItemId, StoreError> {
    let values = [
        new.disclosure_id.0.into(),
        new.organisation_id.0.into(),
        new.kind.code().into(),
        new.subject_id.into(),
        new.project_year_id.map(|id| id.0).into(),
        new.unit_name.into(),
        new.project_name.into(),
        new.title.into(),
        new.formats.into(),
        new.corrects_id.map(|id| id.0).into(),
        new.correction_reason.into(),
    ];
    tx.insert(
        "INSERT INTO disclosure_item (disclosure_id, organisation_id, subject_kind, subject_id, \
         project_year_id, unit_name, project_name, title, formats, corrects_id, correction_reason) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        values,
    )
    .await
}

/// Drops an item of a draft with what people removed from it.
///
/// # Errors
/// [`StoreError::Stale`] where it was published.
pub async fn drop_from_draft(tx: &Transaction, id: DisclosureItemId) -> Result<(), StoreError> {
    tx.execute("DELETE FROM disclosure_removal WHERE item_id = $1", [id.0.into()]).await?;
    tx.execute_one("DELETE FROM disclosure_item WHERE id = $1 AND number IS NULL", [id.0.into()])
        .await
}

/// One item.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: DisclosureItemId,
) -> Result<Option<Item>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM disclosure_item i WHERE i.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The items of a version, in the order in which they were chosen.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    disclosure_id: DisclosureId,
) -> Result<Vec<Item>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM disclosure_item i WHERE i.disclosure_id = $1 ORDER BY i.id");
    connection.rows(&sql, [disclosure_id.0.into()]).await
}

/// Items that correct this one, published or under way, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn corrections_of(
    connection: &impl Connection,
    id: DisclosureItemId,
) -> Result<Vec<Item>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM disclosure_item i WHERE i.corrects_id = $1 ORDER BY i.id");
    connection.rows(&sql, [id.0.into()]).await
}

/// Writes the formats of an item of a draft.
///
/// # Errors
/// [`StoreError::Stale`] where it was published.
pub async fn set_formats(
    tx: &Transaction,
    id: DisclosureItemId,
    formats: &str,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disclosure_item SET formats = $2 WHERE id = $1 AND number IS NULL",
        [id.0.into(), formats.into()],
    )
    .await
}

/// Notes that somebody looked at the redacted copy with this digest; or, with nothing, that nobody
/// has.
///
/// # Errors
/// [`StoreError::Stale`] where the item was published.
pub async fn set_seen(
    tx: &Transaction,
    id: DisclosureItemId,
    seen: Option<(UserId, Timestamp, &str)>,
) -> Result<(), StoreError> {
    let (by, at, digest) = match seen {
        Some((by, at, digest)) => (Some(by.0), Some(at.timestamp_millis()), Some(digest)),
        None => (None, None, None),
    };
    tx.execute_one(
        "UPDATE disclosure_item SET seen_by = $2, seen_at = $3, content_digest = $4 \
         WHERE id = $1 AND number IS NULL",
        [id.0.into(), by.into(), at.into(), digest.into()],
    )
    .await
}

/// Gives an item its number and its page as published.
///
/// # Errors
/// [`StoreError::Stale`] where it has one.
pub async fn publish(
    tx: &Transaction,
    id: DisclosureItemId,
    number: &str,
    page: &str,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disclosure_item SET number = $2, page = $3 WHERE id = $1 AND number IS NULL",
        [id.0.into(), number.into(), page.into()],
    )
    .await
}

/// Withdraws a published item.
///
/// # Errors
/// [`StoreError::Stale`] where it is withdrawn already, or was never published.
pub async fn withdraw(
    tx: &Transaction,
    id: DisclosureItemId,
    by: UserId,
    at: Timestamp,
    reason: &str,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disclosure_item SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4 \
         WHERE id = $1 AND withdrawn_at IS NULL AND number IS NOT NULL",
        [id.0.into(), by.0.into(), at.timestamp_millis().into(), reason.into()],
    )
    .await
}
