//! Warnings of records, and every step that was taken about them. A warning keeps its key however
//! often its record is judged anew; steps are only ever added.

use crate::{Connection, FromRow, Row, StoreError, Timestamp};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, GoalIndicatorId, MonitoringRecordId, MonitoringWarningId, UserId, WarningEvent,
    WarningKind, WarningState,
};

/// A row of `monitoring_warning`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Key.
    pub id: MonitoringWarningId,
    /// The record whose figures raised it.
    pub record_id: MonitoringRecordId,
    /// What it warns of.
    pub kind: WarningKind,
    /// The indicator it is about; `None` for the record as a whole.
    pub goal_indicator_id: Option<GoalIndicatorId>,
    /// Where it stands.
    pub state: WarningState,
    /// What is wrong, with the figures.
    pub sentence: String,
    /// 文号 and article; empty where no text is known.
    pub article: String,
    /// When the figures first bore it out.
    pub raised_at: Timestamp,
    /// The day by which the unit has to decide, where the regulation sets one.
    pub answer_due_on: Option<NaiveDate>,
    /// For optimistic locking.
    pub revision: i64,
}

const COLUMNS: &str = "w.id, w.record_id, w.kind, w.goal_indicator_id, w.state, w.sentence, \
                       w.article, w.raised_at, w.answer_due_on, w.revision";

impl FromRow for Warning {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id("id")?,
            record_id: row.id("record_id")?,
            kind: row.coded("kind")?,
            goal_indicator_id: row.id_option("goal_indicator_id")?,
            state: row.coded("state")?,
            sentence: row.get("sentence")?,
            article: row.get("article")?,
            raised_at: row.time("raised_at")?,
            answer_due_on: row.get("answer_due_on")?,
            revision: row.get("revision")?,
        })
    }
}

/// What a new warning is made of.
#[derive(Debug, Clone, Copy)]
pub struct NewWarning<'a> {
    /// See [`Warning::record_id`].
    pub record_id: MonitoringRecordId,
    /// See [`Warning::kind`].
    pub kind: WarningKind,
    /// See [`Warning::goal_indicator_id`].
    pub goal_indicator_id: Option<GoalIndicatorId>,
    /// See [`Warning::sentence`].
    pub sentence: &'a str,
    /// See [`Warning::article`].
    pub article: &'a str,
    /// See [`Warning::raised_at`].
    pub raised_at: Timestamp,
    /// See [`Warning::answer_due_on`].
    pub answer_due_on: Option<NaiveDate>,
}

/// Adds a warning, open.
///
/// # Errors
/// [`StoreError::Duplicate`] where the record has one of that kind for that indicator.
pub async fn insert(
    connection: &impl Connection,
    new: &NewWarning<'_>,
) -> Result<MonitoringWarningId, StoreError> {
    let sql = "INSERT INTO monitoring_warning (record_id, kind, indicator_key, goal_indicator_id, \
               state, sentence, article, raised_at, answer_due_on) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id";
    let values = [
        new.record_id.0.into(),
        new.kind.code().into(),
        new.goal_indicator_id.map_or(0, |id| id.0).into(),
        new.goal_indicator_id.map(|id| id.0).into(),
        WarningState::Open.code().into(),
        new.sentence.into(),
        new.article.into(),
        new.raised_at.timestamp_millis().into(),
        new.answer_due_on.into(),
    ];
    connection.insert(sql, values).await
}

/// One warning.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: MonitoringWarningId,
) -> Result<Option<Warning>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM monitoring_warning w WHERE w.id = $1");
    connection.row(&sql, [id.0.into()]).await
}

/// All warnings of a record, cleared ones included, the earliest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of(
    connection: &impl Connection,
    record_id: MonitoringRecordId,
) -> Result<Vec<Warning>, StoreError> {
    let sql =
        format!("SELECT {COLUMNS} FROM monitoring_warning w WHERE w.record_id = $1 ORDER BY w.id");
    connection.rows(&sql, [record_id.0.into()]).await
}

/// Gives a warning the words its figures have now.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn set_words(
    connection: &impl Connection,
    id: MonitoringWarningId,
    sentence: &str,
    article: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE monitoring_warning SET sentence = $2, article = $3 WHERE id = $1";
    connection.execute_one(sql, [id.0.into(), sentence.into(), article.into()]).await
}

/// Moves a warning to another state.
///
/// # Errors
/// [`StoreError::Stale`] where someone else moved it since `revision`.
pub async fn set_state(
    connection: &impl Connection,
    id: MonitoringWarningId,
    revision: i64,
    state: WarningState,
) -> Result<(), StoreError> {
    let sql = "UPDATE monitoring_warning SET state = $3, revision = revision + 1 \
               WHERE id = $1 AND revision = $2";
    connection.execute_one(sql, [id.0.into(), revision.into(), state.code().into()]).await
}

/// A step to add.
#[derive(Debug, Clone, Copy)]
pub struct NewStep<'a> {
    /// The warning.
    pub warning_id: MonitoringWarningId,
    /// What happens.
    pub event: WarningEvent,
    /// The state after.
    pub to_state: WarningState,
    /// Why, or the explanation itself; may be empty.
    pub reason: &'a str,
    /// What it led to, as a path of the application: `/goals/7`; empty where it led to nothing.
    pub link: &'a str,
    /// Who.
    pub user_id: UserId,
    /// When.
    pub at: Timestamp,
}

/// Adds a step.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn add_step(connection: &impl Connection, step: &NewStep<'_>) -> Result<(), StoreError> {
    let sql = "INSERT INTO monitoring_warning_step \
               (warning_id, event, to_state, reason, link, user_id, at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        step.warning_id.0.into(),
        step.event.code().into(),
        step.to_state.code().into(),
        step.reason.into(),
        step.link.into(),
        step.user_id.0.into(),
        step.at.timestamp_millis().into(),
    ];
    connection.execute_one(sql, values).await
}

/// A row of `monitoring_warning_step`, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What happened.
    pub event: WarningEvent,
    /// The state after.
    pub to_state: WarningState,
    /// Why, or the explanation itself.
    pub reason: String,
    /// What it led to, as a path of the application.
    pub link: String,
    /// Who.
    pub user_id: UserId,
    /// Their name today.
    pub user_name: String,
    /// When.
    pub at: Timestamp,
}

impl FromRow for Step {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            event: row.coded("event")?,
            to_state: row.coded("to_state")?,
            reason: row.get("reason")?,
            link: row.get("link")?,
            user_id: row.id("user_id")?,
            user_name: row.get("user_name")?,
            at: row.time("at")?,
        })
    }
}

/// The steps of a warning, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn steps(
    connection: &impl Connection,
    id: MonitoringWarningId,
) -> Result<Vec<Step>, StoreError> {
    let sql = "SELECT s.event, s.to_state, s.reason, s.link, s.user_id, u.name AS user_name, s.at \
               FROM monitoring_warning_step s JOIN app_user u ON u.id = s.user_id \
               WHERE s.warning_id = $1 ORDER BY s.id";
    connection.rows(sql, [id.0.into()]).await
}
