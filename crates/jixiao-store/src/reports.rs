//! Reports: every version with its text and the facts it was drafted from, and what was filed of it.
//!
//! Text and facts are canonical JSON that this crate does not read. A version is changed only while
//! it is a draft; filings are only ever added.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use jixiao_domain::{
    Coded as _, FilingEvent, FilingState, OrganisationId, ProjectId, ReportId, ReportKind, UserId,
};

/// A row of `report`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Key.
    pub id: ReportId,
    /// What it reports on, and by which rules of the art.
    pub kind: ReportKind,
    /// The organisation that files it.
    pub organisation_id: OrganisationId,
    /// The fiscal year.
    pub year: i64,
    /// What the facts come from.
    pub subject: ReportSubject,
    /// The project, where it is about one.
    pub project_id: Option<ProjectId>,
    /// 1, 2, 3 … for one subject.
    pub version: i64,
    /// Id of the template it was drafted by.
    pub template: String,
    /// Where it stands.
    pub state: FilingState,
    /// The title.
    pub title: String,
    /// The text, as canonical JSON.
    pub content: String,
    /// The facts it was last drafted or refreshed from, as canonical JSON.
    pub facts: String,
    /// When that was.
    pub drafted_at: Timestamp,
    /// Who wrote it last.
    pub filled_by: UserId,
    /// When the version was made.
    pub created_at: Timestamp,
    /// 批复 time.
    pub approved_at: Option<Timestamp>,
    /// SM3 of the approved content.
    pub content_digest: Option<String>,
    /// For optimistic locking.
    pub revision: i64,
}

/// The record a report is drafted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSubject {
    /// Its kind: `self_evaluation`, `organisation` …
    pub kind: String,
    /// Its key.
    pub id: i64,
}

const COLUMNS: &str = "r.id, r.kind, r.organisation_id, r.year, r.subject_kind, r.subject_id, \
    r.project_id, r.version, r.template, r.state, r.title, r.content, r.facts, r.drafted_at, \
    r.filled_by, r.created_at, r.approved_at, r.content_digest, r.revision";

impl FromRow for Report {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.coded("kind")?,
            organisation_id: row.id("organisation_id")?,
            year: row.get("year")?,
            subject: ReportSubject { kind: row.get("subject_kind")?, id: row.get("subject_id")? },
            project_id: row.id_option("project_id")?,
            version: row.get("version")?,
            template: row.get("template")?,
            state: row.coded("state")?,
            title: row.get("title")?,
            content: row.get("content")?,
            facts: row.get("facts")?,
            drafted_at: row.time("drafted_at")?,
            filled_by: row.id("filled_by")?,
            created_at: row.time("created_at")?,
            approved_at: row.time_option("approved_at")?,
            content_digest: row.get("content_digest")?,
            revision: row.get("revision")?,
        })
    }
}

/// What a new version is made of.
#[derive(Debug, Clone)]
pub struct NewReport<'a> {
    /// See [`Report::kind`].
    pub kind: ReportKind,
    /// See [`Report::organisation_id`].
    pub organisation_id: OrganisationId,
    /// See [`Report::year`].
    pub year: i64,
    /// See [`Report::subject`].
    pub subject: &'a ReportSubject,
    /// See [`Report::project_id`].
    pub project_id: Option<ProjectId>,
    /// See [`Report::template`].
    pub template: &'a str,
    /// Title, text and facts.
    pub text: ReportText<'a>,
    /// See [`Report::filled_by`].
    pub filled_by: UserId,
    /// See [`Report::created_at`].
    pub created_at: Timestamp,
}

/// What is written of a draft.
#[derive(Debug, Clone, Copy)]
pub struct ReportText<'a> {
    /// See [`Report::title`].
    pub title: &'a str,
    /// See [`Report::content`].
    pub content: &'a str,
    /// See [`Report::facts`].
    pub facts: &'a str,
    /// See [`Report::drafted_at`].
    pub drafted_at: Timestamp,
}

/// Adds the next version for a subject, as a draft.
///
/// # Errors
/// [`StoreError::Duplicate`] where another version was added at the same time.
pub async fn insert(tx: &Transaction, new: &NewReport<'_>) -> Result<ReportId, StoreError> {
    let values: Vec<Value> = vec![
        new.kind.code().into(),
        new.organisation_id.0.into(),
        new.year.into(),
        new.subject.kind.as_str().into(),
        new.subject.id.into(),
        new.project_id.map(|id| id.0).into(),
        new.template.into(),
        FilingState::Draft.code().into(),
        new.text.title.into(),
        new.text.content.into(),
        new.text.facts.into(),
        new.text.drafted_at.timestamp_millis().into(),
        new.filled_by.0.into(),
        new.created_at.timestamp_millis().into(),
    ];
    tx.insert(
        "INSERT INTO report (kind, organisation_id, year, subject_kind, subject_id, project_id, \
         version, template, state, title, content, facts, drafted_at, filled_by, created_at) \
         SELECT $1, $2, $3, $4, $5, $6, COALESCE(MAX(version), 0) + 1, $7, $8, $9, $10, $11, $12, \
         $13, $14 FROM report WHERE kind = $1 AND organisation_id = $2 AND year = $3 \
         AND subject_kind = $4 AND subject_id = $5 RETURNING id",
        values,
    )
    .await
}

/// Writes the text of a draft that still has `revision`.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed, or is no draft any more.
pub async fn update_text(
    tx: &Transaction,
    id: ReportId,
    revision: i64,
    text: ReportText<'_>,
    by: UserId,
) -> Result<(), StoreError> {
    let values: Vec<Value> = vec![
        id.0.into(),
        revision.into(),
        FilingState::Draft.code().into(),
        text.title.into(),
        text.content.into(),
        text.facts.into(),
        text.drafted_at.timestamp_millis().into(),
        by.0.into(),
    ];
    tx.execute_one(
        "UPDATE report SET title = $4, content = $5, facts = $6, drafted_at = $7, filled_by = $8, \
         revision = revision + 1 WHERE id = $1 AND revision = $2 AND state = $3",
        values,
    )
    .await
}

/// Moves a version that still has `revision` to another state.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn update_state(
    tx: &Transaction,
    id: ReportId,
    revision: i64,
    state: FilingState,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE report SET state = $3, approved_at = NULL, content_digest = NULL, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), state.code().into()],
    )
    .await
}

/// Locks a version as approved, with the digest of its content.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn approve(
    tx: &Transaction,
    id: ReportId,
    revision: i64,
    digest: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE report SET state = $3, content_digest = $4, approved_at = $5, \
         revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            FilingState::Approved.code().into(),
            digest.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One version.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: ReportId,
) -> Result<Option<Report>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM report r WHERE r.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// All versions for one subject of a kind, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn versions(
    connection: &impl Connection,
    kind: ReportKind,
    organisation_id: OrganisationId,
    year: i64,
    subject: &ReportSubject,
) -> Result<Vec<Report>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM report r WHERE r.kind = $1 AND r.organisation_id = $2 \
         AND r.year = $3 AND r.subject_kind = $4 AND r.subject_id = $5 ORDER BY r.version"
    );
    let values = [
        kind.code().into(),
        organisation_id.0.into(),
        year.into(),
        subject.kind.as_str().into(),
        subject.id.into(),
    ];
    connection.rows(&sql, values).await
}

/// The approved reports of an organisation and year, by kind; of each subject the latest approved
/// version.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn approved(
    connection: &impl Connection,
    organisation_id: OrganisationId,
    year: i64,
) -> Result<Vec<Report>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM report r WHERE r.organisation_id = $1 AND r.year = $2 \
         AND r.state = $3 AND r.version = (SELECT MAX(x.version) FROM report x \
         WHERE x.kind = r.kind AND x.organisation_id = r.organisation_id AND x.year = r.year \
         AND x.subject_kind = r.subject_kind AND x.subject_id = r.subject_id AND x.state = $3) \
         ORDER BY r.kind, r.id"
    );
    let values = [organisation_id.0.into(), year.into(), FilingState::Approved.code().into()];
    connection.rows(&sql, values).await
}

/// A row of `report_filing`: what was submitted or approved, word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Key.
    pub id: i64,
    /// The step it was taken at.
    pub event: FilingEvent,
    /// Text and facts, as canonical JSON.
    pub content: String,
    /// SM3 of the content, 64 hexadecimal digits.
    pub digest: String,
    /// Who took the step.
    pub filed_by: UserId,
    /// When.
    pub filed_at: Timestamp,
}

impl FromRow for Filing {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get("id")?,
            event: row.coded("event")?,
            content: row.get("content")?,
            digest: row.get("digest")?,
            filed_by: row.id("filed_by")?,
            filed_at: row.time("filed_at")?,
        })
    }
}

/// Keeps what was filed.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert_filing(
    tx: &Transaction,
    id: ReportId,
    event: FilingEvent,
    (content, digest): (&str, &str),
    by: UserId,
    at: Timestamp,
) -> Result<i64, StoreError> {
    let values = [
        id.0.into(),
        event.code().into(),
        content.into(),
        digest.into(),
        by.0.into(),
        at.timestamp_millis().into(),
    ];
    tx.insert(
        "INSERT INTO report_filing (report_id, event, content, digest, filed_by, filed_at) \
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        values,
    )
    .await
}

/// Everything filed of a version, the latest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn filings(
    connection: &impl Connection,
    id: ReportId,
) -> Result<Vec<Filing>, StoreError> {
    connection
        .rows(
            "SELECT id, event, content, digest, filed_by, filed_at FROM report_filing \
             WHERE report_id = $1 ORDER BY id DESC",
            [id.0.into()],
        )
        .await
}
