//! What was changed of a task besides the steps of its chain. Rows are only ever added.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use jixiao_domain::{Coded as _, SelfEvaluationId, UserId, coded};

coded! {
    /// What was changed.
    pub enum ChangeKind {
        /// The last day for submitting.
        Due = "due" "调整截止日期",
        /// The goal version it is measured by.
        Goal = "goal" "改按新版绩效目标",
    }
}

/// A row of `self_evaluation_change`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What was changed.
    pub kind: ChangeKind,
    /// What it was, in words.
    pub was: String,
    /// What it became, in words.
    pub became: String,
    /// Why; may be empty.
    pub reason: String,
    /// Who.
    pub user_id: UserId,
    /// Their name today.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl FromRow for Change {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.coded("kind")?,
            was: row.get("was")?,
            became: row.get("became")?,
            reason: row.get("reason")?,
            user_id: row.id("user_id")?,
            user_name: row.get("user_name")?,
            at: row.time("at")?,
        })
    }
}

/// A change to add.
#[derive(Debug, Clone)]
pub struct NewChange<'a> {
    /// The task.
    pub self_evaluation_id: SelfEvaluationId,
    /// What was changed.
    pub kind: ChangeKind,
    /// What it was, in words.
    pub was: &'a str,
    /// What it became, in words.
    pub became: &'a str,
    /// Why; may be empty.
    pub reason: &'a str,
    /// Who.
    pub user_id: UserId,
    /// When.
    pub at: Timestamp,
}

/// Adds a change.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(connection: &impl Connection, new: &NewChange<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO self_evaluation_change \
               (self_evaluation_id, kind, was, became, reason, user_id, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        new.self_evaluation_id.0.into(),
        new.kind.code().into(),
        new.was.into(),
        new.became.into(),
        new.reason.into(),
        new.user_id.0.into(),
        new.at.timestamp_millis().into(),
    ];
    connection.execute_one(sql, values).await
}

/// The changes of a task, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    id: SelfEvaluationId,
) -> Result<Vec<Change>, StoreError> {
    let sql = "SELECT c.kind, c.was, c.became, c.reason, c.user_id, u.name AS user_name, c.at \
               FROM self_evaluation_change c JOIN app_user u ON u.id = c.user_id \
               WHERE c.self_evaluation_id = $1 ORDER BY c.id";
    connection.rows(sql, [id.0.into()]).await
}
