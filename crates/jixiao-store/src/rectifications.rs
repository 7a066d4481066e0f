//! Rectifications (整改) of a project's year: the notice, the latest reply, the latest check.
//!
//! The notice itself never changes but for its date; earlier replies and checks stand in the steps.

use crate::{Connection, FromRow, Row, StoreError, Timestamp, Transaction};
use chrono::NaiveDate;
use jixiao_domain::{
    Coded as _, ProjectYearId, RectificationId, RectificationOrigin, RectificationState, UserId,
};

/// What steps and log entries call a rectification.
pub const SUBJECT_KIND: &str = "rectification";

/// A row of `rectification`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rectification {
    /// Key.
    pub id: RectificationId,
    /// What it is about.
    pub project_year_id: ProjectYearId,
    /// The calendar year the notice was given in.
    pub issue_year: i64,
    /// Its number within that year, from 1.
    pub serial: i64,
    /// What made it necessary.
    pub origin: RectificationOrigin,
    /// Key of the warning, self-evaluation or evaluation it comes from.
    pub origin_id: Option<i64>,
    /// 存在问题
    pub problem: String,
    /// 整改要求
    pub requirement: String,
    /// 整改期限
    pub due_on: NaiveDate,
    /// Where it stands.
    pub state: RectificationState,
    /// Who gave the notice.
    pub opened_by: UserId,
    /// Their name today.
    pub opened_by_name: String,
    /// When.
    pub opened_at: Timestamp,
    /// The latest reply, if any.
    pub reply: Option<Reply>,
    /// The latest check, if any.
    pub check: Option<Check>,
    /// For optimistic locking.
    pub revision: i64,
}

/// What the unit replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// 整改措施
    pub measures: String,
    /// 整改结果
    pub outcome: String,
    /// Who.
    pub by: UserId,
    /// Their name today.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// What the check came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// 核查意见
    pub opinion: String,
    /// Who.
    pub by: UserId,
    /// Their name today.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

impl Rectification {
    /// The number of the notice: 整改〔2026〕3号.
    pub fn number(&self) -> String {
        format!("整改〔{}〕{}号", self.issue_year, self.serial)
    }

    /// Whether the unit is late on `today`.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state.waits_for_unit() && self.due_on < today
    }
}

impl FromRow for Rectification {
    fn from_row(row: &Row<'_>) -> Result<Self, StoreError> {
        let name = |column: &str| -> Result<String, StoreError> {
            Ok(row.get::<Option<String>>(column)?.unwrap_or_default())
        };
        let reply = match (row.id_option("replied_by")?, row.time_option("replied_at")?) {
            (Some(by), Some(at)) => Some(Reply {
                measures: row.get("measures")?,
                outcome: row.get("outcome")?,
                by,
                by_name: name("replied_by_name")?,
                at,
            }),
            _ => None,
        };
        let check = match (row.id_option("checked_by")?, row.time_option("checked_at")?) {
            (Some(by), Some(at)) => Some(Check {
                opinion: row.get("opinion")?,
                by,
                by_name: name("checked_by_name")?,
                at,
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id("id")?,
            project_year_id: row.id("project_year_id")?,
            issue_year: row.get("issue_year")?,
            serial: row.get("serial")?,
            origin: row.coded("origin")?,
            origin_id: row.get("origin_id")?,
            problem: row.get("problem")?,
            requirement: row.get("requirement")?,
            due_on: row.date("due_on")?,
            state: row.coded("state")?,
            opened_by: row.id("opened_by")?,
            opened_by_name: name("opened_by_name")?,
            opened_at: row.time("opened_at")?,
            reply,
            check,
            revision: row.get("revision")?,
        })
    }
}

const SELECT: &str = "SELECT r.id, r.project_year_id, r.issue_year, r.serial, r.origin, \
    r.origin_id, r.problem, r.requirement, r.due_on, r.state, r.opened_by, r.opened_at, \
    r.measures, r.outcome, r.replied_by, r.replied_at, r.opinion, r.checked_by, r.checked_at, \
    r.revision, a.name AS opened_by_name, b.name AS replied_by_name, c.name AS checked_by_name \
    FROM rectification r JOIN app_user a ON a.id = r.opened_by \
    LEFT JOIN app_user b ON b.id = r.replied_by LEFT JOIN app_user c ON c.id = r.checked_by";

/// A notice to give.
#[derive(Debug, Clone)]
pub struct NewRectification<'a> {
    /// See [`Rectification::project_year_id`].
    pub project_year_id: ProjectYearId,
    /// See [`Rectification::issue_year`].
    pub issue_year: i64,
    /// See [`Rectification::origin`].
    pub origin: RectificationOrigin,
    /// See [`Rectification::origin_id`].
    pub origin_id: Option<i64>,
    /// See [`Rectification::problem`].
    pub problem: &'a str,
    /// See [`Rectification::requirement`].
    pub requirement: &'a str,
    /// See [`Rectification::due_on`].
    pub due_on: NaiveDate,
    /// See [`Rectification::opened_by`].
    pub opened_by: UserId,
    /// See [`Rectification::opened_at`].
    pub opened_at: Timestamp,
}

/// Gives a notice the next number of its year.
///
/// # Errors
/// [`StoreError::Duplicate`] where another notice took the number at the same time.
pub async fn insert(
    tx: &Transaction,
    new: &NewRectification<'_>,
) -> Result<RectificationId, StoreError> {
    let values = [
        new.project_year_id.0.into(),
        new.issue_year.into(),
        new.origin.code().into(),
        new.origin_id.into(),
        new.problem.into(),
        new.requirement.into(),
        new.due_on.into(),
        RectificationState::Issued.code().into(),
        new.opened_by.0.into(),
        new.opened_at.timestamp_millis().into(),
    ];
    tx.insert(
        "INSERT INTO rectification (project_year_id, issue_year, serial, origin, origin_id, \
         problem, requirement, due_on, state, opened_by, opened_at) \
         SELECT $1, $2, COALESCE(MAX(serial), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 \
         FROM rectification WHERE issue_year = $2 RETURNING id",
        values,
    )
    .await
}

/// Moves a rectification that still has `revision` to another state, with its date.
///
/// # Errors
/// [`StoreError::Stale`] where it was changed meanwhile.
pub async fn set_state(
    tx: &Transaction,
    id: RectificationId,
    revision: i64,
    state: RectificationState,
    due_on: NaiveDate,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE rectification SET state = $3, due_on = $4, revision = revision + 1 \
         WHERE id = $1 AND revision = $2",
        [id.0.into(), revision.into(), state.code().into(), due_on.into()],
    )
    .await
}

/// Writes the latest reply.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such rectification.
pub async fn set_reply(
    tx: &Transaction,
    id: RectificationId,
    measures: &str,
    outcome: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let at = at.timestamp_millis();
    tx.execute_one(
        "UPDATE rectification SET measures = $2, outcome = $3, replied_by = $4, replied_at = $5 \
         WHERE id = $1",
        [id.0.into(), measures.into(), outcome.into(), by.0.into(), at.into()],
    )
    .await
}

/// Writes the latest check.
///
/// # Errors
/// [`StoreError::Stale`] where there is no such rectification.
pub async fn set_check(
    tx: &Transaction,
    id: RectificationId,
    opinion: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute_one(
        "UPDATE rectification SET opinion = $2, checked_by = $3, checked_at = $4 WHERE id = $1",
        [id.0.into(), opinion.into(), by.0.into(), at.timestamp_millis().into()],
    )
    .await
}

/// One rectification.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn find(
    connection: &impl Connection,
    id: RectificationId,
) -> Result<Option<Rectification>, StoreError> {
    connection.row(&format!("{SELECT} WHERE r.id = $1"), [id.0.into()]).await
}

/// All rectifications of a project's year, oldest first.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_project_year(
    connection: &impl Connection,
    id: ProjectYearId,
) -> Result<Vec<Rectification>, StoreError> {
    let sql = format!("{SELECT} WHERE r.project_year_id = $1 ORDER BY r.id");
    connection.rows(&sql, [id.0.into()]).await
}

/// The rectifications that come from one record (a warning, a self-evaluation, an evaluation).
///
/// # Errors
/// [`StoreError`] where the database fails.
pub async fn of_origin(
    connection: &impl Connection,
    origin: RectificationOrigin,
    origin_id: i64,
) -> Result<Vec<Rectification>, StoreError> {
    let sql = format!("{SELECT} WHERE r.origin = $1 AND r.origin_id = $2 ORDER BY r.id");
    connection.rows(&sql, [origin.code().into(), origin_id.into()]).await
}
