//! Files as they were published, byte for byte. Rows are only ever added.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::DisclosureItemId;

/// A row of `disclosure_file`, without the bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// What it is a copy of.
    pub item_id: DisclosureItemId,
    /// The extension.
    pub format: String,
    /// Its name, with extension.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size.
    pub byte_count: i64,
    /// SM3 of all its bytes.
    pub digest: String,
    /// SM3 of the bytes outside its seal, which the seal signs.
    pub signed_digest: String,
    /// The public key of the seal.
    pub public_key: String,
    /// When it was signed.
    pub signed_at: Timestamp,
}

pub(crate) const COLUMNS: &str = "f.item_id, f.format, f.file_name, f.media_type, f.byte_count, \
                                  f.digest, f.signed_digest, f.public_key, f.signed_at";

impl FromRow for PublishedFile {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            item_id: row.id("item_id")?,
            format: row.get("format")?,
            file_name: row.get("file_name")?,
            media_type: row.get("media_type")?,
            byte_count: row.get("byte_count")?,
            digest: row.get("digest")?,
            signed_digest: row.get("signed_digest")?,
            public_key: row.get("public_key")?,
            signed_at: row.time("signed_at")?,
        })
    }
}

/// Stores a file as published.
///
/// # Errors
/// [`StoreError::Duplicate`] where the item has one of this format.
pub async fn insert(
    tx: &Transaction,
    file: &PublishedFile,
    content: Vec<u8>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "INSERT INTO disclosure_file (item_id, format, file_name, media_type, byte_count, digest, \
         signed_digest, public_key, signed_at, content) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [
            file.item_id.0.into(),
            file.format.as_str().into(),
            file.file_name.as_str().into(),
            file.media_type.as_str().into(),
            file.byte_count.into(),
            file.digest.as_str().into(),
            file.signed_digest.as_str().into(),
            file.public_key.as_str().into(),
            file.signed_at.timestamp_millis().into(),
            content.into(),
        ],
    )
    .await
}

/// The files of an item, by format.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    item_id: DisclosureItemId,
) -> Result<Vec<PublishedFile>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM disclosure_file f WHERE f.item_id = $1 ORDER BY f.format");
    connection.rows(&sql, [item_id.0.into()]).await
}

/// The bytes of a file.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn content(
    connection: &impl Connection,
    item_id: DisclosureItemId,
    format: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT content FROM disclosure_file WHERE item_id = $1 AND format = $2";
    let row: Option<Content> = connection.row(sql, [item_id.0.into(), format.into()]).await?;
    Ok(row.map(|Content(bytes)| bytes))
}

struct Content(Vec<u8>);

impl FromRow for Content {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get("content")?))
    }
}
