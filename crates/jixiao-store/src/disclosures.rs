//! Disclosures (绩效公开) of an organisation's year, version by version.
//!
//! Items, what people removed from them, and the files as published have files of their own below.
//! Which state follows which is decided above.

pub mod files;
pub mod items;
pub mod removals;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, DisclosureId, FilingState, JobId, OrganisationId, UserId};

/// A row of `disclosure`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Key.
    pub id: DisclosureId,
    /// Who publishes.
    pub organisation_id: OrganisationId,
    /// The fiscal year.
    pub year: i64,
    /// 1, 2, 3 … of the organisation's year.
    pub version: i64,
    /// Where it stands.
    pub state: FilingState,
    /// 公开说明, which everybody reads.
    pub note: String,
    /// Who assembled it.
    pub filled_by: UserId,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was approved.
    pub approved_at: Option<Timestamp>,
    /// The job that publishes it, once somebody started one.
    pub job_id: Option<JobId>,
    /// Who published it.
    pub published_by: Option<UserId>,
    /// When.
    pub published_at: Option<Timestamp>,
    /// For optimistic locking.
    pub revision: i64,
}

pub(crate) const COLUMNS: &str = "d.id, d.organisation_id, d.year, d.version, d.state, d.note, \
    d.filled_by, d.created_at, d.approved_at, d.job_id, d.published_by, d.published_at, d.revision";

impl FromRow for Disclosure {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            organisation_id: row.id("organisation_id")?,
            year: row.get("year")?,
            version: row.get("version")?,
            state: row.coded("state")?,
            note: row.get("note")?,
            filled_by: row.id("filled_by")?,
            created_at: row.time("created_at")?,
            approved_at: row.time_option("approved_at")?,
            job_id: row.id_option("job_id")?,
            published_by: row.id_option("published_by")?,
            published_at: row.time_option("published_at")?,
            revision: row.get("revision")?,
        })
    }
}

/// What a new version is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewDisclosure {
    /// See [`Disclosure::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`Disclosure::year`].
    pub year: i64,
    /// See [`Disclosure::filled_by`].
    pub filled_by: UserId,
    /// See [`Disclosure::created_at`].
    pub created_at: Timestamp,
}

/// Adds the next version of an organisation's year, as a draft.
///
/// # Errors
/// [`StoreError::Duplicate`] where another version was added at the same time.
pub async fn insert(tx: &Transaction, new: &NewDisclosure) -> Result<DisclosureId, StoreError> {
    let values = [
        new.organisation_id.0.into(),
        new.year.into(),
        FilingState::Draft.code().into(),
        new.filled_by.0.into(),
        new.created_at.timestamp_millis().into(),
    ];
    tx.insert(
        "INSERT INTO disclosure (organisation_id, year, version, state, filled_by, created_at) \
         SELECT $1, $2, COALESCE(MAX(version), 0) + 1, $3, $4, $5 \
         FROM disclosure WHERE organisation_id = $1 AND year = $2 RETURNING id",
        values,
    )
    .await
}

/// One version.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: DisclosureId,
) -> Result<Option<Disclosure>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM disclosure d WHERE d.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// All versions of an organisation's year, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn versions(
    connection: &impl Connection,
    organisation_id: OrganisationId,
    year: i64,
) -> Result<Vec<Disclosure>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM disclosure d WHERE d.organisation_id = $1 AND d.year = $2 \
         ORDER BY d.version"
    );
    connection.rows(&sql, [organisation_id.0.into(), year.into()]).await
}

/// Writes the note of a draft, and counts as a change of its items.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed since `revision`, or is no draft any more.
pub async fn update_note(
    tx: &Transaction,
    id: DisclosureId,
    revision: i64,
    note: &str,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disclosure SET note = $4, revision = revision + 1 \
         WHERE id = $1 AND revision = $2 AND state = $3",
        [id.0.into(), revision.into(), FilingState::Draft.code().into(), note.into()],
    )
    .await
}

/// Moves a version that still has `revision` to another state; `approved_at` is when it was
/// approved, and empty in every other state.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update_state(
    tx: &Transaction,
    id: DisclosureId,
    revision: i64,
    state: FilingState,
    approved_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disclosure SET state = $3, approved_at = $4, job_id = NULL, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            state.code().into(),
            approved_at.map(|at| at.timestamp_millis()).into(),
        ],
    )
    .await
}

/// Names the job that publishes an approved version.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed since `revision`, or is published.
pub async fn set_job(
    tx: &Transaction,
    id: DisclosureId,
    revision: i64,
    job_id: JobId,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disclosure SET job_id = $3, revision = revision + 1 \
         WHERE id = $1 AND revision = $2 AND published_at IS NULL",
        [id.0.into(), revision.into(), job_id.0.into()],
    )
    .await
}

/// Marks an approved version as published.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed since `revision`, or is published already.
pub async fn publish(
    tx: &Transaction,
    id: DisclosureId,
    revision: i64,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE disclosure SET published_by = $3, published_at = $4, revision = revision + 1 \
         WHERE id = $1 AND revision = $2 AND published_at IS NULL AND state = $5",
        [
            id.0.into(),
            revision.into(),
            by.0.into(),
            at.timestamp_millis().into(),
            FilingState::Approved.code().into(),
        ],
    )
    .await
}
