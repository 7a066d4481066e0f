//! Objections to cases on notices: recorded, looked into, settled. A case has one open objection.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use chrono::NaiveDate;
use jixiao_domain::{
    AidCaseId, AidNoticeId, AidObjectionId, Coded as _, ObjectionChannel, ObjectionState, UserId,
};

/// A row of `aid_objection`, with names of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Key.
    pub id: AidObjectionId,
    /// The notice.
    pub notice_id: AidNoticeId,
    /// The case.
    pub case_id: AidCaseId,
    /// How it came in.
    pub channel: ObjectionChannel,
    /// On which day.
    pub received_on: NaiveDate,
    /// What it says.
    pub content: String,
    /// Where it stands.
    pub state: ObjectionState,
    /// Who wrote it down.
    pub recorded_by_name: String,
    /// When.
    pub recorded_at: Timestamp,
    /// Who settled it.
    pub settled_by_name: Option<String>,
    /// When.
    pub settled_at: Option<Timestamp>,
    /// What was found.
    pub finding: String,
}

const COLUMNS: &str = "b.id, b.notice_id, b.aid_case_id, b.channel, b.received_on, b.content, \
    b.state, r.name AS recorded_by_name, b.recorded_at, s.name AS settled_by_name, b.settled_at, \
    b.finding FROM aid_objection b JOIN app_user r ON r.id = b.recorded_by \
    LEFT JOIN app_user s ON s.id = b.settled_by";

impl FromRow for Objection {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            notice_id: row.id("notice_id")?,
            case_id: row.id("aid_case_id")?,
            channel: row.coded("channel")?,
            received_on: row.date("received_on")?,
            content: row.get("content")?,
            state: row.coded("state")?,
            recorded_by_name: row.get("recorded_by_name")?,
            recorded_at: row.time("recorded_at")?,
            settled_by_name: row.get("settled_by_name")?,
            settled_at: row.time_option("settled_at")?,
            finding: row.get("finding")?,
        })
    }
}

/// An objection to write down.
#[derive(Debug, Clone)]
pub struct NewObjection<'a> {
    /// The notice.
    pub notice_id: AidNoticeId,
    /// The case.
    pub case_id: AidCaseId,
    /// How it came in.
    pub channel: ObjectionChannel,
    /// On which day.
    pub received_on: NaiveDate,
    /// What it says.
    pub content: &'a str,
}

/// Writes an objection down.
///
/// # Errors
/// [`StoreError::Duplicate`] where the case has an open one.
pub async fn insert_objection(
    tx: &Transaction,
    new: &NewObjection<'_>,
    by: UserId,
    at: Timestamp,
) -> Result<AidObjectionId, StoreError> {
    tx.insert(
        "INSERT INTO aid_objection (notice_id, aid_case_id, channel, received_on, content, state, \
         recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, 'open', $6, $7) RETURNING id",
        [
            new.notice_id.0.into(),
            new.case_id.0.into(),
            new.channel.code().into(),
            new.received_on.into(),
            new.content.into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// Settles an open objection.
///
/// # Errors
/// [`StoreError::Stale`] where it is not open.
pub async fn settle_objection(
    tx: &Transaction,
    id: AidObjectionId,
    state: ObjectionState,
    finding: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE aid_objection SET state = $2, finding = $3, settled_by = $4, settled_at = $5 \
         WHERE id = $1 AND state = 'open'",
        [
            id.0.into(),
            state.code().into(),
            finding.into(),
            by.0.into(),
            at.timestamp_millis().into(),
        ],
    )
    .await
}

/// One objection.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find_objection(
    connection: &impl Connection,
    id: AidObjectionId,
) -> Result<Option<Objection>, StoreError> {
    let sql = format!("SELECT {COLUMNS} WHERE b.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// The objections to a case, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn objections_of_case(
    connection: &impl Connection,
    id: AidCaseId,
) -> Result<Vec<Objection>, StoreError> {
    let sql = format!("SELECT {COLUMNS} WHERE b.aid_case_id = $1 ORDER BY b.id");
    connection.rows(&sql, [id.0.into()]).await
}

/// The objections to cases of a notice, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn objections_of_notice(
    connection: &impl Connection,
    id: AidNoticeId,
) -> Result<Vec<Objection>, StoreError> {
    let sql = format!("SELECT {COLUMNS} WHERE b.notice_id = $1 ORDER BY b.id");
    connection.rows(&sql, [id.0.into()]).await
}

/// How many objections to cases of a notice are open.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn open_objections(
    connection: &impl Connection,
    id: AidNoticeId,
) -> Result<i64, StoreError> {
    let sql = "SELECT COUNT(*) FROM aid_objection WHERE notice_id = $1 AND state = 'open'";
    Ok(connection.row(sql, [id.0.into()]).await?.unwrap_or(0))
}
