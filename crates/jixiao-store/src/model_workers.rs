//! Model workers (劳动模范): level, status, honours. The person behind is in [`crate::persons`].

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, HonourId, HonourLevel, ModelWorkerClass, ModelWorkerId, ModelWorkerStatus,
    PersonId, UserId,
};

/// The kind under which audit entries name a model worker.
pub const SUBJECT_KIND: &str = "model_worker";

/// A row of `model_worker`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelWorker {
    /// Key.
    pub id: ModelWorkerId,
    /// Who.
    pub person_id: PersonId,
    /// Level of the highest honour.
    pub level: HonourLevel,
    /// Whether benefits may be paid.
    pub status: ModelWorkerStatus,
    /// Why the status holds.
    pub status_reason: String,
    /// Since when.
    pub status_on: Option<NaiveDate>,
    /// Class of hardship, where there is one.
    pub class: Option<ModelWorkerClass>,
    /// For optimistic locking.
    pub revision: i64,
}

impl FromRow for ModelWorker {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            person_id: row.id("person_id")?,
            level: row.coded("level")?,
            status: row.coded("status")?,
            status_reason: row.get("status_reason")?,
            status_on: row.get("status_on")?,
            class: row.coded_option("class")?,
            revision: row.get("revision")?,
        })
    }
}

/// What a model worker's record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelWorkerContent {
    /// See [`ModelWorker::level`].
    pub level: HonourLevel,
    /// See [`ModelWorker::status`].
    pub status: ModelWorkerStatus,
    /// See [`ModelWorker::status_reason`].
    pub status_reason: String,
    /// See [`ModelWorker::status_on`].
    pub status_on: Option<NaiveDate>,
    /// See [`ModelWorker::class`].
    pub class: Option<ModelWorkerClass>,
}

/// Adds the record of a person.
///
/// # Errors
/// [`StoreError::Duplicate`] where the person has one.
pub async fn insert(
    tx: &Transaction,
    person_id: PersonId,
    content: &ModelWorkerContent,
    by: UserId,
    at: Timestamp,
) -> Result<ModelWorkerId, StoreError> {
    tx.insert(
        "INSERT INTO model_worker (person_id, level, status, status_reason, status_on, class, \
         created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        [
            person_id.0.into(),
            content.level.code().into(),
            content.status.code().into(),
            content.status_reason.as_str().into(),
            content.status_on.into(),
            content.class.map(|class| class.code().to_owned()).into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Writes a record that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update(
    tx: &Transaction,
    id: ModelWorkerId,
    revision: i64,
    content: &ModelWorkerContent,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE model_worker SET level = $3, status = $4, status_reason = $5, status_on = $6, \
         class = $7, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            content.level.code().into(),
            content.status.code().into(),
            content.status_reason.as_str().into(),
            content.status_on.into(),
            content.class.map(|class| class.code().to_owned()).into(),
        ],
    )
    .await
}

/// The record of a person.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_person(
    connection: &impl Connection,
    person_id: PersonId,
) -> Result<Option<ModelWorker>, StoreError> {
    let sql = "SELECT id, person_id, level, status, status_reason, status_on, class, revision \
               FROM model_worker WHERE person_id = $1";
    connection.row(sql, [person_id.0.into()]).await
}

/// An honour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honour {
    /// Key.
    pub id: HonourId,
    /// Its level.
    pub level: HonourLevel,
    /// 荣誉称号
    pub title: String,
    /// Year it was awarded.
    pub awarded_year: i64,
    /// 表彰文号
    pub document_number: String,
}

impl FromRow for Honour {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            level: row.coded("level")?,
            title: row.get("title")?,
            awarded_year: row.get("awarded_year")?,
            document_number: row.get("document_number")?,
        })
    }
}

/// The honours of a model worker, the earliest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn honours(
    connection: &impl Connection,
    id: ModelWorkerId,
) -> Result<Vec<Honour>, StoreError> {
    let sql = "SELECT id, level, title, awarded_year, document_number FROM model_worker_honour \
               WHERE model_worker_id = $1 ORDER BY awarded_year, id";
    connection.rows(sql, [id.0.into()]).await
}

/// Adds an honour.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn add_honour(
    tx: &Transaction,
    id: ModelWorkerId,
    level: HonourLevel,
    title: &str,
    awarded_year: i64,
    document_number: &str,
) -> Result<HonourId, StoreError> {
    tx.insert(
        "INSERT INTO model_worker_honour (model_worker_id, level, title, awarded_year, \
         document_number) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        [
            id.0.into(),
            level.code().into(),
            title.into(),
            awarded_year.into(),
            document_number.into(),
        ],
    )
    .await
}
