//! Pairs of records that may be one person, and the searches over the registry that found them.
//!
//! Words and scores only: what is alike is said, never the numbers that are.

mod searches;
mod sources;

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use jixiao_domain::{
    Coded as _, DuplicateId, DuplicateKind, DuplicateState, OrganisationId, UserId,
};

pub use searches::{Search, insert_search, latest_search};
pub use sources::{
    MarkRow, PersonRow, alike_by_birth, alike_by_name, marks_of, members_of, person_count,
    persons_after, persons_of,
};

/// What steps and log entries call a pair.
pub const SUBJECT_KIND: &str = "duplicate";

/// Rows of one statement: eleven parameters each stay below the limits of both databases.
const ROWS_MAX: usize = 1_000;

/// A row of `duplicate_candidate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Key.
    pub id: DuplicateId,
    /// Kind of the two records, `person`.
    pub subject_kind: String,
    /// The record with the smaller key.
    pub left_id: i64,
    /// The other.
    pub right_id: i64,
    /// Who keeps the one.
    pub left_organisation_id: OrganisationId,
    /// Who keeps the other.
    pub right_organisation_id: OrganisationId,
    /// Why they stand beside each other.
    pub kind: DuplicateKind,
    /// How probable it is that they are one, of a thousand.
    pub score_permille: i64,
    /// What speaks for and against it, field by field.
    pub explanation: String,
    /// Where it stands.
    pub state: DuplicateState,
    /// When it was found first.
    pub found_at: Timestamp,
    /// When it was found last.
    pub seen_at: Timestamp,
    /// Who judged it last.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// What they said.
    pub reason: String,
    /// For optimistic locking.
    pub revision: i64,
}

const COLUMNS: &str = "c.id, c.subject_kind, c.left_id, c.right_id, c.left_organisation_id, \
    c.right_organisation_id, c.kind, c.score_permille, c.explanation, c.state, c.found_at, \
    c.seen_at, c.decided_by, c.decided_at, c.reason, c.revision";

impl FromRow for Candidate {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            subject_kind: row.get("subject_kind")?,
            left_id: row.get("left_id")?,
            right_id: row.get("right_id")?,
            left_organisation_id: row.id("left_organisation_id")?,
            right_organisation_id: row.id("right_organisation_id")?,
            kind: row.coded("kind")?,
            score_permille: row.get("score_permille")?,
            explanation: row.get("explanation")?,
            state: row.coded("state")?,
            found_at: row.time("found_at")?,
            seen_at: row.time("seen_at")?,
            decided_by: row.id_option("decided_by")?,
            decided_at: row.time_option("decided_at")?,
            reason: row.get("reason")?,
            revision: row.get("revision")?,
        })
    }
}

/// A pair to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCandidate {
    /// The record with the smaller key.
    pub left_id: i64,
    /// The other.
    pub right_id: i64,
    /// Who keeps the one.
    pub left_organisation_id: OrganisationId,
    /// Who keeps the other.
    pub right_organisation_id: OrganisationId,
    /// See [`Candidate::kind`].
    pub kind: DuplicateKind,
    /// See [`Candidate::score_permille`].
    pub score_permille: i64,
    /// See [`Candidate::explanation`].
    pub explanation: String,
}

/// Writes pairs of one kind of record. What was found before keeps its state and who judged it; only
/// a pair that was settled comes up again.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn put(
    tx: &Transaction,
    subject_kind: &str,
    pairs: &[NewCandidate],
    at: Timestamp,
) -> Result<(), StoreError> {
    for chunk in pairs.chunks(ROWS_MAX) {
        let open = DuplicateState::Open.code();
        let mut values: Vec<Value> =
            vec![subject_kind.into(), open.into(), at.timestamp_millis().into()];
        let mut rows = Vec::with_capacity(chunk.len());
        for pair in chunk {
            let first = values.len();
            values.extend([
                pair.left_id.into(),
                pair.right_id.into(),
                pair.left_organisation_id.0.into(),
                pair.right_organisation_id.0.into(),
                pair.kind.code().into(),
                pair.score_permille.into(),
                pair.explanation.as_str().into(),
            ]);
            let places: Vec<String> = (first + 1..=first + 7).map(|n| format!("${n}")).collect();
            rows.push(format!("($1, $2, $3, $3, {})", places.join(", ")));
        }
        let sql = format!(
            "INSERT INTO duplicate_candidate (subject_kind, state, found_at, seen_at, left_id, \
             right_id, left_organisation_id, right_organisation_id, kind, score_permille, \
             explanation) VALUES {} ON CONFLICT (subject_kind, left_id, right_id) DO UPDATE SET \
             kind = excluded.kind, score_permille = excluded.score_permille, \
             explanation = excluded.explanation, seen_at = excluded.seen_at, \
             state = CASE WHEN duplicate_candidate.state = 'settled' THEN excluded.state \
             ELSE duplicate_candidate.state END",
            rows.join(", ")
        );
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

/// Moves a pair that still has `revision` to another state.
///
/// # Errors
/// [`StoreError::Stale`] where it was judged meanwhile.
pub async fn set_state(
    tx: &Transaction,
    id: DuplicateId,
    revision: i64,
    state: DuplicateState,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE duplicate_candidate SET state = $3, reason = $4, decided_by = $5, \
         decided_at = $6, revision = revision + 1 WHERE id = $1 AND revision = $2",
        [
            id.0.into(),
            revision.into(),
            state.code().into(),
            reason.into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One pair.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: DuplicateId,
) -> Result<Option<Candidate>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM duplicate_candidate c WHERE c.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// All pairs of some records, the most probable first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    subject_kind: &str,
    ids: &[i64],
) -> Result<Vec<Candidate>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let ids = ids.join(", ");
    let sql = format!(
        "SELECT {COLUMNS} FROM duplicate_candidate c WHERE c.id IN \
         (SELECT id FROM duplicate_candidate WHERE subject_kind = $1 AND left_id IN ({ids}) \
         UNION SELECT id FROM duplicate_candidate WHERE subject_kind = $1 AND right_id IN ({ids})) \
         ORDER BY c.score_permille DESC, c.id"
    );
    connection.rows(&sql, [subject_kind.into()]).await
}

/// Settles the pairs that nobody judged and that a search begun at `at` did not find again. Gives
/// their number.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn settle_unseen(
    tx: &Transaction,
    subject_kind: &str,
    at: Timestamp,
) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE duplicate_candidate SET state = 'settled', revision = revision + 1 \
         WHERE subject_kind = $1 AND seen_at < $2 AND state IN ('open', 'verifying', 'same')",
        [subject_kind.into(), at.timestamp_millis().into()],
    )
    .await
}

/// The pairs of some persons that nobody cleared, both still in use; the most probable first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn uncleared(
    connection: &impl Connection,
    ids: &[i64],
) -> Result<Vec<Candidate>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let ids = ids.join(", ");
    let sql = format!(
        "SELECT {COLUMNS} FROM duplicate_candidate c \
         JOIN person l ON l.id = c.left_id AND l.state <> 'merged' \
         JOIN person r ON r.id = c.right_id AND r.state <> 'merged' \
         WHERE c.state IN ('open', 'verifying', 'same') AND c.id IN \
         (SELECT id FROM duplicate_candidate WHERE subject_kind = $1 AND left_id IN ({ids}) \
         UNION SELECT id FROM duplicate_candidate WHERE subject_kind = $1 AND right_id IN ({ids})) \
         ORDER BY c.score_permille DESC, c.id"
    );
    connection.rows(&sql, [crate::persons::SUBJECT_KIND.into()]).await
}

/// Settles all pairs of a record that was merged into another. Gives their number.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn settle_all(tx: &Transaction, subject_kind: &str, id: i64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE duplicate_candidate SET state = 'settled', revision = revision + 1 \
         WHERE subject_kind = $1 AND (left_id = $2 OR right_id = $2) AND state <> 'settled'",
        [subject_kind.into(), id.into()],
    )
    .await
}

/// Settles some pairs that are alike no more.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn settle(tx: &Transaction, ids: &[DuplicateId]) -> Result<u64, StoreError> {
    if ids.is_empty() {
        return Ok(0);
    }
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let sql = format!(
        "UPDATE duplicate_candidate SET state = 'settled', revision = revision + 1 \
         WHERE id IN ({})",
        ids.join(", ")
    );
    tx.execute(&sql, []).await
}
