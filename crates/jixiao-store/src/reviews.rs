//! Steps of the filing chain: who moved what from which state to which, and why. Rows are only ever
//! added.
//!
//! Also says whose turn it may be. Whether somebody may take a step is decided above.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use jixiao_domain::{Coded as _, FilingEvent, FilingState, Role, UserId};

/// A row of `review_step`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewStep {
    /// What happened.
    pub event: FilingEvent,
    /// The state before.
    pub from_state: FilingState,
    /// The state after.
    pub to_state: FilingState,
    /// Why; empty where the event needs no reason.
    pub reason: String,
    /// Who.
    pub user_id: UserId,
    /// Their name today.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl FromRow for ReviewStep {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            event: row.coded("event")?,
            from_state: row.coded("from_state")?,
            to_state: row.coded("to_state")?,
            reason: row.get("reason")?,
            user_id: row.id("user_id")?,
            user_name: row.get("user_name")?,
            at: row.time("at")?,
        })
    }
}

/// A step to add.
#[derive(Debug, Clone)]
pub struct NewReviewStep<'a> {
    /// Kind of the filing, `goal`.
    pub subject_kind: &'a str,
    /// Its key.
    pub subject_id: i64,
    /// What happens.
    pub event: FilingEvent,
    /// The state before.
    pub from_state: FilingState,
    /// The state after.
    pub to_state: FilingState,
    /// Why; may be empty.
    pub reason: &'a str,
    /// Who.
    pub user_id: UserId,
    /// When.
    pub at: Timestamp,
}

/// Adds a step.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn insert(tx: &Transaction, step: &NewReviewStep<'_>) -> Result<(), StoreError> {
    let values = [
        step.subject_kind.into(),
        step.subject_id.into(),
        step.event.code().into(),
        step.from_state.code().into(),
        step.to_state.code().into(),
        step.reason.into(),
        step.user_id.0.into(),
        step.at.timestamp_millis().into(),
    ];
    tx.execute_one(
        "INSERT INTO review_step \
         (subject_kind, subject_id, event, from_state, to_state, reason, user_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values,
    )
    .await
}

/// The steps of a filing, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn list(
    connection: &impl Connection,
    subject_kind: &str,
    subject_id: i64,
) -> Result<Vec<ReviewStep>, StoreError> {
    connection
        .rows(
            "SELECT s.event, s.from_state, s.to_state, s.reason, s.user_id, u.name AS user_name, s.at \
             FROM review_step s JOIN app_user u ON u.id = s.user_id \
             WHERE s.subject_kind = $1 AND s.subject_id = $2 ORDER BY s.id",
            [subject_kind.into(), subject_id.into()],
        )
        .await
}

/// Everybody who did one of the audited `actions` on a record.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn hands(
    connection: &impl Connection,
    subject_kind: &str,
    subject_id: i64,
    actions: &[&str],
) -> Result<Vec<UserId>, StoreError> {
    let places: Vec<String> = (3..3 + actions.len()).map(|number| format!("${number}")).collect();
    let sql = format!(
        "SELECT DISTINCT user_id FROM audit_entry WHERE subject_kind = $1 AND subject_id = $2 \
         AND user_id IS NOT NULL AND outcome = 'done' AND action IN ({})",
        places.join(", ")
    );
    let mut values = vec![subject_kind.into(), subject_id.to_string().into()];
    values.extend(actions.iter().map(|action| (*action).into()));
    let ids: Vec<i64> = connection.rows(&sql, values).await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// A person who may take the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub user_id: UserId,
    /// 姓名
    pub user_name: String,
    /// The organisation at which the role is held.
    pub organisation_name: String,
}

impl FromRow for Holder {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            user_id: row.id("user_id")?,
            user_name: row.get("user_name")?,
            organisation_name: row.get("organisation_name")?,
        })
    }
}

/// The people who hold one of `roles` at the organisation at `path` or above it, nearest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn holders(
    connection: &impl Connection,
    roles: &[Role],
    path: &str,
) -> Result<Vec<Holder>, StoreError> {
    // Codes of roles hold letters and underscores only, so they can stand in the text.
    let codes: Vec<String> = roles.iter().map(|role| format!("'{}'", role.code())).collect();
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT u.id AS user_id, u.name AS user_name, o.short_name AS organisation_name \
         FROM role_grant g JOIN app_user u ON u.id = g.user_id \
         JOIN organisation o ON o.id = g.organisation_id \
         WHERE g.revoked_at IS NULL AND u.active AND g.role IN ({}) AND $1 LIKE o.path || '%' \
         ORDER BY LENGTH(o.path) DESC, u.id LIMIT 20",
        codes.join(", ")
    );
    connection.rows(&sql, [path.into()]).await
}
