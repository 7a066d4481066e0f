//! Long work, shared by all nodes: a node claims a job for a while and renews its claim while it
//! lives, so that the job of a killed node is taken over.

use crate::{Connection, FromRow, Row, Scope, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, JobId, JobState, OrganisationId, UserId};
use sea_orm::DbBackend;

/// A row of `job` without its input and result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Key.
    pub id: JobId,
    /// Which handler does it, `budget.import`.
    pub kind: String,
    /// The organisation it is done for.
    pub organisation_id: OrganisationId,
    /// Who asked for it.
    pub created_by: UserId,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Where it stands.
    pub state: JobState,
    /// What to do, in the handler's own words.
    pub payload: String,
    /// How much has been done.
    pub progress: Progress,
    /// What it is doing, or why it failed, in Chinese.
    pub message: String,
    /// How often a node has begun it.
    pub attempt_count: i64,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Name of the file it left, if any.
    pub result_name: Option<String>,
    /// Whether its input and the file it left are sealed.
    pub sealed: bool,
}

/// True counts of what was processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// How many items there are, where that is known.
    pub total: Option<i64>,
    /// Items done.
    pub done: i64,
    /// Items that needed nothing.
    pub skipped: i64,
    /// Items that could not be done.
    pub failed: i64,
}

/// A file that a job left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobFile {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What a new job is made of.
#[derive(Debug, Clone)]
pub struct NewJob<'a> {
    /// See [`Job::kind`].
    pub kind: &'a str,
    /// See [`Job::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`Job::created_by`].
    pub created_by: UserId,
    /// See [`Job::created_at`].
    pub created_at: Timestamp,
    /// See [`Job::payload`].
    pub payload: &'a str,
    /// A file that the handler reads.
    pub input: Option<Vec<u8>>,
    /// See [`Job::sealed`].
    pub sealed: bool,
}

/// How a job ended.
#[derive(Debug, Clone)]
pub struct Ending<'a> {
    /// When.
    pub at: Timestamp,
    /// [`JobState::Done`] or [`JobState::Failed`].
    pub state: JobState,
    /// The last counts.
    pub progress: Progress,
    /// See [`Job::message`].
    pub message: &'a str,
    /// The file it left, if any.
    pub result: Option<JobFile>,
}

const COLUMNS: &str = "j.id, j.kind, j.organisation_id, j.created_by, j.created_at, j.state, \
                       j.payload, j.total_count, j.done_count, j.skipped_count, j.failed_count, \
                       j.message, j.attempt_count, j.finished_at, j.result_name, j.sealed";

/// A job that nobody works at: queued, or running under a claim that ended before `$1`.
const FREE: &str = "(state = 'queued' OR (state = 'running' AND claimed_until < $1))";

impl FromRow for Job {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.get("kind")?,
            organisation_id: row.id("organisation_id")?,
            created_by: row.id("created_by")?,
            created_at: row.time("created_at")?,
            state: row.coded("state")?,
            payload: row.get("payload")?,
            progress: Progress {
                total: row.get("total_count")?,
                done: row.get("done_count")?,
                skipped: row.get("skipped_count")?,
                failed: row.get("failed_count")?,
            },
            message: row.get("message")?,
            attempt_count: row.get("attempt_count")?,
            finished_at: row.time_option("finished_at")?,
            result_name: row.get("result_name")?,
            sealed: row.get("sealed")?,
        })
    }
}

impl FromRow for JobFile {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.get("result_name")?,
            media_type: row.get("result_type")?,
            content: row.get("result")?,
        })
    }
}

/// Queues a job.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(connection: &impl Connection, new: NewJob<'_>) -> Result<JobId, StoreError> {
    let values = [
        new.kind.into(),
        new.organisation_id.0.into(),
        new.created_by.0.into(),
        new.created_at.timestamp_millis().into(),
        JobState::Queued.code().into(),
        new.payload.into(),
        new.input.into(),
        new.sealed.into(),
    ];
    connection
        .insert(
            "INSERT INTO job (kind, organisation_id, created_by, created_at, state, payload, input, \
             sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
            values,
        )
        .await
}

/// One job.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(connection: &impl Connection, id: JobId) -> Result<Option<Job>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM job j WHERE j.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The file that a job reads.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn input(connection: &impl Connection, id: JobId) -> Result<Option<Vec<u8>>, StoreError> {
    let input: Option<Bytes> =
        connection.row("SELECT input AS content FROM job WHERE id = $1", [id.0.into()]).await?;
    Ok(input.and_then(|bytes| bytes.0))
}

/// The file that a job left.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn result(
    connection: &impl Connection,
    id: JobId,
) -> Result<Option<JobFile>, StoreError> {
    let sql = "SELECT result, result_name, result_type FROM job \
               WHERE id = $1 AND result IS NOT NULL";
    connection.row(sql, [id.0.into()]).await
}

/// The newest jobs of a scope, or those one person asked for.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    scope: &Scope,
    created_by: Option<UserId>,
    limit: i64,
    offset: i64,
) -> Result<Vec<Job>, StoreError> {
    let whose = created_by.map_or_else(String::new, |user| format!("AND j.created_by = {user}"));
    let sql = format!(
        "SELECT {COLUMNS} FROM job j JOIN organisation o ON o.id = j.organisation_id \
         WHERE {} {whose} ORDER BY j.id DESC LIMIT $1 OFFSET $2",
        scope.condition("o.path")
    );
    connection.rows(&sql, [limit.into(), offset.into()]).await
}

/// Whether a job waits for a node: cheap to ask again and again.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn any_free(connection: &impl Connection, now: Timestamp) -> Result<bool, StoreError> {
    let sql = format!("SELECT id FROM job WHERE {FREE} LIMIT 1");
    Ok(connection.row::<i64>(&sql, [now.timestamp_millis().into()]).await?.is_some())
}

/// How many jobs are queued or running.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn open_count(connection: &impl Connection) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM job WHERE state IN ('queued', 'running')";
    Ok(connection.row::<i64>(sql, []).await?.unwrap_or(0))
}

/// Gives the oldest free job to `node` until `until`; `None` where none is free.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn claim(
    tx: &Transaction,
    node: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Job>, StoreError> {
    // Nodes on PostgreSQL pass over what another is just claiming; SQLite has one writer at a time.
    let locking = if tx.backend() == DbBackend::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!("SELECT id FROM job WHERE {FREE} ORDER BY id LIMIT 1{locking}");
    let Some(id) = tx.row::<i64>(&sql, [now.timestamp_millis().into()]).await? else {
        return Ok(None);
    };
    tx.execute_one(
        "UPDATE job SET state = 'running', claimed_by = $2, claimed_until = $3, \
         attempt_count = attempt_count + 1 WHERE id = $1",
        [id.into(), node.into(), until.timestamp_millis().into()],
    )
    .await?;
    find(tx, JobId(id)).await
}

/// Prolongs a claim.
///
/// # Errors
/// [`StoreError::Stale`] where the job was called off or is another node's by now.
pub async fn renew(
    connection: &impl Connection,
    id: JobId,
    node: &str,
    until: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE job SET claimed_until = $3 \
             WHERE id = $1 AND claimed_by = $2 AND state = 'running'",
            [id.0.into(), node.into(), until.timestamp_millis().into()],
        )
        .await
}

/// Writes down how far a job is.
///
/// # Errors
/// As [`renew`].
pub async fn advance(
    connection: &impl Connection,
    id: JobId,
    node: &str,
    progress: Progress,
    message: &str,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE job SET total_count = $3, done_count = $4, skipped_count = $5, \
             failed_count = $6, message = $7 \
             WHERE id = $1 AND claimed_by = $2 AND state = 'running'",
            [
                id.0.into(),
                node.into(),
                progress.total.into(),
                progress.done.into(),
                progress.skipped.into(),
                progress.failed.into(),
                message.into(),
            ],
        )
        .await
}

/// Ends a job and keeps its file.
///
/// # Errors
/// As [`renew`].
pub async fn finish(
    tx: &Transaction,
    id: JobId,
    node: &str,
    ending: Ending<'_>,
) -> Result<(), StoreError> {
    advance(tx, id, node, ending.progress, ending.message).await?;
    let (name, media_type, content) = match ending.result {
        Some(file) => (Some(file.name), Some(file.media_type), Some(file.content)),
        None => (None, None, None),
    };
    tx.execute_one(
        "UPDATE job SET state = $3, finished_at = $4, result_name = $5, result_type = $6, \
         result = $7, claimed_until = NULL WHERE id = $1 AND claimed_by = $2",
        [
            id.0.into(),
            node.into(),
            ending.state.code().into(),
            ending.at.timestamp_millis().into(),
            name.into(),
            media_type.into(),
            content.into(),
        ],
    )
    .await
}

/// Calls a job off.
///
/// # Errors
/// [`StoreError::Stale`] where it was over already.
pub async fn cancel(
    connection: &impl Connection,
    id: JobId,
    at: Timestamp,
) -> Result<(), StoreError> {
    connection
        .execute_one(
            "UPDATE job SET state = 'cancelled', finished_at = $2, claimed_until = NULL \
             WHERE id = $1 AND state IN ('queued', 'running')",
            [id.0.into(), at.timestamp_millis().into()],
        )
        .await
}

struct Bytes(Option<Vec<u8>>);

impl FromRow for Bytes {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get("content")?))
    }
}
