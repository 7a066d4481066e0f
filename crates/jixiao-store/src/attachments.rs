//! Files that prove something: each content is stored once, by its digest; rows are withdrawn, never
//! deleted.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{AttachmentId, GoalId, OrganisationId, UserId};

/// A row of `attachment`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Key.
    pub id: AttachmentId,
    /// Kind of the record it belongs to.
    pub subject_kind: String,
    /// Key of that record.
    pub subject_id: i64,
    /// The organisation of that record.
    pub organisation_id: OrganisationId,
    /// SM3 of the content, 64 hexadecimal digits.
    pub digest: String,
    /// The name under which it was uploaded, without folders.
    pub file_name: String,
    /// Media type told from the content.
    pub media_type: String,
    /// Size of the content.
    pub byte_count: i64,
    /// Who added it.
    pub added_by: UserId,
    /// When.
    pub added_at: Timestamp,
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<Timestamp>,
    /// Who withdrew it.
    pub withdrawn_by: Option<UserId>,
    /// Why.
    pub withdrawn_reason: Option<String>,
}

const COLUMNS: &str = "a.id, a.subject_kind, a.subject_id, a.organisation_id, a.digest, a.file_name, \
                       a.media_type, c.byte_count, a.added_by, a.added_at, a.withdrawn_at, \
                       a.withdrawn_by, a.withdrawn_reason";
const TABLES: &str = "attachment a JOIN attachment_content c ON c.digest = a.digest";

impl FromRow for Attachment {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            subject_kind: row.get("subject_kind")?,
            subject_id: row.get("subject_id")?,
            organisation_id: row.id("organisation_id")?,
            digest: row.get("digest")?,
            file_name: row.get("file_name")?,
            media_type: row.get("media_type")?,
            byte_count: row.get("byte_count")?,
            added_by: row.id("added_by")?,
            added_at: row.time("added_at")?,
            withdrawn_at: row.time_option("withdrawn_at")?,
            withdrawn_by: row.id_option("withdrawn_by")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
        })
    }
}

/// What a new attachment is made of.
#[derive(Debug, Clone)]
pub struct NewAttachment<'a> {
    /// See [`Attachment::subject_kind`].
    pub subject_kind: &'a str,
    /// See [`Attachment::subject_id`].
    pub subject_id: i64,
    /// See [`Attachment::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`Attachment::digest`].
    pub digest: &'a str,
    /// See [`Attachment::file_name`].
    pub file_name: &'a str,
    /// See [`Attachment::media_type`].
    pub media_type: &'a str,
    /// See [`Attachment::added_by`].
    pub added_by: UserId,
    /// See [`Attachment::added_at`].
    pub added_at: Timestamp,
}

/// Stores a content unless one with its digest is there.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn keep_content(
    connection: &impl Connection,
    digest: &str,
    content: Vec<u8>,
) -> Result<(), StoreError> {
    let byte_count = i64::try_from(content.len())
        .map_err(|_| StoreError::Database("content too large".to_owned()))?;
    let sql = "INSERT INTO attachment_content (digest, byte_count, content) VALUES ($1, $2, $3) \
               ON CONFLICT (digest) DO NOTHING";
    connection.execute(sql, [digest.into(), byte_count.into(), content.into()]).await?;
    Ok(())
}

/// Adds an attachment whose content is stored already.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(
    connection: &impl Connection,
    new: &NewAttachment<'_>,
) -> Result<AttachmentId, StoreError> {
    let sql = "INSERT INTO attachment (subject_kind, subject_id, organisation_id, digest, file_name, \
               media_type, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let values = [
        new.subject_kind.into(),
        new.subject_id.into(),
        new.organisation_id.0.into(),
        new.digest.into(),
        new.file_name.into(),
        new.media_type.into(),
        new.added_by.0.into(),
        new.added_at.timestamp_millis().into(),
    ];
    connection.insert(sql, values).await
}

/// One attachment, withdrawn or not.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: AttachmentId,
) -> Result<Option<Attachment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE a.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The attachments of a record, withdrawn ones included, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_subject(
    connection: &impl Connection,
    subject_kind: &str,
    subject_id: i64,
) -> Result<Vec<Attachment>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE a.subject_kind = $1 AND a.subject_id = $2 ORDER BY a.id"
    );
    connection.rows(&sql, [subject_kind.into(), subject_id.into()]).await
}

/// The attachments of all indicators of a goal version, withdrawn ones included, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_goal_indicators(
    connection: &impl Connection,
    subject_kind: &str,
    goal_id: GoalId,
) -> Result<Vec<Attachment>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE a.subject_kind = $1 AND a.subject_id IN \
         (SELECT id FROM goal_indicator WHERE goal_id = $2) ORDER BY a.id"
    );
    connection.rows(&sql, [subject_kind.into(), goal_id.0.into()]).await
}

/// The content of a digest.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn content(
    connection: &impl Connection,
    digest: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT content FROM attachment_content WHERE digest = $1";
    let row: Option<Content> = connection.row(sql, [digest.into()]).await?;
    Ok(row.map(|Content(bytes)| bytes))
}

/// Marks an attachment as withdrawn.
///
/// # Errors
/// [`StoreError::Stale`] where it is withdrawn already.
pub async fn withdraw(
    connection: &impl Connection,
    id: AttachmentId,
    by: UserId,
    at: Timestamp,
    reason: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE attachment SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4 \
               WHERE id = $1 AND withdrawn_at IS NULL";
    let values = [id.0.into(), by.0.into(), at.timestamp_millis().into(), reason.into()];
    connection.execute_one(sql, values).await
}

struct Content(Vec<u8>);

impl FromRow for Content {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get("content")?))
    }
}
