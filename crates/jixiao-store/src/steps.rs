//! Steps of what goes its own way beside the filing chain (rectifications, evaluations): who moved
//! what from which state to which, with what words. Rows are only ever added.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Machine, UserId};

/// A row of `handling_step`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandlingStep<M: Machine> {
    /// What happened.
    pub event: M::Event,
    /// The state before.
    pub from_state: M,
    /// The state after.
    pub to_state: M,
    /// What was said at it.
    pub words: String,
    /// Who.
    pub user_id: UserId,
    /// Their name today.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl<M: Machine> FromRow for HandlingStep<M> {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            event: row.coded("event")?,
            from_state: row.coded("from_state")?,
            to_state: row.coded("to_state")?,
            words: row.get("words")?,
            user_id: row.id("user_id")?,
            user_name: row.get("user_name")?,
            at: row.time("at")?,
        })
    }
}

/// A step to add.
#[derive(Debug, Clone)]
pub struct NewHandlingStep<'a, M: Machine> {
    /// Kind of the record, `rectification`.
    pub subject_kind: &'a str,
    /// Its key.
    pub subject_id: i64,
    /// What happens.
    pub event: M::Event,
    /// The state before.
    pub from_state: M,
    /// The state after.
    pub to_state: M,
    /// What is said at it; may be empty.
    pub words: &'a str,
    /// Who.
    pub user_id: UserId,
    /// When.
    pub at: Timestamp,
}

/// Adds a step.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert<M: Machine>(
    tx: &Transaction,
    step: &NewHandlingStep<'_, M>,
) -> Result<(), StoreError> {
    use jixiao_domain::Coded as _;
    let values = [
        step.subject_kind.into(),
        step.subject_id.into(),
        step.event.code().into(),
        step.from_state.code().into(),
        step.to_state.code().into(),
        step.words.into(),
        step.user_id.0.into(),
        step.at.timestamp_millis().into(),
    ];
    tx.execute_one(
        "INSERT INTO handling_step \
         (subject_kind, subject_id, event, from_state, to_state, words, user_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values,
    )
    .await
}

/// The steps of a record, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list<M: Machine + Send>(
    connection: &impl Connection,
    subject_kind: &str,
    subject_id: i64,
) -> Result<Vec<HandlingStep<M>>, StoreError>
where
    M::Event: Send,
{
    let sql = "SELECT s.event, s.from_state, s.to_state, s.words, s.user_id, \
               u.name AS user_name, s.at FROM handling_step s JOIN app_user u ON u.id = s.user_id \
               WHERE s.subject_kind = $1 AND s.subject_id = $2 ORDER BY s.id";
    connection.rows(sql, [subject_kind.into(), subject_id.into()]).await
}
