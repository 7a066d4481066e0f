//! What everybody may read of the disclosures, signed in or not: published items alone, without the
//! people behind them.

use crate::disclosures::files::{self, PublishedFile};
use crate::{Connection, FromRow, Row, StoreError, Timestamp, Value};
use jixiao_domain::{Coded as _, DisclosureItemId, PublishedKind};

/// A year in which something was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicYear {
    /// The fiscal year.
    pub year: i64,
    /// Units with something published.
    pub unit_count: i64,
    /// Forms and reports that stand.
    pub item_count: i64,
    /// When something was published last.
    pub latest_at: Timestamp,
}

impl FromRow for PublicYear {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            year: row.get("year")?,
            unit_count: row.get("unit_count")?,
            item_count: row.get("item_count")?,
            latest_at: row.time("latest_at")?,
        })
    }
}

/// A published form or report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicItem {
    /// Key.
    pub id: DisclosureItemId,
    /// 公开编号
    pub number: String,
    /// Who published it.
    pub publisher: String,
    /// The fiscal year.
    pub year: i64,
    /// Version of the publisher's year.
    pub version: i64,
    /// What it is.
    pub kind: PublishedKind,
    /// The unit it tells about.
    pub unit_name: String,
    /// The project; empty where it is about none.
    pub project_name: String,
    /// What the list calls it.
    pub title: String,
    /// SM3 of the redacted copy.
    pub content_digest: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// The number of the item it corrects.
    pub corrects_number: Option<String>,
    /// Why.
    pub correction_reason: String,
    /// The number of the item that corrects it.
    pub corrected_by_number: Option<String>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// Why.
    pub withdrawn_reason: String,
}

const COLUMNS: &str = "i.id, i.number, o.name AS publisher, d.year, d.version, i.subject_kind, \
    i.unit_name, i.project_name, i.title, i.content_digest, d.published_at, \
    c.number AS corrects_number, i.correction_reason, \
    (SELECT MAX(x.number) FROM disclosure_item x WHERE x.corrects_id = i.id) \
    AS corrected_by_number, i.withdrawn_at, i.withdrawn_reason";

const FROM: &str = "FROM disclosure_item i JOIN disclosure d ON d.id = i.disclosure_id \
    JOIN organisation o ON o.id = d.organisation_id \
    LEFT JOIN disclosure_item c ON c.id = i.corrects_id \
    WHERE d.published_at IS NOT NULL AND i.number IS NOT NULL";

impl FromRow for PublicItem {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            number: row.get("number")?,
            publisher: row.get("publisher")?,
            year: row.get("year")?,
            version: row.get("version")?,
            kind: row.coded("subject_kind")?,
            unit_name: row.get("unit_name")?,
            project_name: row.get("project_name")?,
            title: row.get("title")?,
            content_digest: row.get("content_digest")?,
            published_at: row.time("published_at")?,
            corrects_number: row.get("corrects_number")?,
            correction_reason: row.get("correction_reason")?,
            corrected_by_number: row.get("corrected_by_number")?,
            withdrawn_at: row.time_option("withdrawn_at")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
        })
    }
}

/// The years with something published, latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn years(connection: &impl Connection) -> Result<Vec<PublicYear>, StoreError> {
    let sql = "SELECT d.year, COUNT(DISTINCT i.unit_name) AS unit_count, \
               SUM(CASE WHEN i.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM disclosure_item x \
               WHERE x.corrects_id = i.id AND x.number IS NOT NULL) THEN 1 ELSE 0 END) AS item_count, \
               MAX(d.published_at) AS latest_at \
               FROM disclosure_item i JOIN disclosure d ON d.id = i.disclosure_id \
               WHERE d.published_at IS NOT NULL AND i.number IS NOT NULL \
               GROUP BY d.year ORDER BY d.year DESC";
    connection.rows(sql, []).await
}

/// How items are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PublicOrder {
    /// By unit, then by number.
    #[default]
    Unit,
    /// By kind, then by unit and number.
    Kind,
    /// Published last first.
    Latest,
}

impl PublicOrder {
    fn sql(self) -> &'static str {
        match self {
            Self::Unit => "i.organisation_id, i.number",
            Self::Kind => "i.subject_kind, i.organisation_id, i.number",
            Self::Latest => "d.published_at DESC, i.number",
        }
    }
}

/// Which items of a year are wanted, and in which order. Empty fields do not narrow.
#[derive(Debug, Clone, Default)]
pub struct PublicFilter {
    /// The unit's name.
    pub unit: String,
    /// What they are.
    pub kind: Option<PublishedKind>,
    /// Part of the unit's or the project's name, of the title, or of the number.
    pub words: String,
    /// Their order.
    pub order: PublicOrder,
}

impl PublicFilter {
    fn query(&self, year: i64) -> (String, Vec<Value>) {
        let mut sql = format!("{FROM} AND d.year = $1");
        let mut values: Vec<Value> = vec![year.into()];
        let mut narrow = |condition: &str, value: Value| {
            values.push(value);
            sql.push_str(" AND ");
            sql.push_str(&condition.replace('?', &format!("${}", values.len())));
        };
        if !self.unit.is_empty() {
            narrow("i.unit_name = ?", self.unit.as_str().into());
        }
        if let Some(kind) = self.kind {
            narrow("i.subject_kind = ?", kind.code().into());
        }
        if !self.words.is_empty() {
            let any = "(REPLACE(i.unit_name, ?, '') <> i.unit_name \
                       OR REPLACE(i.title, ?, '') <> i.title \
                       OR REPLACE(i.project_name, ?, '') <> i.project_name \
                       OR REPLACE(i.number, ?, '') <> i.number)";
            narrow(any, self.words.as_str().into());
        }
        (sql, values)
    }
}

/// How many items of a year pass the filter, withdrawn and corrected ones included.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn count(
    connection: &impl Connection,
    year: i64,
    filter: &PublicFilter,
) -> Result<i64, StoreError> {
    let (query, values) = filter.query(year);
    Ok(connection.row(&format!("SELECT COUNT(*) {query}"), values).await?.unwrap_or(0))
}

/// A page of the items of a year.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn page(
    connection: &impl Connection,
    year: i64,
    filter: &PublicFilter,
    offset: i64,
    limit: i64,
) -> Result<Vec<PublicItem>, StoreError> {
    let (query, mut values) = filter.query(year);
    values.extend([limit.into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} {query} ORDER BY {} LIMIT ${} OFFSET ${}",
        filter.order.sql(),
        values.len() - 1,
        values.len(),
    );
    connection.rows(&sql, values).await
}

/// A unit with published items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUnit {
    /// Its name.
    pub name: String,
    /// Its items, withdrawn and corrected ones included.
    pub item_count: i64,
}

impl FromRow for PublicUnit {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { name: row.get("unit_name")?, item_count: row.get("item_count")? })
    }
}

/// The units of a year with published items.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn units(connection: &impl Connection, year: i64) -> Result<Vec<PublicUnit>, StoreError> {
    let sql = format!(
        "SELECT i.unit_name, COUNT(*) AS item_count {FROM} AND d.year = $1 \
         GROUP BY i.organisation_id, i.unit_name ORDER BY i.organisation_id, i.unit_name"
    );
    connection.rows(&sql, [year.into()]).await
}

/// A kind with published items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKind {
    /// The kind.
    pub kind: PublishedKind,
    /// Its items, withdrawn and corrected ones included.
    pub item_count: i64,
}

impl FromRow for PublicKind {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self { kind: row.coded("subject_kind")?, item_count: row.get("item_count")? })
    }
}

/// The kinds of a year with published items, in the order of the domain.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn kinds(connection: &impl Connection, year: i64) -> Result<Vec<PublicKind>, StoreError> {
    let sql = format!(
        "SELECT i.subject_kind, COUNT(*) AS item_count {FROM} AND d.year = $1 \
         GROUP BY i.subject_kind"
    );
    let mut kinds: Vec<PublicKind> = connection.rows(&sql, [year.into()]).await?;
    kinds.sort_by_key(|line| line.kind);
    Ok(kinds)
}

/// The item with a number.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn by_number(
    connection: &impl Connection,
    number: &str,
) -> Result<Option<PublicItem>, StoreError> {
    let sql = format!("SELECT {COLUMNS} {FROM} AND i.number = $1");
    connection.row(&sql, [number.into()]).await
}

/// The items to which a digest belongs: of a whole file, of its signed bytes, or of the content.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn by_digest(
    connection: &impl Connection,
    digest: &str,
) -> Result<Vec<PublicItem>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} {FROM} AND (i.content_digest = $1 OR i.id IN (SELECT f.item_id \
         FROM disclosure_file f WHERE f.digest = $1 OR f.signed_digest = $1)) ORDER BY i.id LIMIT 20"
    );
    connection.rows(&sql, [digest.into()]).await
}

/// The files of published items, by item and format.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn files_of(
    connection: &impl Connection,
    items: &[PublicItem],
) -> Result<Vec<PublishedFile>, StoreError> {
    let ids: Vec<String> = items.iter().map(|item| item.id.to_string()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {} FROM disclosure_file f WHERE f.item_id IN ({}) ORDER BY f.item_id, f.format",
        files::COLUMNS,
        ids.join(", ")
    );
    connection.rows(&sql, []).await
}

/// The page of a published item: a fragment of html.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn fragment(
    connection: &impl Connection,
    id: DisclosureItemId,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT page FROM disclosure_item WHERE id = $1 AND page IS NOT NULL";
    let row: Option<Page> = connection.row(sql, [id.0.into()]).await?;
    Ok(row.map(|Page(page)| page))
}

struct Page(String);

impl FromRow for Page {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get("page")?))
    }
}
