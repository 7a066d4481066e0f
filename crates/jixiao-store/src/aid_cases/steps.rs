//! What happened to cases. Rows are only ever added.

use super::{AidCase, listed, money_option};
use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction, Value};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseEvent, AidCaseId, AidCaseState, AidStage, Coded as _, MeansResult, Money, UserId,
};

/// A row of `aid_case_step`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AidStep {
    /// What happened.
    pub event: AidCaseEvent,
    /// The stage in which.
    pub stage: Option<AidStage>,
    /// The state before.
    pub from_state: AidCaseState,
    /// The state after.
    pub to_state: AidCaseState,
    /// Who.
    pub user_id: UserId,
    /// Their name today.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
    /// The opinion, the reason, or what a visit found.
    pub words: String,
    /// The amount it names.
    pub amount: Option<Money>,
    /// The day of a visit or of the answer of the civil affairs office.
    pub happened_on: Option<NaiveDate>,
    /// Who visited.
    pub visitors: String,
    /// What the civil affairs office found.
    pub result: Option<MeansResult>,
}

impl FromRow for AidStep {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            event: row.coded("event")?,
            stage: row.coded_option("stage")?,
            from_state: row.coded("from_state")?,
            to_state: row.coded("to_state")?,
            user_id: row.id("user_id")?,
            user_name: row.get("user_name")?,
            at: row.time("at")?,
            words: row.get("words")?,
            amount: money_option(row, "amount_fen")?,
            happened_on: row.get("happened_on")?,
            visitors: row.get("visitors")?,
            result: row.coded_option("result")?,
        })
    }
}

/// The steps of a case, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn steps(
    connection: &impl Connection,
    id: AidCaseId,
) -> Result<Vec<AidStep>, StoreError> {
    let sql = "SELECT s.event, s.stage, s.from_state, s.to_state, s.user_id, u.name AS user_name, \
               s.at, s.words, s.amount_fen, s.happened_on, s.visitors, s.result \
               FROM aid_case_step s JOIN app_user u ON u.id = s.user_id \
               WHERE s.aid_case_id = $1 ORDER BY s.id";
    connection.rows(sql, [id.0.into()]).await
}

/// Who did what to a case, as far as it still counts: saving and submitting at any time, the rest
/// since it was submitted last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The case.
    pub id: AidCaseId,
    /// What.
    pub event: AidCaseEvent,
    /// Who.
    pub user_id: UserId,
}

impl FromRow for Done {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("aid_case_id")?,
            event: row.coded("event")?,
            user_id: row.id("user_id")?,
        })
    }
}

/// What was done to cases, by case and in order.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn hands(
    connection: &impl Connection,
    ids: &[AidCaseId],
) -> Result<Vec<Done>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT s.aid_case_id, s.event, s.user_id FROM aid_case_step s \
         JOIN aid_case c ON c.id = s.aid_case_id WHERE s.aid_case_id IN ({}) \
         AND (s.event IN ('save', 'submit') OR (s.id > c.submitted_step \
         AND s.event IN ('pass', 'approve', 'return', 'reject', 'visit', 'check_means'))) \
         ORDER BY s.aid_case_id, s.id",
        listed(ids)
    );
    connection.rows(&sql, []).await
}

/// Something written down about a case that does not move it.
#[derive(Debug, Clone)]
pub struct NewRecord<'a> {
    /// What.
    pub event: AidCaseEvent,
    /// On which day it happened.
    pub happened_on: Option<NaiveDate>,
    /// Who visited.
    pub visitors: &'a str,
    /// What the civil affairs office found.
    pub result: Option<MeansResult>,
    /// What was found.
    pub words: &'a str,
    /// Who writes it down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Writes something down.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn record(
    tx: &Transaction,
    case: &AidCase,
    new: &NewRecord<'_>,
) -> Result<(), StoreError> {
    let values: [Value; 10] = [
        case.id.0.into(),
        new.event.code().into(),
        case.stage.map(|stage| stage.code().to_owned()).into(),
        case.state.code().into(),
        new.by.0.into(),
        new.at.timestamp_millis().into(),
        new.words.into(),
        new.happened_on.into(),
        new.visitors.into(),
        new.result.map(|result| result.code().to_owned()).into(),
    ];
    tx.execute_one(
        "INSERT INTO aid_case_step (aid_case_id, event, stage, from_state, to_state, user_id, at, \
         words, happened_on, visitors, result) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10)",
        values,
    )
    .await
}
